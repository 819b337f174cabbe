package phrase

import (
	"slices"
	"strings"
)

// settle gives the pieces their meaning by those beside them, drops those that say nothing where they
// stand, and writes the row.
func (f *frame) settle() {
	f.joinPairs()
	f.opens()
	f.dropSpokenTo()
	f.ofSoMany()
	for k := range f.pieces {
		if f.kind(k) == pcQuestion && f.kind(k+1) == pcSign && k+2 < len(f.pieces) { // "quyết toán hả, cỡ 9 phần 10"
			f.pieces[k].kind = pcAsks
		}
	}
	row := make([]byte, len(f.pieces))
	for k := range f.pieces {
		row[k] = f.pieces[k].kind
	}
	f.row = string(row)
}

func (f *frame) kind(k int) byte {
	if k < 0 || k >= len(f.pieces) {
		return 0
	}
	return f.pieces[k].kind
}

func (f *frame) drop(from, to int) { f.pieces = slices.Delete(f.pieces, from, to) }

// joinPairs reads "cho anh", "giúp em", "của chị", "gửi anh" as one.
func (f *frame) joinPairs() {
	for k := 0; k < len(f.pieces); k++ {
		switch this, next := f.kind(k), f.kind(k+1); {
		case this == pcSoFar && strings.IndexByte("T2", next) >= 0 && next != 0:
			f.pieces[k].kind = pcUntil
		case this == pcFor && next == pcMe:
			f.pieces[k].kind = pcMine
			f.drop(k+1, k+2)
		case this == pcOnBehalf && next == pcMe:
			f.pieces[k].kind = pcHelp
			f.drop(k+1, k+2)
		case this == pcFor && next == pcMyself && f.kind(k-1) != pcDo:
			f.pieces[k].kind = pcMine
			f.drop(k+1, k+2)
		case (this == pcFor || this == pcOnBehalf) && (next == pcTitle || next == pcMyself):
			f.pieces[k].kind = pcOnBehalf
			f.drop(k+1, k+2)
		case this == pcHelp && (f.kind(k-1) == 'X' || f.kind(k-1) == pcSend) && f.ends(k+1):
			f.pieces[k].kind = pcOnBehalf
		case this == pcFor && next == pcOthers:
			f.drop(k, k+2)
			k--
		case this == pcOf && strings.IndexByte("AMI=u", next) >= 0 && next != 0:
			f.drop(k, k+2)
			k--
		case strings.IndexByte("S_DB", this) >= 0 && (next == pcTitle || next == pcOthers) && f.ends(k+2):
			f.drop(k+1, k+2)
		case (this == pcSend || this == pcHandOn) && (next == pcTitle || next == pcOthers):
			f.drop(k+1, k+2)
		case (this == pcPerson || this == pcCalled) && next == pcMe, this == pcYes && (next == pcTitle || next == pcYes):
			f.drop(k+1, k+2)
			k--
		}
	}
}

// ends reports that nothing but asking follows in the clause from k on.
func (f *frame) ends(k int) bool {
	for f.kind(k) == pcAsks {
		k++
	}
	return f.kind(k) == 0 || f.kind(k) == pcSign || f.kind(k) == pcQuestion
}

// opens gives words in no list their place: behind what is done, a number or a word for a task they are
// the work.
func (f *frame) opens() {
	for k := 1; k < len(f.pieces); k++ {
		if kind := f.pieces[k].kind; kind != pcOpen && kind != pcTool {
			continue
		}
		b := k - 1
		for strings.IndexByte("BQp", f.kind(b)) >= 0 && f.kind(b) != 0 || f.kind(b) == pcSoFar && f.kind(b+1) == pcNumber {
			b--
		}
		switch f.kind(b) {
		case pcDo, pcAgain:
			f.pieces[k].kind = pcThing
		case pcWeak: // "đo 2,5 ha đất rừng"
			if f.pieces[k-1].of == measuredOf {
				f.pieces[k].kind = pcThing
			}
		}
	}
	for k := range f.pieces {
		if f.pieces[k].kind == pcWeak {
			f.pieces[k].kind = pcDo
		}
	}
}

// ofSoMany reads "50 phiếu trong 200", "mười một đơn trên mười tám đơn".
func (f *frame) ofSoMany() {
	for k := 2; k < len(f.pieces); k++ {
		n := k - 2 //nolint:mnd // the number before the work
		if f.kind(k-1) == pcNumber {
			n = k - 1
		}
		of := f.kind(k) == pcOutOf || f.kind(k) == pcUntil
		if !of || f.kind(k+1) != pcNumber || f.kind(n) != pcNumber || n == k-2 && f.kind(k-1) != pcWork || f.pieces[n].number > f.pieces[k+1].number { //nolint:mnd // as above
			continue
		}
		f.pieces[n].kind, f.pieces[n].of = pcPart, f.pieces[k+1].number
		end := k + 2 //nolint:mnd // the sign and the number
		if n == k-2 && f.kind(end) == pcWork {
			end++
		}
		f.drop(k, end)
	}
}

// dropSpokenTo leaves out who is spoken to: "…, anh ơi", "… nha em".
func (f *frame) dropSpokenTo() {
	for k := 0; k < len(f.pieces); k++ {
		switch f.kind(k) {
		case pcTitle, pcMe:
			opens := k == 0 || f.kind(k-1) == pcSign
			if f.ends(k+1) && !(opens && f.kind(k) == pcMe) && f.kind(k-1) != pcGive && f.kind(k-1) != pcAsk && f.kind(k-1) != pcFor {
				f.drop(k, k+1)
				k--
			}
		}
	}
	for len(f.pieces) > 0 && f.kind(0) == pcSign {
		f.drop(0, 1)
	}
	for len(f.pieces) > 0 && f.kind(len(f.pieces)-1) == pcSign {
		f.drop(len(f.pieces)-1, len(f.pieces))
	}
}
