package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Conversation is where one person stands in one chat. An empty Flow means
// nowhere; Rev only grows, so a button of an older step is always known as old.
type Conversation struct {
	Chat, User int64
	Flow, Step string
	Data       json.RawMessage
	Rev        int32
	Open       bool      // false: another command replaced the flow; it can be resumed
	Updated    time.Time // when it was last saved, as it was loaded
}

// Conversation loads the state, a zero one for a new chat.
func (tx *Tx) Conversation(chat, user int64) (Conversation, error) {
	c, err := orZero(queryRow(tx, func(r row) (c Conversation, err error) {
		var data string
		err = r.Scan(&c.Flow, &c.Step, &data, &c.Rev, &c.Open, &c.Updated)
		c.Data = json.RawMessage(data)
		return c, err
	}, `SELECT flow, step, data, rev, open, updated_at FROM conversation WHERE chat_id = ? AND user_id = ?`, chat, user))
	c.Chat, c.User = chat, user
	return c, err
}

// OpenConversations lists the private chats whose flow is open and was touched since a
// moment, the latest first, without their drafts.
func (tx *Tx) OpenConversations(since time.Time, limit int) ([]Conversation, error) {
	list, err := queryAll(tx, func(r row) (c Conversation, err error) {
		err = r.Scan(&c.Chat, &c.User, &c.Flow, &c.Step)
		return c, err
	}, `SELECT chat_id, user_id, flow, step FROM conversation
		WHERE open = 1 AND flow <> '' AND chat_id = user_id AND updated_at >= ? ORDER BY updated_at DESC LIMIT ?`, since, limit)
	if err != nil {
		return nil, fmt.Errorf("list the open conversations: %w", err)
	}
	return list, nil
}

// SaveConversation stores the state.
func (tx *Tx) SaveConversation(c Conversation, now time.Time) error {
	_, err := tx.exec(`INSERT INTO conversation (chat_id, user_id, flow, step, data, rev, open, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET flow = excluded.flow, step = excluded.step, data = excluded.data, rev = excluded.rev, open = excluded.open, updated_at = excluded.updated_at`,
		c.Chat, c.User, c.Flow, c.Step, string(c.Data), c.Rev, c.Open, now)
	return err
}

// DropConversation forgets where somebody stands.
func (tx *Tx) DropConversation(chat, user int64) error {
	_, err := tx.exec(`DELETE FROM conversation WHERE chat_id = ? AND user_id = ?`, chat, user)
	tx.erased = true
	return err
}

// DropAbandoned forgets the open questions of a flow that nobody answered since a moment: accounts of nobody's, and what
// those of the staff were asked.
func (tx *Tx) DropAbandoned(flow string, since time.Time) (n int, err error) {
	n, err = tx.count(`DELETE FROM conversation WHERE flow = ? AND updated_at < ?`, flow, since)
	if err != nil {
		return 0, fmt.Errorf("forget the open questions of %s: %w", flow, err)
	}
	tx.erased = tx.erased || n > 0
	return n, nil
}

// Key is a button as it was shown: what a person may type instead of pressing it.
type Key struct {
	Label string `json:"label"` // in the reader's language
	Data  string `json:"data"`
	Yes   bool   `json:"yes,omitempty"`   // a word of agreement means it, No a no
	No    bool   `json:"no,omitempty"`    // … while nothing was shown since
	Above bool   `json:"above,omitempty"` // of the message above, to which this one belongs: no number means it
}

// Keyboard is the newest message with buttons in a chat: the newest that
// answered the person, or the newest that came by itself.
type Keyboard struct {
	Message int64
	Keys    []Key
	Digits  bool
	Below   bool // another message was shown since
	Asked   bool // it answered what the person did
}

// At is the index of the key that a number means: in a list whose lines bear numbers
// the one whose label begins with it ("9. An"), else that at its place counted from 1;
// below 0 for none.
func (k Keyboard) At(n int) int {
	if n < 1 {
		return -1
	}
	if _, last := k.Lines(); last > 0 {
		return slices.IndexFunc(k.Keys, func(x Key) bool { return x.line() == n && !x.Above })
	}
	if n > len(k.Keys) || k.Keys[n-1].Above {
		return -1
	}
	return n - 1
}

// Lines are the lowest and the highest number that labels bear, 0 for none.
func (k Keyboard) Lines() (first, last int) {
	for _, x := range k.Keys {
		if n := x.line(); n > 0 && !x.Above {
			first, last = min(cmp.Or(first, n), n), max(last, n)
		}
	}
	return first, last
}

// line is the number of its line in the list above, which its label begins with.
func (k Key) line() int {
	number, _, ok := strings.Cut(k.Label, ". ")
	if n, err := strconv.Atoi(number); ok && err == nil && n > 0 {
		return n
	}
	return 0
}

// How a keyboard's two marks are kept in one column.
const (
	keyboardDigits = 1 << iota
	keyboardBelow
)

func (k Keyboard) marks() (m int) {
	if k.Digits {
		m |= keyboardDigits
	}
	if k.Below {
		m |= keyboardBelow
	}
	return m
}

// Shown notes that a message was shown to a chat after every keyboard of it.
func (tx *Tx) Shown(chat, message int64) error {
	_, err := tx.exec(`UPDATE keyboard SET digits = digits | ? WHERE chat_id = ? AND message_id <> ?`, keyboardBelow, chat, message)
	return err
}

// Keyboards loads the newest keyboards of a chat, the newer one first. One that
// can't be read, of another release, has no buttons: they can still be pressed.
func (tx *Tx) Keyboards(chat int64) ([]Keyboard, error) {
	return queryAll(tx, func(r row) (k Keyboard, err error) {
		var keys string
		var marks int
		if err := r.Scan(&k.Message, &marks, &k.Asked, &keys); err != nil {
			return k, err
		}
		k.Digits, k.Below = marks&keyboardDigits != 0, marks&keyboardBelow != 0
		if json.Unmarshal([]byte(keys), &k.Keys) != nil {
			k.Keys = nil
		}
		return k, nil
	}, `SELECT message_id, digits, asked, keys FROM keyboard WHERE chat_id = ? ORDER BY message_id DESC`, chat)
}

// SetKeyboard remembers the newest keyboard of its kind in a chat. What a message
// showed before is forgotten, so one that lost its buttons only forgets its own.
func (tx *Tx) SetKeyboard(chat int64, k Keyboard) error {
	if _, err := tx.exec(`DELETE FROM keyboard WHERE chat_id = ? AND message_id = ?`, chat, k.Message); err != nil || len(k.Keys) == 0 {
		return err
	}
	keys, err := json.Marshal(k.Keys)
	if err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO keyboard (chat_id, asked, message_id, digits, keys) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET message_id = excluded.message_id, digits = excluded.digits, keys = excluded.keys`,
		chat, k.Asked, k.Message, k.marks(), string(keys))
	return err
}
