package task

import (
	"fmt"
	"slices"
	"strings"

	"tainha/fold"
	"tainha/pilot"
	"tainha/pilot/intake"
	"tainha/roster"
	"tainha/rules"
	"tainha/rules/task"
)

// CatalogueTable is a catalogue of products as a file.
func CatalogueTable() intake.Kind {
	return intake.Kind{Name: "product", Access: pilot.SendTable.Access, Columns: intake.ColumnsOf("product"), Agency: true, Since: true, Import: importCatalogue}
}

// importCatalogue takes a catalogue in from a day on, by official ids, else by codes, else by names. It refuses all
// of it with every row that can't be.
func importCatalogue(do pilot.Do, in *intake.Input) (out intake.Outcome, err error) {
	if err := assertProducts(do, in.Unit); err != nil {
		return out, err
	}
	all, err := do.Tx.Catalogue(in.Unit)
	if err != nil {
		return out, err
	}
	own := slices.DeleteFunc(slices.Clone(all), func(p task.Product) bool { return p.Unit != in.Unit || p.Never() })
	c := Catalogue{Unit: in.Unit, Since: in.Since, Whole: in.Whole}
	if c.Rows, err = readProducts(in, own); err != nil {
		return out, err
	}
	n, err := TryProducts(do, c)
	if err != nil {
		return out, err
	}
	holds := own.On(in.Unit, in.Since)
	for _, p := range n.add {
		at := slices.IndexFunc(holds, func(x task.Product) bool { return x.Code == p.Code })
		if at < 0 {
			out.Added++
			out.Lines = append(out.Lines, rules.Msg("intake.product", "new", true, "name", p.Name, "code", p.Code, "changes", fieldsOf(task.Product{Name: p.Name, Official: p.Official}, p)))
			continue
		}
		out.Changed++
		out.Lines = append(out.Lines, rules.Msg("intake.product", "new", false, "name", p.Name, "code", p.Code, "changes", fieldsOf(holds[at], p)))
	}
	for _, p := range n.end {
		out.Lines = append(out.Lines, rules.Msg("intake.product_gone", "name", p.Name, "code", p.Code, "last", in.Since-1))
	}
	for _, p := range n.Later {
		out.Later = append(out.Later, rules.Msg("products.sure_later", "name", p.Name, "code", p.Code, "k", p.K.Message(), "since", p.Since))
	}
	out.Same, out.Gone = n.Same, n.Ended
	_, err = ImportProducts(do, c)
	return out, err
}

// fieldsOf are what is another in an entry that takes the place of one.
func fieldsOf(a, b task.Product) (out []rules.Message) {
	if !a.K.Equal(b.K) {
		out = append(out, rules.Msg("intake.product_field", "field", "k", "before", a.K.Message(), "after", b.K.Message(), "was", !a.K.IsZero()))
	}
	for _, x := range []struct{ field, before, after string }{
		{"name", a.Name, b.Name}, {"counted", a.Counted, b.Counted}, {"proof", a.Proof, b.Proof}, {"official", a.Official, b.Official},
	} {
		if x.before != x.after {
			out = append(out, textOf(x.field, x.before, x.after))
		}
	}
	return out
}

func textOf(field, before, after string) rules.Message {
	return rules.Msg("intake.product_field", "field", field, "before", before, "after", after, "was", before != "")
}

// readProducts reads the rows; what a table has no column for stays as it is.
func readProducts(in *intake.Input, own task.Catalogue) (out []task.Product, err error) {
	var faults []rules.Message
	holds := own.On(in.Unit, in.Since)
	at := map[string]int{}
	for _, r := range in.Rows {
		why := func(column string, m rules.Message) { faults = append(faults, in.Place(r, column, m)) }
		p := task.Product{Name: r.Text("name"), Counted: r.Text("counted"), Proof: r.Text("proof"), Official: r.Text("official")}
		before := sameProduct(holds, r, p.Name)
		if before != nil {
			p.Code = before.Code
			p.Counted, p.Proof, p.Official = kept(in, r, "counted", before.Counted), kept(in, r, "proof", before.Proof), kept(in, r, "official", before.Official)
		} else if p.Code = r.Text("code"); p.Code == "" {
			p.Code = newCode(own, out, r.Text("official"))
		}
		read := len(faults)
		switch k, ok := numberOf(r.Text("k")); {
		case r.Text("k") == "":
			why("k", rules.Msg("intake.empty"))
		case !ok:
			why("k", rules.Msg("intake.no_number"))
		case k.Sign() <= 0:
			why("k", rules.Msg("intake.k_low"))
		default:
			p.K = k
		}
		if p.Name == "" {
			why("name", rules.Msg("intake.empty"))
		} else if wrong := roster.Spoilt(p.Name); wrong != "" {
			why("name", rules.Msg(wrong))
		}
		for _, key := range []string{"code:" + strings.ToLower(p.Code), "official:" + p.Official, "name:" + fold.Text(p.Name)} {
			column, id, _ := strings.Cut(key, ":")
			if id == "" || column == "name" && r.Text("code")+r.Text("official") != "" {
				continue
			}
			if first := at[key]; first != 0 {
				why(column, rules.Msg("intake.twice", "row", first))
				break
			}
			at[key] = r.Number
		}
		if len(faults) == read {
			for _, reason := range p.Reasons() {
				why("name", reason)
			}
		}
		out = append(out, p)
	}
	if len(faults) > 0 {
		return nil, &intake.Faults{List: faults}
	}
	return out, nil
}

// numberOf reads a number as files write it; one below 0 is read as such, to be refused.
func numberOf(s string) (task.Amount, bool) {
	bare, below := strings.CutPrefix(s, "-")
	a, ok := task.ParseAmount(bare)
	if below {
		a = task.N(0).Minus(a)
	}
	return a, ok
}

// kept is what a row says in a column, else what stands there.
func kept(in *intake.Input, r intake.Row, column, before string) string {
	if !in.Has(column) {
		return before
	}
	return r.Text(column)
}

// sameProduct is the entry that a row means: by its official id, else by its code, else by its name.
func sameProduct(holds []task.Product, r intake.Row, name string) *task.Product {
	official, code := r.Text("official"), r.Text("code")
	for _, is := range []func(p task.Product) bool{
		func(p task.Product) bool { return official != "" && p.Official == official },
		func(p task.Product) bool { return code != "" && strings.EqualFold(p.Code, code) },
		func(p task.Product) bool { return code == "" && fold.Text(p.Name) == fold.Text(name) },
	} {
		if i := slices.IndexFunc(holds, is); i >= 0 {
			return &holds[i]
		}
	}
	return nil
}

// newCode is a code that no entry has: the official id, else a number.
func newCode(own task.Catalogue, rows []task.Product, official string) string {
	taken := func(code string) bool {
		has := func(p task.Product) bool { return strings.EqualFold(p.Code, code) }
		return slices.ContainsFunc(own, has) || slices.ContainsFunc(rows, has)
	}
	if official != "" && !taken(official) {
		return official
	}
	for n := len(own) + len(rows) + 1; ; n++ {
		if code := fmt.Sprintf("SP%02d", n); !taken(code) {
			return code
		}
	}
}
