package survey

import (
	"math"
	"strings"

	"tainha/fold"
	"tainha/pilot"
	"tainha/pilot/intake"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/rules/task"
)

// MonthTable is the counts of indicators, month by month, as a file.
func MonthTable() intake.Kind {
	return intake.Kind{Name: "month", Access: pilot.DecideIndicators.Access, Columns: intake.ColumnsOf("month"), Agency: true, Placed: true, Import: importMonths}
}

// importMonths takes months in. It refuses all of them with every row that can't be.
func importMonths(do pilot.Do, in *intake.Input) (out intake.Outcome, err error) {
	if err := do.Assert(pilot.DecideIndicators, rules.Subject{}); err != nil {
		return out, err
	}
	list, err := Indicators(do)
	if err != nil {
		return out, err
	}
	var rows []survey.Month
	var numbers []int
	var faults []rules.Message
	for _, r := range in.Rows {
		m, column, why, err := readMonth(do, list, r)
		if err != nil {
			return out, err
		}
		if why != nil {
			faults = append(faults, in.Place(r, column, *why))
			continue
		}
		for n, o := range rows {
			if o.Indicator == m.Indicator && o.Unit == m.Unit && o.Month == m.Month {
				faults = append(faults, in.Place(r, "month", rules.Msg("intake.twice", "row", numbers[n])))
				break
			}
		}
		rows, numbers = append(rows, m), append(numbers, r.Number)
	}
	if len(faults) > 0 {
		return out, &intake.Faults{List: faults}
	}
	kept, err := KeepMonths(do, rows)
	if err != nil {
		return out, err
	}
	out.Added, out.Changed, out.Same = kept.Added, kept.Changed, kept.Same
	for _, m := range rows {
		line, err := MonthLine(do, m)
		if err != nil {
			return out, err
		}
		out.Lines = append(out.Lines, line)
	}
	return out, nil
}

// MonthLine says what an indicator counted in a month.
func MonthLine(do pilot.Do, m survey.Month) (rules.Message, error) {
	unit := ""
	if m.Unit != 0 {
		u, err := do.Tx.Unit(m.Unit)
		if err != nil {
			return rules.Message{}, err
		}
		unit = u.Name
	}
	return rules.Msg("indicator.month.line", "month", m.Month, "unit", unit, "of", m.Of, "all", m.All, "percent", percentOf(m), "document", m.Document), nil
}

// percentOf is n of N in percent, with one decimal.
func percentOf(m survey.Month) rules.Message {
	const tenthsOfAll, tenths = 1000, 10
	return task.A(int64(math.Round(m.Value()*tenthsOfAll)), tenths).Message()
}

// readMonth reads a row; why says what is wrong with which of its columns.
func readMonth(do pilot.Do, list []Listed, r intake.Row) (m survey.Month, column string, why *rules.Message, err error) {
	bad := func(column, key string) (survey.Month, string, *rules.Message, error) {
		msg := rules.Msg(key)
		return m, column, &msg, nil
	}
	for _, l := range list {
		name := r.Text("indicator")
		if l.Decided && !l.Reckoned() && (name == "" && l.Key == survey.KeyOnTime || name != "" && called(l.Indicator, name)) {
			m.Indicator = l.ID
		}
	}
	if m.Indicator == 0 {
		return bad("indicator", "indicator.month.unknown")
	}
	if name := r.Text("unit"); name != "" {
		units, err := do.Tx.FindUnits(name)
		if err != nil {
			return m, "", nil, err
		}
		if len(units) != 1 {
			return bad("unit", "indicator.month.unit")
		}
		m.Unit = units[0].ID
	}
	var ok bool
	if m.Month, ok = survey.ParseMonth(r.Text("month")); !ok {
		return bad("month", "indicator.month.month")
	}
	share, fault, whole := ReadShare(r.Text("of"), r.Text("all"))
	switch {
	case fault.Key != "" && whole:
		return m, "all", &fault, nil
	case fault.Key != "":
		return m, "of", &fault, nil
	}
	m.Share, m.Document = share, strings.Join(strings.Fields(r.Text("document")), " ")
	column = "document"
	if fault, is := monthFault(do, m); is {
		if fault.Key == "indicator.month.future" {
			column = "month"
		}
		return m, column, &fault, nil
	}
	return m, "", nil, nil
}

// called reports whether a name means an indicator: the procedures by any of their usual names.
func called(i survey.Indicator, name string) bool {
	if i.Key != survey.KeyOnTime {
		return fold.Text(i.Name) == fold.Text(name)
	}
	for _, n := range intake.NamesOf("indicator", survey.KeyOnTime) {
		if fold.Letters(name) == n {
			return true
		}
	}
	return false
}
