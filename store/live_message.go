package store

import (
	"encoding/json"
	"time"

	"tainha/rules"
)

// Refresh edits every message that shows the object, except in the chat whose
// message the caller edits itself (0: none).
func (tx *Tx) Refresh(now time.Time, ref Ref, exceptChat int64) error {
	live, err := tx.LiveMessages(ref.Anchor())
	if err != nil {
		return err
	}
	for _, m := range live {
		if m.Chat == exceptChat {
			continue
		}
		if err := tx.Queue(now, Out{Chat: m.Chat, Lane: LaneNotice, Body: Body{Card: &ref}, Anchor: ref.Anchor(), EditOf: m.Message}); err != nil {
			return err
		}
	}
	return nil
}

// RefreshAll is Refresh of an object, and in every chat of others at once.
func (tx *Tx) RefreshAll(now time.Time, exceptChat int64, first Ref, others ...Ref) error {
	of := map[string]Ref{}
	var anchors []string
	for _, r := range append([]Ref{first}, others...) {
		of[r.Anchor()] = r
		anchors = append(anchors, r.Anchor())
	}
	data, err := json.Marshal(anchors)
	if err != nil {
		return err
	}
	return tx.queryEach(func(row row) error {
		out := Out{Lane: LaneNotice}
		if err := row.Scan(&out.Anchor, &out.Chat, &out.EditOf); err != nil {
			return err
		}
		ref := of[out.Anchor]
		out.Body.Card = &ref
		return tx.Queue(now, out)
	}, `SELECT l.slot, l.chat_id, l.message_id FROM json_each(?1) j JOIN live_message l ON l.slot = j.value
		WHERE l.chat_id <> ?2 OR l.slot <> ?3 ORDER BY j.key, l.chat_id`, string(data), exceptChat, first.Anchor())
}

// RefreshBeside is Refresh of a request, and of every waiting one that shares one of
// the days with it in its unit, or is of the same person in from..to.
func (tx *Tx) RefreshBeside(now time.Time, r rules.Request, exceptChat int64, days []rules.Date, from, to rules.Date) error {
	list := make([]string, len(days))
	for i, d := range days {
		list[i] = d.String()
	}
	data, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return tx.queryEach(func(row row) error {
		ref := Ref{Kind: "request"}
		out := Out{Lane: LaneNotice}
		if err := row.Scan(&ref.ID, &out.Chat, &out.EditOf); err != nil {
			return err
		}
		out.Body.Card, out.Anchor = &ref, ref.Anchor()
		return tx.Queue(now, out)
	}, `SELECT b.id, l.chat_id, l.message_id FROM (
		SELECT d.request_id AS id FROM request_day c JOIN request_day d ON d.unit_id = c.unit_id AND d.day = c.day AND d.state = 1
			WHERE c.request_id = ?1 AND c.day IN (SELECT value FROM json_each(?2))
		UNION SELECT request_id FROM request_day WHERE person_id = ?3 AND day BETWEEN ?4 AND ?5 AND state = 1
		UNION SELECT ?1) b JOIN live_message l ON l.slot = 'card:request:' || b.id
		WHERE b.id <> ?1 OR l.chat_id <> ?6 ORDER BY b.id <> ?1, b.id, l.chat_id`, r.ID, string(data), r.Person, from, to, exceptChat)
}

// LiveMessage is where an anchor is shown.
type LiveMessage struct{ Chat, Message int64 }

// LiveMessages lists where an anchor is shown.
func (tx *Tx) LiveMessages(anchor string) ([]LiveMessage, error) {
	return queryAll(tx, func(r row) (m LiveMessage, err error) {
		err = r.Scan(&m.Chat, &m.Message)
		return m, err
	}, `SELECT chat_id, message_id FROM live_message WHERE slot = ?`, anchor)
}

// LiveMessage is the message that shows the anchor in one chat, 0 when none does.
func (tx *Tx) LiveMessage(anchor string, chat int64) (id int64, err error) {
	return orZero(queryRow(tx, scalar[int64], `SELECT message_id FROM live_message WHERE slot = ? AND chat_id = ?`, anchor, chat))
}

// Taken reports whether what shows something else, or the same anew, in a message waits to be sent.
func (tx *Tx) Taken(chat, message int64) (bool, error) {
	return queryRow(tx, scalar[bool], `SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 0 AND chat_id = ? AND edit_of = ? AND body ->> '$.strip' IS NULL)`, chat, message)
}

// AnchorOf is the anchor that a message shows, empty when it shows none.
func (tx *Tx) AnchorOf(chat, message int64) (anchor string, err error) {
	return orZero(queryRow(tx, scalar[string], `SELECT slot FROM live_message WHERE chat_id = ? AND message_id = ?`, chat, message))
}
