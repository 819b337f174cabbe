package when

// syllable reports letters that make a syllable of Vietnamese, marks left aside.
func (l *Lexicon) syllable(base string) bool {
	for n := min(3, len(base)-1); n >= 0; n-- {
		if l.onsets[base[:n]] && l.rimes[base[n:]] {
			return true
		}
	}
	return false
}
