package task

import (
	"slices"
	"strings"
	"time"

	"tainha/rules"
)

// Desk is what a change of a task is judged against: who is who today, the calendar,
// the settings and the moment. Its methods take a task by value and return the changed
// one; what they were given stays as it was. What they refuse is a *rules.Refusal.
type Desk struct {
	Org       *rules.Org
	Calendar  *rules.Calendar
	Now       time.Time
	Policy    Policy
	Mandates  []Mandate
	Scored    rules.Date // the last day of the newest period that is scored: its reports are only corrected; 0: none
	Published rules.Date // the last day of the newest period that is published; 0: none
}

func (k Desk) today() rules.Date { return rules.DateOf(k.Now.In(k.Calendar.Location)) }

// Right is by what right somebody assigns and confirms.
type Right struct {
	OnBehalfOf rules.PersonID // the head for whom a delegate or deputy acts, 0: in one's own right
	Drafts     bool           // they draft what that head then presses
}

// Over returns by what right the actor assigns to a person and confirms what they did:
// as the head of the person's unit or of one above it, as who stands in for the head
// that day, or by a mandate for these people and this field (rules section 5). Nobody
// has it over themselves, nor over whoever made their account's invitation (section 11).
func (k Desk) Over(actor, person rules.PersonID, field string) (Right, error) {
	if actor == person {
		return Right{}, rules.Refuse("task.own")
	}
	name := k.Org.People[person].Called()
	if k.Org.InvitedBy(actor, person) {
		return Right{}, rules.Refuse("task.own_invite", "name", name)
	}
	if right, err := k.Org.MayDecide(actor, &rules.Request{Person: person}, k.today()); err == nil {
		return Right{OnBehalfOf: right.OnBehalfOf}, nil
	}
	drafts := Right{}
	for _, m := range k.Mandates {
		if m.To != actor || !k.holds(m, person, field) {
			continue
		}
		if !m.Drafts {
			return Right{OnBehalfOf: m.Head}, nil
		}
		drafts = Right{OnBehalfOf: m.Head, Drafts: true}
	}
	if drafts.Drafts {
		return drafts, nil
	}
	return Right{}, rules.Refuse("task.not_over", "name", name)
}

// holds reports whether a mandate reaches a person and a field today. It ends with the
// office that it came from, and gives no more than its giver has.
func (k Desk) holds(m Mandate, person rules.PersonID, field string) bool {
	on := k.today()
	unit := k.Org.Units[m.Unit]
	switch {
	case on < m.First, m.Last != 0 && on > m.Last:
		return false
	case !unit.Active, unit.Head != m.Head, m.Head == 0, !k.Org.People[m.To].Active:
		return false
	case m.Field != "" && !SameField(m.Field, field):
		return false
	case len(m.People) > 0 && !slices.Contains(m.People, person):
		return false
	}
	_, err := k.Org.MayDecide(m.Head, &rules.Request{Person: person}, on)
	return err == nil
}

// SameField reports whether two texts name one field.
func SameField(a, b string) bool { return strings.EqualFold(a, b) }

// decides returns by what right the actor confirms or returns a task, or grants what its
// owner asks: Over its owner, and not for work that is also the actor's own.
func (k Desk) decides(t Task, actor rules.PersonID) (Right, error) {
	if t.Works(actor) {
		return Right{}, rules.Refuse("task.own")
	}
	right, err := k.Over(actor, t.Owner, t.Field)
	if err == nil && right.Drafts {
		return right, rules.Refuse("task.drafts_only", "head", k.Org.People[right.OnBehalfOf].Called())
	}
	return right, err
}

// takesBack returns by what right the actor recalls or hands on a task: who assigned it,
// as long as they may, and the heads over its owner; who took an extra one by themselves.
func (k Desk) takesBack(t Task, actor rules.PersonID) (Right, error) {
	if t.Extra && t.Assigner == t.Owner && actor == t.Owner {
		return Right{}, nil
	}
	return k.decides(t, actor)
}

// in refuses a task in another state, with what became of it, and a button of an older
// revision.
func (k Desk) in(t Task, a Act, states ...State) error {
	switch {
	case !slices.Contains(states, t.State):
		return &rules.Refusal{Reasons: []rules.Message{k.Outcome(t)}}
	case a.Rev != 0 && a.Rev != t.Rev:
		return rules.Refuse("task.changed")
	}
	return nil
}

// open are the states in which there is something to do for the owner.
func open() []State { return []State{Assigned, Accepted, InProgress, Returned} }

// Outcome tells how a task stands: who did what and when.
func (k Desk) Outcome(t Task) rules.Message {
	who := k.decider(t)
	switch t.State {
	case Submitted:
		return rules.Msg("task.is_submitted", "title", k.Policy.Title(t), "at", t.Submitted)
	case Confirmed:
		return rules.Msg("task.is_confirmed", "title", k.Policy.Title(t), "who", who, "at", t.Decided)
	case Returned:
		return rules.Msg("task.is_returned", "title", k.Policy.Title(t), "who", who, "at", t.Decided, "reason", t.Reason)
	case Recalled:
		return rules.Msg("task.is_recalled", "title", k.Policy.Title(t), "who", who, "at", t.Decided)
	case HandedOn:
		return rules.Msg("task.is_handed_on", "title", k.Policy.Title(t), "who", who, "at", t.Decided)
	case Drafted:
		return rules.Msg("task.is_drafted", "title", k.Policy.Title(t))
	case Assigned:
		return rules.Msg("task.is_assigned", "title", k.Policy.Title(t))
	case InProgress:
		if t.TakenBack() {
			return rules.Msg("task.is_taken_back", "title", k.Policy.Title(t), "who", k.Org.People[t.Owner].Called())
		}
	}
	return rules.Msg("task.is_in_progress", "title", k.Policy.Title(t))
}

// decider names who decided a task last, and the head for whom.
func (k Desk) decider(t Task) rules.Message {
	by := k.Org.People[t.DecidedBy].Called()
	if t.DecidedFor == 0 {
		return rules.Msg("request.by", "name", by)
	}
	return rules.Msg("request.by_delegate", "name", by, "head", k.Org.People[t.DecidedFor].Called())
}

// decided notes who decided a task now.
func (k Desk) decided(t Task, s State, a Act, right Right) Task {
	t.State, t.Decided, t.DecidedBy, t.DecidedFor, t.Reason = s, k.Now, a.By, right.OnBehalfOf, clean(a.Reason)
	t.Rev++
	return t
}

// refusal turns a list of reasons into an error, and no reasons into nil.
func refusal(why []rules.Message) error {
	if len(why) == 0 {
		return nil
	}
	return &rules.Refusal{Reasons: why}
}

// clean is a text on one line, without what can't be seen.
func clean(s string) string {
	return strings.Join(strings.Fields(s), " ")
}
