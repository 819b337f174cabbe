package product

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tainha/bot/chat"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// productDraft is a change of a catalogue: an entry or a list pasted, another K, or an end.
type productDraft struct {
	Unit    rules.UnitID      `json:"unit,omitempty"` // 0: the whole agency's
	Product task.ProductID    `json:"product,omitempty"`
	New     bool              `json:"new,omitempty"`
	End     bool              `json:"end,omitempty"`
	Rows    []work.ProductRow `json:"rows,omitempty"`
	Since   rules.Date        `json:"since,omitempty"` // 0: not said yet
	Whole   bool              `json:"whole,omitempty"` // the list is all of it
}

const (
	productK     int32 = iota + 1 // Arg: in tenths
	productSince                  // Arg: the day
	productSave
	productWhole // the list is all of it, or not
	productBack
	productStop
	productMore // asks what it is counted in, what proves it, its official id
	productSkip // leaves that as it is
)

// tenths are what a button for K carries.
const tenths = 10

// productFlow adds entries, gives one another coefficient or ends it, from a day on; each is shown
// before it is saved.
func productFlow() chat.Flow[productDraft] {
	stop := chat.Choice{Name: "stop", Value: productStop, Arg: chat.NoArg}
	return chat.Flow[productDraft]{
		Name: "product", Version: 2, Access: keepsProducts,
		Steps: slices.Concat([]chat.Step[productDraft]{
			{Name: "what", Ask: askProduct, Take: takeProduct, Free: true, Choices: []chat.Choice{stop}},
			{Name: "k", Ask: askK, Take: takeK, Choices: []chat.Choice{{Name: "k", Value: productK, Arg: chat.AnItem}, {Name: "skip", Value: productSkip, Arg: chat.NoArg}, stop}},
			{Name: "since", Ask: askSince, Take: takeSince, Choices: []chat.Choice{{Name: "since", Value: productSince, Arg: chat.ADay}, stop}},
			{Name: "sure", Ask: askProductSure, Take: takeProductSure, Sure: []int32{productSave}, Main: productSave, Yes: productSave, Choices: []chat.Choice{
				{Name: "save", Value: productSave, Arg: chat.NoArg, Confirms: true}, {Name: "whole", Value: productWhole, Arg: chat.NoArg}, {Name: "since", Value: productBack, Arg: chat.NoArg},
				{Name: "more", Value: productMore, Arg: chat.NoArg}, stop,
			}},
		}, detailSteps()),
	}
}

func askProduct(t *chat.Turn, d *productDraft) (store.Screen, error) {
	name, err := unitName(t, d.Unit)
	return store.Screen{Text: rules.Msg("products.ask", "unit", name), Rows: [][]store.Button{{t.Choice(productStop, 0, "stop")}}}, err
}

// takeProduct takes a name, or lines of code, name and K.
func takeProduct(t *chat.Turn, d *productDraft, in chat.Input) (string, error) {
	if in.Pressed {
		return chat.Stopped, nil
	}
	if err := task.CheckText(in.Text); err != nil && !strings.Contains(in.Text, "\n") {
		return chat.Stay, err
	}
	if !strings.ContainsAny(in.Text, "\n;\t|") {
		code, err := freeCode(t, d.Unit)
		if err != nil {
			return chat.Stay, err
		}
		d.Rows = []work.ProductRow{{Code: code, Name: strings.Join(strings.Fields(in.Text), " ")}}
		return "k", nil
	}
	rows, err := pastedProducts(in.Text)
	if err != nil {
		return chat.Stay, err
	}
	d.Rows, d.Since = rows, 0
	return "since", nil
}

// freeCode is a code that no entry of the unit has.
func freeCode(t *chat.Turn, unit rules.UnitID) (string, error) {
	all, err := t.Tx.Catalogue(unit)
	if err != nil {
		return "", err
	}
	for n := len(all) + 1; ; n++ {
		code := fmt.Sprintf("SP%02d", n)
		if !slices.ContainsFunc(all, func(p task.Product) bool { return p.Code == code }) {
			return code, nil
		}
	}
}

// mostPasted is how many rows of a catalogue a message may hold, and mostFaults how many of their
// faults are named.
const (
	mostPasted = 200
	mostFaults = 10
)

// A line is code, name and K, and what may follow: what it is counted in, what proves it, its official id.
const (
	fewestCells = 3
	mostCells   = 6
)

// cellsOf are the cells of a line, parted by tabs, semicolons or bars.
func cellsOf(line string) []string {
	cells := strings.Split(strings.NewReplacer("\t", ";", "|", ";").Replace(line), ";")
	for i := range cells {
		cells[i] = strings.Join(strings.Fields(cells[i]), " ")
	}
	for len(cells) > fewestCells && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// pastedProducts reads lines of code, name and K, as they are copied from a sheet: parted by tabs,
// semicolons or bars; a line of titles is left out. It refuses all with the number of each row that
// can't be.
func pastedProducts(text string) (rows []work.ProductRow, err error) {
	var why []rules.Message
	at := map[string]int{}
	n := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		n++
		cells := cellsOf(line)
		enough := len(cells) >= fewestCells && len(cells) <= mostCells
		var k task.Amount
		ok := false
		if enough {
			k, ok = task.ParseAmount(cells[2])
		}
		switch {
		case n == 1 && enough && !ok && !strings.ContainsAny(cells[2], "0123456789"): // titles
			continue
		case !ok || cells[0] == "" || cells[1] == "":
			why = append(why, rules.Msg("products.row", "row", n))
		case k.Sign() <= 0:
			why = append(why, rules.Msg("products.row_k", "row", n, "name", cells[1], "k", k.Message()))
		case at[cells[0]] > 0:
			why = append(why, rules.Msg("products.row_twice", "row", n, "first", at[cells[0]], "code", cells[0]))
		default:
			at[cells[0]] = n
			cells = append(cells, make([]string, mostCells-len(cells))...)
			row := work.ProductRow{Code: cells[0], Name: cells[1], K: k, Counted: cells[3], Proof: cells[4], Official: cells[5]}
			for _, fault := range row.Product().Reasons() {
				why = append(why, rules.Msg("products.row_why", "row", n, "why", fault))
			}
			if first := slices.IndexFunc(rows, func(r work.ProductRow) bool { return row.Official != "" && r.Official == row.Official }); first >= 0 {
				why = append(why, rules.Msg("products.row_official", "row", n, "first", at[rows[first].Code], "official", row.Official))
			}
			rows = append(rows, row)
		}
	}
	switch {
	case n > mostPasted:
		return nil, rules.Refuse("products.many", "max", mostPasted)
	case len(why) > 0:
		return nil, &rules.Refusal{Reasons: why[:min(len(why), mostFaults)]}
	}
	return rows, nil
}

func askK(t *chat.Turn, d *productDraft) (store.Screen, error) {
	var row []store.Button
	for _, n := range []int32{5, 10, 15, 20, 30} {
		row = append(row, t.Choice(productK, n, "products.k", "k", task.A(int64(n), tenths).Message()))
	}
	rows := [][]store.Button{row, {t.Choice(productStop, 0, "stop")}}
	if !d.New {
		rows = append([][]store.Button{{t.Choice(productSkip, 0, "products.keep_k", "k", d.Rows[0].K.Message())}}, rows...)
	}
	return store.Screen{Text: rules.Msg("products.ask_k", "name", d.Rows[0].Name, "now", d.Rows[0].K.Message(), "known", !d.New), Digits: true, Rows: rows}, nil
}

func takeK(_ *chat.Turn, d *productDraft, in chat.Input) (string, error) {
	var k task.Amount
	switch {
	case in.Pressed && in.Choice == productStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == productSkip:
		k = d.Rows[0].K
	case in.Pressed:
		k = task.A(int64(in.Arg), tenths)
	default:
		var ok bool
		if k, ok = task.ParseAmount(strings.TrimSpace(in.Text)); !ok {
			return chat.Stay, rules.Refuse("products.k_unclear")
		}
	}
	p := d.Rows[0].Product()
	p.K = k
	if why := p.Reasons(); len(why) > 0 {
		return chat.Stay, &rules.Refusal{Reasons: why}
	}
	d.Rows[0].K, d.Since = k, 0
	return "since", nil
}

// askSince offers today, where no entry of that code begins then, and the first of the next month.
func askSince(t *chat.Turn, d *productDraft) (store.Screen, error) {
	next := t.Today.MonthEnd() + 1
	return store.Screen{Text: rules.Msg("products.ask_since", "name", d.Rows[0].Name, "n", len(d.Rows), "end", d.End), Rows: [][]store.Button{
		{t.Choice(productSince, int32(t.Today), "products.since", "day", t.Today, "today", true)}, {t.Choice(productSince, int32(next), "products.since", "day", next, "today", false)},
		{t.Choice(productStop, 0, "stop")},
	}}, nil
}

func takeSince(t *chat.Turn, d *productDraft, in chat.Input) (string, error) {
	if in.Pressed && in.Choice == productStop {
		return chat.Stopped, nil
	}
	day, err := in.Day()
	if !in.Pressed {
		day, err = t.ReadDay(in.Text)
	}
	switch {
	case err != nil:
		return chat.Stay, err
	case day < t.Today:
		return chat.Stay, rules.Refuse("products.past", "day", day)
	}
	d.Since = day
	if !d.End {
		if _, err := work.TryProducts(t.Do(), d.catalogue()); err != nil {
			return chat.Stay, err
		}
	}
	return "sure", nil
}

func (d *productDraft) catalogue() work.Catalogue {
	c := work.Catalogue{Unit: d.Unit, Since: d.Since, Whole: d.Whole}
	for _, r := range d.Rows {
		c.Rows = append(c.Rows, r.Product())
	}
	return c
}

func askProductSure(t *chat.Turn, d *productDraft) (store.Screen, error) {
	name, err := unitName(t, d.Unit)
	if err != nil {
		return store.Screen{}, err
	}
	n, err := d.changes(t)
	if err != nil {
		return store.Screen{}, err
	}
	var lines, later []rules.Message
	for _, p := range n.Later[:min(len(n.Later), chat.Listed)] {
		later = append(later, rules.Msg("products.sure_later", "name", p.Name, "code", p.Code, "k", p.K.Message(), "since", p.Since))
	}
	for i, r := range d.Rows[:min(len(d.Rows), chat.Listed)] {
		lines = append(lines, rules.Msg("products.line", "i", i+1, "name", r.Name, "code", r.Code, "k", r.K.Message(), "counted", r.Counted, "proof", r.Proof, "official", r.Official, "later", false, "since", d.Since, "ends", d.End, "last", d.Since-1))
	}
	rows := [][]store.Button{{t.Choice(productSave, 0, "products.save")}}
	switch {
	case len(d.Rows) == 1 && !d.End:
		rows = append(rows, []store.Button{t.Choice(productMore, 0, "products.more")})
	case len(d.Rows) > 1:
		rows = append(rows, []store.Button{t.Choice(productWhole, 0, "products.whole", "whole", d.Whole)})
	}
	rows = append(rows, []store.Button{t.Choice(productBack, 0, "products.other_day"), t.Choice(productStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("products.sure", "unit", name, "since", d.Since, "end", d.End, "added", n.Added, "same", n.Same, "ended", n.Ended, "lines", lines, "more", max(0, len(d.Rows)-chat.Listed), "later", later), Rows: rows}, nil
}

// changes is what the draft would change; an end has only the later changes of its product.
func (d *productDraft) changes(t *chat.Turn) (n work.Changes, err error) {
	if !d.End {
		return work.TryProducts(t.Do(), d.catalogue())
	}
	p := d.Rows[0].Product()
	p.ID, p.Unit = d.Product, d.Unit
	n.Later, err = work.LaterThan(t.Do(), p, d.Since)
	return n, err
}

func takeProductSure(t *chat.Turn, d *productDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("progress.press")
	case in.Choice == productStop:
		return chat.Stopped, nil
	case in.Choice == productBack:
		return "since", nil
	case in.Choice == productMore && len(d.Rows) == 1:
		return "counted", nil
	case in.Choice == productWhole:
		d.Whole = !d.Whole
		return "sure", nil
	}
	var n work.Imported
	var err error
	if d.End {
		n.Ended, err = 1, work.EndProduct(t.Do(), d.Product, d.Since)
	} else {
		n, err = work.ImportProducts(t.Do(), d.catalogue())
	}
	if err != nil {
		return chat.Stay, err
	}
	said := rules.Msg("products.done", "added", n.Added, "ended", n.Ended, "same", n.Same, "nothing", cmp.Or(n.Added, n.Ended) == 0, "since", d.Since)
	if err := t.Answer(said); err != nil {
		return chat.Stay, err
	}
	return chat.End, showProducts(t, productPage{Unit: d.Unit})
}
