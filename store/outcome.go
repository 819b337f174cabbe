package store

import (
	"fmt"
	"slices"
	"time"

	"tainha/rules"
)

// Claim marks a broadcast as being sent by this start of the process. It must
// commit before the call: after a crash the claim tells that the outcome is unknown.
func (tx *Tx) Claim(id, start int64) error {
	_, err := tx.exec(`UPDATE outbox SET state = 1, claim = ? WHERE id = ? AND state = 0`, start, id)
	return err
}

// Finish records the final state of a message. The text of a secret one is
// forgotten.
func (tx *Tx) Finish(now time.Time, id int64, state OutState, reason string) error {
	_, err := tx.exec(`UPDATE outbox SET state = ?, error = ?, finished_at = ?, attempts = attempts + 1, `+forgetText+` WHERE id = ?`, state, reason, now, id)
	return err
}

// forgetText is what every final state sets. A body that is no JSON, of another
// release, is judged by its words: json_extract would fail the statement.
const forgetText = `chat_id = CASE WHEN json_valid(body) AND json_extract(body, '$.last') THEN 0 ELSE chat_id END,
	body = CASE WHEN CASE json_valid(body) WHEN 1 THEN json_extract(body, '$.screen.secret') OR json_extract(body, '$.last') ELSE instr(body, '"secret"') END THEN '{}' ELSE body END`

// Retry puts a message back for a later attempt; it keeps its place in its chat.
// One that was given up while its call was under way stays so.
func (tx *Tx) Retry(id int64, at time.Time, reason string) error {
	_, err := tx.exec(`UPDATE outbox SET state = 0, claim = 0, not_before = ?, error = ?, attempts = attempts + 1 WHERE id = ? AND state IN (0, 1)`, at, reason, id)
	return err
}

// EndWaits lets everything that waits for another attempt be tried at once: what
// made it wait, the network or the token, is over. The pauses that Telegram asked
// for are kept apart.
func (tx *Tx) EndWaits(now time.Time) error {
	_, err := tx.exec(`UPDATE outbox INDEXED BY outbox_queue SET not_before = ? WHERE state = 0 AND attempts > 0 AND not_before > ?`, now, now)
	if err != nil {
		return fmt.Errorf("end the waits: %w", err)
	}
	return nil
}

// SendAnew turns an edit whose message is gone into a new message; where another new one follows that shows the same,
// it is that one, and there is nothing left to say.
func (tx *Tx) SendAnew(now time.Time, o Out) error {
	follows, err := queryRow(tx, scalar[bool], `SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 0 AND chat_id = ?1 AND person_id IS NULL AND id > ?2 AND slot = ?3 AND edit_of = 0)
		OR EXISTS (SELECT 1 FROM outbox WHERE state = 0 AND chat_id = 0 AND person_id = (SELECT person_id FROM account WHERE chat_id = ?1) AND id > ?2 AND slot = ?3 AND edit_of = 0)`,
		o.Chat, o.ID, o.Anchor)
	if err != nil {
		return fmt.Errorf("find what follows a message: %w", err)
	}
	if follows && o.Anchor != "" {
		return tx.Finish(now, o.ID, OutEmpty, "")
	}
	_, err = tx.exec(`UPDATE outbox SET edit_of = 0, attempts = attempts + 1 WHERE id = ?`, o.ID)
	return err
}

// HoldOrphans holds every broadcast that an earlier start of the process had
// under way when it died. It returns how many.
func (tx *Tx) HoldOrphans(now time.Time, start int64) (int, error) {
	return tx.count(`UPDATE outbox SET state = 3, finished_at = ?, error = 'the process died during the call' WHERE state = 1 AND claim <> ?`, now, start)
}

// MarkShown finishes a held message that was shown within a later one.
func (tx *Tx) MarkShown(id int64) error {
	_, err := tx.exec(`UPDATE outbox SET state = 6 WHERE id = ? AND state = 3`, id)
	return err
}

// SetLive remembers which message shows an anchor in a chat, and whether it has
// buttons. It returns the message that showed it before when that one still has
// some, else 0. A message shows one anchor: what it showed until now is forgotten.
func (tx *Tx) SetLive(anchor string, chat, message int64, buttons bool) (strip int64, err error) {
	if err := tx.DropLive(anchor, chat, message); err != nil {
		return 0, err
	}
	strip, err = orZero(queryRow(tx, scalar[int64],
		`SELECT message_id FROM live_message WHERE slot = ? AND chat_id = ? AND message_id <> ? AND buttons = 1`, anchor, chat, message))
	if err != nil {
		return 0, err
	}
	_, err = tx.exec(`INSERT INTO live_message (slot, chat_id, message_id, buttons) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET message_id = excluded.message_id, buttons = excluded.buttons`, anchor, chat, message, buttons)
	return strip, err
}

// EndLive forgets which message of a chat shows an anchor. It returns that message when it
// still has buttons, else 0.
func (tx *Tx) EndLive(anchor string, chat int64) (strip int64, err error) {
	return orZero(queryRow(tx, scalar[int64], `DELETE FROM live_message WHERE slot = ? AND chat_id = ? RETURNING iif(buttons, message_id, 0)`, anchor, chat))
}

// DropLive forgets every anchor but the given one that a message showed.
func (tx *Tx) DropLive(except string, chat, message int64) error {
	_, err := tx.exec(`DELETE FROM live_message WHERE chat_id = ? AND message_id = ? AND slot <> ?`, chat, message, except)
	return err
}

// Revision numbers the states of an object: it grows with every audited change,
// so a card knows whether it still shows the present one.
func (tx *Tx) Revision(object string, id int64) (int64, error) {
	return keptRow(tx, scalar[int64], `SELECT COALESCE(MAX(id), 0) FROM audit WHERE object = ? AND object_id = ?`, object, id)
}

// Unreachable marks the account behind a chat; first is true when it was
// reachable until now, so that the coordinator is told once.
func (tx *Tx) Unreachable(chat int64) (p rules.PersonID, first bool, err error) {
	p, err = orZero(queryRow(tx, scalar[rules.PersonID], `UPDATE account SET reachable = 0 WHERE chat_id = ? AND reachable = 1 RETURNING person_id`, chat))
	return p, p != 0, err
}

// HoldMissed holds the newest messages that a person who could not be reached did not
// get since the account was linked: what is held is told within the next message. It
// returns how many those are, and the cards that were to be sent, each once.
func (tx *Tx) HoldMissed(p rules.PersonID, limit int) (texts int, cards []Ref, err error) {
	rows, err := queryAll(tx, scanOut, `SELECT `+outColumns+`
		WHERE o.state = 5 AND o.person_id = ? AND o.lane IN (1, 2) AND o.created_at >= a.linked_at ORDER BY o.id DESC LIMIT ?`, p, limit)
	if err != nil {
		return 0, nil, fmt.Errorf("find what person %d missed: %w", p, err)
	}
	for _, o := range slices.Backward(rows) {
		state := OutShown
		switch {
		case o.Broken != "":
			continue
		case o.Body.Screen != nil && o.EditOf == 0:
			state = OutHeld
			texts++
		case o.Body.Card != nil && !slices.ContainsFunc(cards, func(r Ref) bool { return r.Kind == o.Body.Card.Kind && r.ID == o.Body.Card.ID }):
			cards = append(cards, *o.Body.Card)
		}
		if _, err := tx.exec(`UPDATE outbox SET state = ? WHERE id = ?`, state, o.ID); err != nil {
			return 0, nil, fmt.Errorf("hold what person %d missed: %w", p, err)
		}
	}
	return texts, cards, nil
}

// MoveChat follows a group to its new id everywhere.
func (tx *Tx) MoveChat(from, to int64) error {
	for _, q := range []string{
		`UPDATE outbox SET chat_id = ? WHERE chat_id = ?`,
		`UPDATE unit SET group_chat = ? WHERE group_chat = ?`,
		`UPDATE OR REPLACE live_message SET chat_id = ? WHERE chat_id = ?`,
		`UPDATE OR REPLACE pause SET chat_id = ? WHERE chat_id = ?`,
	} {
		if _, err := tx.exec(q, to, from); err != nil {
			return fmt.Errorf("move chat: %w", err)
		}
	}
	return nil
}

// Pauses reads until when Telegram asked for silence, by chat; chat 0 is everywhere.
func (tx *Tx) Pauses() (map[int64]time.Time, error) {
	m := map[int64]time.Time{}
	err := tx.queryEach(func(r row) error {
		var chat int64
		var until time.Time
		err := r.Scan(&chat, &until)
		m[chat] = until
		return err
	}, `SELECT chat_id, until FROM pause`)
	return m, err
}

// SetPause keeps a 429's wait, so that a restart does not send into it. A
// shorter wait never replaces a longer one.
func (tx *Tx) SetPause(chat int64, until time.Time) error {
	_, err := tx.exec(`INSERT INTO pause (chat_id, until) VALUES (?, ?)
		ON CONFLICT DO UPDATE SET until = MAX(until, excluded.until)`, chat, until)
	return err
}

// ShiftPauses brings the waits along when the clock went back.
func (tx *Tx) ShiftPauses(by time.Duration) error {
	_, err := tx.exec(`UPDATE pause SET until = until - ?`, by.Milliseconds())
	return err
}

// DropPauses forgets the waits that are over.
func (tx *Tx) DropPauses(now time.Time) error {
	_, err := tx.exec(`DELETE FROM pause WHERE until <= ?`, now)
	return err
}

const startsKept = 100 // starts of the process that stay on record

// BeginProcess numbers this start of the process. lastAlive is the last sign of
// life of the one before: zero at the very first start.
func (tx *Tx) BeginProcess(now time.Time) (start int64, lastAlive time.Time, err error) {
	if lastAlive, err = orZero(queryRow(tx, scalar[time.Time], `SELECT alive_at FROM poll`)); err != nil {
		return 0, time.Time{}, err
	}
	if start, err = tx.insert(`INSERT INTO process_start (at) VALUES (?)`, now); err != nil {
		return 0, time.Time{}, err
	}
	_, err = tx.exec(`DELETE FROM process_start WHERE id < ?`, start-startsKept)
	return start, lastAlive, err
}
