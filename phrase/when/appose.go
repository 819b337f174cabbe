package when

// appose joins two ways of saying one day: "thứ 5 26/11", "mai (thứ 3)",
// "thứ 5, ngày 26". After a comma they must agree, or be all that is said.
func (r resolver) appose(items []item) []item {
	items = pairUp(items)
	days := 0
	for _, it := range items {
		if it.dayish() {
			days++
		}
	}
	if days < 2 {
		return items
	}
	out := items[:0] // behind what is still to be read
	for k := 0; k < len(items); k++ {
		it := items[k]
		next := k + 1
		comma := next < len(items) && items[next].kind == itComma
		if comma {
			next++
		}
		if it.kind == itDay && next < len(items) && r.sameDay(items, k, next, comma, days) {
			also := items[next].day
			if it.day.half == halfUnsaid {
				it.day.half, it.day.trails = also.half, also.trails
			}
			it.day.also = &also
			k = next
		}
		out = append(out, it)
	}
	return out
}

func (r resolver) sameDay(items []item, k, next int, comma bool, days int) bool {
	a, b := items[k], items[next]
	if b.kind != itDay || a.day.kind == b.day.kind || a.day.number || b.day.number || a.day.mung || b.day.mung {
		return false
	}
	if b.day.kind == byWeekday && a.day.kind == byDate && next+1 < len(items) && items[next+1].kind == itDay && items[next+1].day.kind == byDate {
		return false // "25/11 t5 26/11"
	}
	if !comma {
		return true
	}
	if days == 2 && a.day.kind == byWeekday && b.day.kind == byDate {
		return true
	}
	f, g := r.day(a.day, 0), r.day(b.day, 0)
	if f.bad || f.open || g.bad || g.open {
		return false
	}
	_, _, agree := r.agree(a.day, b.day, f, g)
	return agree
}

// pairUp puts the dates of "thứ 4 và thứ 6 (25/11 và 27/11)" each beside its weekday.
func pairUp(items []item) []item {
	for k := 0; k < len(items); {
		days := runOf(items[k:], byWeekday)
		if len(days.at) < 2 {
			k += max(1, days.width)
			continue
		}
		dates := runOf(items[k+days.width:], byDate)
		if len(days.at) != len(dates.at) {
			k += max(1, days.width)
			continue
		}
		var out []item
		for n, at := range days.at {
			if n > 0 {
				out = append(out, item{kind: itAnd, at: items[k].at})
			}
			out = append(out, items[k+at], items[k+days.width+dates.at[n]])
		}
		return append(append(append([]item{}, items[:k]...), out...), pairUp(items[k+days.width+dates.width:])...)
	}
	return items
}

// run is a list of days: where they stand, and how many items the list takes.
type run struct {
	at    []int
	width int
}

// runOf reads the list of days of one kind that items begin with.
func runOf(items []item, kind dayKind) run {
	var r run
	for k := 0; k < len(items); k++ {
		separated := k > 0 && (items[k].kind == itAnd || items[k].kind == itComma)
		if separated {
			k++
		}
		if k >= len(items) || items[k].kind != itDay || items[k].day.kind != kind {
			break
		}
		r.at, r.width = append(r.at, k), k+1
	}
	return r
}
