package privacy

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/pilot/people"
	"tainha/pilot/privacy"
	"tainha/report"
	"tainha/rules"
	"tainha/store"
)

const fileMyData = "mydata"

// myDataFile makes a person's copy of their data: to be read, or by machines
// (the argument json). Only the person gets it.
func myDataFile() chat.Object {
	own := []rules.Access{{Who: rules.Anyone, Over: rules.Own}}
	return chat.Object{Kind: fileMyData, Whose: chat.OfPerson, May: own, Protect: true, File: func(v chat.View, ref store.Ref) (chat.Upload, error) {
		m, err := privacy.CopyOf(v.Do(), v.Reader.ID)
		if err != nil {
			return chat.Upload{}, err
		}
		name, err := v.Text(rules.Msg("mydata.file", "code", safeName(m.Code), "day", v.Today.String()))
		if err != nil {
			return chat.Upload{}, err
		}
		if ref.Args["json"] == true {
			data, err := myJSON(v, m)
			return chat.Upload{Name: name + ".json", Data: data, Caption: rules.Msg("mydata.caption.json")}, err
		}
		data, err := myDocument(v, m)
		return chat.Upload{Name: name + ".html", Data: data, Caption: rules.Msg("mydata.caption.html")}, err
	}}
}

const safeLength = 40

// safeName keeps of a text what every system takes in a file's name.
func safeName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-':
			return r
		}
		return '-'
	}, s)
	return s[:min(len(s), safeLength)]
}

// sentMessage is a message in the copy.
type sentMessage struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

func myJSON(v chat.View, m privacy.MyData) ([]byte, error) {
	sent, err := sentTexts(v, m.Sent)
	if err != nil {
		return nil, err
	}
	data, err := json.MarshalIndent(struct {
		Made time.Time `json:"made"`
		privacy.MyData
		Sent []sentMessage `json:"messages"`
	}{v.Now, m, sent}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the copy: %w", err)
	}
	return append(data, '\n'), nil
}

// sentTexts are the words of messages, in the reader's language. Buttons of
// which only the order is kept, and texts that were not kept, are left out.
func sentTexts(v chat.View, list []store.Out) ([]sentMessage, error) {
	out := []sentMessage{}
	for _, o := range list {
		var text string
		var err error
		switch {
		case o.Body.Screen != nil:
			text, err = v.Text(o.Body.Screen.Text)
		case o.Body.Card != nil:
			text, err = v.Text(rules.Msg("mydata.sent_card", "kind", o.Body.Card.Kind, "id", o.Body.Card.ID))
		case o.Body.File != nil:
			text, err = v.Text(rules.Msg("mydata.sent_file"))
		default:
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, sentMessage{o.Created.In(v.Now.Location()), text})
	}
	return out, nil
}

// copier collects the words of the copy; the first text that fails ends it.
type copier struct {
	v   chat.View
	err error
}

func (c *copier) Text(key string, namesAndValues ...any) string {
	return c.message(rules.Msg(key, namesAndValues...))
}

func (c *copier) message(m rules.Message) string {
	text, err := c.v.Text(m)
	if c.err == nil {
		c.err = err
	}
	return text
}

// at words a moment, and nothing for none.
func (c *copier) at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return c.Text("mydata.at", "at", t)
}

func (c *copier) Day(d rules.Date) string {
	if d == 0 {
		return ""
	}
	return c.Text("mydata.day", "day", d)
}

// section begins a table whose title and headings stand in one message, apart by |.
func (c *copier) section(key string) report.Section {
	words := strings.Split(c.Text("mydata.table."+key), "|")
	return report.Section{Title: words[0], Head: words[1:], Empty: c.Text("mydata.table.none")}
}

// myDocument is the copy for people.
func myDocument(v chat.View, m privacy.MyData) ([]byte, error) {
	c := &copier{v: v}
	d := report.Document{Lang: v.Lang, Title: c.Text("mydata.title", "name", m.Name), Lead: []string{
		c.Text("mydata.made", "at", v.Now), c.Text("mydata.never"),
	}}
	sections := c.sections(m)
	for _, name := range store.Sections() {
		section, known := sections[name]
		if !known {
			return nil, fmt.Errorf("write the copy: nothing writes the section %q", name)
		}
		d.Sections = append(d.Sections, section())
	}
	if c.err != nil {
		return nil, c.err
	}
	return d.HTML()
}

// sections write the sections of the copy that the personal manifest names.
func (c *copier) sections(m privacy.MyData) map[string]func() report.Section {
	return map[string]func() report.Section{
		"profile":       func() report.Section { return c.profile(m) },
		"postings":      func() report.Section { return c.postings(m.Postings) },
		"agreements":    func() report.Section { return c.agreements(m.Agreements) },
		"days":          func() report.Section { return c.days(m.Days) },
		"absences":      func() report.Section { return c.absences(m.Absences) },
		"delegations":   func() report.Section { return c.delegations(m.Delegations) },
		"callbacks":     func() report.Section { return c.callbacks(m.Callbacks) },
		"tasks":         func() report.Section { return c.tasks(m.Tasks) },
		"progress":      func() report.Section { return c.progress(m.Progress) },
		"plans":         func() report.Section { return c.plans(m.Plans) },
		"evaluations":   func() report.Section { return c.evaluations(m.Evaluations) },
		"data_requests": func() report.Section { return c.requests(m.Requests) },
		"read_by":       func() report.Section { return c.reads(m.Reads) },
		"messages":      func() report.Section { return c.sent(m.Sent) },
	}
}

func (c *copier) profile(m privacy.MyData) report.Section {
	s := c.section("profile")
	add := func(key, value string) { s.Rows = append(s.Rows, []string{c.Text("mydata.field." + key), value}) }
	add("name", m.Name)
	add("code", m.Code)
	add("phone", m.Phone)
	add("roles", c.message(people.RolesText(m.Roles)))
	add("heads", joined(m.Heads))
	if m.Account != nil {
		add("chat", fmt.Sprint(m.Account.Chat))
		add("language", m.Account.Language)
		add("linked", c.at(m.Account.Linked))
	}
	return s
}

func (c *copier) postings(list []privacy.MyPosting) report.Section {
	s := c.section("postings")
	for _, x := range list {
		s.Rows = append(s.Rows, []string{c.Day(x.From), c.Day(x.To), x.Unit, x.Position})
	}
	return s
}

func (c *copier) agreements(list []privacy.MyAgreement) report.Section {
	s := c.section("agreements")
	for _, a := range list {
		s.Rows = append(s.Rows, []string{c.Text("mydata.agreement." + string(a.Kind)), fmt.Sprint(a.Version), c.at(a.At), c.at(a.Withdrawn)})
	}
	return s
}

func (c *copier) days(list []privacy.MyDay) report.Section {
	s := c.section("days")
	for _, d := range list {
		by := d.DecidedBy
		if d.OnBehalfOf != "" && d.OnBehalfOf != by {
			by = c.Text("mydata.for", "name", by, "head", d.OnBehalfOf)
		}
		s.Rows = append(s.Rows, []string{
			c.Text("mydata.day", "day", d.Slot), c.Text("state." + d.State), c.at(d.Asked), strings.Trim(d.Note+"; "+d.Series, "; "), by, c.at(d.DecidedAt), strings.Trim(d.Reason+"; "+d.Kept, "; "),
		})
	}
	return s
}

func (c *copier) absences(list []privacy.MyAbsence) report.Section {
	s := c.section("absences")
	for _, a := range list {
		s.Rows = append(s.Rows, []string{c.message(people.AbsenceSpan(a.Absence)), c.message(people.AbsenceKind(a.Absence.Kind))})
	}
	return s
}

func (c *copier) delegations(list []privacy.MyDelegation) report.Section {
	s := c.section("delegations")
	for _, d := range list {
		s.Rows = append(s.Rows, []string{d.From, d.To, c.Day(d.First), c.Day(d.Last)})
	}
	return s
}

func (c *copier) callbacks(list []privacy.MyCallback) report.Section {
	s := c.section("callbacks")
	for _, x := range list {
		answer := ""
		switch rules.CallbackAnswer(x.Answer) {
		case rules.CallbackReceived:
			answer = c.Text("mydata.callback.received")
		case rules.CallbackUnable:
			answer = c.Text("mydata.callback.unable", "note", x.Note)
		}
		s.Rows = append(s.Rows, []string{c.at(x.Asked), c.at(x.Due), x.By, x.Reason, answer, c.at(x.Answered)})
	}
	return s
}

func (c *copier) requests(list []privacy.MyRequest) report.Section {
	s := c.section("requests")
	for _, r := range list {
		s.Rows = append(s.Rows, []string{
			c.message(privacy.DataKind(r.Kind)), r.Text, c.at(r.Sent), c.Day(r.Due), c.Text("mydata.answer." + string(r.State)), c.at(r.Decided), r.By, r.Answer,
		})
	}
	return s
}

func (c *copier) reads(list []privacy.MyRead) report.Section {
	s := c.section("reads")
	for _, r := range list {
		s.Rows = append(s.Rows, []string{c.at(r.At), r.Reader, c.Text("mydata.what." + r.What)})
	}
	return s
}

func (c *copier) sent(list []store.Out) report.Section {
	s := c.section("sent")
	texts, err := sentTexts(c.v, list)
	if c.err == nil {
		c.err = err
	}
	for _, x := range texts {
		s.Rows = append(s.Rows, []string{c.at(x.At), x.Text})
	}
	return s
}
