package chat

import (
	"encoding/json"
	"fmt"
	"strings"

	"tainha/pilot"
	"tainha/rules"
)

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
	if err := t.Refuse(r, guess); err != nil || r.Reasons[0].Key != "not_understood" || t.in.Message == 0 {
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
	kept["heard"] = json.RawMessage(fmt.Sprint(t.in.Message))
	if c.Data, err = json.Marshal(kept); err != nil {
		return fmt.Errorf("keep what was not understood: %w", err)
	}
	return t.Tx.SaveConversation(c, t.Now)
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
	return b.intents[string(Forwarded)].Take(t, s)
}
