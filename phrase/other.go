package phrase

import (
	"slices"
	"strings"

	"tainha/phrase/when"
)

func givenOf(full string) string {
	words := strings.Fields(full)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// mostPraise is how many words that mean nothing here may stand behind thanks.
const mostPraise = 5

// courtesy reports a text that thanks, or says yes, and says nothing else.
func (l *look) courtesy() (thanks, nods bool) {
	if l.allows(l.whole(), l.persons) {
		return false, false
	}
	if len(l.persons) > 0 {
		if _, ok := l.ballot(l.whole()); ok {
			return false, false
		}
	}
	more := false // words that carry weight elsewhere: "ok được rồi"
	praise := 0   // words behind the thanks of which nothing was read
	for i := 0; i < l.s.Len(); i += max(1, l.seg[i]) {
		more = more || l.is(i, cGood)
		if h, ok := l.find(i, cTake); ok && h.N == l.seg[i] { // "dạ em nhận ạ"
			return false, false
		}
		switch {
		case l.timeAt[i]:
			return false, false
		case l.is(i, cThanks) && l.seg[i] > 0:
			thanks = true
		case l.is(i, cYes) && l.seg[i] > 0:
			nods = true
		case l.nameAtToken(i), l.is(i, cBot, cTitle, cMe, cPolite, cRole, cUnit, cGreeting), l.own(i, oTitle, oVoc):
		case l.own(i, oFiller):
			more = true
		case thanks && praise < mostPraise && !l.meansAt(i) && l.uses[i] != when.Verb && l.uses[i] != when.Time && l.uses[i] != when.Link: // "…, dễ thương ghê"
			praise++
		default:
			if _, word := l.s.Word(i); word {
				return false, false
			}
		}
	}
	return thanks, nods && !thanks && !more
}

// ofAnother reports "chị An xin ở nhà thứ 5" by somebody who is not An: it is only
// known where the writer is.
func (l *look) ofAnother(in span, f *features) bool {
	if l.writer == "" || l.asked || f.has(feature(cHelpMe)) {
		return false
	}
	for _, p := range l.personIn(in) {
		if when.Plain(givenOf(p.name)) == l.writer || l.own(p.end, oVoc) || l.is(p.end, cGive) {
			continue
		}
		subject := f.has(fSubject) && !f.has(fMe) && !l.ends(p.from, cPlease, cGreetTo, cOf) && !l.behind(p, in)
		if subject || l.behalf(p, in) {
			return true
		}
	}
	return false
}

// behalf reports "đăng ký giúp chị An ở nhà thứ 5": for whom it is asked.
func (l *look) behalf(p person, in span) bool {
	if !l.ends(p.from, cOnBehalf, cGive) {
		return false
	}
	for i := p.end; i < in.to; i++ {
		if l.uses[i] == when.Verb && l.own(i, oHome, oLeave) {
			return true
		}
	}
	return false
}

// tellsOfOthers is what the parts that are not the writer's say of somebody's days.
func (l *look) tellsOfOthers(clauses []clause, keep []bool) []Act {
	var out []Act
	for _, c := range clauses {
		if c.own || !c.drop || l.asks(&c) || l.notWished(c.span) || l.ofOutsider(c.span, &c.features) {
			continue
		}
		act := Act{Wish: Wish{Intent: l.otherIntent(c)}, Who: l.named(c.span), at: c.from}
		if len(act.Who) == 0 {
			act.Who = l.roleIn(c.span)
		}
		if act.Intent == None || len(act.Who) == 0 || l.movesIn(c.span) || l.tellsTo(c.span) {
			continue
		}
		act.Selection = l.timesOf(c.span, keep)
		out = append(out, act)
	}
	return out
}

// tellsTo reports "nhắc Bình đăng ký ngày ở nhà": what somebody is to be told is not so yet.
func (l *look) tellsTo(in span) bool {
	return slices.ContainsFunc(l.personIn(in), func(p person) bool { return p.from-1 == in.from && l.is(in.from, cTells) })
}

func (l *look) otherIntent(c clause) Intent {
	switch {
	case c.has(feature(cDuty)):
		return Duty
	case c.has(feature(cSickLeave)), c.has(feature(cSick)):
		return Sick
	case c.has(fAway), c.has(feature(cLeaveKind)):
		return Leave
	case c.has(fHome):
		return Home
	}
	return None
}

// roleIn is the word for somebody who has no name in a part: "sếp". Kin are nobody of
// the agency.
func (l *look) roleIn(in span) []string {
	for i := in.from; i < in.to; i++ {
		if h, ok := l.find(i, cRole); ok && l.seg[i] > 0 {
			return []string{strings.ToLower(l.s.Text(i, i+h.N))}
		}
	}
	return nil
}

// timesOf reads the days of a part, a week as its days.
func (l *look) timesOf(in span, keep []bool) Selection {
	only := l.bools(len(keep))
	for i := in.from; i < in.to; i++ {
		only[i] = l.timeAt[i]
	}
	if !slices.Contains(only, true) {
		return Selection{}
	}
	sel, _ := l.allDays(only)
	return selectionOf(sel)
}
