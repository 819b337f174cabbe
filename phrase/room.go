package phrase

// mostScratch is how much of a look's memory is kept for the next.
const mostScratch = 1 << 16

// bools are n marks, of tokens or the like, for as long as the text is read.
func (l *look) bools(n int) []bool {
	from := len(l.scratch)
	if from+n > cap(l.scratch) {
		l.scratch, from = make([]bool, 0, max(2*cap(l.scratch), 8*n)), 0
	}
	l.scratch = l.scratch[:from+n]
	out := l.scratch[from : from+n : from+n]
	clear(out)
	return out
}

// spanList is an empty list of spans with room for n.
func (l *look) spanList(n int) []span {
	from := len(l.spans)
	if from+n > cap(l.spans) {
		l.spans, from = make([]span, 0, max(2*cap(l.spans), 8*n)), 0
	}
	l.spans = l.spans[:from+n]
	return l.spans[from : from : from+n]
}

// copyOf are the same marks once more.
func (l *look) copyOf(set []bool) []bool {
	out := l.bools(len(set))
	copy(out, set)
	return out
}

// cleared is a slice of n zero values, out of room where it is large enough.
func cleared[T any](room []T, n int) []T {
	if cap(room) < n {
		return make([]T, n, n+n/2)
	}
	room = room[:n]
	clear(room)
	return room
}
