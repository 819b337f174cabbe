package absence

import (
	"fmt"
	"time"

	"tainha/bot/chat"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

func (d *delegateDraft) delegation(from rules.PersonID) rules.Delegation {
	return rules.Delegation{From: from, To: d.To, First: d.First, Last: d.Last}
}

// friday is the last working day of d's week as the calendar has it.
func friday(t *chat.Turn, d rules.Date) rules.Date {
	last := d.Monday() + rules.Date(time.Saturday-time.Monday)
	for last > d && !t.Pilot.Calendar.IsWorking(last) {
		last--
	}
	return last
}

func askDelegateDays(t *chat.Turn, d *delegateDraft) (store.Screen, error) {
	to, err := t.Tx.Person(d.To, t.Today)
	if err != nil {
		return store.Screen{}, fmt.Errorf("find the delegate: %w", err)
	}
	next := t.NextWorking(t.Today)
	rows := [][]store.Button{
		{t.Choice(delegateToday, 0, "delegate.today", "day", t.Today)},
		{t.Choice(delegateNextDay, 0, "delegate.next_day", "day", next)},
	}
	if last := friday(t, t.Today); last > t.Today {
		rows = append(rows, []store.Button{t.Choice(delegateThisWeek, 0, "delegate.this_week", "first", t.Today, "last", last)})
	}
	monday := t.Today.Monday() + 7
	rows = append(rows,
		[]store.Button{t.Choice(delegateNextWeek, 0, "delegate.next_week", "first", monday, "last", friday(t, monday))},
		[]store.Button{t.Choice(delegatePerson, 0, "delegate.other"), t.Choice(delegateStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("delegate.days", "name", to.Called()), Rows: rows, Digits: true}, nil
}

func takeDelegateDays(t *chat.Turn, d *delegateDraft, in chat.Input) (string, error) {
	d.Doubts = nil
	monday := t.Today.Monday() + 7
	switch {
	case !in.Pressed:
		return correctDelegate(t, d, in.Text)
	case in.Choice == delegateToday:
		d.First, d.Last = t.Today, t.Today
	case in.Choice == delegateNextDay:
		d.First = t.NextWorking(t.Today)
		d.Last = d.First
	case in.Choice == delegateThisWeek:
		d.First, d.Last = t.Today, friday(t, t.Today)
	case in.Choice == delegateNextWeek:
		d.First, d.Last = monday, friday(t, monday)
	case in.Choice == delegatePerson:
		return "who", nil
	case in.Choice == delegateStop:
		return chat.Stopped, nil
	default:
		return chat.Stay, nil
	}
	return "sure", nil
}

// correctDelegate takes days, and asks for what is still open.
func correctDelegate(t *chat.Turn, d *delegateDraft, text string) (string, error) {
	s, doubts, err := t.ReadSpan(text)
	if chat.Unclear(err) {
		if taken, err := d.insteadOf(t, text); taken || err != nil {
			return d.next(), err
		}
	}
	if err != nil {
		return chat.Stay, err
	}
	d.First, d.Last, d.Doubts = s.First, s.Last, doubts
	return d.next(), nil
}

// askDelegateSure shows who decides when, and what stands against it.
func askDelegateSure(t *chat.Turn, d *delegateDraft) (store.Screen, error) {
	org, err := t.Do().Org(t.Person.ID, d.To)
	if err != nil {
		return store.Screen{}, err
	}
	waiting, err := t.Tx.WaitingFor(t.Person.ID)
	if err != nil {
		return store.Screen{}, fmt.Errorf("find what waits: %w", err)
	}
	n := len(waiting)
	if d.First > t.Today {
		n = 0
	}
	var why []rules.Message
	if err := org.CheckDelegation(d.delegation(t.Person.ID), t.Today); err != nil {
		r, refused := chat.IsRefusal(err)
		if !refused {
			return store.Screen{}, err
		}
		why = r.Reasons
	}
	var rows [][]store.Button
	if len(why) == 0 {
		rows = append(rows, []store.Button{t.Choice(delegateSend, 0, "delegate.send")})
	}
	rows = append(rows,
		[]store.Button{t.Choice(delegatePerson, 0, "delegate.other"), t.Choice(delegateDays, 0, "delegate.other_days")},
		[]store.Button{t.Choice(delegateStop, 0, "stop")})
	return store.Screen{
		Text: rules.Msg("delegate.sure", "name", org.People[d.To].Called(), "first", d.First, "last", d.Last,
			"one", d.First == d.Last, "n", n, "why", why, "doubts", d.Doubts),
		Rows: rows,
	}, nil
}

func takeDelegateSure(t *chat.Turn, d *delegateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeDelegateDays(t, d, in)
	case in.Choice == delegatePerson:
		return "who", nil
	case in.Choice == delegateDays:
		return "days", nil
	case in.Choice == delegateStop:
		return chat.Stopped, nil
	case in.Choice != delegateSend:
		return chat.Stay, nil
	}
	done, err := people.Delegate(t.Do(), d.delegation(t.Person.ID))
	if err != nil {
		return chat.Stay, err
	}
	to, err := t.Tx.Person(d.To, t.Today)
	if err != nil {
		return chat.Stay, fmt.Errorf("find the delegate: %w", err)
	}
	return chat.End, t.Show(store.Screen{Text: rules.Msg("delegate.done", "name", to.Called(), "first", done.First, "last", done.Last, "one", done.First == done.Last)})
}

// givenTo are those of some delegations that somebody whom a sentence names holds.
func givenTo(t *chat.Turn, given []rules.Delegation, s chat.Saying) (out []rules.Delegation, err error) {
	for _, d := range given {
		to, err := t.Tx.Person(d.To, t.Today)
		if err != nil {
			return nil, fmt.Errorf("find the delegate: %w", err)
		}
		if chat.IsNamed(s.Text, s.Who[0], to.Name) {
			out = append(out, d)
		}
	}
	return out, nil
}

// sayDeputy answers who decides in the writer's place, and in whose place the writer does.
func sayDeputy(t *chat.Turn, _ chat.Saying) error {
	all, err := t.Tx.Delegations(t.Person.ID, t.Today)
	if err != nil {
		return fmt.Errorf("list the delegations: %w", err)
	}
	var given, got []rules.Message
	for _, d := range all {
		other, lines := d.To, &given
		if d.To == t.Person.ID {
			other, lines = d.From, &got
		}
		p, err := t.Tx.Person(other, t.Today)
		if err != nil {
			return fmt.Errorf("find who stands in: %w", err)
		}
		*lines = append(*lines, rules.Msg("delegate.line", "name", p.Called(), "first", d.First, "last", d.Last))
	}
	return t.Say(rules.Msg("delegate.asked", "given", given, "n", len(given), "got", got, "m", len(got), "head", len(t.Actor.HeadOf) > 0))
}

// insteadOf takes the one whom a text names beside who stands in the draft: "à mà cho Bình chứ không phải Lan".
func (d *delegateDraft) insteadOf(t *chat.Turn, text string) (bool, error) {
	about, err := t.About(text)
	if err != nil {
		return false, err
	}
	var other []rules.PersonID
	for _, name := range about.Who {
		found, err := candidates(t, name)
		if err != nil {
			return false, err
		}
		if len(found) == 1 && found[0].ID != d.To {
			other = append(other, found[0].ID)
		}
	}
	if len(other) != 1 {
		return false, nil
	}
	d.To, d.Query = other[0], ""
	return true, nil
}
