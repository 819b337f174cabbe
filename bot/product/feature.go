// Package product is the products' feature of the bot; Feature says what it holds.
package product

import (
	"tainha/bot/chat"
	"tainha/pilot/intake"
	work "tainha/pilot/task"
)

// Feature is the catalogue of products: what each is worth, from which day on.
func Feature() chat.Feature {
	return chat.Feature{Name: "product", Commands: []chat.Command{cmdProducts()}, Tables: []intake.Kind{work.CatalogueTable()}}
}
