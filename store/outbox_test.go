package store

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"tainha/rules"
)

func screen(key string) Body { return Body{Screen: &Screen{Text: rules.Msg(key)}} }

// waiting lists the keys of the messages that wait at a moment, in sending order.
func waiting(t *testing.T, db *DB, at time.Time) []string {
	t.Helper()
	rows := read(t, db, func(tx *Tx) ([]Out, error) { return tx.Waiting(at, 0, 0, 100) })
	keys := make([]string, len(rows))
	for i, o := range rows {
		keys[i] = o.Body.Screen.Text.Key
	}
	return keys
}

func queue(t *testing.T, db *DB, outs ...Out) {
	t.Helper()
	write(t, db, func(tx *Tx) error {
		for _, o := range outs {
			if err := tx.Queue(now, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestAnswersPassNoticesAndNoticesPassBroadcasts(t *testing.T) {
	t.Parallel()
	db := setup(t)
	queue(t, db,
		Out{Chat: 5, Lane: LaneBroadcast, Body: screen("broadcast")},
		Out{Chat: 5, Lane: LaneNotice, Body: screen("notice")},
		Out{Chat: 6, Lane: LaneReply, Body: screen("reply 1")},
		Out{Chat: 5, Lane: LaneReply, Body: screen("reply 2")})
	if got, want := waiting(t, db, now), []string{"reply 1", "reply 2", "notice", "broadcast"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestADedupeKeyQueuesOnceForEver(t *testing.T) {
	t.Parallel()
	db := setup(t)
	queue(t, db, Out{Chat: 5, Dedupe: "k", Body: screen("a")}, Out{Chat: 5, Dedupe: "k", Body: screen("at once")})
	if got := waiting(t, db, now); !slices.Equal(got, []string{"a"}) {
		t.Errorf("%v waits, want the first alone", got)
	}
	write(t, db, func(tx *Tx) error { return tx.Finish(now, 1, OutSent, "") })
	queue(t, db, Out{Chat: 5, Dedupe: "k", Body: screen("b")})
	if got := waiting(t, db, now); len(got) != 0 {
		t.Errorf("%v waits after the key was used up", got)
	}
}

func TestALaterEditTakesThePlaceOfTheOneThatWaits(t *testing.T) {
	t.Parallel()
	db := setup(t)
	queue(t, db,
		Out{Chat: 5, Body: screen("new")},
		Out{Chat: 5, EditOf: 9, Body: screen("edit 1")},
		Out{Chat: 6, EditOf: 9, Body: screen("another chat")},
		Out{Chat: 5, EditOf: 8, Body: screen("another message")})
	queue(t, db,
		Out{Chat: 5, EditOf: 9, Body: screen("edit 2")},
		Out{Chat: 5, EditOf: 9, Body: screen("edit 3")})
	want := []string{"new", "another chat", "another message", "edit 3"}
	if got := waiting(t, db, now); !slices.Equal(got, want) {
		t.Errorf("waiting %v, want %v", got, want)
	}
	counts := read(t, db, func(tx *Tx) (map[OutState]int, error) { return tx.OutCounts() })
	if counts[OutMerged] != 1 {
		t.Errorf("%d merged, want 1", counts[OutMerged])
	}
}

func TestWhatIsNotSentIsCountedByItsState(t *testing.T) {
	t.Parallel()
	db := setup(t)
	states := []OutState{OutSent, OutHeld, OutDead, OutDead, OutUnreachable, OutUnreachable, OutUnreachable, OutShown}
	for i, s := range states {
		queue(t, db, Out{Chat: 5, Body: screen("x")})
		write(t, db, func(tx *Tx) error { return tx.Finish(now, int64(i+1), s, "why") })
	}
	queue(t, db, Out{Chat: 5, Body: screen("x")}, Out{Chat: 5, Body: screen("x")}, Out{Chat: 5, Body: screen("x")})
	write(t, db, func(tx *Tx) error { return tx.Claim(int64(len(states)+1), 1) })
	want := map[OutState]int{OutQueued: 2, OutClaimed: 1, OutHeld: 1, OutDead: 2, OutUnreachable: 3}
	read(t, db, func(tx *Tx) (int, error) {
		if got := must(tx.OutUnsent()); !maps.Equal(got, want) {
			t.Errorf("counted %v, want %v", got, want)
		}
		if got := must(tx.OutInState(OutDead, 5)); len(got) != 2 || got[0].ID != 4 {
			t.Errorf("dead letters %v", got)
		}
		return 0, nil
	})
}

func TestAnEditThatWasSentIsNotMergedAway(t *testing.T) {
	t.Parallel()
	db := setup(t)
	queue(t, db, Out{Chat: 5, EditOf: 9, Body: screen("sent")})
	write(t, db, func(tx *Tx) error { return tx.Finish(now, 1, OutSent, "") })
	queue(t, db, Out{Chat: 5, EditOf: 9, Body: screen("next")})
	counts := read(t, db, func(tx *Tx) (map[OutState]int, error) { return tx.OutCounts() })
	if counts[OutSent] != 1 || counts[OutMerged] != 0 {
		t.Errorf("states %v, want one sent and none merged", counts)
	}
}

func TestAPlannedMessageStaysOutOfTheWayAndAFailedOneKeepsItsPlace(t *testing.T) {
	t.Parallel()
	db := setup(t)
	later := now.Add(time.Hour)
	queue(t, db,
		Out{Chat: 5, Body: screen("planned"), NotBefore: later},
		Out{Chat: 5, Body: screen("failed once")},
		Out{Chat: 5, Body: screen("after it")})
	write(t, db, func(tx *Tx) error { return tx.Retry(2, now.Add(time.Minute), "timeout") })
	if got, want := waiting(t, db, now), []string{"failed once", "after it"}; !slices.Equal(got, want) {
		t.Errorf("now %v, want %v: what failed holds up its chat, what is planned does not", got, want)
	}
	if got, want := waiting(t, db, later), []string{"planned", "failed once", "after it"}; !slices.Equal(got, want) {
		t.Errorf("later %v, want %v", got, want)
	}
	next := read(t, db, func(tx *Tx) (time.Time, error) { return tx.NextPlanned(now) })
	if !next.Equal(now.Add(time.Minute)) {
		t.Errorf("next planned %v, want the retry in a minute", next)
	}
}

func TestABroadcastOfADeadProcessIsHeldAndNeverSentAgain(t *testing.T) {
	t.Parallel()
	db := setup(t)
	queue(t, db, Out{Chat: 5, Lane: LaneBroadcast, Body: screen("old")}, Out{Chat: 5, Lane: LaneBroadcast, Body: screen("mine")})
	write(t, db, func(tx *Tx) error {
		if err := tx.Claim(1, 7); err != nil {
			return err
		}
		return tx.Claim(2, 8)
	})
	write(t, db, func(tx *Tx) error {
		held, err := tx.HoldOrphans(now, 8)
		if held != 1 {
			t.Errorf("%d held, want 1", held)
		}
		return err
	})
	counts := read(t, db, func(tx *Tx) (map[OutState]int, error) { return tx.OutCounts() })
	if counts[OutHeld] != 1 || counts[OutClaimed] != 1 || len(waiting(t, db, now)) != 0 {
		t.Errorf("states %v, want one held, one claimed, none waiting", counts)
	}
}

// A call may be under way while its row is overtaken: by a newer edit, or by the
// end of the account.
func TestWhatWasGivenUpDuringItsCallIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	db := setup(t)
	queue(t, db,
		Out{Chat: 5, EditOf: 9, Body: screen("edit 1")},
		Out{Chat: 5, EditOf: 9, Body: screen("edit 2")},
		Out{Chat: 6, Body: screen("to an account that is gone")})
	write(t, db, func(tx *Tx) error {
		must(0, tx.ForgetChat(6, now))
		must(0, tx.Retry(1, now, "timeout"))
		return tx.Retry(3, now, "timeout")
	})
	if got, want := waiting(t, db, now), []string{"edit 2"}; !slices.Equal(got, want) {
		t.Errorf("waiting %v, want %v", got, want)
	}
}

func TestASecretTextIsForgottenWhenItIsGivenUp(t *testing.T) {
	t.Parallel()
	db := setup(t)
	secret := screen("a one-time code")
	secret.Screen.Secret = true
	queue(t, db,
		Out{Chat: 5, EditOf: 9, Body: secret},
		Out{Chat: 6, Body: secret})
	queue(t, db, Out{Chat: 5, EditOf: 9, Body: screen("over it")})
	write(t, db, func(tx *Tx) error { return tx.ForgetChat(6, now) })
	for _, state := range []OutState{OutMerged, OutUnreachable} {
		list := read(t, db, func(tx *Tx) ([]Out, error) { return tx.OutInState(state, 10) })
		if len(list) != 1 || list[0].Body.Screen != nil {
			t.Errorf("in state %d: %+v, want one without its text", state, list)
		}
	}
}

// What was queued is stored late, but never seen late: whoever looks at the
// outbox in the same transaction finds it, and an undone savepoint takes its own
// messages with it, and no others.
func TestWhatWasQueuedIsSeenAtOnceAndUndoneWithItsSavepoint(t *testing.T) {
	t.Parallel()
	db := setup(t)
	write(t, db, func(tx *Tx) error {
		must(0, tx.Queue(now, Out{Chat: 5, EditOf: 9, Body: screen("before")}))
		if !must(tx.EditWaits(5, 9)) {
			t.Error("the edit that was just queued does not wait")
		}
		must(0, tx.Queue(now, Out{Chat: 6, Body: screen("before too")}))
		err := tx.Savepoint(func() error {
			must(0, tx.Queue(now, Out{Chat: 5, EditOf: 9, Body: screen("undone")}))
			return errors.New("undo")
		})
		if err == nil {
			t.Error("the savepoint did not fail")
		}
		return tx.Savepoint(func() error { return tx.Queue(now, Out{Chat: 7, Body: screen("after")}) })
	})
	if got, want := waiting(t, db, now), []string{"before", "before too", "after"}; !slices.Equal(got, want) {
		t.Errorf("waiting %v, want %v", got, want)
	}
}

// A message to somebody who does not exist fails the savepoint in which it was
// queued, not the batch.
func TestAMessageThatCanNotBeStoredFailsItsOwnSavepoint(t *testing.T) {
	t.Parallel()
	db := setup(t)
	write(t, db, func(tx *Tx) error {
		if err := tx.Savepoint(func() error { return tx.Queue(now, Out{Person: 4711, Body: screen("nobody")}) }); err == nil {
			t.Error("a message to nobody was stored")
		}
		return tx.Queue(now, Out{Chat: 5, Body: screen("good")})
	})
	if got, want := waiting(t, db, now), []string{"good"}; !slices.Equal(got, want) {
		t.Errorf("waiting %v, want %v", got, want)
	}
}
