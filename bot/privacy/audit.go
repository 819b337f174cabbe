package privacy

import (
	"errors"
	"fmt"
	"strconv"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// auditDraft is a page of the audit being read.
type auditDraft struct {
	Person  rules.PersonID `json:"person,omitempty"`  // about one person
	Request int64          `json:"request,omitempty"` // about one request; neither: everything
	Before  int64          `json:"before,omitempty"`  // rows below this one; 0: the newest
	Older   int64          `json:"older,omitempty"`   // where the next page begins, 0: nowhere
}

const (
	auditOlder int32 = iota + 1
	auditNewest
	auditClose
)

// readAudit: the audit is for who is to check, and changes nothing.
var readAudit = rules.Access{Who: rules.Auditor, Over: rules.Everyone}

const auditPage = 10 // entries on a page

// cmdAudit lets an auditor read what was done, by whom and to what. Whoever is
// concerned can see that it was read.
func cmdAudit() chat.Command {
	flow := chat.Flow[auditDraft]{Name: "audit", Version: 1, Steps: []chat.Step[auditDraft]{{Name: "page", Ask: askAudit, Take: takeAudit, Choices: []chat.Choice{
		{Name: "older", Value: auditOlder, Arg: chat.NoArg}, {Name: "newest", Value: auditNewest, Arg: chat.NoArg}, {Name: "close", Value: auditClose, Arg: chat.NoArg},
	}}}}
	return chat.Command{
		Name: "audit", Alias: "nhatkyhethong", Place: 120, InMenu: true,
		Access: readAudit,
		Flows:  []chat.Conversation{flow},
		Run: func(t *chat.Turn, args string) error {
			var d auditDraft
			if args != "" {
				if err := d.find(t, args); err != nil {
					return err
				}
			}
			return flow.Start(t, "page", d)
		},
	}
}

// find turns to a person or a request that was typed.
func (d *auditDraft) find(t *chat.Turn, text string) error {
	if number, ok := t.Entry(text).RequestNumber(); ok {
		id, err := strconv.ParseInt(number, 10, 32)
		if err == nil {
			_, err = t.Tx.Request(rules.RequestID(id))
		}
		if err != nil && (errors.Is(err, store.ErrNotFound) || errors.Is(err, strconv.ErrRange)) {
			return rules.Refuse("audit.no_request", "id", number)
		}
		*d = auditDraft{Request: id}
		return err
	}
	found, err := people.FindPeople(t.Do(), chat.Short(text, chat.MaxName), chat.Listed)
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return rules.Refuse("audit.nobody", "query", chat.Short(text, chat.MaxName))
	case 1:
		*d = auditDraft{Person: found[0].ID}
		return nil
	}
	var names []rules.Message
	for _, p := range found {
		unit, err := t.UnitOf(p)
		if err != nil {
			return err
		}
		names = append(names, rules.Msg("people.open", "name", p.Name, "code", p.Code, "unit", unit, "active", p.Active))
	}
	return rules.Refuse("audit.several", "names", names)
}

func (d *auditDraft) records(t *chat.Turn) (list []store.Record, err error) {
	switch {
	case d.Person != 0:
		list, err = t.Tx.AuditAbout(d.Person, d.Before, auditPage+1)
	case d.Request != 0:
		list, err = t.Tx.AuditOfBefore(pilot.ObjectRequest, d.Request, d.Before, auditPage+1)
	default:
		list, err = t.Tx.AuditTrail(d.Before, auditPage+1)
	}
	d.Older = 0
	if len(list) > auditPage {
		list = list[:auditPage]
		d.Older = list[auditPage-1].ID
	}
	return list, err
}

func askAudit(t *chat.Turn, d *auditDraft) (store.Screen, error) {
	if !t.Actor.Sees(readAudit) { // not an auditor any more
		return store.Screen{}, rules.Refuse("access.role")
	}
	list, err := d.records(t)
	if err != nil {
		return store.Screen{}, fmt.Errorf("read the audit: %w", err)
	}
	r := auditReader{t: t, names: map[rules.PersonID]string{}, seen: map[rules.PersonID]bool{}}
	lines := make([]rules.Message, len(list))
	for i, rec := range list {
		if lines[i], err = r.line(rec); err != nil {
			return store.Screen{}, err
		}
	}
	name, err := r.name(d.Person)
	if err != nil {
		return store.Screen{}, err
	}
	if d.Person != 0 {
		r.seen[d.Person] = true
	}
	for person := range r.seen {
		if err := t.Do().NoteRead(person, pilot.ReadAudit); err != nil {
			return store.Screen{}, err
		}
	}
	var row []store.Button
	if d.Older != 0 {
		row = append(row, t.Choice(auditOlder, 0, "audit.older"))
	}
	if d.Before != 0 || d.Person != 0 || d.Request != 0 {
		row = append(row, t.Choice(auditNewest, 0, "audit.newest"))
	}
	head := ""
	if d.Before == 0 && d.Person == 0 && d.Request == 0 {
		h, err := t.Tx.AuditHead()
		if err != nil {
			return store.Screen{}, err
		}
		head = h.String()
	}
	return store.Screen{
		Text: rules.Msg("audit.page", "name", name, "request", int(d.Request), "lines", lines, "n", len(lines), "head", head),
		Rows: [][]store.Button{row, {t.Choice(auditClose, 0, "close")}}, Digits: true,
	}, nil
}

func takeAudit(t *chat.Turn, d *auditDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, d.find(t, in.Text)
	case in.Choice == auditClose:
		return chat.Stopped, nil
	case in.Choice == auditNewest:
		*d = auditDraft{}
	case in.Choice == auditOlder && d.Older != 0:
		d.Before = d.Older
	}
	return chat.Stay, nil
}

// auditReader words entries of the audit and notes whom they concern.
type auditReader struct {
	t     *chat.Turn
	names map[rules.PersonID]string
	seen  map[rules.PersonID]bool
}

// name is a person's name, empty for nobody.
func (r auditReader) name(id rules.PersonID) (string, error) {
	if id == 0 {
		return "", nil
	}
	if name, known := r.names[id]; known {
		return name, nil
	}
	p, err := r.t.Tx.Person(id, r.t.Today)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	r.names[id] = p.Called()
	return p.Called(), err
}

func (r auditReader) line(rec store.Record) (rules.Message, error) {
	actor, err := r.name(rec.Actor)
	if err != nil {
		return rules.Message{}, err
	}
	behalf := ""
	if rec.OnBehalfOf != rec.Actor {
		if behalf, err = r.name(rec.OnBehalfOf); err != nil {
			return rules.Message{}, err
		}
	}
	object, err := r.object(rec)
	if err != nil {
		return rules.Message{}, err
	}
	what := rules.Msg("audit.did." + rec.Action)
	if !r.t.Knows(what.Key) { // of a release that is gone
		what = rules.Msg("audit.did", "action", rec.Action)
	}
	return rules.Msg("audit.line", "id", rec.ID, "at", rec.At, "actor", actor, "behalf", behalf, "what", what, "object", object, "erased", rec.Erased), nil
}

// object words what an entry is about, as its feature declares it.
func (r auditReader) object(rec store.Record) (rules.Message, error) {
	o, known := r.t.Object(rec.Object)
	if !known || o.Name == nil { // of a release that is gone
		return chat.ByNumber(chat.View{}, rec.ObjectID, "")
	}
	owner, err := o.Whose(r.t.Look(), rec.ObjectID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return rules.Message{}, err
	}
	whose := ""
	if owner.Person != 0 {
		r.seen[owner.Person] = true
		if owner.Person != rec.Actor { // of their own doing the name stands there already
			if whose, err = r.name(owner.Person); err != nil {
				return rules.Message{}, err
			}
		}
	}
	return o.Name(r.t.Look(), rec.ObjectID, whose)
}
