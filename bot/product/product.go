package product

import (
	"errors"
	"slices"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// productPage shows a page of the catalogue of a unit, 0: of the whole agency.
type productPage struct {
	Unit rules.UnitID
	Page int16
}

// productPress changes the coefficient of an entry, or ends it; with no entry one is added.
type productPress struct {
	Product task.ProductID
	Unit    int32 // of the new entry
	End     bool
}

var (
	productsKey = chat.DefinePress[productPage]("pl")
	productKey  = chat.DefinePress[productPress]("pd")
)

// keepsProducts are those who keep a catalogue: the use case holds each unit against them.
var keepsProducts = rules.Access{Who: rules.Head | rules.Coordinator, Over: rules.NoData, Write: true}

// cmdProducts keeps the catalogue of products.
func cmdProducts() chat.Command {
	return chat.Command{
		Name: "products", Alias: "sanpham", Place: 36, InMenu: true, Access: keepsProducts,
		Flows: []chat.Conversation{productFlow()},
		Run: func(t *chat.Turn, _ string) error {
			units := append(slices.Sorted(slices.Values(t.Actor.HeadOf)), 0)
			return showProducts(t, productPage{Unit: units[0]})
		},
		Presses: []chat.Presser{
			productsKey.On(keepsProducts, nil, showProducts),
			productKey.On(keepsProducts, nil, pressProduct),
		},
	}
}

// mayKeep refuses a unit whose catalogue is not the reader's to keep, as the use case does; 0 is
// the whole agency's.
func mayKeep(t *chat.Turn, unit rules.UnitID) error {
	var about rules.Subject
	if unit != 0 {
		var err error
		if about, err = t.Subject(pilot.ObjectUnit, int64(unit)); err != nil {
			return err
		}
	}
	if rules.MayAny(t.Actor, pilot.ChangeProducts.Any(), about) {
		return nil
	}
	return rules.Refuse("access.foreign")
}

// kept are the entries of a unit's own catalogue that hold today or later, by name.
func kept(t *chat.Turn, unit rules.UnitID) ([]task.Product, error) {
	all, err := t.Tx.Catalogue(unit)
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(slices.Clone(all), func(p task.Product) bool { return p.Unit != unit })
	out := own.On(unit, t.Today)
	for _, p := range own {
		if p.Since > t.Today && !p.Never() {
			out = append(out, p)
		}
	}
	return out, nil
}

func unitName(t *chat.Turn, id rules.UnitID) (string, error) {
	if id == 0 {
		return "", nil
	}
	u, err := t.Tx.Unit(id)
	return u.Name, err
}

func showProducts(t *chat.Turn, p productPage) error {
	if err := mayKeep(t, p.Unit); err != nil {
		return err
	}
	list, err := kept(t, p.Unit)
	if err != nil {
		return err
	}
	name, err := unitName(t, p.Unit)
	if err != nil {
		return err
	}
	part, pages := chat.PageOf(list, int(p.Page), chat.Listed)
	page := min(max(int(p.Page), 0), pages-1)
	var lines []rules.Message
	var rows [][]store.Button
	for i, x := range part {
		n := page*chat.Listed + i + 1
		lines = append(lines, rules.Msg("products.line", "i", n, "name", x.Name, "code", x.Code, "k", x.K.Message(), "counted", x.Counted, "proof", x.Proof, "official", x.Official, "later", x.Since > t.Today, "since", x.Since, "ends", x.Last != 0, "last", x.Last))
		if x.Last == 0 {
			rows = append(rows, []store.Button{
				productKey.Button(productPress{Product: x.ID}, "products.change", "i", n), productKey.Button(productPress{Product: x.ID, End: true}, "products.end", "i", n),
			})
		}
	}
	if pages > 1 {
		rows = append(rows, []store.Button{productsKey.Button(productPage{p.Unit, int16((page + pages - 1) % pages)}, "task.page.before"),
			productsKey.Button(productPage{p.Unit, int16((page + 1) % pages)}, "task.page.after")})
	}
	rows = append(rows, []store.Button{productKey.Button(productPress{Unit: int32(p.Unit)}, "products.add")})
	if p.Unit != 0 && mayKeep(t, 0) == nil {
		rows = append(rows, []store.Button{productsKey.Button(productPage{}, "products.of_agency")})
	}
	for _, u := range t.Actor.HeadOf {
		if u == p.Unit {
			continue
		}
		other, err := unitName(t, u)
		if err != nil {
			return err
		}
		rows = append(rows, []store.Button{productsKey.Button(productPage{Unit: u}, "products.of", "name", other)})
	}
	return t.Show(store.Screen{Text: rules.Msg("products", "unit", name, "n", len(list), "lines", lines, "page", page+1, "pages", pages), Rows: rows})
}

// pressProduct begins to change, to end or to add an entry.
func pressProduct(t *chat.Turn, p productPress) error {
	d := productDraft{Unit: rules.UnitID(p.Unit), Since: t.Today}
	step := "what"
	if p.Product != 0 {
		x, err := t.Tx.Product(p.Product)
		if errors.Is(err, store.ErrNotFound) || err == nil && x.Last != 0 {
			return t.Stale()
		}
		if err != nil {
			return err
		}
		d.Unit, d.Product, d.End, d.Since = x.Unit, x.ID, p.End, 0
		d.Rows = []work.ProductRow{work.RowOf(x)}
		if step = "k"; p.End {
			step = "since"
		}
	}
	if err := mayKeep(t, d.Unit); err != nil {
		return err
	}
	d.New = p.Product == 0
	return productFlow().Start(t, step, d)
}

// detail is what a product can have besides: asked one after the other, each can be left as it is.
type detail struct {
	step, next string
	of         func(r *work.ProductRow) *string
}

var details = []detail{
	{"counted", "proof", func(r *work.ProductRow) *string { return &r.Counted }},
	{"proof", "official", func(r *work.ProductRow) *string { return &r.Proof }},
	{"official", "sure", func(r *work.ProductRow) *string { return &r.Official }},
}

// detailSteps ask what a product is counted in, what proves one done, and its id in the official system.
func detailSteps() (steps []chat.Step[productDraft]) {
	for _, x := range details {
		steps = append(steps, chat.Step[productDraft]{
			Name: x.step, Free: true, Choices: []chat.Choice{{Name: "skip", Value: productSkip, Arg: chat.NoArg}, {Name: "stop", Value: productStop, Arg: chat.NoArg}},
			Ask: func(t *chat.Turn, d *productDraft) (store.Screen, error) {
				text := rules.Msg("products.ask_more", "name", d.Rows[0].Name, "what", x.step, "now", *x.of(&d.Rows[0]))
				return store.Screen{Text: text, Rows: [][]store.Button{{t.Choice(productSkip, 0, "products.skip", "known", *x.of(&d.Rows[0]) != "")}, {t.Choice(productStop, 0, "stop")}}}, nil
			},
			Take: func(t *chat.Turn, d *productDraft, in chat.Input) (string, error) {
				switch {
				case in.Pressed && in.Choice == productStop:
					return chat.Stopped, nil
				case in.Pressed:
					return x.next, nil
				}
				row := d.Rows[0]
				*x.of(&row) = strings.Join(strings.Fields(in.Text), " ")
				if why := row.Product().Reasons(); len(why) > 0 {
					return chat.Stay, &rules.Refusal{Reasons: why}
				}
				try := d.catalogue()
				try.Rows[0] = row.Product()
				if _, err := work.TryProducts(t.Do(), try); err != nil {
					return chat.Stay, err
				}
				d.Rows[0] = row
				return x.next, nil
			},
		})
	}
	return steps
}
