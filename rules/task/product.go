package task

import (
	"cmp"
	"slices"

	"tainha/rules"
)

// Product is an entry of the product catalogue (danh mục sản phẩm): it gives a kind of
// product its conversion coefficient K from a day on; 1.0 is the standard product
// (rules section 3). An entry with the same Code that begins later takes its place.
type Product struct {
	ID       ProductID    `json:"id"`
	Unit     rules.UnitID `json:"unit,omitempty"` // whose catalogue, 0: the whole agency's
	Code     string       `json:"code"`           // the office's own
	Name     string       `json:"name"`
	K        Amount       `json:"k"`
	Since    rules.Date   `json:"since"`
	Last     rules.Date   `json:"last,omitempty"`     // 0: it does not end
	Counted  string       `json:"counted,omitempty"`  // what it is counted in (đơn vị tính): hồ sơ, báo cáo
	Proof    string       `json:"proof,omitempty"`    // what proves one done, where a task says nothing else
	Official string       `json:"official,omitempty"` // its id in the official system, empty for none
}

// Catalogue is the products of a unit and of the whole agency.
type Catalogue []Product

// On are the products that hold for a unit on a day, by name: of each code the one
// that began last, the unit's own before the agency's. None: the unit has no catalogue
// on that day, and its tasks count in hours. The catalogue counts from its first day,
// by the day at home (rules section 12, Plans).
func (c Catalogue) On(unit rules.UnitID, d rules.Date) []Product {
	holds := map[string]Product{}
	for _, p := range c {
		if p.Unit != 0 && p.Unit != unit || p.Since > d || p.Last != 0 && p.Last < d {
			continue
		}
		old, known := holds[p.Code]
		own, others := p.Unit != 0, old.Unit != 0
		if !known || own && !others || own == others && p.Since >= old.Since {
			holds[p.Code] = p
		}
	}
	out := make([]Product, 0, len(holds))
	for _, p := range holds {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Product) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code)) })
	return out
}

// Never reports whether an entry ends before it begins: it was ended before its day came.
func (p Product) Never() bool { return p.Last != 0 && p.Last < p.Since }

// Same reports whether both say the same of a product, whenever they hold.
func (p Product) Same(q Product) bool {
	return p.Code == q.Code && p.Name == q.Name && p.K.Equal(q.K) && p.Counted == q.Counted && p.Proof == q.Proof && p.Official == q.Official
}

// Reasons says what stands against an entry: no code or name, texts that are too long, a
// mark of secrecy, a K that is none.
func (p Product) Reasons() []rules.Message {
	var why []rules.Message
	if clean(p.Code) == "" || clean(p.Name) == "" {
		why = append(why, rules.Msg("task.product_name", "code", p.Code))
	}
	if p.K.Sign() <= 0 || p.K.Cmp(maxK) > 0 {
		why = append(why, rules.Msg("task.k", "k", p.K.Message(), "kind", p.Name))
	}
	why = append(why, longTexts(p.Name, p.Counted, p.Proof, p.Official)...)
	return append(why, secretTexts(p.Name, p.Counted, p.Proof)...)
}
