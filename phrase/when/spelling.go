package when

import "math/bits"

// spellings are the words as they may be written, found by a hash of their letters.
type spellings struct {
	list  []spelling
	table []uint32 // the upper half of a hash and a place in list, counted from 1; 0: free
}

// spreadBy spreads words over the table; the numbers are those of FNV-1a.
const (
	spreadFrom = 2166136261
	spreadBy   = 16777619
	placeBits  = 16
)

func spread[T string | []byte](letters T) uint32 {
	h := uint32(spreadFrom)
	for i := range len(letters) {
		h = (h ^ uint32(letters[i])) * spreadBy
	}
	return h
}

// add takes a word in, once.
func (s *spellings) add(x spelling) {
	s.list = append(s.list, x)
	if 2*len(s.list) <= len(s.table) {
		s.place(len(s.list))
		return
	}
	s.table = make([]uint32, max(2*len(s.table), 1<<bits.Len(uint(4*len(s.list))))) //nolint:mnd // room to grow
	for n := range s.list {
		s.place(n + 1)
	}
}

func (s *spellings) place(n int) {
	h := spread(s.list[n-1].text)
	for at := int(h); ; at++ {
		if free := &s.table[at&(len(s.table)-1)]; *free == 0 {
			*free = h>>placeBits<<placeBits | uint32(n)
			return
		}
	}
}

// find is the word of these letters, or nil.
func (s *spellings) find(letters []byte) *spelling {
	h := spread(letters)
	for at := int(h); ; at++ {
		x := s.table[at&(len(s.table)-1)]
		if x == 0 {
			return nil
		}
		if x>>placeBits == h>>placeBits {
			if word := &s.list[x&(1<<placeBits-1)-1]; word.text == string(letters) {
				return word
			}
		}
	}
}

// syllable reports letters that make a syllable of Vietnamese, marks left aside.
func (l *Lexicon) syllable(base string) bool {
	for n := min(3, len(base)-1); n >= 0; n-- {
		if l.onsets[base[:n]] && l.rimes[base[n:]] {
			return true
		}
	}
	return false
}
