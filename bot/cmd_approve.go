package bot

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// Buttons of a request's card. What each does is set in cmdApprove and cmdDays.
var (
	approvePress  = definePress[requestPress]("ap")
	rejectPress   = definePress[requestPress]("rj")
	revokePress   = definePress[requestPress]("rv")
	detailsPress  = definePress[requestPress]("dt")
	backPress     = definePress[requestPress]("bk")
	openPress     = definePress[requestPress]("op")
	pagePress     = definePress[requestPage]("pg")
	allPress      = definePress[allPressed]("aa")
	withdrawPress = definePress[requestPress]("wd")
	cancelPress   = definePress[requestPress]("cn")
	editPress     = definePress[requestPress]("ed")
)

// allPressed begins to approve what breaks no rule.
type allPressed struct{}

// decideAccess is who decides: heads, and their delegates.
var decideAccess = rules.Access{Who: rules.Head, Over: rules.Approves, Write: true}

func cmdApprove() Command {
	decide := decideAccess
	look := rules.Access{Who: rules.Head, Over: rules.Approves}
	reasons := reasonFlow()
	return Command{
		Name: "approve", Alias: "duyet", Place: 50, Words: []string{"cho duyet", "duyet don"}, InMenu: true,
		Access: decide,
		Flows:  []conversation{reasons, approveAllFlow()},
		Run:    func(t *Turn, _ string) error { return t.listWaiting() },
		Presses: []presser{
			approvePress.on(decide, aboutRequest, func(t *Turn, p requestPress) error {
				if asked, err := t.whichOne(); asked || err != nil {
					return err
				}
				return t.decided(p, "approve.toast", request.Approve)
			}),
			rejectPress.on(decide, aboutRequest, func(t *Turn, p requestPress) error {
				if asked, err := t.whichOne(); asked || err != nil {
					return err
				}
				return t.askReason(reasons, p, "reject")
			}),
			revokePress.on(decide, aboutRequest, func(t *Turn, p requestPress) error {
				return t.askReason(reasons, p, "revoke")
			}),
			detailsPress.on(look, aboutRequest, func(t *Turn, p requestPress) error {
				return t.showDetails(p)
			}),
			backPress.on(look, aboutRequest, func(t *Turn, p requestPress) error {
				return t.ShowCard(pilot.RequestRef(p.Request))
			}),
			pagePress.on(look, func(t *Turn, p requestPage) (rules.Subject, error) {
				return aboutRequest(t, requestPress{Request: p.Request})
			}, func(t *Turn, p requestPage) error {
				ref := pilot.RequestRef(p.Request)
				ref.Args = rules.Args{"page": int(p.Page)}
				return t.ShowCard(ref)
			}),
			openPress.on(look, aboutRequest, func(t *Turn, p requestPress) error {
				return t.ShowCardBelow(pilot.RequestRef(p.Request))
			}),
			allPress.on(decide, aboutDesk[allPressed], func(t *Turn, _ allPressed) error { return t.startApproveAll() }),
		},
	}
}

// aboutDesk says that a button is about what waits at the person's own desk; each
// request there is judged by itself.
func aboutDesk[D any](t *Turn, _ D) (rules.Subject, error) {
	for _, unit := range append(slices.Clone(t.Actor.HeadOf), t.Actor.ActsFor...) {
		return t.Do().Subject(0, unit)
	}
	return rules.Subject{}, nil
}

// decided carries out a decision and shows the card as it stands now. A press on
// an old card changes nothing and shows the present one.
func (t *Turn) decided(p requestPress, toast string, do func(pilot.Do, request.Decision) (rules.Request, error)) error {
	_, err := do(t.Do(), t.decision(p))
	if r, refused := isRefusal(err); refused {
		return t.refuseOnCard(p, t.worded(r))
	}
	if err != nil {
		return err
	}
	return t.AnswerCard(rules.Msg(toast), pilot.RequestRef(p.Request))
}

// refuseOnCard says why a press did nothing and shows the present card. Its
// savepoint was not lost: a refused use case has saved nothing.
func (t *Turn) refuseOnCard(p requestPress, r *rules.Refusal) error {
	if err := t.ShowCard(pilot.RequestRef(p.Request)); err != nil {
		return err
	}
	return t.refuse(r, nil)
}

// showDetails shows the card with its details in the same message.
func (t *Turn) showDetails(p requestPress) error {
	ref := pilot.RequestRef(p.Request)
	ref.Args = rules.Args{"details": true}
	return t.ShowCard(ref)
}

// worded puts what the rules say to the requester into words about them.
func (t *Turn) worded(r *rules.Refusal) *rules.Refusal {
	out := &rules.Refusal{}
	for _, m := range r.Reasons {
		if t.Knows("effect.why." + m.Key) {
			slot, _ := m.Args["slot"].(rules.Slot)
			out.Reasons = append(out.Reasons, ofAnother(slot, []rules.Message{m})...)
		} else {
			out.Reasons = append(out.Reasons, m)
		}
	}
	return out
}

// whichOne asks which request is meant when a card's words were typed, the card
// had come by itself, and it is not the only one that waits.
func (t *Turn) whichOne() (asked bool, err error) {
	if !t.Unasked() {
		return false, nil
	}
	cases, err := request.Waiting(t.Do(), t.Person.ID)
	if err != nil || len(cases) < 2 {
		return false, err
	}
	return true, t.listWaiting()
}

// listWaiting shows what waits for the person, oldest first.
func (t *Turn) listWaiting() error {
	cases, err := request.Waiting(t.Do(), t.Person.ID)
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	if len(cases) == 0 {
		return t.Say(rules.Msg("approve.none"))
	}
	var rows [][]store.Button
	var lines []rules.Message
	clean := 0
	for i, c := range cases {
		if c.Clean() {
			clean++
		}
		if i >= listed {
			continue
		}
		lines = append(lines, rules.Msg("approve.line", "i", i+1, "name", c.Requester.Name, "days", c.Request.Slots(rules.Pending), "clean", c.Clean()))
		rows = append(rows, []store.Button{openPress.Button(requestPress{Request: c.Request.ID, Rev: int32(c.Request.Rev)}, "approve.open", "i", i+1, "name", c.Requester.Name)})
	}
	if clean > 1 {
		rows = append(rows, []store.Button{allPress.Button(allPressed{}, "approve.all", "n", clean)})
	}
	return t.Show(store.Screen{Text: rules.Msg("approve.list", "n", len(cases), "lines", lines, "more", max(0, len(cases)-listed)), Rows: rows})
}

// reasonDraft is a refusal or revocation being given its reason.
type reasonDraft struct {
	Press requestPress
	Do    string // reject, revoke
}

const (
	reasonQuick int32 = iota + 1 // Arg: which
	reasonBack
)

const quickReasons = 4

// askReason asks why, where there is something to refuse or to take back: an older
// card shows what became of it.
func (t *Turn) askReason(f Flow[reasonDraft], p requestPress, do string) error {
	r, err := t.Tx.Request(p.Request)
	if err != nil {
		return fmt.Errorf("load the request: %w", err)
	}
	state := rules.Pending
	if do == "revoke" {
		state = rules.Approved
	}
	waiting := r.Slots(state)
	if int(p.Rev) != r.Rev || len(waiting) == 0 || p.Day != 0 && !slices.Contains(waiting, p.slots()[0]) {
		return t.StaleCard(pilot.RequestRef(p.Request))
	}
	return f.Start(t, "reason", reasonDraft{p, do})
}

func reasonFlow() Flow[reasonDraft] {
	return Flow[reasonDraft]{Name: "reason", Version: 1, About: func(t *Turn, d *reasonDraft) (rules.Subject, error) {
		return aboutRequest(t, d.Press)
	}, Steps: []Step[reasonDraft]{{
		Name: "reason", Choices: []Choice{{"quick", reasonQuick, AnItem}, {"back", reasonBack, NoArg}},
		Ask: func(t *Turn, d *reasonDraft) (store.Screen, error) {
			c, err := request.RequestCase(t.Do(), d.Press.Request, t.Person.ID)
			if err != nil {
				return store.Screen{}, err
			}
			var rows [][]store.Button
			for i := range int32(quickReasons) {
				rows = append(rows, []store.Button{t.Choice(reasonQuick, i, fmt.Sprintf("reason.%s.%d", d.Do, i))})
			}
			rows = append(rows, []store.Button{t.Choice(reasonBack, 0, "back")})
			days := d.Press.slots()
			if days == nil {
				days = c.Request.Slots(rules.Pending)
			}
			return store.Screen{Text: rules.Msg("reason.ask."+d.Do, "name", c.Requester.Name, "days", days), Rows: rows}, nil
		},
		Take: takeReason,
	}}}
}

func takeReason(t *Turn, d *reasonDraft, in Input) (string, error) {
	ref := pilot.RequestRef(d.Press.Request)
	if in.Pressed && in.Choice == reasonBack {
		return End, t.ShowCard(ref)
	}
	do := t.decision(d.Press)
	do.Reason = in.Text
	if in.Pressed {
		if in.Arg < 0 || in.Arg >= quickReasons {
			return Stay, nil
		}
		text, err := t.Text(rules.Msg(fmt.Sprintf("reason.%s.%d", d.Do, in.Arg)))
		if err != nil {
			return Stay, err
		}
		do.Reason = text
	}
	if n := len([]rune(do.Reason)); n > maxNote {
		return Stay, rules.Refuse("wfh.note.long", "n", n, "max", maxNote)
	}
	act := request.Reject
	if d.Do == "revoke" {
		act = request.Revoke
	}
	if _, err := act(t.Do(), do); err != nil {
		if r, refused := isRefusal(err); refused {
			return End, t.refuseOnCard(d.Press, r)
		}
		return Stay, err
	}
	return End, t.AnswerCard(rules.Msg("reason.toast."+d.Do), ref)
}
