package task

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tainha/rules"
)

// The bounds of what people write about a task.
const (
	MaxTitle   = 200 // letters
	MaxText    = 1000
	MaxShares  = 20
	maxHalves  = 2 * 2000 // half-hours of one task
	maxPercent = 100
)

// maxK is the largest coefficient that a product can have.
var maxK = N(1000)

// Assign gives a task to its owner, who is asked to accept it (rules section 5): by
// whoever has the right Over the owner. Who has only the right to draft leaves a draft
// for the head. One who takes a task by themselves takes an extra one, accepted at once.
// It refuses all that Check refuses.
func (k Desk) Assign(t Task, a Act) (Task, error) {
	t = tidy(t)
	var right Right
	if a.By == t.Owner {
		t.Extra = true
	} else {
		var err error
		if t, right, err = k.field(t, a.By); err != nil {
			return t, err
		}
	}
	if err := k.reaches(t, a.By); err != nil {
		return t, err
	}
	if err := k.Check(t); err != nil {
		return t, err
	}
	t.Assigner, t.OnBehalfOf, t.Made, t.Rev, t.State = a.By, right.OnBehalfOf, k.Now, 1, Assigned
	t.Unit = k.Org.People[t.Owner].Unit
	switch {
	case right.Drafts:
		t.State = Drafted
	case a.By == t.Owner:
		t.State, t.Accepted = Accepted, k.Now
	}
	return t, nil
}

// field finds by what right somebody gives a task. Where they have it in a field alone and the task names none, that is its
// field; of several, the one that its title speaks of, else the first.
func (k Desk) field(t Task, actor rules.PersonID) (Task, Right, error) {
	right, err := k.Over(actor, t.Owner, t.Field)
	if err == nil || t.Field != "" {
		return t, right, err
	}
	var fields []string
	for _, m := range k.Mandates {
		if m.To == actor && m.Field != "" && k.holds(m, t.Owner, m.Field) {
			fields = append(fields, m.Field)
		}
	}
	if len(fields) == 0 {
		return t, right, err
	}
	t.Field = fields[max(0, slices.IndexFunc(fields, func(f string) bool { return strings.Contains(strings.ToLower(t.Title), strings.ToLower(f)) }))]
	right, err = k.Over(actor, t.Owner, t.Field)
	return t, right, err
}

// Issue gives a drafted task to its owner: one press of the head for whom it was
// drafted, or of whoever else has the right over the owner.
func (k Desk) Issue(t Task, a Act) (Task, error) {
	right, err := k.decides(t, a.By)
	if err != nil {
		return t, err
	}
	if err := k.in(t, a, Drafted); err != nil {
		return t, err
	}
	if err := k.Check(t); err != nil {
		return t, err
	}
	t.State, t.Assigner, t.OnBehalfOf, t.Made = Assigned, a.By, right.OnBehalfOf, k.Now
	t.Rev++
	return t, nil
}

// reaches refuses co-workers over whom who assigns has no right; they may be one themselves.
func (k Desk) reaches(t Task, actor rules.PersonID) error {
	for _, s := range t.Shares {
		if s.Person == t.Owner || s.Person == actor {
			continue
		}
		if _, err := k.Over(actor, s.Person, t.Field); err != nil {
			return err
		}
	}
	return nil
}

func tidy(t Task) Task {
	t.Title, t.Proof, t.Field, t.Official = clean(t.Title), clean(t.Proof), clean(t.Field), clean(t.Official)
	t.Document.Number, t.Document.Summary = clean(t.Document.Number), clean(t.Document.Summary)
	t.Shares = slices.Clone(t.Shares)
	return t
}

// Check returns a *rules.Refusal with everything that stands against a task as it is
// written: no title or too long a one, a mark of secrecy, a deadline in the past or on a
// closed day, an owner who works here no more, a quantity or K that is none, shares that
// are not the whole.
func (k Desk) Check(t Task) error {
	var why []rules.Message
	switch n := utf8.RuneCountInString(t.Title); {
	case n == 0:
		why = append(why, rules.Msg("task.no_title"))
	case n > MaxTitle:
		why = append(why, rules.Msg("task.long_title", "max", MaxTitle))
	}
	why = append(why, longTexts(t.Proof, t.Field, t.Official, t.Document.Number, t.Document.Summary)...)
	why = append(why, secretTexts(t.Title, t.Proof, t.Field, t.Document.Number, t.Document.Summary)...)
	why = append(why, k.dueReasons(t.Due)...)
	if owner := k.Org.People[t.Owner]; !owner.Active {
		why = append(why, rules.Msg("task.owner_gone", "name", owner.Called()))
	}
	why = append(why, t.Work.reasons()...)
	return refusal(append(why, k.shareReasons(t)...))
}

func longTexts(texts ...string) []rules.Message {
	if slices.ContainsFunc(texts, func(s string) bool { return utf8.RuneCountInString(s) > MaxText }) {
		return []rules.Message{rules.Msg("task.long_text", "max", MaxText)}
	}
	return nil
}

func secretTexts(texts ...string) []rules.Message {
	for _, s := range texts {
		if mark := SecretMark(s); mark != "" {
			return []rules.Message{rules.Msg("task.secret", "mark", mark)}
		}
	}
	return nil
}

// CheckText refuses a note, a reason or an answer that bears a mark of secrecy or is too
// long (rules section 11).
func CheckText(text string) error { return refusal(textReasons(text)) }

func textReasons(text string) []rules.Message { return append(longTexts(text), secretTexts(text)...) }

// dueReasons says what stands against a deadline; it offers the next working hour.
func (k Desk) dueReasons(due time.Time) []rules.Message {
	if due.IsZero() {
		return []rules.Message{rules.Msg("task.no_due")}
	}
	d := rules.DateOf(due.In(k.Calendar.Location))
	next, ok := k.NextDue(due)
	switch kind, name := k.Calendar.Kind(d); {
	case !due.After(k.Now):
		return []rules.Message{rules.Msg("task.due_past", "due", due, "offered", ok, "next", next)}
	case kind == rules.Unknown:
		return []rules.Message{rules.Msg("task.due_unknown", "day", d, "year", d.Year())}
	case kind != rules.Working:
		return []rules.Message{rules.Msg("task.due_closed", "due", due, "name", name, "offered", ok, "next", next)}
	}
	return nil
}

// NextDue is what is offered instead of a deadline in the past or on a closed day: one
// working hour later than it, or than now. ok is false when the calendar does not know.
func (k Desk) NextDue(due time.Time) (next time.Time, ok bool) {
	if due.Before(k.Now) {
		due = k.Now
	}
	next, err := k.Calendar.AddOpen(due, time.Hour)
	return next, err == nil
}

// reasons says what stands against a volume of work.
func (w Work) reasons() []rules.Message {
	var why []rules.Message
	if w.Product != 0 {
		if w.K.Sign() <= 0 || w.K.Cmp(maxK) > 0 {
			why = append(why, rules.Msg("task.k", "k", w.K.Message(), "kind", w.Kind))
		}
		if w.Quantity.Sign() <= 0 || w.Quantity.Cmp(maxAmount) > 0 {
			why = append(why, rules.Msg("task.quantity", "n", w.Quantity.Message(), "kind", w.Kind))
		}
		return why
	}
	if w.HalfHours < 0 || w.HalfHours > maxHalves {
		why = append(why, rules.Msg("task.hours", "max", maxHalves/2)) //nolint:mnd // half-hours
	}
	return why
}

// shareReasons says what stands against the shares: somebody twice or gone, the owner
// missing, a part under 0, a sum that is not the whole.
func (k Desk) shareReasons(t Task) []rules.Message {
	if len(t.Shares) == 0 {
		return nil
	}
	var why []rules.Message
	var sum Amount
	seen := map[rules.PersonID]bool{}
	for _, s := range t.Shares {
		who := k.Org.People[s.Person]
		switch {
		case !who.Active:
			why = append(why, rules.Msg("task.owner_gone", "name", who.Called()))
		case seen[s.Person]:
			why = append(why, rules.Msg("task.share_twice", "name", who.Called()))
		case s.Part.Sign() < 0:
			why = append(why, rules.Msg("task.share_negative", "name", who.Called()))
		}
		seen[s.Person] = true
		sum = sum.Plus(s.Part)
	}
	if !seen[t.Owner] {
		why = append(why, rules.Msg("task.share_owner", "name", k.Org.People[t.Owner].Called()))
	}
	if len(t.Shares) > MaxShares {
		why = append(why, rules.Msg("task.share_many", "max", MaxShares))
	}
	if !sum.Equal(N(1)) {
		why = append(why, rules.Msg("task.share_sum", "sum", sum.Times(N(maxPercent)).Message()))
	}
	return why
}

// Together are the shares of an owner and co-workers (phối hợp) where none were named:
// all is the owner's (rules section 5).
func Together(owner rules.PersonID, others ...rules.PersonID) []Share {
	shares := []Share{{Person: owner, Part: N(1)}}
	for _, p := range others {
		shares = append(shares, Share{Person: p})
	}
	return shares
}
