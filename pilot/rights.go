package pilot

import (
	"fmt"
	"slices"

	"tainha/rules"
	"tainha/store"
)

// Actor is who does an action: somebody in the chat, whoever has the machine's
// shell, or a job as time passes. The zero Actor is a stranger, who may do next
// to nothing.
type Actor struct {
	Person rules.PersonID
	Shell  bool
	Job    string // its name
}

// ByTelegram is what happens because of what Telegram says by itself: a group
// that is gone, an account that refuses messages.
const ByTelegram = "telegram"

// Right is something that may be done, and by whom: at every door the same. The
// doors of the chat take their Access from here, and each use case that changes
// something asserts its right before it does.
type Right struct {
	rules.Access                // of somebody in the chat
	Or           []rules.Access // of others in the chat
	Shell        bool           // whoever has the machine's shell may, too
	Job          bool           // time may, too
}

// Any lists who in the chat has the right.
func (r Right) Any() []rules.Access { return append([]rules.Access{r.Access}, r.Or...) }

// THE LIST of rights. A person's own affairs are theirs alone: neither the shell
// nor a coordinator speaks for anybody.
var (
	LinkAccount = Right{Access: rules.Access{Who: rules.Stranger, Write: true}}
	OwnAccount  = Right{Access: rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true}} // agreeing, unlinking, one's data

	AskHome    = Right{Access: rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own, Write: true}} // and giving up
	TakeLeave  = Right{Access: rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own, Write: true}}
	HandOver   = Right{Access: rules.Access{Who: rules.Head, Over: rules.Own, Write: true}}
	LiftCutoff = Right{Access: rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true}}
	DecideDays = Right{Access: rules.Access{Who: rules.Head, Over: rules.Approves, Write: true}}             // see AssertDecides
	HandleTask = Right{Access: rules.Access{Who: rules.Staff | rules.Head, Over: rules.NoData, Write: true}} // then task.Desk: owner, co-worker, head, deputy
	PassTime   = Right{Job: true}

	OpenScores = Right{Access: rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true}, Job: true}
	ScoreSelf  = Right{Access: rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own, Write: true}} // and petition
	ScoreStaff = Right{Access: rules.Access{Who: rules.Head, Over: rules.Approves, Write: true}}          // then evaluation.Desk: the scorer, the level above
	ReadScores = Right{
		Access: rules.Access{Who: rules.Anyone, Over: rules.Own},
		Or:     []rules.Access{{Who: rules.Head, Over: rules.Approves}, {Who: rules.Coordinator | rules.Auditor, Over: rules.Everyone}}, // a head as scorer or level above
	}
	ReadUnitScores = Right{
		Access: rules.Access{Who: rules.Head, Over: rules.Branch},
		Or:     []rules.Access{{Who: rules.Coordinator | rules.Auditor, Over: rules.Everyone}},
	}
	SurveyScores = Right{Access: rules.Access{Who: rules.Coordinator | rules.Auditor, Over: rules.Everyone}} // spreads, the inspection file

	ChangePeople   = Right{Access: rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true}, Shell: true}
	ConfirmPower   = Right{Access: rules.Access{Who: rules.Coordinator | rules.Auditor | rules.Head, Over: rules.Everyone}} // then rules.Org.MayConfirm
	ChangeRegister = Right{Access: rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true}}
	ChangeProducts = Right{
		Access: rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true},
		Or:     []rules.Access{{Who: rules.Head, Over: rules.Branch, Write: true}}, // their own catalogue
		Shell:  true,
	}
	ImportTasks = Right{
		Access: rules.Access{Who: rules.Head, Over: rules.Branch, Write: true},
		Or:     []rules.Access{{Who: rules.Coordinator, Over: rules.Everyone, Write: true}}, // in the name of the unit's head
	}
	SendTable   = Right{Access: rules.Access{Who: rules.Head | rules.Coordinator, Over: rules.NoData, Write: true}} // then the right of what it holds
	AnswerData  = Right{Access: rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true}}
	ErasePerson = Right{Access: AnswerData.Access, Job: true}
	Restore     = Right{Shell: true}

	AnswerSurvey = Right{Access: rules.Access{Who: rules.Anyone | rules.Stranger, Over: rules.NoData}} // it changes nobody's data: an auditor answers, too
	RunSurveys   = Right{Access: rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true}, Job: true}
	CountForms   = Right{
		Access: rules.Access{Who: rules.Head, Over: rules.Branch, Write: true},
		Or:     []rules.Access{{Who: rules.Coordinator, Over: rules.Everyone, Write: true}},
	}
	DecideIndicators = Right{Access: rules.Access{Who: rules.Coordinator, Over: rules.Everyone, Write: true}}

	LinkGroup = Right{
		Access: rules.Access{Who: rules.Head, Over: rules.Branch, Write: true},
		Or:     []rules.Access{{Who: rules.Coordinator, Over: rules.Everyone, Write: true}},
	}
)

// Assert refuses an actor who has not got the right over the subject's data, and
// whoever left the staff. It is the one place where a use case learns who may.
func (do Do) Assert(r Right, about rules.Subject) error {
	switch {
	case do.By.Shell && r.Shell, do.By.Job != "" && r.Job:
		return nil
	case do.By.Shell || do.By.Job != "":
		return rules.Refuse("access.role")
	}
	actor := rules.Actor{Roles: rules.Stranger}
	if do.By.Person != 0 {
		person, err := do.Tx.Person(do.By.Person, do.Today)
		if err != nil {
			return fmt.Errorf("find who acts: %w", err)
		}
		if !person.Active {
			return rules.Refuse("access.role")
		}
		actor = rules.Actor{Person: person.ID, Unit: person.Unit, Roles: person.Roles}
		if rules.MayAny(actor, r.Any(), about) { // what somebody heads only adds to it
			return nil
		}
		if actor, err = do.Actor(person, do.Today); err != nil {
			return fmt.Errorf("find what who acts heads: %w", err)
		}
	}
	switch all := r.Any(); {
	case rules.MayAny(actor, all, about):
		return nil
	case !slices.ContainsFunc(all, actor.Sees):
		return rules.Refuse("access.role")
	}
	return rules.Refuse("access.foreign")
}

// AssertDecides is Assert of DecideDays: who sits over a request's person is
// not for a role to say but for the organisation. Its refusal says why not.
func (do Do) AssertDecides(desk rules.Desk, r rules.Request) error {
	return desk.Org.MayLook(do.By.Person, &r, do.Today) // whoever sits lower and comes too late learns what became of it
}

// Audit notes what was done, now and under the name of who does it: the shell
// and jobs have none.
func (do Do) Audit(e store.Entry) error {
	e.At, e.Actor = do.Now, do.By.Person
	if err := do.Tx.Audit(e); err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	return nil
}
