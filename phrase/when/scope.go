package when

import "slices"

// scope binds what was said once for several days: the week and the half.
func scope(m *lists, items []item) []item {
	items = bindWeeks(m, bindTimetable(bindMonth(items)))
	items = carryWeek(items)
	items = mergeHalves(m, items)
	items = bindHalves(m, items)
	return spreadHalves(items)
}

func (it item) plainWeekday() bool {
	return it.kind == itDay && it.day.kind == byWeekday && it.day.week == nil && it.day.qual == qualNone
}

// scopes reports a week that can say which week its neighbours are in.
func (it item) scopes() bool {
	return it.kind == itSpan && it.span.unit == unitWeek && !it.span.whole && !it.span.rest
}

// bindWeeks gives weekdays the week named before or after them. A week that binds
// nothing stays an item.
func bindWeeks(m *lists, items []item) []item {
	if indexKind(items, itSpan) < 0 {
		return items
	}
	wholeBehindExcept(items)
	out := m.items.list(len(items) + 1)
	var leading *int
	for k, it := range items {
		switch {
		case it.plainWeekday() && leading != nil:
			it.day.week = leading
		case it.kind == itBreak && k > 0 && items[k-1].scopes(): // "tuần sau thì em ở nhà thứ 3"
		case it.kind == itBreak && leading != nil && *leading > 0 && weekdayNext(items, k): // "tuần sau thứ 5 ở nhà, còn thứ 6 nghỉ phép"
		case it.kind == itExcept, it.kind == itBreak, it.kind == itInto:
			leading = nil
		case it.kind == itComma && leading != nil && *leading < 0 && k > 0 && (items[k-1].kind == itVerb || items[k-1].kind == itWord): // "tuần trước em bận, thứ 5 em ở nhà"
			leading = nil
		case it.kind == itSpan && !it.scopes():
			leading = nil
		case it.scopes():
			off := it.span.off
			opens := weekdayNext(items, k) || len(out) > 0 && out[len(out)-1].kind == itComma && weekdayAhead(items[k+1:])
			if bindBack(out, &off, opens) {
				continue
			}
			if copies := replicate(out, &off, opens); copies != nil {
				out = append(out, copies...)
				continue
			}
			leading = nil
			if n := len(out); n > 1 && (out[n-1].kind == itAnd || out[n-1].kind == itComma) && out[n-2].kind == itSpan && out[n-2].span.whole && !weekdayNext(items, k) && !weekdayAhead(items[k+1:]) {
				it.span.whole = true // "cả tuần này và tuần sau"
				break
			}
			if weekdayAhead(items[k+1:]) {
				leading = &off
				continue
			}
			if off < 0 && hasDay(out) { // "thứ 4 em nghỉ bù trực tuần trước"
				continue
			}
			if bindAcross(out, &off) {
				continue
			}
		}
		out = append(out, it)
	}
	return out
}

// wholeBehindExcept takes the week of "trừ thứ 4 ra tuần sau em ở nhà hết" as a whole:
// the days left out of it are named before it.
func wholeBehindExcept(items []item) {
	leads, day := false, false
	for k := range items {
		switch it := &items[k]; {
		case it.kind == itExcept:
			leads = !day
		case it.plainWeekday() && leads:
			day = true
		case it.scopes() && leads && day:
			it.span.whole = slices.ContainsFunc(items[k:], func(it item) bool { return it.kind == itVerb && it.verb == lexHome && !it.not })
			return
		case it.dayish() || it.kind == itVerb:
			return
		}
	}
}

// weekdayNext reports a weekday right after item k, a half between allowed.
func weekdayNext(items []item, k int) bool {
	for _, it := range items[k+1:] {
		if it.kind != itHalf {
			return it.plainWeekday()
		}
	}
	return false
}

// weekdayAhead reports a weekday later in the clause that the week can hold for.
func weekdayAhead(items []item) bool {
	for k, it := range items {
		switch {
		case k == 0 && it.kind == itBreak:
		case it.plainWeekday():
			return true
		case it.kind == itExcept, it.kind == itTo, it.kind == itSpan, it.kind == itBreak, it.kind == itInto, it.kind == itReason:
			return false
		}
	}
	return false
}

// bindBack gives the week to the weekdays that end right before it: the list, or
// the two ends of a range. nextWeekday: after a comma the week opens a new list.
func bindBack(out []item, off *int, nextWeekday bool) bool {
	k := len(out) - 1
	for k >= 0 && out[k].kind == itHalf {
		k--
	}
	if k >= 1 && out[k].kind == itComma && !nextWeekday {
		k--
	}
	if k < 0 || !out[k].plainWeekday() {
		return false
	}
	out[k].day.week = off
	next, ranged := out[k].day.weekday, false
	for k--; k >= 0; k-- {
		switch it := &out[k]; {
		case it.plainWeekday() && !ranged && isoWeekday(it.day.weekday) >= isoWeekday(next):
			return true // "t5, t6 và t2 tuần sau"
		case it.plainWeekday():
			it.day.week, it.day.spread = off, true
			next, ranged = it.day.weekday, false
		case it.kind == itTo:
			ranged = true
		case it.kind != itComma && it.kind != itAnd && it.kind != itTo && it.kind != itOr && it.kind != itHalf && it.kind != itFrom && it.kind != itEvery:
			return true
		}
	}
	return true
}

// bindAcross gives the week to weekdays before a verb: "t2 t4 em wfh tuần sau".
func bindAcross(out []item, off *int) bool {
	for k, it := range slices.Backward(out) {
		switch {
		case it.plainWeekday():
			return bindBack(out[:k+1], off, false)
		case it.kind != itVerb && it.kind != itWord && it.kind != itHalf:
			return false
		case it.kind == itVerb && it.verb == lexWho:
			return false
		}
	}
	return false
}

// replicate reads "t5 tuần này và tuần sau": the same weekdays in another week.
func replicate(out []item, off *int, nextWeekday bool) []item {
	k := len(out) - 1
	if nextWeekday || k < 1 || out[k].kind != itAnd && out[k].kind != itComma {
		return nil
	}
	last := out[k-1]
	if last.kind != itDay || last.day.kind != byWeekday || last.day.week == nil {
		return nil
	}
	var copies []item
	for j := k - 1; j >= 0; j-- {
		it := out[j]
		if it.kind == itDay && it.day.kind == byWeekday && it.day.week == last.day.week {
			it.day.week = off
			copies = append([]item{it}, copies...)
		} else if it.kind != itComma && it.kind != itAnd {
			break
		}
	}
	return copies
}

// carryWeek keeps the week in "thứ 2 tuần sau và thứ 4" and in "đổi thứ 5 tuần
// sau sang thứ 6".
func carryWeek(items []item) []item {
	for k := 2; k < len(items); k++ {
		prev, sep := items[k-2], items[k-1]
		if !items[k].plainWeekday() || sep.kind != itAnd && sep.kind != itComma && sep.kind != itInto || prev.kind != itDay || prev.day.kind != byWeekday || prev.day.week == nil {
			continue
		}
		if *prev.day.week > 0 && isoWeekday(items[k].day.weekday) > isoWeekday(prev.day.weekday) {
			items[k].day.week = prev.day.week
			items[k].day.doubt = DoubtSameWeek
		}
	}
	return items
}

func bothHalves(a, b half) half {
	switch {
	case a == b, b == halfUnsaid:
		return a
	case a == halfUnsaid:
		return b
	case a == halfAny:
		return b
	case b == halfAny:
		return a
	case a == halfEvening:
		return b
	case b == halfEvening:
		return a
	}
	return halfWhole
}

// bindHalves puts each half on the day beside it. Between two days the list's own
// order decides: "sáng t5 chiều t6" against "t5 sáng t6 chiều".
func bindHalves(m *lists, items []item) []item {
	if indexKind(items, itHalf) < 0 {
		return items
	}
	items = furtherHalf(dropAnyHalf(items))
	out := m.items.list(len(items) + 1)
	leads := false // the running list began with a half
	for k := range items {
		it := items[k]
		if it.kind != itHalf {
			if it.kind == itVerb || it.kind == itBreak || it.kind == itWord || it.kind == itInto {
				leads = false
			}
			out = append(out, it)
			continue
		}
		if it.hours && len(out) > 0 && out[len(out)-1].day.half != halfUnsaid { // "sáng t5 từ 8h đến 11h"
			continue
		}
		left := len(out) > 0 && (takesHalf(out[len(out)-1]) || out[len(out)-1].day.half == halfAny && it.half.other() != halfUnsaid)
		right := k+1 < len(items) && takesHalf(items[k+1])
		from := k+2 < len(items) && items[k+1].kind == itFrom && takesHalf(items[k+2])
		leads = leads || !left
		switch {
		case left && !(right && leads):
			out[len(out)-1].day.half, out[len(out)-1].day.trails = it.half, true
			out[len(out)-1].day.hours = it.hours
		case right:
			items[k+1].day.half, items[k+1].day.hours = it.half, it.hours
		case halfAfterComma(out, items[k+1:]):
			out[len(out)-2].day.half, out[len(out)-2].day.hours = it.half, it.hours
		case from:
			items[k+2].day.half, items[k+2].day.each = it.half, true
		case bindFar(out, items[k+1:], it):
			if len(out) > 0 && out[len(out)-1].kind == itVerb { // "sáng lên cơ quan chiều wfh t5"
				out = append(out, item{kind: itComma, at: it.at})
			}
		case halfOfBefore(out) >= 0: // "sáng t5 lên cơ quan, chiều wfh"
			same := out[halfOfBefore(out)]
			same.day.half, same.day.trails, same.day.each = it.half, false, false
			out = append(out, same)
		default:
			out = append(out, it)
		}
	}
	return out
}

// halfOfBefore finds the one day named before a verb, of which another half can be
// meant after it; -1 where there is none or more than one.
func halfOfBefore(items []item) int {
	day, verb := -1, false
	for k, it := range items {
		verb = verb || day >= 0 && (it.kind == itVerb || it.kind == itInto)
		if it.kind == itDay {
			if day >= 0 {
				return -1
			}
			day = k
		}
	}
	if !verb || items[day].day.half == halfUnsaid {
		return -1
	}
	return day
}

func takesHalf(it item) bool {
	return (it.kind == itDay || it.kind == itSpan) && it.day.half == halfUnsaid
}

// bindFar reaches a day across a verb: "t5 em làm ở nhà buổi sáng".
func bindFar(before, after []item, part item) bool {
	for k := len(before) - 1; k >= 0; k-- {
		switch it := &before[k]; {
		case takesHalf(*it):
			it.day.half, it.day.trails, it.day.hours = part.half, true, part.hours
			return true
		case it.kind != itVerb && it.kind != itWord && (it.kind != itBreak || k == len(before)-1):
			k = 0
		}
	}
	for k := range after {
		switch it := &after[k]; {
		case takesHalf(*it):
			it.day.half, it.day.hours = part.half, part.hours
			return true
		case it.kind != itVerb && it.kind != itWord && it.kind != itFrom:
			return false
		}
	}
	return false
}

// spreadHalves lets a half said once hold for a list: "chiều t4 và t6",
// "t4, t6 buổi sáng". Days with a half of their own stop it.
func spreadHalves(items []item) []item {
	for start := 0; start < len(items); {
		if items[start].kind != itDay {
			start++
			continue
		}
		end := start
		for end+1 < len(items) {
			next := end + 1
			if items[next].kind == itAnd || items[next].kind == itComma {
				next++
			}
			if next >= len(items) || items[next].kind != itDay || items[next].day.kind != items[start].day.kind {
				break
			}
			end = next
		}
		spreadRun(items[start : end+1])
		start = end + 1
	}
	return items
}

func spreadRun(run []item) {
	first, last := run[0].day, run[len(run)-1].day
	var h half
	said := 0
	for _, it := range run {
		if it.kind == itDay && it.day.half != halfUnsaid {
			said++
		}
	}
	switch {
	case said != 1 || len(run) == 1:
		return
	case first.half != halfUnsaid && !first.trails:
		h = first.half
	case last.half != halfUnsaid && last.trails:
		h = last.half
	}
	if h == halfUnsaid || h == halfWhole {
		return
	}
	for k := range run {
		if run[k].kind == itDay {
			run[k].day.half, run[k].day.each = h, true
		}
	}
}
