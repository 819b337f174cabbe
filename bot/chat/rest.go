package chat

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// restPress begins a wish that a sentence named beside its first one: what it says is
// kept with the conversation, by the sentence and its place in it.
type restPress struct {
	Update int64
	Which  uint8
}

var restKey = DefinePress[restPress]("rs")

// restKinds are the wishes that a button can begin.
var restKinds = []phrase.Intent{phrase.Home, phrase.Leave, phrase.Sick, phrase.Duty, phrase.Cancel, phrase.CancelLeave, phrase.Move, phrase.Approve, phrase.Reject, phrase.Revoke, phrase.Assign, phrase.Delegate}

const mostRest = 8 // wishes that wait for their buttons

// restWish is a wish as it waits for its button.
type restWish struct {
	Update int64     `json:"update"`
	Which  uint8     `json:"which"`
	Acts   []restAct `json:"acts"` // more than one: decisions, or work that is given out, that are taken together
	Note   string    `json:"note,omitempty"`
	Text   string    `json:"text,omitempty"`
	Told   bool      `json:"told,omitempty"` // begun, or named once more since
}

type restAct struct {
	Kind    phrase.Intent   `json:"kind"`
	Days    []rules.Slot    `json:"days,omitempty"`
	From    []rules.Slot    `json:"from,omitempty"`
	Options [][]rules.Slot  `json:"options,omitempty"`
	Open    bool            `json:"open,omitempty"`
	Near    bool            `json:"near,omitempty"`
	Doubts  []rules.Message `json:"doubts,omitempty"`
	Series  *phrase.Series  `json:"series,omitempty"`
	Who     []string        `json:"who,omitempty"`
	Reason  string          `json:"reason,omitempty"`
	Task    phrase.Task     `json:"task,omitzero"`
}

func restActOf(a phrase.Act) restAct {
	x := restAct{
		Kind: a.Intent, Days: a.Days, Options: a.Options, Open: a.Open, Near: a.Near, Doubts: a.Doubts,
		Series: a.Series, Who: a.Who, Reason: Short(a.Reason, MaxNote), Task: a.Task,
	}
	if a.From != nil {
		x.From = a.From.Days
	}
	return x
}

func (x restAct) act() phrase.Act {
	a := phrase.Act{Wish: phrase.Wish{Intent: x.Kind, Series: x.Series}, Near: x.Near, Who: x.Who, Reason: x.Reason, Task: x.Task}
	a.Days, a.Options, a.Open, a.Doubts = x.Days, x.Options, x.Open, x.Doubts
	if x.Kind == phrase.Move {
		a.From = &phrase.Selection{Days: x.From}
	}
	return a
}

func (w restWish) saying() Saying {
	s := Saying{Act: w.Acts[0].act(), Note: w.Note, Text: w.Text}
	for _, x := range w.Acts[1:] {
		s.With = append(s.With, x.act())
	}
	return s
}

// keepRest keeps a wish until its button is pressed. ok is false for what no button begins.
func (t *Turn) keepRest(s Saying, which int) (p restPress, ok bool, err error) {
	if !slices.Contains(restKinds, s.Intent) {
		return p, false, nil
	}
	p = restPress{t.in.ID, uint8(which)}
	w := restWish{Update: p.Update, Which: p.Which, Acts: []restAct{restActOf(s.Act)}, Note: Short(s.Note, MaxNote), Text: Short(s.Text, MaxNote)}
	for _, a := range s.With {
		w.Acts = append(w.Acts, restActOf(a))
	}
	kept := t.kept()
	kept.Rest = append([]restWish{w}, kept.Rest...)
	kept.Rest = kept.Rest[:min(len(kept.Rest), mostRest)]
	if err := t.keep(kept); err != nil {
		return p, false, err
	}
	return p, true, t.Tx.SaveConversation(t.conv, t.Now)
}

// NameRest names what else a sentence wished for, each with a button that begins it.
func (t *Turn) NameRest(left []Saying) error {
	if len(left) == 0 {
		return nil
	}
	var lines []rules.Message
	var rows [][]store.Button
	for i, s := range left {
		said, label := s.named()
		lines = append(lines, said...)
		p, ok, err := t.keepRest(s, i)
		if err != nil {
			return err
		}
		if ok {
			rows = append(rows, []store.Button{{Label: label, Data: restKey.encode(p)}})
		}
	}
	return t.Send(store.Screen{Text: rules.Msg("rest", "lines", lines), Rows: rows, Beside: true})
}

// remindRest names once more, when something is done, what the same sentence wished for beside it.
func (t *Turn) remindRest(served phrase.Intent) error {
	kept := t.kept()
	var lines []rules.Message
	var rows [][]store.Button
	for i, w := range kept.Rest {
		if w.Told || w.Update != kept.Rest[0].Update || len(w.Acts) == 0 {
			continue
		}
		kept.Rest[i].Told = true
		if w.Acts[0].Kind == served {
			continue
		}
		said, label := w.saying().named()
		lines = append(lines, said...)
		rows = append(rows, []store.Button{{Label: label, Data: restKey.encode(restPress{w.Update, w.Which})}})
	}
	if len(kept.Rest) == 0 {
		return nil
	}
	if err := t.keep(kept); err != nil {
		return err
	}
	if err := t.Tx.SaveConversation(t.conv, t.Now); err != nil || len(lines) == 0 {
		return err
	}
	return t.Send(store.Screen{Text: rules.Msg("rest", "lines", lines), Rows: rows, Beside: true})
}

// dropRest leaves what a sentence wished for beside what is stopped to its buttons.
func (t *Turn) dropRest() error {
	kept := t.kept()
	if len(kept.Rest) == 0 {
		return nil
	}
	for i := range kept.Rest {
		kept.Rest[i].Told = true
	}
	return t.keep(kept)
}

// keep puts back what kept gave, when something else is to be remembered of what was wished for.
func (t *Turn) keep(d draft) (err error) {
	if t.conv.Data, err = json.Marshal(d); err != nil {
		return fmt.Errorf("keep what else was wished for: %w", err)
	}
	return nil
}

// named is a wish in a list, and on the button that begins it: a move with the days
// that it gives up, a decision with whose requests it is about.
func (s Saying) named() (lines []rules.Message, label rules.Message) {
	days := firstSlots(append([][]rules.Slot{s.Days}, append(s.Options, s.Closed, s.Past)...)...)
	if s.Intent == phrase.Move && s.From != nil && len(days) > 0 {
		if from := firstSlots(s.From.Days, s.From.Closed, s.From.Past); len(from) > 0 {
			return []rules.Message{rules.Msg("rest.move", "from", from, "days", days)}, rules.Msg("rest.begin_move", "from", from, "days", days)
		}
	}
	for i, a := range append([]phrase.Act{s.Act}, s.With...) {
		if i > 0 {
			days = a.Days
		}
		lines = append(lines, rules.Msg("rest.line", "to", a.Intent == phrase.Assign || a.Intent == phrase.Delegate, "what", rules.Msg("rest.what."+string(a.Intent)), "who", strings.Join(a.Whom(), ", "), "days", days, "n", len(days)))
	}
	if len(s.With) > 0 && decides(s.Act) {
		return lines, rules.Msg("rest.begin_decisions")
	}
	return lines, rules.Msg("rest.begin", "to", s.Intent == phrase.Assign || s.Intent == phrase.Delegate, "what", rules.Msg("rest.what."+string(s.Intent)), "who", strings.Join(s.Whom(), ", "), "days", days, "n", len(days))
}

// firstSlots is the first list that holds anything.
func firstSlots(lists ...[]rules.Slot) []rules.Slot {
	for _, l := range lists {
		if len(l) > 0 {
			return l
		}
	}
	return nil
}

// beginRest begins a wish that was named, in a new message: the others stay where
// they are. It refuses while something else is half written, which would be lost.
func beginRest(t *Turn, p restPress) error {
	kept := t.kept()
	i := slices.IndexFunc(kept.Rest, func(w restWish) bool { return w.Update == p.Update && w.Which == p.Which && len(w.Acts) > 0 })
	if i < 0 {
		return t.Stale()
	}
	if _, open := t.flow(); open {
		return rules.Refuse("rest.first")
	}
	s := kept.Rest[i].saying()
	owner, known := t.b.intents[string(s.Intent)]
	if !known || !t.Actor.Sees(owner.Access) {
		return rules.Refuse("access.role")
	}
	kept.Rest[i].Told = true
	if err := t.keep(kept); err != nil {
		return err
	}
	t.pressed = 0
	return owner.Take(t, s)
}

// heard is the message that a conversation remembers: one that was not understood, or
// that began what is half written. Nothing that it says is kept.
type heard struct {
	Heard int64 `json:"heard,omitempty"`
}

func heardIn(data json.RawMessage) int64 {
	var h heard
	if len(data) == 0 || json.Unmarshal(data, &h) != nil {
		return 0
	}
	return h.Heard
}

// forgetHeard forgets the message that was not understood: something else was said since.
func (t *Turn) forgetHeard() error {
	if t.conv.Open || heardIn(t.conv.Data) == 0 {
		return nil
	}
	d := t.kept()
	d.Heard = 0
	if err := t.keep(d); err != nil {
		return err
	}
	return t.Tx.SaveConversation(t.conv, t.Now)
}

// beganBy is the message that began the draft being kept: the one typed now, or the
// one known already when something was pressed. Another text makes it none.
func (t *Turn) beganBy() int64 {
	switch {
	case t.begins && t.in.Press == nil:
		return t.in.Message
	case t.in.Press != nil:
		return heardIn(t.conv.Data)
	}
	return 0
}

// refuseTurn tells why a turn did nothing, and remembers a sentence that was not
// understood: it may be put right by editing it.
func (t *Turn) refuseTurn(r *rules.Refusal, guess *pilot.Guess) error {
	if err := t.Refuse(r, guess); err != nil || !notUnderstood(r) || t.in.Message == 0 {
		return err
	}
	c, err := t.Tx.Conversation(t.Chat, t.User) // as it was before the turn
	if err != nil {
		return fmt.Errorf("load the conversation: %w", err)
	}
	kept := map[string]json.RawMessage{}
	if len(c.Data) > 0 {
		if err := json.Unmarshal(c.Data, &kept); err != nil {
			return fmt.Errorf("read the conversation: %w", err)
		}
	}
	leaves := c.Open && t.ofEarlierDay()
	kept["heard"] = json.RawMessage(fmt.Sprint(t.in.Message))
	if c.Data, err = json.Marshal(kept); err != nil {
		return fmt.Errorf("keep what was not understood: %w", err)
	}
	if !leaves {
		return t.Tx.SaveConversation(c, t.Now)
	}
	t.conv = c
	return t.leaveForWish()
}

// edited takes the edit of the last sentence where it was not understood or began
// what is still half written: as if it had been typed so. Any other edit changes
// nothing, which one line says. An edit presses no button and begins no command.
func (b *Bot) edited(t *Turn) error {
	switch {
	case t.Person.ID == 0, t.in.Text == "":
		return nil
	case t.in.Command != "", strings.HasPrefix(t.in.Text, "/"), t.in.Forward != nil, heardIn(t.conv.Data) != t.in.Message:
		return t.Say(rules.Msg("edit.late"))
	}
	if _, open := t.flow(); open {
		if err := t.endFlow(); err != nil {
			return err
		}
	}
	return b.fresh(t, false)
}

// forwarded answers a message that somebody else wrote: it is never the wish of who
// passes it on. One's own of the same day is as if it was typed again.
func (b *Bot) forwarded(t *Turn) error {
	if t.Person.ID == 0 {
		return t.Stranger()
	}
	if ready, err := (*b.gate)(t, false); err != nil || !ready {
		return err
	}
	f := t.in.Forward
	written := f.At.In(t.Now.Location())
	if f.User == t.User {
		if rules.DateOf(written) == t.Today && t.in.Text != "" && t.in.Command == "" {
			return b.routeText(t)
		}
		return t.Say(rules.Msg("forwarded.own", "at", written))
	}
	s := Saying{Text: f.Name}
	s.Intent, s.Who = Forwarded, []string{f.Name}
	if f.User > 0 {
		author, _, err := t.Do().Who(f.User, t.Today)
		if err != nil {
			return fmt.Errorf("find out who wrote it: %w", err)
		}
		s.Author = author.ID
	}
	u, err := t.understand(t.in.Text, false, f.Name, rules.DateOf(written))
	if err != nil {
		return err
	}
	if a := u.Acts[0]; wishes(a.Intent) {
		s.About, s.Selection = a.Intent, a.Selection
	}
	if i, known := b.intents[string(Passed)]; known && s.About == "" && t.in.Text != "" && t.Actor.Sees(i.Access) {
		s.Intent, s.Text = Passed, t.in.Text
		return i.Take(t, s)
	}
	return b.intents[string(Forwarded)].Take(t, s)
}

// done is the draft with which a flow ended, for what puts it right a moment later.
type done struct {
	Flow string          `json:"flow"`
	At   time.Time       `json:"at"`
	Of   int             `json:"v"` // the flow's version
	Data json.RawMessage `json:"data"`
}

const putRightWithin = 15 * time.Minute

// keepDone keeps what the flow did where something can put it right.
func (f Flow[D]) keepDone(t *Turn, d *D) error {
	if f.After == nil {
		return nil
	}
	data, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("keep what %s did: %w", f.Name, err)
	}
	t.done = &done{f.Name, t.Now, f.Version, data}
	return nil
}

// leaveBeside takes the absence of "ngày cưới dời lại, em nghỉ tới 2/12 thôi": what moves is no day of the writer's.
func (t *Turn) leaveBeside(u phrase.Understanding, text string) (phrase.Understanding, error) {
	first := u.Acts[0]
	if len(u.Acts) > 1 || first.Intent != phrase.Move || first.From != nil && len(first.From.Days) > 0 {
		return u, nil
	}
	parts := reply.Parts(text)
	if len(parts) == 1 {
		return u, nil
	}
	for _, part := range parts {
		said, err := t.Understand(part)
		if err != nil {
			return u, err
		}
		if a := said.Acts[0]; len(said.Acts) == 1 && inFlows(a).Intent == phrase.Leave && len(a.Days) > 0 {
			return said, nil
		}
	}
	return u, nil
}
