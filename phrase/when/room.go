package when

// room is the memory that a sentence is read in; a Lexicon lends it again.
type room struct {
	runes         []rune
	toks          []token
	hits          [][]spot
	found         []spot
	begun         []begun
	sets          []classSet
	items, edited []item
	uses          []Use
	verbs         []verbHit
	lists         lists
	sentence      Sentence // that is read in it
	parser        parser   // of its first reading
}

// most is how many tokens a room is kept for: the longest text is of one sign each, and
// slices grow beyond what they need.
const most = 2 * maxRunes

func (l *Lexicon) room() *room {
	if r, ok := l.rooms.Get().(*room); ok {
		return r
	}
	return new(room)
}

// Release gives back the memory of a sentence and of its parts: nothing of them may
// be used any more but texts.
func (s *Sentence) Release() {
	for _, sub := range s.subs {
		sub.Release()
	}
	r, l := s.room, s.lex
	*s = Sentence{}
	if r != nil && cap(r.toks) <= most && cap(r.items) <= most && cap(r.found) <= 16*most {
		r.parser = parser{}
		r.lists.reset()
		l.rooms.Put(r)
	}
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

// parser reads the sentence anew.
func (s *Sentence) parser(today Date) *parser {
	if s.read != nil {
		return &parser{Sentence: s, today: today, uses: make([]Use, len(s.toks))}
	}
	r := s.room
	r.parser = parser{Sentence: s, today: today}
	p := &r.parser
	r.uses, r.verbs = cleared(r.uses, len(s.toks)), cleared(r.verbs, len(s.toks))
	p.items, p.uses, p.verbs = r.items[:0], r.uses, r.verbs
	return p
}

// lists are the lists of one reading. They lie in memory that is used again once it is done.
type lists struct {
	items   arena[item]
	nodes   arena[node]
	terms   arena[term]
	clauses arena[clause]
	drafts  arena[draft]
	marks   arena[mark]
	alts    arena[[]mark]
}

func (m *lists) reset() {
	m.items.reset()
	m.nodes.reset()
	m.terms.reset()
	m.clauses.reset()
	m.drafts.reset()
	m.marks.reset()
	m.alts.reset()
}

// arena gives out lists one behind the other.
type arena[T any] struct{ block []T }

// list is an empty list with room for n.
func (a *arena[T]) list(n int) []T {
	from := len(a.block)
	if from+n > cap(a.block) {
		a.block, from = make([]T, 0, max(2*cap(a.block), 2*n, firstBlock)), 0
	}
	a.block = a.block[:from+n]
	return a.block[from : from : from+n]
}

const firstBlock = 16

// mostKept is how large a block is kept.
const mostKept = 1 << 12

func (a *arena[T]) reset() {
	if cap(a.block) > mostKept {
		a.block = nil
	}
	a.block = a.block[:0]
}
