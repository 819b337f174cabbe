package store

import (
	"fmt"
	"time"

	"tainha/rules"
)

// NoteLeavers notes the moment for everybody who is off the staff since the
// last time, and forgets it for whoever came back. It returns how many left.
func (tx *Tx) NoteLeavers(at time.Time) (int, error) {
	if _, err := tx.exec(`UPDATE person SET left_at = 0 WHERE active = 1 AND left_at <> 0`); err != nil {
		return 0, fmt.Errorf("note who came back: %w", err)
	}
	n, err := tx.count(`UPDATE person SET left_at = ? WHERE active = 0 AND erased_at = 0 AND left_at = 0`, at)
	if err != nil {
		return 0, fmt.Errorf("note who left: %w", err)
	}
	return n, nil
}

// Leavers lists up to limit people above the id after who left before a moment
// and are not anonymous yet, by id.
func (tx *Tx) Leavers(before time.Time, after rules.PersonID, limit int) ([]rules.PersonID, error) {
	list, err := queryAll(tx, scalar[rules.PersonID], `SELECT id FROM person INDEXED BY person_left
		WHERE active = 0 AND erased_at = 0 AND left_at > 0 AND left_at < ? AND id > ? ORDER BY id LIMIT ?`, before, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list who left: %w", err)
	}
	return list, nil
}

// Perishable names something that is kept for a while only.
type Perishable string

// What Purge removes.
const (
	OldMessages     Perishable = "messages"         // sent, or given up
	OldCards        Perishable = "cards"            // where the cards of requests and tasks stood that are all over
	OldDeadUpdates  Perishable = "dead updates"     // with what people wrote in them
	OldInvites      Perishable = "invites"          // that no longer work
	OldStrangers    Perishable = "strangers"        // that did nothing since
	OldDrafts       Perishable = "drafts"           // of conversations; their revisions stay
	OldReads        Perishable = "reads"            // of the log of who read whose data
	OldDataRequests Perishable = "data requests"    // that were answered
	OldPowerChanges Perishable = "power changes"    // that were settled
	OldKinds        Perishable = "kinds of absence" // leave and illness that are over; the absence stays
	OldCallbacks    Perishable = "callbacks"        // of people at home, for an hour
	OldTold         Perishable = "told"             // that somebody got an unsolicited message
	OldRosterFiles  Perishable = "roster files"     // what was shown of staff lists that were sent
	OldIntakeFiles  Perishable = "table files"      // what was shown of other tables that were sent
)

// purge is how something perishable goes, and how long it is kept.
type purge struct {
	keep func(rules.DataPolicy) rules.Period
	sql  string
}

// purges take the moment ?1 and the number of rows ?2. The oldest messages come
// first by their id, so that a chunk is found at once.
var purges = map[Perishable]purge{
	OldMessages: {func(p rules.DataPolicy) rules.Period { return p.Outbox }, `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox
		WHERE state NOT IN (0, 1) AND finished_at < ?1 AND created_at < ?1 ORDER BY id LIMIT ?2)`},
	OldCards: {func(p rules.DataPolicy) rules.Period { return p.Outbox }, `DELETE FROM live_message WHERE (slot, chat_id) IN (SELECT slot, chat_id FROM live_message
		WHERE slot GLOB 'card:request:[0-9]*' AND NOT EXISTS (SELECT 1 FROM request_day
			WHERE request_id = CAST(substr(slot, 14) AS INTEGER) AND day >= date(?1 / 1000, 'unixepoch'))
		OR slot GLOB 'card:task:[0-9]*' AND NOT EXISTS (SELECT 1 FROM task
			WHERE id = CAST(substr(slot, 11) AS INTEGER) AND (live = 1 OR decided_at >= ?1)) LIMIT ?2)`},
	OldDeadUpdates: {func(p rules.DataPolicy) rules.Period { return p.DeadUpdates }, `DELETE FROM dead_update WHERE update_id IN (SELECT update_id FROM dead_update WHERE at < ?1 LIMIT ?2)`},
	OldInvites:     {func(p rules.DataPolicy) rules.Period { return p.Invites }, `DELETE FROM invite WHERE hash IN (SELECT hash FROM invite WHERE expires_at < ?1 LIMIT ?2)`},
	OldStrangers: {func(p rules.DataPolicy) rules.Period { return p.Strangers }, `DELETE FROM stranger WHERE chat_id IN (SELECT chat_id FROM stranger
		WHERE answered_at < ?1 AND blocked_until < ?1 LIMIT ?2)`},
	OldDrafts: {func(p rules.DataPolicy) rules.Period { return p.Conversations }, `UPDATE conversation SET flow = '', step = '', data = '{}', open = 0, rev = rev + 1 WHERE (chat_id, user_id) IN
		(SELECT chat_id, user_id FROM conversation WHERE updated_at < ?1 AND data <> '{}' LIMIT ?2)`},
	OldReads: {func(p rules.DataPolicy) rules.Period { return p.AccessLog }, `DELETE FROM data_read WHERE id IN (SELECT id FROM data_read WHERE at < ?1 LIMIT ?2)`},
	OldDataRequests: {func(p rules.DataPolicy) rules.Period { return p.AccessLog }, `DELETE FROM data_request WHERE id IN (SELECT id FROM data_request INDEXED BY data_request_decided
		WHERE state <> 'open' AND decided_at < ?1 LIMIT ?2)`},
	OldPowerChanges: {func(p rules.DataPolicy) rules.Period { return p.AccessLog }, `DELETE FROM power_change WHERE id IN (SELECT id FROM power_change INDEXED BY power_change_decided
		WHERE state <> 'open' AND decided_at < ?1 LIMIT ?2)`},
	OldKinds: {func(p rules.DataPolicy) rules.Period { return p.Kinds }, `UPDATE absence SET kind = 'away' WHERE id IN (SELECT id FROM absence INDEXED BY absence_last
		WHERE last_day < date(?1 / 1000, 'unixepoch') AND kind IN ('leave', 'sick') LIMIT ?2)`},
	OldTold: {func(p rules.DataPolicy) rules.Period { return p.Outbox }, `DELETE FROM told WHERE id IN (SELECT id FROM told INDEXED BY told_at WHERE at < ?1 LIMIT ?2)`},
	OldCallbacks: {func(p rules.DataPolicy) rules.Period { return p.AccessLog }, `DELETE FROM callback WHERE id IN (SELECT id FROM callback INDEXED BY callback_asked
		WHERE asked_at < ?1 LIMIT ?2)`},
	OldIntakeFiles: {func(p rules.DataPolicy) rules.Period { return p.Conversations }, `DELETE FROM intake_file WHERE id IN (SELECT id FROM intake_file INDEXED BY intake_file_sent
		WHERE sent_at < ?1 LIMIT ?2)`},
	OldRosterFiles: {func(p rules.DataPolicy) rules.Period { return p.Conversations }, `DELETE FROM roster_file WHERE id IN (SELECT id FROM roster_file INDEXED BY roster_file_sent
		WHERE sent_at < ?1 LIMIT ?2)`},
}

// Perishables lists what is kept for a while only, in the order of the manifest.
func Perishables() []Perishable {
	var list []Perishable
	for _, t := range Manifest() {
		if t.Kept.As != "" {
			list = append(list, Perishable(t.Kept.As))
		}
	}
	return list
}

// Keep is how long it is kept.
func (what Perishable) Keep(p rules.DataPolicy) rules.Period { return purges[what].keep(p) }

// Purge removes up to limit things of a kind from before a moment and returns
// how many it removed.
func (tx *Tx) Purge(what Perishable, before time.Time, limit int) (int, error) {
	n, err := tx.count(purges[what].sql, before, limit)
	if err != nil {
		return 0, fmt.Errorf("purge old %s: %w", what, err)
	}
	tx.erased = tx.erased || n > 0
	return n, nil
}
