package chat

import (
	"tainha/phrase"
	"tainha/rules"
)

// Understand says what a text means, said by this person on this day.
func (t *Turn) Understand(text string) (phrase.Understanding, error) {
	u, err := t.understand(text, false, t.Person.Name, t.Today)
	ownKinds(&u)
	return u, err
}

// ownKinds gives what has another owner here a kind of its own.
func ownKinds(u *phrase.Understanding) {
	for i, a := range u.Acts {
		switch {
		case a.Intent == phrase.Cancel && a.OfLeave:
			u.Acts[i].Intent = phrase.CancelLeave
		case a.Intent == phrase.Who && a.Own:
			u.Acts[i].Intent = Schedule
		}
	}
	first := &u.Acts[0]
	switch {
	case first.Intent != phrase.None:
	case u.Thanks:
		first.Intent = Thanks
	case u.Nods:
		first.Intent = Nod
	case len(u.Others) > 0:
		o := u.Others[0]
		*first = phrase.Act{Wish: phrase.Wish{Intent: Other, Selection: o.Selection}, Who: o.Who, About: o.Intent}
	}
}

// ReadDays is Understand for an answer to the question for days: whatever days the
// text names are meant.
func (t *Turn) ReadDays(text string) (phrase.Reading, error) {
	u, err := t.understand(text, true, t.Person.Name, t.Today)
	return u.Reading(), err
}

// Entry is a text typed where one thing is asked for.
func (t *Turn) Entry(text string) phrase.Entry {
	return phrase.NewEntry(phrase.Context{Today: t.Today, Calendar: t.Pilot.Calendar}, text)
}

func (t *Turn) understand(text string, asked bool, writer string, on rules.Date) (phrase.Understanding, error) {
	names := namesNear{t: t}
	u := phrase.Understand(phrase.Context{Today: on, Calendar: t.Pilot.Calendar, Names: &names, Writer: writer, Asked: asked}, text)
	return u, names.err
}

// namesNear are the names of the people near the speaker, read when the first word
// that can be a name asks for them.
type namesNear struct {
	t    *Turn
	roll phrase.Roll
	err  error
}

func (n *namesNear) Given(plain string) []string {
	if n.roll == nil {
		var names []string
		names, n.err = n.t.Do().NamesNear(n.t.Actor)
		n.roll = phrase.NewRoll(names)
	}
	return n.roll.Given(plain)
}
