package phrase

// appose joins two ways of saying one day: "thứ 5 26/11", "mai (thứ 3)",
// "thứ 5, ngày 26". After a comma they must agree, or be all that is said.
func (r resolver) appose(items []item) []item {
	days := 0
	for _, it := range items {
		if it.dayish() {
			days++
		}
	}
	var out []item
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
