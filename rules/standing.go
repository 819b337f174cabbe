package rules

import (
	"slices"
	"time"
)

// Audience is who is told of a conflict.
type Audience uint8

// The audiences: each is told of each cause once.
const (
	TellPerson       Audience = 1 << iota // whose day it is
	TellHead                              // who decides for them
	TellCoordinators                      // đầu mối thí điểm
)

// TellAll is everybody who is told of a conflict.
const TellAll = TellPerson | TellHead | TellCoordinators

// ConflictState is how a day in conflict stands.
type ConflictState string

// The states of a conflict.
const (
	ConflictOpen     ConflictState = "open"
	ConflictKept     ConflictState = "kept"     // somebody who decides keeps it, with a reason
	ConflictReleased ConflictState = "released" // it became a day off: only its person is still to be told
)

// CauseOf is a reason of a conflict, and what was done about it.
type CauseOf struct {
	Why  Message  `json:"why"`
	Told Audience `json:"told"`
	Kept bool     `json:"kept"`
}

// Standing is a conflict that was found and stays listed until somebody settles it
// or its causes go.
type Standing struct {
	Request RequestID
	Person  PersonID
	Unit    UnitID
	Slot
	State  ConflictState
	Causes []CauseOf
	Found  time.Time
	KeptBy PersonID
	KeptAt time.Time
	Reason string // why it is kept
}

// Stand is a conflict that was found now, of which nobody knows yet.
func Stand(c Conflict, state ConflictState, now time.Time) Standing {
	s := Standing{Request: c.Request, Person: c.Person, Unit: c.Unit, Slot: c.Slot, State: state, Found: now}
	for _, m := range c.Reasons {
		s.Causes = append(s.Causes, CauseOf{Why: m})
	}
	return s
}

// Renew returns the conflict as it stands by what is found now. A cause that is
// still there was told and kept already, whatever else counts meanwhile; one that
// came, or came back, is told anew, and opens a conflict that was kept.
func (s Standing) Renew(c Conflict) Standing {
	old := s.Causes
	s.Unit, s.Causes = c.Unit, nil
	state := ConflictKept
	for _, m := range c.Reasons {
		cause := CauseOf{Why: m}
		if i := slices.IndexFunc(old, func(x CauseOf) bool { return Cause(x.Why) == Cause(m) }); i >= 0 {
			cause.Told, cause.Kept = old[i].Told, old[i].Kept
		}
		if !cause.Kept {
			state = ConflictOpen
		}
		s.Causes = append(s.Causes, cause)
	}
	if s.State = state; state == ConflictOpen {
		s.KeptBy, s.KeptAt, s.Reason = 0, time.Time{}, ""
	}
	return s
}

// Same reports whether two forms of a conflict tell the same.
func (s Standing) Same(x Standing) bool {
	return s.Unit == x.Unit && s.State == x.State && slices.EqualFunc(s.Causes, x.Causes, func(a, b CauseOf) bool {
		return Cause(a.Why) == Cause(b.Why) && a.Told == b.Told && a.Kept == b.Kept
	})
}

// Untold is who has still to be told of a cause: of a day that released itself its
// person alone, of causes that are kept nobody.
func (s Standing) Untold() Audience {
	to := TellAll
	if s.State == ConflictReleased {
		to = TellPerson
	}
	var left Audience
	for _, c := range s.Causes {
		if !c.Kept {
			left |= to &^ c.Told
		}
	}
	return left
}

// Why lists the causes of which an audience has not been told; with 0 all of them.
func (s Standing) Why(to Audience) []Message {
	var out []Message
	for _, c := range s.Causes {
		if to == 0 || !c.Kept && c.Told&to == 0 {
			out = append(out, c.Why)
		}
	}
	return out
}

// Tell notes that audiences were told of every cause.
func (s Standing) Tell(to Audience) Standing {
	s.Causes = slices.Clone(s.Causes)
	for i := range s.Causes {
		s.Causes[i].Told |= to
	}
	return s
}

// Keep lets a day stand in spite of its conflict, by whoever may decide it, with a
// reason. Whoever comes too late learns what became of it; known is the conflict,
// nil when its causes have gone.
func (k Desk) Keep(r Request, a Act, known *Standing) (Standing, error) {
	if len(a.Slots) != 1 {
		return Standing{}, Refuse("request.changed")
	}
	i := slices.IndexFunc(r.Days, func(d RequestDay) bool { return d.Slot == a.Slots[0] })
	if i < 0 {
		return Standing{}, Refuse("request.changed")
	}
	d := r.Days[i]
	if _, err := k.Org.MayDecide(a.By, &r, k.today()); err != nil {
		return Standing{}, err
	}
	switch start := k.Calendar.Start(d.Slot); {
	case d.State != Pending && d.State != Approved:
		return Standing{}, &Refusal{Reasons: []Message{k.Outcome(d)}}
	case known == nil:
		return Standing{}, Refuse("conflict.gone", "slot", d.Slot, "outcome", k.Outcome(d))
	case known.State == ConflictKept:
		return Standing{}, Refuse("conflict.is_kept", "slot", d.Slot, "name", k.Org.People[known.KeptBy].Called(), "at", known.KeptAt, "reason", known.Reason)
	case !k.Now.Before(start):
		return Standing{}, Refuse("request.started", "slot", d.Slot, "at", start)
	case clean(a.Reason) == "":
		return Standing{}, Refuse("request.reason_missing")
	}
	kept := *known
	kept.State, kept.KeptBy, kept.KeptAt, kept.Reason = ConflictKept, a.By, k.Now, clean(a.Reason)
	kept.Causes = slices.Clone(kept.Causes)
	for i := range kept.Causes {
		kept.Causes[i].Kept = true
	}
	return kept, nil
}
