package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/rules"
)

func TestWhatCannotBeReadBackIsNotQueued(t *testing.T) {
	t.Parallel()
	db := setup(t)
	for name, day := range map[string]rules.Date{"after 9999": 1<<31 - 1, "before year 1": -1 << 31} {
		var failed error
		write(t, db, func(tx *Tx) error {
			failed = tx.Savepoint(func() error {
				err := tx.Queue(now, Out{Chat: 5, Body: Body{Screen: &Screen{Text: rules.Msg("x", "day", day)}}})
				return err
			})
			return nil
		})
		if failed == nil {
			t.Errorf("a day %s was queued", name)
		}
	}
	if got := waiting(t, db, now); len(got) != 0 {
		t.Errorf("%v waits", got)
	}
}

func TestADayThatCannotBeReadBackIsNotStored(t *testing.T) {
	t.Parallel()
	db := setup(t)
	write(t, db, func(tx *Tx) error {
		if _, err := tx.exec(`SELECT ?`, rules.Date(1<<31-1)); err == nil {
			t.Error("a day beyond the year 9999 was bound")
		}
		return nil
	})
}

// A release before or after this one may have left rows that it reads otherwise.
func TestARowThatCannotBeReadIsSaidSoAndStopsNoOther(t *testing.T) {
	t.Parallel()
	db := setup(t)
	queue(t, db, Out{Chat: 5, Body: screen("good")})
	bodies := []string{``, `{`, `[]`, `{"screen":5}`, `{"screen":{"text":{"key":"x","args":{"d":{"d":"12026-01-01"}}}}}`,
		`{"screen":{"text":{"key":"x","args":{"d":{"zz":1}}}}}`, `{"screen":{"secret":true`}
	write(t, db, func(tx *Tx) error {
		for i, b := range bodies {
			must(tx.insert(`INSERT INTO outbox (chat_id, lane, body, created_at) VALUES (?, 0, ?, 1)`, 10+i, b))
		}
		must(tx.insert(`INSERT INTO outbox (chat_id, lane, body, created_at) VALUES (90, 200000, '{}', 1)`))
		must(tx.insert(`INSERT INTO outbox (chat_id, lane, body, created_at) VALUES (91, -7, '{}', 1)`))
		return nil
	})
	rows := read(t, db, func(tx *Tx) ([]Out, error) { return tx.Heads(now, -1<<63, 0, 100) })
	broken := 0
	for _, o := range rows {
		if o.Broken != "" {
			broken++
		}
	}
	if want := len(bodies) + 2; len(rows) != want+1 || broken != want {
		t.Fatalf("%d rows, %d broken, want %d and %d", len(rows), broken, want+1, want)
	}
	write(t, db, func(tx *Tx) error {
		for _, o := range rows {
			must(0, tx.Finish(now, o.ID, OutDead, o.Broken))
		}
		return tx.ForgetChat(10, now)
	})
	list := read(t, db, func(tx *Tx) ([]Out, error) { return tx.OutInState(OutDead, 100) })
	if len(list) != len(rows) {
		t.Errorf("%d are dead letters, want %d", len(list), len(rows))
	}
	if text := read(t, db, func(tx *Tx) (string, error) {
		return queryRow(tx, scalar[string], `SELECT group_concat(body) FROM outbox`)
	}); strings.Contains(text, "secret") {
		t.Error("a secret that can't be read is kept")
	}
}

func TestAKeyboardThatCannotBeReadHasNoButtons(t *testing.T) {
	t.Parallel()
	db := setup(t)
	write(t, db, func(tx *Tx) error {
		must(0, tx.SetKeyboard(5, Keyboard{Message: 1, Keys: []Key{{Label: "a", Data: "x"}}}))
		must(tx.exec(`INSERT INTO keyboard (chat_id, asked, message_id, digits, keys) VALUES (5, 1, 2, 0, '{')`))
		return nil
	})
	ks := read(t, db, func(tx *Tx) ([]Keyboard, error) { return tx.Keyboards(5) })
	if len(ks) != 2 || len(ks[0].Keys) != 0 || len(ks[1].Keys) != 1 {
		t.Errorf("keyboards %+v", ks)
	}
}

func TestTheHeadOfEachRecipientIsReadWithoutItsBacklog(t *testing.T) {
	t.Parallel()
	db := setup(t)
	var many []Out
	for range 300 {
		many = append(many, Out{Chat: 5, Body: screen("flood")})
	}
	many = append(many,
		Out{Chat: 5, Lane: LaneStranger, Body: screen("last")},
		Out{Chat: 6, Lane: LaneNotice, Body: screen("planned"), NotBefore: now.Add(time.Hour)},
		Out{Chat: 6, Lane: LaneNotice, Body: screen("notice")},
		Out{Chat: 6, Lane: LaneBroadcast, Body: screen("behind it")},
		Out{Chat: 7, Lane: LaneStranger, Body: screen("stranger")},
		Out{Chat: 8, Lane: LaneBroadcast, Body: screen("broadcast")},
		Out{Chat: 9, Body: screen("colleague")})
	queue(t, db, many...)
	rows := read(t, db, func(tx *Tx) ([]Out, error) { return tx.Heads(now, LaneReply, 0, 10) })
	var got []string
	for _, o := range rows {
		got = append(got, o.Body.Screen.Text.Key)
	}
	if want := []string{"flood", "colleague", "notice", "broadcast", "stranger"}; !slices.Equal(got, want) {
		t.Errorf("heads %v, want %v", got, want)
	}
	n, said, err := 0, false, error(nil)
	write(t, db, func(tx *Tx) error { n, said, err = tx.AnswersWaiting(5, "slow", 25); return err })
	if n != 25 || said {
		t.Errorf("%d answers wait, said %v; want 25 and not yet", n, said)
	}
	queue(t, db, Out{Chat: 5, Body: screen("slow"), Anchor: "slow"})
	write(t, db, func(tx *Tx) error { _, said, err = tx.AnswersWaiting(5, "slow", 25); return err })
	if !said {
		t.Error("the word that was queued is not found")
	}
}

func TestNoNumberMeansAButtonOfTheMessageAbove(t *testing.T) {
	t.Parallel()
	k := Keyboard{Keys: []Key{{Label: "a"}, {Label: "2. b", Above: true}, {Label: "c", Above: true}}}
	for n, want := range map[int]int{0: -1, 1: 0, 2: -1, 3: -1, 4: -1} {
		if got := k.At(n); got != want {
			t.Errorf("%d means the button %d, want %d", n, got, want)
		}
	}
}
