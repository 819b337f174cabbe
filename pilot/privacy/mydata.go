package privacy

import (
	"errors"
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// MyData is everything that is kept of one person, with names in place of
// numbers: what they see and what they get a copy of. Its JSON form is the
// machine-readable copy.
type MyData struct {
	Code        string         `json:"code"`
	Name        string         `json:"name"`
	Phone       string         `json:"phone,omitempty"`
	Active      bool           `json:"active"`
	Heads       []string       `json:"heads,omitempty"` // units
	Account     *MyAccount     `json:"telegram,omitempty"`
	Postings    []MyPosting    `json:"postings"`
	Agreements  []MyAgreement  `json:"agreements"`
	Days        []MyDay        `json:"days"`
	Absences    []MyAbsence    `json:"absences"`
	Delegations []MyDelegation `json:"delegations"`
	Callbacks   []MyCallback   `json:"callbacks"`
	Tasks       []MyTask       `json:"tasks"`
	Progress    []MyProgress   `json:"progress"`
	Plans       []MyPlan       `json:"plans"`
	Evaluations []MyEvaluation `json:"evaluations"`
	Requests    []MyRequest    `json:"data_requests"`
	Reads       []MyRead       `json:"read_by"`
	Sent        []store.Out    `json:"-"` // newest first; words are found when they are shown
	Roles       rules.Roles    `json:"-"`
}

// MyAccount is the Telegram account.
type MyAccount struct {
	Chat     int64     `json:"chat"`
	Language string    `json:"language"`
	Linked   time.Time `json:"linked"`
}

// MyPosting is a place of work; To is zero while it lasts.
type MyPosting struct {
	From     rules.Date `json:"from"`
	To       rules.Date `json:"to,omitzero"`
	Unit     string     `json:"unit"`
	Position string     `json:"position"`
}

// MyAgreement is the evidence of an agreement.
type MyAgreement struct {
	Kind      store.AgreementKind `json:"kind"`
	Version   int                 `json:"version"`
	At        time.Time           `json:"at"`
	Withdrawn time.Time           `json:"withdrawn,omitzero"`
}

// MyDay is a day at home that was asked for.
type MyDay struct {
	Request    rules.RequestID `json:"request"`
	Date       rules.Date      `json:"date"`
	Part       string          `json:"part,omitempty"` // am, pm; empty for the whole day
	State      string          `json:"state"`
	Asked      time.Time       `json:"asked"`
	Note       string          `json:"note,omitempty"`
	Series     string          `json:"series,omitempty"` // the repeating wish in the person's words
	DecidedBy  string          `json:"decided_by,omitempty"`
	OnBehalfOf string          `json:"on_behalf_of,omitempty"`
	DecidedAt  time.Time       `json:"decided_at,omitzero"`
	Reason     string          `json:"reason,omitempty"`
	Kept       string          `json:"kept,omitempty"` // why it stands in spite of a conflict
	Slot       rules.Slot      `json:"-"`
}

// MyAbsence is leave, illness or duty elsewhere.
type MyAbsence struct {
	rules.Absence `json:"-"`
	First         rules.Date `json:"first"`
	Last          rules.Date `json:"last"`
	Part          string     `json:"part,omitempty"`
	Kind          string     `json:"kind"`
}

// MyDelegation is one given or held.
type MyDelegation struct {
	From  string     `json:"from"`
	To    string     `json:"to"`
	First rules.Date `json:"first"`
	Last  rules.Date `json:"last"`
}

// MyCallback is a call back to the office.
type MyCallback struct {
	Asked    time.Time `json:"asked"`
	Due      time.Time `json:"due"`
	By       string    `json:"by"`
	Reason   string    `json:"reason,omitempty"`
	Answer   string    `json:"answer,omitempty"`
	Note     string    `json:"note,omitempty"`
	Answered time.Time `json:"answered,omitzero"`
}

// MyRequest is what the person asked about their data.
type MyRequest struct {
	Kind    rules.DataRequestKind  `json:"kind"`
	Text    string                 `json:"text,omitempty"`
	State   rules.DataRequestState `json:"state"`
	Sent    time.Time              `json:"sent"`
	Due     rules.Date             `json:"due,omitzero"`
	Decided time.Time              `json:"decided,omitzero"`
	By      string                 `json:"by,omitempty"`
	Answer  string                 `json:"answer,omitempty"`
}

// MyRead says who read the person's data.
type MyRead struct {
	At     time.Time `json:"at"`
	Reader string    `json:"reader"`
	What   string    `json:"what"`
}

// The ends of time for what is listed whole.
const (
	firstDay rules.Date = 1
	lastDay  rules.Date = 2_900_000
)

const (
	readsListed = 1000
	sentListed  = 1000
)

// mine loads MyData; names are looked up once.
type mine struct {
	*MyData
	tx    *store.Tx
	on    rules.Date
	id    rules.PersonID
	names map[rules.PersonID]string
}

// sections load the sections of the copy that the personal manifest names.
func (m mine) sections() map[string]func() error {
	return map[string]func() error{
		"profile": m.profile, "postings": m.places, "agreements": m.agreements, "days": m.days, "absences": m.absences,
		"tasks": m.tasks, "progress": m.progress, "plans": m.plans, "evaluations": m.evaluations,
		"delegations": m.delegations, "callbacks": m.callbacks, "data_requests": m.requests, "read_by": m.reads, "messages": m.sent,
	}
}

// CopyOf loads everything that is kept of a person, section by section of the
// personal manifest.
func CopyOf(do pilot.Do, id rules.PersonID) (MyData, error) {
	m := mine{&MyData{}, do.Tx, do.Today, id, map[rules.PersonID]string{0: ""}}
	sections := m.sections()
	for _, name := range store.Sections() {
		load, known := sections[name]
		if !known {
			return *m.MyData, fmt.Errorf("collect the data of person %d: nothing loads the section %q", id, name)
		}
		if err := load(); err != nil {
			return *m.MyData, fmt.Errorf("collect the data of person %d: %s: %w", id, name, err)
		}
	}
	return *m.MyData, nil
}

func (m mine) name(id rules.PersonID) (string, error) {
	if name, known := m.names[id]; known {
		return name, nil
	}
	person, err := m.tx.Person(id, m.on)
	m.names[id] = person.Called()
	return person.Called(), err
}

func (m mine) profile() error {
	person, err := m.tx.Person(m.id, m.on)
	if err != nil {
		return err
	}
	m.Code, m.Name, m.Phone, m.Active, m.Roles = person.Code, person.Name, person.Phone, person.Active, person.Roles
	heads, err := m.tx.HeadOf(m.id)
	if err != nil {
		return err
	}
	for _, id := range heads {
		u, err := m.tx.Unit(id)
		if err != nil {
			return err
		}
		m.Heads = append(m.Heads, u.Name)
	}
	account, err := m.tx.Account(m.id)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	m.Account = &MyAccount{account.Chat, account.Language, account.Linked}
	return err
}

func (m mine) places() error {
	list, err := m.tx.Postings(m.id)
	if err != nil {
		return err
	}
	for _, x := range list {
		unit, position, err := people.Place(m.tx, x.Unit, x.Position)
		if err != nil {
			return err
		}
		m.Postings = append(m.Postings, MyPosting{x.From, x.To, unit.Name, position.Name})
	}
	return nil
}

func (m mine) agreements() error {
	list, err := m.tx.Agreements(m.id)
	for _, a := range list {
		m.Agreements = append(m.Agreements, MyAgreement(a))
	}
	return err
}

func (m mine) days() error {
	list, err := m.tx.RequestsOf(m.id, firstDay, lastDay)
	if err != nil {
		return err
	}
	conflicts, err := m.tx.ConflictsAbout(m.id)
	if err != nil {
		return err
	}
	for _, r := range list {
		for _, d := range r.Days {
			kept := ""
			for _, c := range conflicts {
				if c.Request == r.ID && c.Slot == d.Slot {
					kept = c.Reason
				}
			}
			by, err := m.name(d.DecidedBy)
			if err != nil {
				return err
			}
			behalf, err := m.name(d.OnBehalfOf)
			if err != nil {
				return err
			}
			m.Days = append(m.Days, MyDay{
				Request: r.ID, Date: d.Date, Part: d.Part.String(), State: d.State.String(), Asked: d.Asked, Note: r.Note, Series: r.Series,
				DecidedBy: by, OnBehalfOf: behalf, DecidedAt: d.DecidedAt, Reason: d.Reason, Kept: kept, Slot: d.Slot,
			})
		}
	}
	return nil
}

func (m mine) absences() error {
	list, err := m.tx.Absences(m.id, firstDay, lastDay)
	for _, a := range list {
		m.Absences = append(m.Absences, MyAbsence{a, a.First, a.Last, a.Part.String(), string(a.Kind)})
	}
	return err
}

func (m mine) delegations() error {
	list, err := m.tx.Delegations(m.id, firstDay)
	if err != nil {
		return err
	}
	for _, d := range list {
		from, err := m.name(d.From)
		if err != nil {
			return err
		}
		to, err := m.name(d.To)
		if err != nil {
			return err
		}
		m.Delegations = append(m.Delegations, MyDelegation{from, to, d.First, d.Last})
	}
	return m.mandates()
}

func (m mine) callbacks() error {
	list, err := m.tx.CallbacksOf(m.id, firstDay, lastDay)
	if err != nil {
		return err
	}
	for _, c := range list {
		by, err := m.name(c.By)
		if err != nil {
			return err
		}
		m.Callbacks = append(m.Callbacks, MyCallback{c.Asked, c.Due, by, c.Reason, string(c.Answer), c.Note, c.Answered})
	}
	return nil
}

func (m mine) requests() error {
	list, err := m.tx.DataRequestsOf(m.id)
	if err != nil {
		return err
	}
	for _, d := range list {
		by, err := m.name(d.DecidedBy)
		if err != nil {
			return err
		}
		m.Requests = append(m.Requests, MyRequest{d.Kind, d.Text, d.State, d.Created, d.Due, d.DecidedAt, by, d.Answer})
	}
	return nil
}

func (m mine) reads() error {
	list, err := m.tx.DataReads(m.id, readsListed)
	if err != nil {
		return err
	}
	for _, r := range list {
		reader, err := m.name(r.Reader)
		if err != nil {
			return err
		}
		m.Reads = append(m.Reads, MyRead{r.At, reader, r.What})
	}
	return nil
}

func (m mine) sent() error {
	var chat int64
	if m.Account != nil {
		chat = m.Account.Chat
	}
	list, err := m.tx.OutTo(m.id, chat, sentListed)
	m.Sent = list
	return err
}
