package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tainha/rules"
)

// Lane orders what waits: answers pass notices, notices pass broadcasts, and
// whoever is linked to nobody comes last.
type Lane int64

const (
	LaneReply     Lane = iota // the answer to what this chat did
	LaneNotice                // somebody else's action concerns this person
	LaneBroadcast             // reminders and digests; held when their outcome is unknown
	LaneStranger              // the answer to an account that is linked to nobody
)

// OutState is what became of an outgoing message.
type OutState int64

const (
	OutQueued      OutState = iota
	OutClaimed              // a broadcast whose call is under way
	OutSent                 // Telegram has it
	OutHeld                 // a broadcast that may or may not have arrived: never sent again by itself
	OutDead                 // refused for good; the error is kept for the operator
	OutUnreachable          // nobody can be reached there: blocked, deactivated, not linked
	OutShown                // was held, and has been shown within a later message
	OutMerged               // a later edit of the same message took its place before it was sent
	OutEmpty                // it had nothing to say any more when it was to be sent
)

// Button is one button of a message. Data goes back to the frame; URL opens.
type Button struct {
	Label rules.Message `json:"label"`
	Data  string        `json:"data,omitempty"`
	URL   string        `json:"url,omitempty"`
	Idle  bool          `json:"idle,omitempty"` // it only labels: nobody types it
	Yes   bool          `json:"yes,omitempty"`  // a typed word of agreement means it, No a no
	No    bool          `json:"no,omitempty"`   // … while its message is the newest
	Style Style         `json:"style,omitempty"`
}

// Style is a colour beside a button's words, never instead of them: the zero value is
// that of most buttons.
type Style string

// The styles that Telegram knows.
const (
	StyleMain    Style = "primary" // what the screen is there for
	StyleConsent Style = "success" // it grants what somebody asks
	StyleTakes   Style = "danger"  // it takes something away
)

// Screen is a message with its buttons, still without a language.
type Screen struct {
	Text rules.Message `json:"text"`
	Rows [][]Button    `json:"rows,omitempty"`
	// Panels are paragraphs of other features below the text; one that can't be worded
	// keeps the rest back from nobody.
	Panels []rules.Message `json:"panels,omitempty"`
	// Digits says that numbers typed by people mean something to this screen
	// itself, so they must not choose a button by its place.
	Digits bool `json:"digits,omitempty"`
	// Beside says that it belongs to the message shown just before it, whose words
	// still count.
	Beside bool `json:"beside,omitempty"`
	// Secret says that the text is not kept once its fate is settled: it holds a
	// one-time code, of which only the hash may stay.
	Secret bool `json:"secret,omitempty"`
	// ShareContact offers a reply keyboard with one button under this label.
	ShareContact *rules.Message `json:"share_contact,omitempty"`
	// CloseKeyboard removes that reply keyboard.
	CloseKeyboard bool `json:"close_keyboard,omitempty"`
}

// Ref names an object whose card or file is made when it is sent, from the
// state of that moment.
type Ref struct {
	Kind string     `json:"kind"`
	ID   int64      `json:"id"`
	Args rules.Args `json:"args,omitempty"`
}

// Anchor is the name under which the messages showing the object are remembered.
func (r Ref) Anchor() string { return fmt.Sprintf("card:%s:%d", r.Kind, r.ID) }

// RefOf is the object whose card an anchor names.
func RefOf(anchor string) (r Ref, ok bool) {
	rest, isCard := strings.CutPrefix(anchor, "card:")
	kind, id, found := strings.Cut(rest, ":")
	n, err := strconv.ParseInt(id, 10, 64)
	r = Ref{Kind: kind, ID: n}
	return r, isCard && found && err == nil && r.Anchor() == anchor
}

// Body is what an outbox row sends; exactly one field but Thread, Last and Lang is set.
type Body struct {
	Screen *Screen `json:"screen,omitempty"`
	Card   *Ref    `json:"card,omitempty"`  // a message made by a card's renderer
	File   *Ref    `json:"file,omitempty"`  // a document or picture made outside the transaction
	Strip  bool    `json:"strip,omitempty"` // take the buttons off the edited message
	Menu   bool    `json:"menu,omitempty"`  // set the chat's command menu
	Work   *Ref    `json:"work,omitempty"`  // nothing is sent: what an object's work does outside the transaction
	// Thread is the topic of a group in which it is to stand, 0 for none.
	Thread int64 `json:"thread,omitempty"`
	// Last says that the account is nobody's any more: its number and the text are
	// forgotten once the fate of the row is settled.
	Last bool `json:"last,omitempty"`
	// Lang is the language in which it is said, of whom nothing else is known; empty: the reader's.
	Lang string `json:"lang,omitempty"`
}

// Out is a message to be sent, to a person (wherever their account is when it
// is sent) or to a chat.
type Out struct {
	ID        int64
	Person    rules.PersonID
	Chat      int64
	Lane      Lane
	Dedupe    string // queueing the same key twice queues nothing
	Body      Body
	Anchor    string // remembers the message under this name
	EditOf    int64  // the message to edit; 0: a new message
	NotBefore time.Time

	written string // the body as it is stored

	// Filled when it is read back.
	Attempts int
	State    OutState
	Language string
	Error    string
	Created  time.Time
	// Broken says why the row can't be read: it is of another release. The sender
	// gives it up; everything else of it may be wrong.
	Broken string
}

// Queue puts a message into the outbox; nothing happens when its dedupe key is
// already there. An edit takes the place of those of the same message that still
// wait: quick presses on a slow line show their sum. What a body can't be read
// back from is refused. The sender wakes when the transaction commits.
func (tx *Tx) Queue(now time.Time, o Out) error {
	body, err := writeBody(o.Body)
	if err != nil {
		return fmt.Errorf("queue a message: %w", err)
	}
	if o.EditOf != 0 {
		tx.out = slices.DeleteFunc(tx.out, func(x Out) bool { return x.Chat == o.Chat && x.EditOf == o.EditOf })
	}
	o.written, o.Created = body, now
	tx.out = append(tx.out, o)
	tx.Notify()
	return nil
}

// flushOut stores what was queued, in order, all in one statement. It runs before
// any statement that looks at the outbox, at a savepoint's ends and before the commit.
func (tx *Tx) flushOut() error {
	if len(tx.out) == 0 {
		return nil
	}
	list := tx.out
	tx.out = nil
	if err := tx.merge(list); err != nil {
		return err
	}
	rows := make([][]any, len(list))
	for i, o := range list {
		rows[i] = []any{o.Person, o.Chat, o.Lane, o.Dedupe, o.written, o.Anchor, o.EditOf, o.NotBefore, o.Created}
		if err := bind(rows[i]); err != nil {
			return fmt.Errorf("queue a message: %w", err)
		}
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("queue %d messages: %w", len(list), err)
	}
	_, err = tx.exec(`INSERT INTO outbox (person_id, chat_id, lane, dedupe, body, slot, edit_of, not_before, created_at)
		SELECT NULLIF(value ->> 0, 0), value ->> 1, value ->> 2, NULLIF(value ->> 3, ''), value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8
		FROM json_each(?) WHERE true ORDER BY key ON CONFLICT (dedupe) DO NOTHING`, string(data))
	if err != nil {
		return fmt.Errorf("queue %d messages: %w", len(list), err)
	}
	return nil
}

// merge ends the edits that still wait for the messages that a list edits.
func (tx *Tx) merge(list []Out) error {
	var edited [][2]int64
	for _, o := range list {
		if o.EditOf != 0 {
			edited = append(edited, [2]int64{o.Chat, o.EditOf})
		}
	}
	if len(edited) == 0 {
		return nil
	}
	data, err := json.Marshal(edited)
	if err != nil {
		return fmt.Errorf("merge edits: %w", err)
	}
	_, err = tx.exec(`UPDATE outbox SET state = 7, finished_at = ?, `+forgetText+` WHERE state = 0
		AND (chat_id, edit_of) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`, list[0].Created, string(data))
	if err != nil {
		return fmt.Errorf("merge edits: %w", err)
	}
	return nil
}

// writeBody is the stored form of a body, which readBody can read.
func writeBody(b Body) (string, error) {
	body, err := json.Marshal(b)
	if err != nil {
		return "", err
	}
	if _, err = readBody(string(body)); err != nil && b.Screen != nil {
		err = fmt.Errorf("%s: %w", b.Screen.Text.Key, err)
	}
	return string(body), err
}

func readBody(s string) (b Body, err error) {
	err = json.Unmarshal([]byte(s), &b)
	return b, err
}

// EditWaits reports whether a message is about to be edited.
func (tx *Tx) EditWaits(chat, message int64) (bool, error) {
	waits, err := queryRow(tx, scalar[bool], `SELECT EXISTS (SELECT 1 FROM outbox WHERE chat_id = ? AND edit_of = ? AND state = 0)`, chat, message)
	if err != nil {
		return false, fmt.Errorf("find the edits that wait: %w", err)
	}
	return waits, nil
}

const outColumns = `o.id, COALESCE(o.person_id, 0), CASE o.chat_id WHEN 0 THEN COALESCE(a.chat_id, 0) ELSE o.chat_id END,
	o.lane, o.body, o.slot, o.edit_of, o.not_before, o.attempts, o.state, o.error, o.created_at,
	COALESCE(a.language, c.language, s.language, '')
	FROM outbox o LEFT JOIN account a ON a.person_id = o.person_id
	LEFT JOIN account c ON c.chat_id = o.chat_id
	LEFT JOIN stranger s ON s.chat_id = o.chat_id`

// Waiting reads up to limit queued messages after (lane, id), in sending order.
// A message planned for later is left out, one that waits for another attempt
// is not: it holds up what comes after it in its chat.
func (tx *Tx) Waiting(now time.Time, lane Lane, id int64, limit int) ([]Out, error) {
	return queryAll(tx, scanOut, `SELECT `+outColumns+`
		WHERE o.state = 0 AND (o.lane, o.id) > (?, ?) AND (o.not_before <= ? OR o.attempts > 0)
		ORDER BY o.lane, o.id LIMIT ?`, lane, id, now, limit)
}

// Heads is Waiting with the first message of each recipient alone, however much
// waits behind it. A chat and the person behind it are two recipients here.
func (tx *Tx) Heads(now time.Time, lane Lane, id int64, limit int) ([]Out, error) {
	return queryAll(tx, scanOut, `SELECT `+outColumns+`
		WHERE o.state = 0 AND (o.lane, o.id) > (?, ?) AND (o.not_before <= ? OR o.attempts > 0)
		AND NOT EXISTS (SELECT 1 FROM outbox p INDEXED BY outbox_recipient
			WHERE p.state = 0 AND p.chat_id = o.chat_id AND p.person_id IS o.person_id
			AND (p.lane, p.id) < (o.lane, o.id) AND (p.not_before <= ? OR p.attempts > 0))
		ORDER BY o.lane, o.id LIMIT ?`, lane, id, now, now, limit)
}

// AnswersWaiting counts the answers that wait for a chat, up to limit, and says
// whether one under the anchor is among them.
func (tx *Tx) AnswersWaiting(chat int64, anchor string, limit int) (n int, waits bool, err error) {
	err = tx.queryEach(func(r row) error {
		var own bool
		n++
		err := r.Scan(&own)
		waits = waits || own
		return err
	}, `SELECT slot = ? FROM outbox INDEXED BY outbox_recipient
		WHERE state = 0 AND chat_id = ? AND person_id IS NULL AND lane IN (0, 3) ORDER BY id DESC LIMIT ?`, anchor, chat, limit)
	return n, waits, err
}

// NextPlanned is the earliest moment after now at which a queued message may be sent.
func (tx *Tx) NextPlanned(now time.Time) (time.Time, error) {
	return queryRow(tx, scalar[time.Time], `SELECT MIN(not_before) FROM outbox WHERE state = 0 AND not_before > ?`, now)
}

// HeldIn lists what may not have reached the person behind a chat, oldest first.
func (tx *Tx) HeldIn(chat int64) ([]Out, error) {
	return queryAll(tx, scanOut, `SELECT `+outColumns+`
		WHERE o.state = 3 AND o.person_id = (SELECT person_id FROM account WHERE chat_id = ?) ORDER BY o.id`, chat)
}

// HeldFor lists what may not have reached a person, oldest first.
func (tx *Tx) HeldFor(p rules.PersonID) ([]Out, error) {
	return queryAll(tx, scanOut, `SELECT `+outColumns+` WHERE o.state = 3 AND o.person_id = ? ORDER BY o.id`, p)
}

// HeldReaders lists whom something may not have reached, by id.
func (tx *Tx) HeldReaders() ([]rules.PersonID, error) {
	return queryAll(tx, scalar[rules.PersonID], `SELECT DISTINCT person_id FROM outbox INDEXED BY outbox_held WHERE state = 3 AND person_id IS NOT NULL ORDER BY person_id`)
}

// OutInState lists the messages in a state, newest first, for the operator.
func (tx *Tx) OutInState(state OutState, limit int) ([]Out, error) {
	return queryAll(tx, scanOut, `SELECT `+outColumns+` WHERE o.state = `+strconv.Itoa(int(state))+` ORDER BY o.id DESC LIMIT ?`, limit) // said outright, for the indexes of single states
}

// OutUnsent counts what waits, is held or was given up, by state.
func (tx *Tx) OutUnsent() (map[OutState]int, error) {
	counts := map[OutState]int{}
	err := tx.queryEach(func(r row) error {
		var s OutState
		var n int
		err := r.Scan(&s, &n)
		counts[s] = n
		return err
	}, `SELECT 0, count(*) FROM outbox WHERE state = 0 UNION ALL SELECT 1, count(*) FROM outbox WHERE state = 1
		UNION ALL SELECT 3, count(*) FROM outbox WHERE state = 3 UNION ALL SELECT 4, count(*) FROM outbox WHERE state = 4
		UNION ALL SELECT 5, count(*) FROM outbox WHERE state = 5`)
	return counts, err
}

// OutCounts counts the whole outbox by state, row by row.
func (tx *Tx) OutCounts() (map[OutState]int, error) {
	counts := map[OutState]int{}
	err := tx.queryEach(func(r row) error {
		var s OutState
		var n int
		err := r.Scan(&s, &n)
		counts[s] = n
		return err
	}, `SELECT state, COUNT(*) FROM outbox GROUP BY state`)
	return counts, err
}

// scanOut never fails for what a row holds: one that can't be read says so in
// Broken, and the others are read.
func scanOut(r row) (o Out, err error) {
	var body string
	if err := r.Scan(&o.ID, &o.Person, &o.Chat, &o.Lane, &body, &o.Anchor, &o.EditOf, &o.NotBefore, &o.Attempts, &o.State, &o.Error, &o.Created, &o.Language); err != nil {
		return o, err
	}
	if o.Lane < LaneReply || o.Lane > LaneStranger {
		o.Broken = fmt.Sprintf("read outbox row %d: no lane is %d", o.ID, o.Lane)
	}
	if o.Body, err = readBody(body); err != nil {
		o.Body, o.Broken = Body{}, fmt.Sprintf("read outbox row %d: %v", o.ID, err)
	}
	o.Language = cmp.Or(o.Body.Lang, o.Language)
	return o, nil
}
