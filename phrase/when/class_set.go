package when

// classSet is a set of classes; most that a lexicon may have.
type classSet [maxClasses / 64]uint64

const maxClasses = 320

// theirWords is how many words of a set are of the caller's classes.
const theirWords = (maxClasses - Theirs) / 64

func (s *classSet) add(hits []spot) {
	for k := range hits {
		s[hits[k].lex/64] |= 1 << (hits[k].lex % 64)
	}
}

func (s *classSet) join(other *classSet) {
	for k := range s {
		s[k] |= other[k]
	}
}

// meets reports that some of our own classes are in both.
func (s *classSet) meets(other *classSet) bool { return s[0]&other[0] != 0 || s[1]&other[1] != 0 }

// setOf is the set of n classes.
func setOf(n int, class func(k int) Class) (s classSet) {
	for k := range n {
		c := class(k)
		s[c/64] |= 1 << (c % 64)
	}
	return s
}

func setIn(list ...Class) classSet {
	return setOf(len(list), func(k int) Class { return list[k] })
}

func (s *classSet) holds(c Class) bool { return s[c/64]&(1<<(c%64)) != 0 }
