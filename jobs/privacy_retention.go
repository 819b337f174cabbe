package jobs

import (
	"fmt"
	"strconv"
	"strings"

	"tainha/pilot/privacy"
	"tainha/pilot/survey"
	"tainha/rules"
	"tainha/store"
)

// retention removes at night what is past its time: whoever left the staff long
// ago is made anonymous, old messages, drafts, logs and invitations go.
func retention() Job {
	return Job{Name: "retention", Spec: "30 2 * * *", Missed: Roll, Run: runRetention}
}

// erasedAtOnce is how many people one transaction makes anonymous: each takes
// hundreds of rows.
const erasedAtOnce = 10

// runRetention does one chunk. Its cursor is "people:ID" while leavers are made
// anonymous, then "purge:STAGE:CHUNK".
func runRetention(r *Run) error {
	stage, rest, _ := strings.Cut(r.Cursor, ":")
	if stage == "purge" {
		return r.purge(rest)
	}
	if r.Cursor == "" {
		if _, err := r.Tx.NoteLeavers(r.Now); err != nil {
			return err
		}
		if err := survey.Forget(r.Do()); err != nil {
			return err
		}
	}
	return r.eraseLeavers(rest)
}

// eraseLeavers makes a few people anonymous; the last ones lead to the purges.
func (r *Run) eraseLeavers(cursor string) error {
	after, err := number(cursor)
	if err != nil {
		return err
	}
	r.Cursor = "purge:0:0"
	before, ends := r.Pilot.Data.Leavers.Cutoff(r.Now)
	if !ends {
		return nil
	}
	list, err := r.Tx.Leavers(before, rules.PersonID(after), erasedAtOnce)
	if err != nil {
		return err
	}
	for _, id := range list {
		if err := r.Item(fmt.Sprintf("person %d", id), func() error { return privacy.Erase(r.Do(), id) }); err != nil {
			return err
		}
	}
	if len(list) == erasedAtOnce {
		r.Cursor = fmt.Sprintf("people:%d", list[len(list)-1])
	}
	return nil
}

// purge removes a chunk of one kind.
func (r *Run) purge(cursor string) error {
	at, chunk, _ := strings.Cut(cursor, ":")
	stage, err := number(at)
	if err != nil {
		return err
	}
	done, err := number(chunk)
	if err != nil {
		return err
	}
	kinds := store.Perishables()
	r.Cursor = ""
	if int(stage) >= len(kinds) { // a release removed a kind meanwhile
		return nil
	}
	k, n := kinds[stage], 0
	if before, ends := k.Keep(r.Pilot.Data).Cutoff(r.Now); ends {
		if n, err = r.Tx.Purge(k, before, Chunk); err != nil {
			return err
		}
	}
	switch {
	case n == Chunk:
		r.Cursor = fmt.Sprintf("purge:%d:%d", stage, done+1)
	case int(stage)+1 < len(kinds):
		r.Cursor = fmt.Sprintf("purge:%d:0", stage+1)
	}
	return nil
}

// number reads a part of a cursor, 0 at its beginning.
func number(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read where the fan-out goes on: %w", err)
	}
	return n, nil
}
