package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
)

func TestOneAccountOnePerson(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	link := func(p rules.PersonID, chat int64) error {
		return db.Write(context.Background(), func(tx *Tx) error {
			return tx.Link(Account{Person: p, Chat: chat, Language: "vi", Linked: now})
		})
	}
	if err := link(o.lan, 1001); err != nil {
		t.Fatal(err)
	}
	if err := link(o.minh, 1001); !errors.Is(err, ErrTaken) {
		t.Errorf("another person on that account: %v, want ErrTaken", err)
	}
	if err := link(o.lan, 1002); !errors.Is(err, ErrTaken) {
		t.Errorf("a second account: %v, want ErrTaken", err)
	}
	write(t, db, func(tx *Tx) error {
		if p := must(tx.PersonByChat(1001, day)); p.ID != o.lan || !p.Linked || !p.Reachable || p.Language != "vi" {
			t.Errorf("linked %+v", p)
		}
		must(0, tx.SetLanguage(o.lan, "en"))
		must(tx.exec("UPDATE account SET reachable = 0"))
		if a := must(tx.Account(o.lan)); a.Reachable || a.Language != "en" || !a.Linked.Equal(now) {
			t.Errorf("account %+v", a)
		}
		must(0, tx.SetReachable(o.lan))
		if p := must(tx.Person(o.lan, day)); !p.Reachable {
			t.Error("not reachable again")
		}
		must(0, tx.Unlink(o.lan))
		if _, err := tx.PersonByChat(1001, day); !errors.Is(err, ErrNotFound) {
			t.Errorf("after unlinking: %v, want ErrNotFound", err)
		}
		if err := tx.Unlink(o.lan); !errors.Is(err, ErrNotFound) {
			t.Errorf("unlinking twice: %v, want ErrNotFound", err)
		}
		return nil
	})
}

func TestAgreementsAreEvidence(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	later := now.Add(time.Hour)
	write(t, db, func(tx *Tx) error {
		must(0, tx.Agree(o.lan, Consent, 1, now))
		must(0, tx.Agree(o.lan, Consent, 2, later))
		must(0, tx.Agree(o.lan, Commitment, 3, later))
		if p := must(tx.Person(o.lan, day)); p.Consent != 2 || p.Commitment != 3 {
			t.Errorf("holds %d and %d, want 2 and 3", p.Consent, p.Commitment)
		}
		must(0, tx.Withdraw(o.lan, Consent, later))
		if p := must(tx.Person(o.lan, day)); p.Consent != 0 || p.Commitment != 3 {
			t.Errorf("after withdrawing %d and %d, want 0 and 3", p.Consent, p.Commitment)
		}
		want := []Agreement{
			{Consent, 1, now, later}, {Commitment, 3, later, time.Time{}}, {Consent, 2, later, later},
		}
		if diff := cmp.Diff(want, must(tx.Agreements(o.lan))); diff != "" {
			t.Errorf("evidence (-want +got):\n%s", diff)
		}
		if err := tx.Withdraw(o.lan, Consent, later); !errors.Is(err, ErrNotFound) {
			t.Errorf("withdrawing twice: %v, want ErrNotFound", err)
		}
		must(0, tx.Agree(o.lan, Consent, 2, later.Add(time.Hour)))
		if p := must(tx.Person(o.lan, day)); p.Consent != 2 {
			t.Errorf("agreed again, holds %d", p.Consent)
		}
		return nil
	})
}

func TestAnInvitationWorksOnceInItsTime(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	expires := now.Add(48 * time.Hour)
	redeem := func(tx *Tx, code string, at time.Time, p rules.PersonID, want error) {
		t.Helper()
		if got, err := tx.RedeemInvite(code, at); got.Person != p || !errors.Is(err, want) {
			t.Errorf("redeemed %+v, %v; want %d, %v", got, err, p, want)
		}
	}
	write(t, db, func(tx *Tx) error {
		first := must(tx.NewInvite(o.lan, 0, now, expires))
		second := must(tx.NewInvite(o.lan, 0, now.Add(time.Minute), expires))
		other := must(tx.NewInvite(o.minh, 0, now, expires))
		at := now.Add(time.Hour)
		redeem(tx, first, at, 0, ErrExpired) // replaced by the second
		redeem(tx, "nonsense", at, 0, ErrNotFound)
		redeem(tx, "", at, 0, ErrNotFound)
		redeem(tx, other, expires, 0, ErrExpired)
		redeem(tx, other, expires.Add(-time.Millisecond), o.minh, nil)
		redeem(tx, second+"\n", at, o.lan, nil)
		redeem(tx, second, at, 0, ErrUsed)
		if i := must(tx.LastInvite(o.lan)); i.Used.IsZero() || !i.Created.Equal(now.Add(time.Minute)) {
			t.Errorf("last invitation %+v", i)
		}
		for _, code := range []string{first, second, other} {
			if n := must(queryRow(tx, scalar[int], "SELECT count(*) FROM invite WHERE instr(hash, ?)", code)); n != 0 || len(code) > 64 {
				t.Errorf("code %q is stored, or too long for a deep link", code)
			}
		}
		return nil
	})
}

func TestAStrangerIsRemembered(t *testing.T) {
	t.Parallel()
	db := setup(t)
	write(t, db, func(tx *Tx) error {
		if s := must(tx.Stranger(5)); s != (Stranger{Chat: 5}) {
			t.Errorf("a new chat: %+v", s)
		}
		want := Stranger{Chat: 5, Language: "en", Answered: now, Guesses: 3, BlockedUntil: now.Add(time.Hour)}
		must(0, tx.SaveStranger(Stranger{Chat: 5, Guesses: 1}))
		must(0, tx.SaveStranger(want))
		if diff := cmp.Diff(want, must(tx.Stranger(5))); diff != "" {
			t.Errorf("stranger (-want +got):\n%s", diff)
		}
		must(0, tx.DropStranger(5))
		if s := must(tx.Stranger(5)); s.Guesses != 0 {
			t.Errorf("after it was linked: %+v", s)
		}
		return nil
	})
}
