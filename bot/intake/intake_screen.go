package intake

import (
	"slices"
	"strconv"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot/intake"
	"tainha/rules"
	"tainha/store"
)

// mostLines is how many changes, and how many rows that are left out, a card names.
const mostLines = 10

func screen(v chat.View, c intake.Case) (store.Screen, error) {
	unit := ""
	if c.Found.Unit != 0 {
		u, err := v.Tx.Unit(c.Found.Unit)
		if err != nil {
			return store.Screen{}, err
		}
		unit = u.Name
	}
	switch c.State {
	case store.IntakeReading, store.IntakeApplying:
		return store.Screen{Text: rules.Msg("intake.reading", "name", c.Name, "applying", c.State == store.IntakeApplying)}, nil
	case store.IntakeSame:
		return store.Screen{Text: rules.Msg("intake.same", "name", c.Name, "kind", c.Kind, "unit", unit, "n", c.Same)}, nil
	case store.IntakeDropped, store.IntakePassed:
		return store.Screen{Text: rules.Msg("roster_file.dropped", "name", c.Name)}, nil
	case store.IntakeFailed:
		return store.Screen{Text: rules.Msg("roster_file.failed", "name", c.Name)}, nil
	case store.IntakeRefused:
		return store.Screen{Text: refused(c)}, nil
	case store.IntakeApplied:
		return store.Screen{Text: rules.Msg("intake.applied", "name", c.Name, "kind", c.Kind, "unit", unit, "added", c.Added, "changed", c.Changed, "same", c.Same, "gone", c.Gone, "told", c.Told,
			"since", c.Since, "wrong", len(c.Found.Wrong))}, nil
	}
	switch c.Ask {
	case intake.AskKind:
		return askKind(c), nil
	case intake.AskUnit:
		return askUnit(v, c)
	case intake.AskSure:
		return askSure(v, c, unit), nil
	}
	return askColumns(c), nil
}

func refused(c intake.Case) rules.Message {
	return rules.Msg("roster_file.refused", "name", c.Name, "n", c.Faults, "lines", c.Problems, "more", max(0, c.Faults-len(c.Problems)))
}

func button(c intake.Case, what intake.What, arg int, key string, args ...any) store.Button {
	return intakePress.Button(pressed{c.ID, c.Rev, int8(what), int32(arg)}, key, args...)
}

func drop(c intake.Case) []store.Button {
	return []store.Button{button(c, intake.Drop, 0, "roster_file.drop")}
}

func askKind(c intake.Case) store.Screen {
	var rows [][]store.Button
	for i, k := range c.Found.Kinds {
		rows = append(rows, []store.Button{button(c, intake.Kinds, i, "intake.kind", "kind", k)})
	}
	rows = append(rows, []store.Button{provePress.Button(provePressed{c.ID, c.Rev}, "intake.prove")}, drop(c))
	return store.Screen{Text: rules.Msg("intake.ask_kind", "name", c.Name), Rows: rows}
}

func askUnit(v chat.View, c intake.Case) (store.Screen, error) {
	units, all, err := intake.UnitsOf(v.Do(), intake.Kind{})
	if err != nil {
		return store.Screen{}, err
	}
	list, err := v.Tx.Units()
	if err != nil {
		return store.Screen{}, err
	}
	list = slices.DeleteFunc(list, func(u rules.Unit) bool { return !u.Active || !all && !slices.Contains(units, u.ID) })
	part, pages := chat.PageOf(list, c.Page, chat.Listed)
	var rows [][]store.Button
	if all && c.Agency {
		rows = append(rows, []store.Button{button(c, intake.Unit, 0, "intake.agency")})
	}
	for _, u := range part {
		rows = append(rows, []store.Button{button(c, intake.Unit, int(u.ID), "intake.unit", "name", u.Name)})
	}
	if pages > 1 {
		page := min(max(c.Page, 0), pages-1)
		rows = append(rows, []store.Button{button(c, intake.Page, (page+pages-1)%pages, "task.page.before"), button(c, intake.Page, (page+1)%pages, "task.page.after")})
	}
	return store.Screen{Text: rules.Msg("intake.ask_unit", "name", c.Name, "kind", c.Kind), Rows: append(rows, drop(c))}, nil
}

// askColumns shows which column means what, or asks for another.
func askColumns(c intake.Case) store.Screen {
	columns := intake.ColumnsOf(c.Kind)
	var lines []rules.Message
	var rows [][]store.Button
	for i, x := range columns {
		cell, has := c.Found.Columns[x.ID]
		if at := slices.IndexFunc(c.Heads, func(h intake.Head) bool { return h.Cell == cell }); has && at >= 0 {
			lines = append(lines, rules.Msg("intake.column_is", "kind", c.Kind, "column", x.ID, "letter", c.Heads[at].Letter, "text", c.Heads[at].Text))
		} else if x.Required {
			lines = append(lines, rules.Msg("intake.column_none", "kind", c.Kind, "column", x.ID))
		}
		if c.Ask == intake.AskColumn {
			rows = append(rows, []store.Button{button(c, intake.Field, i, "intake.column", "kind", c.Kind, "column", x.ID)})
		}
	}
	switch c.Ask {
	case intake.AskColumn:
		rows = append(rows, []store.Button{button(c, intake.Columns, 0, "intake.back")})
	case intake.AskCell:
		for _, h := range c.Heads {
			rows = append(rows, []store.Button{button(c, intake.Cell, h.Cell, "intake.cell", "letter", h.Letter, "text", h.Text)})
		}
		rows = append(rows, []store.Button{button(c, intake.Cell, -1, "intake.no_cell")}, []store.Button{button(c, intake.Columns, 0, "intake.back")})
	default:
		if c.Missing == "" {
			rows = append(rows, []store.Button{button(c, intake.Right, 0, "intake.right")})
		}
		rows = append(rows, []store.Button{button(c, intake.Wrong, 0, "intake.other")})
	}
	return store.Screen{Text: rules.Msg("intake.columns", "name", c.Name, "kind", c.Kind, "row", c.Row, "lines", lines, "missing", c.Missing != "", "ask", c.Ask, "column", c.Found.Column), Rows: append(rows, drop(c))}
}

// askSure shows what a table would change, or what stands against it where another day or other columns
// may mend that.
func askSure(v chat.View, c intake.Case, unit string) store.Screen {
	var rows [][]store.Button
	var text rules.Message
	if len(c.Problems) > 0 {
		text = refused(c)
	} else {
		var aside []string
		for _, n := range c.Aside {
			aside = append(aside, strconv.Itoa(n))
		}
		lines, wrong, later := cut(c.Found.Lines), cut(c.Found.Wrong), cut(c.Found.Later)
		text = rules.Msg("intake.sure", "name", c.Name, "kind", c.Kind, "unit", unit, "anew", c.Anew, "since", c.Since, "added", c.Added, "changed", c.Changed, "same", c.Same, "gone", c.Gone,
			"lines", lines, "more", len(c.Found.Lines)-len(lines), "wrong", wrong, "wrongs", len(c.Found.Wrong), "wrong_more", len(c.Found.Wrong)-len(wrong),
			"later", later, "moved", c.Moved, "asides", len(aside), "aside", strings.Join(aside[:min(len(aside), mostLines)], ", "), "told", c.Told)
		if c.Added+c.Changed+c.Gone > 0 {
			rows = append(rows, []store.Button{button(c, intake.Apply, 0, "intake.apply", "kind", c.Kind, "n", c.Added+c.Changed+c.Gone)})
		}
	}
	if c.Late+c.Moved > 0 {
		rows = append(rows, []store.Button{button(c, intake.Later, 0, "intake.next_hour", "n", c.Late+c.Moved, "on", c.Found.Next)})
	}
	if c.Dated {
		days := []rules.Date{v.Today, v.Today + 1, v.Today.MonthEnd() + 1}
		var row []store.Button
		for i, d := range days {
			if d != c.Since && !slices.Contains(days[:i], d) {
				row = append(row, button(c, intake.Since, int(d), "intake.since", "day", d))
			}
		}
		rows = append(rows, row)
		if len(c.Problems) == 0 {
			rows = append(rows, []store.Button{button(c, intake.All, 0, "products.whole", "whole", c.Found.Whole)})
		}
	}
	rows = append(rows, []store.Button{button(c, intake.Columns, 0, "intake.see_columns")}, drop(c))
	return store.Screen{Text: text, Rows: rows}
}

func cut(list []rules.Message) []rules.Message { return list[:min(len(list), mostLines)] }
