package when

// classSet is a set of classes; most that a lexicon may have.
type classSet [maxClasses / 64]uint64

const maxClasses = 320

func (s *classSet) add(hits []hit) {
	for k := range hits {
		s[hits[k].lex/64] |= 1 << (hits[k].lex % 64)
	}
}

func (s *classSet) join(other *classSet) {
	for k := range s {
		s[k] |= other[k]
	}
}

func (s *classSet) meets(other *classSet) bool {
	for k := range s {
		if s[k]&other[k] != 0 {
			return true
		}
	}
	return false
}

// setOf is the set of n classes.
func setOf(n int, class func(k int) Class) (s classSet) {
	for k := range n {
		c := class(k)
		s[c/64] |= 1 << (c % 64)
	}
	return s
}

func (s *classSet) holds(c Class) bool { return s[c/64]&(1<<(c%64)) != 0 }
