package request

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// Buttons of a request's card. What each does is set in cmdApprove and cmdDays.
var (
	approvePress  = chat.DefinePress[requestPress]("ap")
	rejectPress   = chat.DefinePress[requestPress]("rj")
	revokePress   = chat.DefinePress[requestPress]("rv")
	detailsPress  = chat.DefinePress[requestPress]("dt")
	backPress     = chat.DefinePress[requestPress]("bk")
	openPress     = chat.DefinePress[requestPress]("op")
	pagePress     = chat.DefinePress[requestPage]("pg")
	allPress      = chat.DefinePress[allPressed]("aa")
	withdrawPress = chat.DefinePress[requestPress]("wd")
	cancelPress   = chat.DefinePress[requestPress]("cn")
	waitingPress  = chat.DefinePress[waitingPressed]("wp")
	editPress     = chat.DefinePress[requestPress]("ed")
	keepPress     = chat.DefinePress[requestPress]("kp")
	conflictPress = chat.DefinePress[conflictPage](request.ConflictsPress)
)

// waitingPressed shows a page of what waits, from 0: of the people named, everything
// where none is.
type waitingPressed struct {
	Page    uint8
	A, B, C rules.PersonID
}

// waitingOf is the page of what waits of some people; of more than a button carries it
// is that of everything.
func waitingOf(page int, of []rules.PersonID) waitingPressed {
	p := waitingPressed{Page: uint8(page)}
	if len(of) <= 3 {
		of = append(slices.Clone(of), 0, 0, 0)
		p.A, p.B, p.C = of[0], of[1], of[2]
	}
	return p
}

func (p waitingPressed) people() []rules.PersonID {
	return slices.DeleteFunc([]rules.PersonID{p.A, p.B, p.C}, func(id rules.PersonID) bool { return id == 0 })
}

// allPressed begins to approve what breaks no rule.
type allPressed struct{}

// decideAccess is who decides: heads, and their delegates.
var decideAccess = pilot.DecideDays.Access

func cmdApprove() chat.Command {
	decide := decideAccess
	look := rules.Access{Who: rules.Head, Over: rules.Approves}
	reasons := reasonFlow()
	return chat.Command{
		Name: "approve", Alias: "duyet", Place: 50, InMenu: true,
		Access: decide,
		Flows:  []chat.Conversation{reasons, approveAllFlow(), decideFlow()},
		Run:    decideAsked,
		Presses: []chat.Presser{
			approvePress.On(decide, aboutRequest, func(t *chat.Turn, p requestPress) error {
				if asked, err := whichOne(t); asked || err != nil {
					return err
				}
				if t.Unasked() { // whoever typed may have read another card last
					return askTypedApproval(t, p)
				}
				return decided(t, p, "approve.toast", request.Approve)
			}).Grants(func(p requestPress) bool { return p.Day == 0 }),
			rejectPress.On(decide, aboutRequest, func(t *chat.Turn, p requestPress) error {
				if asked, err := whichOne(t); asked || err != nil {
					return err
				}
				return askReason(t, reasons, p, "reject")
			}),
			revokePress.On(decide, aboutRequest, func(t *chat.Turn, p requestPress) error {
				return askReason(t, reasons, p, "revoke")
			}),
			keepPress.On(decide, aboutRequest, func(t *chat.Turn, p requestPress) error { return askKeep(t, reasons, p) }),
			conflictPress.On(look, aboutDesk[conflictPage], func(t *chat.Turn, p conflictPage) error { return showConflicts(t, int(p.Page)) }),
			detailsPress.On(look, aboutRequest, showDetails),
			backPress.On(look, aboutRequest, func(t *chat.Turn, p requestPress) error {
				return t.ShowCard(pilot.RequestRef(p.Request))
			}),
			pagePress.On(look, func(t *chat.Turn, p requestPage) (rules.Subject, error) {
				return aboutRequest(t, requestPress{Request: p.Request})
			}, func(t *chat.Turn, p requestPage) error {
				ref := pilot.RequestRef(p.Request)
				ref.Args = rules.Args{"page": int(p.Page)}
				return t.ShowCard(ref)
			}),
			waitingPress.On(look, aboutDesk[waitingPressed], func(t *chat.Turn, p waitingPressed) error { return waitingPage(t, int(p.Page), p.people()) }),
			openPress.On(look, aboutRequest, func(t *chat.Turn, p requestPress) error {
				return t.ShowCardBelow(pilot.RequestRef(p.Request))
			}),
			allPress.On(decide, aboutDesk[allPressed], func(t *chat.Turn, _ allPressed) error { return startApproveAll(t) }),
		},
	}
}

// aboutDesk says that a button is about what waits at the person's own desk; each
// request there is judged by itself.
func aboutDesk[D any](t *chat.Turn, _ D) (rules.Subject, error) {
	for _, unit := range append(slices.Clone(t.Actor.HeadOf), t.Actor.ActsFor...) {
		return t.Do().Subject(0, unit)
	}
	return rules.Subject{}, nil
}

// decided carries out a decision and shows the card as it stands now. A press on
// an old card changes nothing and shows the present one.
func decided(t *chat.Turn, p requestPress, toast string, do func(pilot.Do, request.Decision) (rules.Request, error)) error {
	before, err := t.Tx.Request(p.Request)
	if err != nil {
		return fmt.Errorf("load the request: %w", err)
	}
	after, err := do(t.Do(), decision(t, p))
	if r, refused := chat.IsRefusal(err); refused {
		return refuseOnCard(t, p, worded(t, r))
	}
	if err != nil {
		return err
	}
	if rules.SentUp(before, after) {
		to, err := t.Tx.Person(after.Approver, t.Today)
		if err != nil {
			return fmt.Errorf("find who decides now: %w", err)
		}
		return t.AnswerCard(rules.Msg("approve.sent_up", "to", to.Called()), pilot.RequestRef(p.Request))
	}
	return t.AnswerCard(rules.Msg(toast), pilot.RequestRef(p.Request))
}

// refuseOnCard says why a press did nothing and shows the present card. Its
// savepoint was not lost: a refused use case has saved nothing.
func refuseOnCard(t *chat.Turn, p requestPress, r *rules.Refusal) error {
	if err := t.ShowCard(pilot.RequestRef(p.Request)); err != nil {
		return err
	}
	return t.Refuse(r, nil)
}

// showDetails shows the card with its details in the same message.
func showDetails(t *chat.Turn, p requestPress) error {
	ref := pilot.RequestRef(p.Request)
	ref.Args = rules.Args{"details": true}
	return t.ShowCard(ref)
}

// worded puts what the rules say to the requester into words about them.
func worded(t *chat.Turn, r *rules.Refusal) *rules.Refusal {
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
func whichOne(t *chat.Turn) (asked bool, err error) {
	if !t.Unasked() {
		return false, nil
	}
	cases, err := request.Waiting(t.Do())
	if err != nil || len(cases) < 2 {
		return false, err
	}
	return true, listWaiting(t)
}

// listWaiting shows what waits for the person, that with the nearest day first.
func listWaiting(t *chat.Turn) error { return waitingPage(t, 0, nil) }

// waitingPage shows a page of what waits of some people, of everybody where none is named.
func waitingPage(t *chat.Turn, number int, of []rules.PersonID) error {
	cases, err := request.Waiting(t.Do())
	if err != nil {
		return fmt.Errorf("list what waits: %w", err)
	}
	return showList(t, cases, number, of)
}

// showList shows a page of the cases, of some people's or of everybody's. All that break
// no rule can be approved at once where the list holds everything that waits.
func showList(t *chat.Turn, cases []request.Case, number int, of []rules.PersonID) error {
	if len(of) > 0 {
		cases = slices.DeleteFunc(cases, func(c request.Case) bool { return !slices.Contains(of, c.Requester.ID) })
	}
	conflicts, err := request.Conflicts(t.Do())
	if err != nil {
		return fmt.Errorf("list what is to be settled: %w", err)
	}
	if len(cases) == 0 {
		if len(conflicts) > 0 {
			return showConflicts(t, 0)
		}
		return sayNothingWaits(t)
	}
	nearestFirst(cases)
	part, pages := chat.PageOf(cases, number, chat.Listed)
	pages = min(pages, math.MaxUint8)
	if number < 0 || number >= pages {
		number = 0
	}
	var rows [][]store.Button
	var lines []rules.Message
	for k, c := range part {
		i := number*chat.Listed + k + 1
		lines = append(lines, rules.Msg("approve.line", "i", i, "name", c.Requester.Called(), "days", c.Request.Slots(rules.Pending), "clean", c.Clean(), "asked", c.Request.Asked))
		rows = append(rows, []store.Button{openPress.Button(requestPress{Request: c.Request.ID, Rev: int32(c.Request.Rev)}, "approve.open", "i", i, "name", c.Requester.Called())})
	}
	if clean := cleanOf(cases); clean > 1 && len(of) == 0 {
		rows = append(rows, []store.Button{allPress.Button(allPressed{}, "approve.all", "n", clean)})
	}
	if turn := turnRow(number, pages, of); len(turn) > 0 {
		rows = append(rows, turn)
	}
	s := store.Screen{Text: rules.Msg("approve.list", "n", len(cases), "lines", lines, "page", number+1, "pages", pages, "of", namesOf(cases, of)), Rows: rows}
	return t.Show(withConflictSection(s, conflicts))
}

func cleanOf(cases []request.Case) (n int) {
	for _, c := range cases {
		if c.Clean() {
			n++
		}
	}
	return n
}

// turnRow leads to the pages before and after.
func turnRow(number, pages int, of []rules.PersonID) (row []store.Button) {
	if number > 0 {
		row = append(row, waitingPress.Button(waitingOf(number-1, of), "approve.page_before", "page", number, "pages", pages))
	}
	if number+1 < pages {
		row = append(row, waitingPress.Button(waitingOf(number+1, of), "approve.more", "page", number+2, "pages", pages))
	}
	return row
}

// namesOf are the people by whom a list is narrowed, each once; none where it isn't.
func namesOf(cases []request.Case, of []rules.PersonID) []rules.Message {
	var names []string
	for _, c := range cases {
		if name := c.Requester.Called(); slices.Contains(of, c.Requester.ID) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []rules.Message{joinNames(names)}
}

// nearestFirst is the order in which what waits is shown and decided.
func nearestFirst(cases []request.Case) {
	slices.SortStableFunc(cases, func(a, b request.Case) int { return cmp.Compare(nearest(a), nearest(b)) })
}

// nearest is the first day of a request that waits.
func nearest(c request.Case) rules.Date {
	if days := c.Request.Slots(rules.Pending); len(days) > 0 {
		return days[0].Date
	}
	return rules.LastDate
}
