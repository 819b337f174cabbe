package when

import "slices"

// bindMonth gives the month named before them to days of the month that name none:
// "tháng 12 em ở nhà các ngày 2, 9 và 16".
func bindMonth(items []item) []item {
	for k := range items {
		if it := &items[k]; it.kind != itSpan || it.span.unit != unitMonth || it.span.whole || it.span.rest || it.span.edge {
			continue
		}
		month, bound := items[k].span, false
		for j := k + 1; j < len(items) && items[j].kind != itBreak && items[j].kind != itSpan; j++ {
			d := &items[j].day
			if items[j].kind != itDay || d.kind != byDate || d.month != 0 || d.monthOff != nil {
				continue
			}
			bound = true
			if d.month, d.year = month.month, month.year; month.month == 0 {
				d.monthOff = &month.off
			}
		}
		if bound {
			return slices.Delete(items, k, k+1)
		}
	}
	return items
}

// bindTimetable gives the one week named to every line of "T2: CQ, T3: nhà tuần sau".
func bindTimetable(items []item) []item {
	lines, week, weeks := 0, 0, 0
	for k, it := range items {
		switch {
		case it.headed && it.plainWeekday():
			lines++
		case it.kind == itSpan:
			week = k
			weeks++
		}
	}
	if lines < 2 || weeks != 1 || !items[week].scopes() {
		return items
	}
	off := items[week].span.off
	for k := range items {
		if items[k].headed && items[k].plainWeekday() {
			items[k].day.week = &off
		}
	}
	return slices.Delete(items, week, week+1)
}
