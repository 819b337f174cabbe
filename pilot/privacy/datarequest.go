package privacy

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// MaxDataText is how many characters a correction, or the reason of a refusal,
// may have.
const MaxDataText = 500

// AskData sends a wish of who acts about their own data to the coordinators,
// with the last day to answer it. It refuses what rules.CheckDataRequest
// refuses, and a correction without a text or with one that is too long.
func AskData(do pilot.Do, kind rules.DataRequestKind, text string) (rules.DataRequest, error) {
	person := do.By.Person
	if err := do.Assert(pilot.OwnAccount, rules.Subject{Person: person}); err != nil {
		return rules.DataRequest{}, err
	}
	d := rules.DataRequest{Person: person, Kind: kind, Text: text, State: rules.DataOpen, Created: do.Now, Due: answerBy(do.Pilot, do.Now)}
	if n := utf8.RuneCountInString(text); n > MaxDataText || n == 0 && kind == rules.DataCorrect {
		return d, rules.Refuse("mydata.text_length", "max", MaxDataText)
	}
	earlier, err := do.Tx.DataRequestsOf(person)
	if err != nil {
		return d, fmt.Errorf("find the earlier requests: %w", err)
	}
	if err := rules.CheckDataRequest(kind, earlier); err != nil {
		return d, err
	}
	if err := do.Tx.InsertDataRequest(&d); err != nil {
		return d, err
	}
	if err := auditData(do, "data.ask", d); err != nil {
		return d, err
	}
	return d, tellDataRequest(do, d)
}

// RecordData notes a wish of who acts that was met at once: a copy, a withdrawn consent.
func RecordData(do pilot.Do, kind rules.DataRequestKind) error {
	person := do.By.Person
	if err := do.Assert(pilot.OwnAccount, rules.Subject{Person: person}); err != nil {
		return err
	}
	d := rules.DataRequest{Person: person, Kind: kind, State: rules.DataDone, Created: do.Now, Due: answerBy(do.Pilot, do.Now), DecidedAt: do.Now}
	if err := do.Tx.InsertDataRequest(&d); err != nil {
		return err
	}
	return auditData(do, "data."+string(kind), d)
}

// answerBy is the last day to answer what comes in now; zero when the calendar
// has no data for it.
func answerBy(p *pilot.Pilot, received time.Time) rules.Date {
	due, err := p.Calendar.AddWorkingDays(p.Today(received), p.Data.AnswerWithin)
	if err != nil {
		return 0
	}
	return due
}

func auditData(do pilot.Do, action string, d rules.DataRequest) error {
	return do.Audit(store.Entry{
		Action: action, Object: pilot.ObjectDataRequest, ObjectID: int64(d.ID),
		After: map[string]any{"kind": d.Kind, "text": d.Text, "answer": d.Answer},
	})
}

// tellDataRequest sends the card to the coordinators who may answer.
func tellDataRequest(do pilot.Do, d rules.DataRequest) error {
	list, err := do.Tx.PeopleWithRole(rules.Coordinator, do.Today)
	if err != nil {
		return fmt.Errorf("find the coordinators: %w", err)
	}
	ref := pilot.DataRequestRef(d.ID)
	for _, c := range list {
		if c.ID == d.Person || !c.Linked {
			continue
		}
		if err := do.Queue(store.Out{
			Person: c.ID, Lane: store.LaneNotice, Body: store.Body{Card: &ref}, Anchor: ref.Anchor(),
			Dedupe: fmt.Sprintf("data:%d:%d", d.ID, c.ID),
		}); err != nil {
			return fmt.Errorf("tell the coordinators: %w", err)
		}
	}
	return nil
}

// DataAnswer is what a coordinator answers to a data request.
type DataAnswer struct {
	Request rules.DataRequestID
	Refused bool
	Reason  string // of a refusal
	Chat    int64  // where it was pressed: that card is edited by the caller
}

// AnswerData answers a data request and tells the person. An erasure that is
// granted happens at once. It refuses an answer to one's own request, a second
// answer, a refusal without a reason, and an erasure that Erase refuses.
func AnswerData(do pilot.Do, a DataAnswer) error {
	if err := do.Assert(pilot.AnswerData, rules.Subject{}); err != nil {
		return err
	}
	d, err := do.Tx.DataRequest(a.Request)
	if err != nil {
		return err
	}
	switch n := utf8.RuneCountInString(a.Reason); {
	case d.State != rules.DataOpen:
		return rules.Refuse("data.answered", "at", d.DecidedAt)
	case d.Person == do.By.Person:
		return rules.Refuse("people.self")
	case a.Refused && (n == 0 || n > MaxDataText):
		return rules.Refuse("mydata.text_length", "max", MaxDataText)
	}
	erased := d.Kind == rules.DataErase && !a.Refused
	chat, err := chatOf(do.Tx, d.Person)
	if err != nil {
		return err
	}
	if erased {
		if err := Erase(do, d.Person); err != nil {
			return err
		}
	}
	action := "data.done"
	d.State, d.DecidedBy, d.DecidedAt, d.Answer = rules.DataDone, do.By.Person, do.Now, ""
	if a.Refused {
		action, d.State, d.Answer = "data.refuse", rules.DataRefused, a.Reason
	}
	if err := do.Tx.SaveDataRequest(d); err != nil {
		return err
	}
	if erased {
		d.Text = ""
	}
	if err := auditData(do, action, d); err != nil {
		return err
	}
	if err := do.Tx.Refresh(do.Now, pilot.DataRequestRef(d.ID), a.Chat); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	if erased {
		return tellErased(do, chat)
	}
	return do.Notify(d.Person, fmt.Sprintf("data:%d:answer", d.ID), rules.Msg("notice.data_"+string(d.State),
		"kind", DataKind(d.Kind), "text", d.Text, "sent", d.Created, "reason", d.Answer))
}

// tellErased says the last word to the account of somebody who was erased.
func tellErased(do pilot.Do, chat int64) error {
	if chat == 0 {
		return nil
	}
	err := do.Queue(store.Out{Chat: chat, Lane: store.LaneNotice, Body: store.Body{Screen: &store.Screen{Text: rules.Msg("notice.erased")}, Last: true}})
	if err != nil {
		return fmt.Errorf("tell who was erased: %w", err)
	}
	return nil
}

// DataKind words what is wanted.
func DataKind(kind rules.DataRequestKind) rules.Message {
	return rules.Msg("data.kind." + string(kind))
}

// OpenData lists the data requests that wait, oldest first: up to limit, all of
// them for -1. One that came when the calendar could not tell its deadline has it
// as soon as it can.
func OpenData(do pilot.Do, limit int) ([]rules.DataRequest, error) {
	list, err := do.Tx.OpenDataRequests(limit)
	if err != nil {
		return nil, fmt.Errorf("find the data requests: %w", err)
	}
	for i, d := range list {
		if d.Due == 0 {
			list[i].Due = answerBy(do.Pilot, d.Created)
		}
	}
	return list, nil
}

// RemindData sends every coordinator one list of the data requests that are to
// be answered by the next working day or are overdue, once for each period; on
// a day off nothing. names what a run is.
func RemindData(do pilot.Do, period string) error {
	today := do.Today
	if !do.Calendar.IsWorking(today) {
		return nil
	}
	list, err := OpenData(do, -1)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(d rules.DataRequest) bool { return !d.Pressing(do.Calendar, today) })
	if len(list) == 0 {
		return nil
	}
	var lines []rules.Message
	for _, d := range list[:min(len(list), maxReminded)] {
		line, err := DataLine(do, d)
		if err != nil {
			return err
		}
		lines = append(lines, line)
	}
	return do.TellCoordinators("data:"+period, rules.Msg("notice.data_due", "n", len(list), "lines", lines), 0)
}

const maxReminded = 20 // requests named in one reminder

// DataLine tells a data request in one line: who wants what, and until when.
func DataLine(do pilot.Do, d rules.DataRequest) (rules.Message, error) {
	person, err := do.Tx.Person(d.Person, do.Today)
	if err != nil {
		return rules.Message{}, fmt.Errorf("find whose request it is: %w", err)
	}
	return rules.Msg("data.line", "name", person.Called(), "kind", DataKind(d.Kind), "due", DataDue(d, do.Today)), nil
}

// DataDue words until when an answer is owed.
func DataDue(d rules.DataRequest, today rules.Date) rules.Message {
	switch {
	case d.Due == 0:
		return rules.Msg("data.due.unknown")
	case d.Overdue(today):
		return rules.Msg("data.due.over", "day", d.Due)
	}
	return rules.Msg("data.due", "day", d.Due)
}
