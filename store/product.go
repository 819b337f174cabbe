package store

import (
	"fmt"

	"tainha/rules"
	"tainha/rules/task"
)

const selectProduct = `SELECT id, unit_id, code, name, k, since, last_day, counted, proof, official_id FROM product `

func scanProduct(r row) (p task.Product, err error) {
	err = r.Scan(&p.ID, &p.Unit, &p.Code, &p.Name, &p.K, &p.Since, &p.Last, &p.Counted, &p.Proof, &p.Official)
	return p, err
}

// AddProduct keeps an entry of the catalogue, with its new id. ErrTaken: its code has an
// entry of that unit from that day already.
func (tx *Tx) AddProduct(p *task.Product) error {
	id, err := tx.insert(`INSERT INTO product (unit_id, code, name, k, since, last_day, counted, proof, official_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.Unit, p.Code, p.Name, p.K, p.Since, p.Last, p.Counted, p.Proof, p.Official)
	if err != nil {
		return fmt.Errorf("add the product %s: %w", p.Code, taken(err))
	}
	p.ID = task.ProductID(id)
	return nil
}

// EndProduct says until which day an entry holds. ErrNotFound: there is none.
func (tx *Tx) EndProduct(id task.ProductID, last rules.Date) error {
	if err := tx.change(`UPDATE product SET last_day = ? WHERE id = ?`, last, id); err != nil {
		return fmt.Errorf("end product %d: %w", id, err)
	}
	return nil
}

// Product loads one, or ErrNotFound.
func (tx *Tx) Product(id task.ProductID) (task.Product, error) {
	p, err := queryRow(tx, scanProduct, selectProduct+`WHERE id = ?`, id)
	if err != nil {
		return p, fmt.Errorf("load product %d: %w", id, err)
	}
	return p, nil
}

// Catalogue lists the products of a unit and of the whole agency, of any day.
func (tx *Tx) Catalogue(unit rules.UnitID) (task.Catalogue, error) {
	list, err := keptAll(tx, scanProduct, selectProduct+`WHERE unit_id IN (0, ?) ORDER BY code, since, id`, unit)
	if err != nil {
		return nil, fmt.Errorf("load the catalogue of unit %d: %w", unit, err)
	}
	return list, nil
}
