package when

// workdayAt reads "ngày làm việc tiếp theo", "next working day" as the next one and
// "hai ngày làm việc tới" as so many from tomorrow on.
func (p *parser) workdayAt(i int) int {
	if h, ok := p.find(i, lexNext); ok {
		if d, ok := p.find(i+h.n, lexWorkday); ok && p.plain(i, plainEnNext) {
			p.add(item{kind: itDay, at: i, day: day{kind: byWorking, offset: 1}})
			return i + h.n + d.n
		}
	}
	n, j, counted := p.countWord(i)
	if !counted {
		n, j = 1, i
	}
	h, ok := p.find(j, lexWorkday)
	if !ok {
		return i
	}
	j += h.n
	next := p.skip(j, lexComing, lexNext)
	if next == j || p.startsDay(next) {
		return i
	}
	switch {
	case !counted:
		p.add(item{kind: itDay, at: i, day: day{kind: byWorking, offset: 1}})
	case n == 0:
		p.add(item{kind: itOpen, at: i, strong: true})
	default:
		p.add(item{kind: itFrom, at: i, strong: true})
		p.add(item{kind: itDay, at: i, day: day{kind: byOffset, offset: 1}})
		p.add(item{kind: itOpen, at: i, count: n})
	}
	return next
}

// workingDay is the nth working day after today.
func (r resolver) workingDay(n int) found {
	for d := r.today + 1; d <= r.today+Horizon; d++ {
		if r.worked(d) {
			if n--; n == 0 {
				return one(d)
			}
		}
	}
	return found{open: true}
}
