package chat

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"tainha/fold"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/rules"
)

// Texts is somebody's language: a Turn's or a View's.
type Texts interface {
	Text(m rules.Message) (string, error)
}

// Wording turns messages into the plain texts of a picture; the first error is kept.
type Wording struct {
	Texts
	Err error
}

// Word is a message as plain text, empty once one could not be had.
func (w *Wording) Word(m rules.Message) string {
	s, err := w.Text(m)
	if err != nil && w.Err == nil {
		w.Err = err
	}
	return s
}

// Key is Word for a message without arguments.
func (w *Wording) Key(key string) string { return w.Word(rules.Msg(key)) }

// FileName keeps what every system allows in a file's name.
func FileName(s string) string {
	return strings.ReplaceAll(fold.Text(s), " ", "-")
}

// How much is listed and kept, wherever people choose or write.
const (
	Listed   = 8   // things of a list shown at once
	MaxName  = 120 // characters of a name, a query, a heading
	MaxNote  = 500 // characters of a note, a reason
	Farthest = 400 // days from today that boards, months and buttons reach
)

// PageOf cuts a list into pages and returns one of them, the first for a number
// that there is not.
func PageOf[T any](list []T, page, size int) (part []T, pages int) {
	pages = max((len(list)+size-1)/size, 1)
	if page < 0 || page >= pages {
		page = 0
	}
	return list[page*size : min((page+1)*size, len(list))], pages
}

// UnitNames is the names of units on one line.
func UnitNames(units []rules.Unit) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return strings.Join(names, ", ")
}

// Fitting picks what has the code, or else the words in its name; no words fit
// everything.
func Fitting[T any](all []T, query string, of func(T) (code, name string)) []T {
	want := fold.Text(query)
	var out []T
	for _, x := range all {
		code, name := of(x)
		switch {
		case want != "" && fold.Text(code) == want:
			return []T{x}
		case strings.Contains(fold.Text(name), want):
			out = append(out, x)
		}
	}
	return out
}

// TakeOne takes the only one that a typed text found. It refuses a text that found none,
// under the key unknown; of several the text is kept in query, by which they are offered.
func TakeOne[T any](found []T, typed, unknown string, query *string, take func(T) (next string, err error)) (string, error) {
	short := Short(typed, MaxName)
	switch len(found) {
	case 0:
		return Stay, rules.Refuse(unknown, "query", short)
	case 1:
		return take(found[0])
	}
	*query = short
	return Stay, nil
}

// UnitOf is the name of the unit in which somebody works, which tells people of one name
// apart; empty for who works in none.
func (t *Turn) UnitOf(p rules.Person) (string, error) {
	if p.Unit == 0 {
		return "", nil
	}
	unit, err := t.Tx.Unit(p.Unit)
	if err != nil {
		return "", fmt.Errorf("tell people apart: %w", err)
	}
	return unit.Name, nil
}

// IsNamed reports that a given name in a text means somebody of a full name.
func IsNamed(text, given, full string) bool { return len(Named(text, given, []string{full})) > 0 }

// Named tells which of some full names are meant by a given name in a text: those
// that bear it, and of these those of which the text says most ("Lê Bình", where two
// are called Bình). More than one is still several people.
func Named(text, given string, names []string) (which []int) {
	if words := strings.Fields(given); len(words) > 1 { // a name that is told apart already
		text, given = given, words[len(words)-1]
	}
	said := " " + fold.Text(text) + " "
	most := 0
	for i, name := range names {
		words := strings.Fields(fold.Text(name))
		n := 0
		for k := len(words) - 1; k >= 0 && strings.Contains(said, " "+strings.Join(words[k:], " ")+" "); k-- {
			n = len(words) - k
		}
		switch {
		case len(words) == 0 || words[len(words)-1] != fold.Text(given):
		case n > most:
			most, which = n, []int{i}
		case n == most:
			which = append(which, i)
		}
	}
	return which
}

// NotUnderstood says that a text says nothing that the bot knows, with an example of what
// the person's role may say.
func (t *Turn) NotUnderstood() error {
	role := "staff"
	for _, x := range []struct {
		of   rules.Roles
		name string
	}{{rules.Head, "head"}, {rules.Coordinator, "coordinator"}, {rules.Auditor, "auditor"}} {
		if t.Actor.Sees(rules.Access{Who: x.of, Over: rules.NoData}) {
			role = x.name
			break
		}
	}
	if role == "staff" { // who has work is told how to speak of that
		list, err := t.Tx.LiveTasksOf(t.Person.ID)
		if err != nil {
			return err
		}
		for _, x := range list {
			if x.Owner == t.Person.ID && x.State.Open() {
				role = "works"
			}
		}
	}
	if topic := reply.Topic(t.in.Text, topics); topic != "" {
		near := rules.Msg("topic."+topic, "role", role)
		if slices.Contains(answered, topic) || reply.AsksHow(t.in.Text) {
			return rules.Refuse("not_understood.answer", "near", near)
		}
		return rules.Refuse("not_understood.near", "near", near)
	}
	return rules.Refuse("not_understood", "role", role)
}

// topics are what a text that is not understood may be about, the more exact first: it is said
// where that is served, or who does it.
var topics = []string{"disk", "closed", "late", "phone", "bot", "exception", "pilot", "limits", "sheet", "presence", "people", "work", "leave", "decide", "home"}

// answered are the topics of which what is said is all the answer.
var answered = []string{"disk", "phone", "bot", "late"}

// notUnderstood reports that a refusal says just that.
func notUnderstood(r *rules.Refusal) bool {
	return strings.HasPrefix(r.Reasons[0].Key, "not_understood")
}

// relayed are the acts of a sentence that may want them told to somebody else.
var relayed = []phrase.Intent{phrase.None, Other, phrase.Waiting, phrase.Approve, phrase.Reject}

// asksRules takes questions for what holds for the writer: until when one asks, who decides, which
// days are left, when they are away.
func (t *Turn) asksRules(u *phrase.Understanding, text string) error {
	if len(u.Acts) == 2 && u.Acts[0].Intent == phrase.Home && u.Acts[0].Open && len(u.Acts[0].Days) == 0 && u.Acts[1].Intent == phrase.Balance {
		u.Acts = u.Acts[1:] // "tuần này em còn mấy buổi ạ"
		u.Acts[0].Days = u.Weeks
	}
	first := &u.Acts[0]
	kind, about, err := t.ruleAsked(u, text)
	if err != nil {
		return err
	}
	if err := t.asksOfThem(u, text); err != nil {
		return err
	}
	if len(u.Named) > 0 && reply.Relays(text) && slices.Contains(relayed, first.Intent) {
		*first = phrase.Act{Wish: phrase.Wish{Intent: Relay}, Who: u.Named[:1]}
		u.Acts = u.Acts[:1]
	}
	if first.Intent == phrase.None && len(u.Named) > 0 && len(t.Actor.HeadOf) > 0 && reply.MovesDay(text) {
		*first = phrase.Act{Wish: phrase.Wish{Intent: TheirMove}, Who: u.Named[:1]}
	}
	if kind != phrase.None {
		*first = phrase.Act{Wish: phrase.Wish{Intent: kind, Selection: about}, Own: true}
		u.Acts = u.Acts[:1]
	}
	return nil
}

// ruleAsked is what a question of asksRules asks, None for another sentence, and the days that it is about.
func (t *Turn) ruleAsked(u *phrase.Understanding, text string) (kind phrase.Intent, about phrase.Selection, err error) {
	first := &u.Acts[0]
	own, _, approver := reply.AsksApprover(text)
	kind, about = phrase.None, phrase.Selection{Days: u.Weeks}
	switch untold := len(first.Days) == 0; {
	case !slices.Contains(relayed, first.Intent) && !asks[first.Intent] && !wishes(first.Intent):
	case len(u.Named) == 0 && reply.AsksSilent(text):
		kind = Unanswered
	case reply.AsksCutoff(text):
		return t.ofDays(Cutoff, text)
	case len(t.Actor.HeadOf) > 0 && len(u.Named) == 0 && reply.AsksDecider(text):
		kind = Deputy
	case approver && (own && len(u.Named) == 0 || len(t.Actor.HeadOf) == 0) && (first.Intent == phrase.Waiting || first.Intent == phrase.None):
		kind = Approver
	case untold && first.Intent != phrase.Who && reply.AsksRoom(text), untold && (first.Intent == phrase.Home || first.Intent == phrase.None) && reply.AsksLeft(text):
		kind = Free
	case first.Intent == phrase.None && reply.AsksRule(text), untold && first.Intent == phrase.Leave && reply.AsksLeave(text) && reply.MayAsk(text):
		kind = phrase.Balance
	case len(t.Actor.HeadOf) == 0 && len(u.Named) == 0 && first.Intent != phrase.Leave && (reply.AsksWhyNot(text) || reply.AsksWhyOff(text)):
		if kind, about, err = t.ofDays(Schedule, text); len(about.Days)+len(about.Past)+len(about.Closed) == 0 && !reply.AsksWhyOff(text) {
			kind = phrase.Waiting
		}
	case len(t.Actor.HeadOf) == 0 && len(u.Named)+len(first.Who) == 0 && first.Intent == phrase.Who && reply.AsksApproved(text):
		kind, about = Schedule, first.Selection
	case len(u.Named) == 0 && first.Intent == phrase.None && reply.AsksNoted(text):
		return t.ofDays(Schedule, text)
	case (first.Intent == phrase.None || len(t.Actor.HeadOf) > 0 && (first.Intent == phrase.Home || first.Intent == phrase.Reject)) && reply.AsksRegistered(text):
		var of phrase.Selection
		_, of, err = t.ofDays(kind, text)
		*first = phrase.Act{Wish: phrase.Wish{Intent: phrase.Who, Selection: of}}
	case len(u.Named) == 0 && reply.AsksHolidays(text):
		return t.ofDays(Holidays, text)
	case untold && len(first.Who)+len(u.Named) == 0 && (reply.AsksAbsences(text) || reply.AsksReturn(text)):
		kind = Absences
	case first.Intent == phrase.Home && untold && first.Open && len(u.Named) == 0 && reply.AsksMay(text):
		kind = phrase.Balance
	case (first.Intent == phrase.None || untold && first.Intent == phrase.Home) && len(u.Named) == 0 && reply.BeginsWork(text):
		kind = AtWork
	}
	return kind, about, err
}

// ofDays is a kind of question with the days that a text names.
func (t *Turn) ofDays(kind phrase.Intent, text string) (phrase.Intent, phrase.Selection, error) {
	days, err := t.About(text)
	return kind, days.Selection, err
}

// asksOfThem takes questions about those whom a text names: when they are away, where they are.
func (t *Turn) asksOfThem(u *phrase.Understanding, text string) error {
	first := &u.Acts[0]
	if len(u.Named) == 0 || len(u.Acts) > 1 || first.Intent != phrase.None && first.Intent != phrase.Who && first.Intent != Other {
		return nil
	}
	away, where := reply.AsksTheirAbsences(text), first.Intent == phrase.None && reply.AsksWhereabouts(text) || first.Intent == Other && first.About == phrase.Home && reply.TailAsks(text)
	if !away && !where {
		return nil
	}
	about, err := t.About(text)
	switch {
	case err != nil:
		return err
	case away && len(daysOf(about.Selection)) == 0:
		*first = phrase.Act{Wish: phrase.Wish{Intent: Absences}, Who: u.Named}
	case where:
		*first = phrase.Act{Wish: phrase.Wish{Intent: phrase.Who, Selection: about.Selection}, Who: u.Named}
	}
	return nil
}

func daysOf(s phrase.Selection) []rules.Slot { return slices.Concat(s.Days, s.Closed, s.Past) }

// How many words of a unit's name in a row name it: one is a word like "phòng", which many
// bear, and two may be words of their own ("văn phòng") where they are the whole name.
const (
	leastOfName = 2
	sureOfName  = 3
	leastOfCode = 3 // letters of a code that is no other word
)

// UnitNamed is the unit that a text names, by its code or by most words of its name in a
// row, else own. Of several that fit alike none is meant.
func (t *Turn) UnitNamed(text string, own rules.UnitID) (rules.UnitID, error) {
	said := strings.Fields(fold.Text(text))
	if len(said) < leastOfName {
		return own, nil
	}
	units, err := t.Tx.EachUnitWords()
	if err != nil {
		return 0, fmt.Errorf("list the units: %w", err)
	}
	best, most := own, leastOfName-1
	for unit, known := range units {
		n := inARow(said, known.Words)
		if n < sureOfName && len(known.Words) < sureOfName {
			n = 0
		}
		if len(known.Code) >= leastOfCode && slices.Contains(said, known.Code) {
			n = len(said)
		}
		switch {
		case n > most:
			best, most = unit, n
		case n == most && n >= leastOfName && unit != best:
			best = own
		}
	}
	return best, nil
}

// inARow is how many words of a name stand in a text one after the other.
func inARow(said, name []string) (most int) {
	for i := range said {
		for k := range name {
			n := 0
			for i+n < len(said) && k+n < len(name) && said[i+n] == name[k+n] {
				n++
			}
			most = max(most, n)
		}
	}
	return most
}

// units is how long Telegram takes a text to be: its UTF-16 units.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

const (
	textLimit    = 4096 // UTF-16 units
	captionLimit = 1024
)

// fit cuts a text that Telegram would refuse, at the end of a line; texts from
// people are bounded before, so this is a last resort.
func fit(text string, caption bool) string {
	limit := textLimit
	if caption {
		limit = captionLimit
	}
	for len(text) > limit && units(text) > limit {
		i := strings.LastIndexByte(strings.TrimSuffix(text, "\n…"), '\n')
		if i <= 0 {
			return "…"
		}
		text = text[:i] + "\n…"
	}
	return text
}

// movesDue reports "hạn lùi sang 7/12", which names no work: that which is half written is meant.
func movesDue(a phrase.Act) bool {
	return a.Intent == phrase.Extend && a.Task.Work == phrase.AskWork && len(a.Task.Who) == 0
}

// putRight leaves of a text that puts right what was said only what it is put right by.
func (t *Turn) putRight(in *Input, half bool) bool {
	by, corrects := reply.Corrects(in.Text)
	if corrects && !half {
		in.Text, t.corrects = by, true
	}
	return corrects && !half
}
