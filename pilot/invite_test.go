package pilot_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

func (o *office) invite(who people.Invitees, days int) (invited people.Invited, err error) {
	o.Helper()
	err = o.db.Write(context.Background(), func(tx *store.Tx) error {
		invited, err = people.Invite(o.pilot.Do(tx, noon, pilot.Actor{Shell: true}), who, days)
		return err
	})
	return invited, err
}

func (o *office) redeem(code string, at time.Time) (who rules.PersonID, err error) {
	o.Helper()
	err = o.db.Write(context.Background(), func(tx *store.Tx) error {
		invite, err := tx.RedeemInvite(code, at)
		who = invite.Person
		return err
	})
	return who, err
}

func codesOf(people []people.Invitation) string {
	var codes []string
	for _, p := range people {
		codes = append(codes, p.Person.Code)
	}
	return strings.Join(codes, " ")
}

func TestWhoIsInvited(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(strings.Replace(small, "03,P1,CV,,,", "03,P1,CV,,không,", 1), noon)
	o.write(func(tx *store.Tx) error {
		a1, err := tx.PersonByCode("A1", rules.DateOf(noon))
		if err != nil {
			return err
		}
		return tx.Link(store.Account{Person: a1.ID, Chat: 7, Language: "vi", Linked: noon})
	})
	for name, c := range map[string]struct {
		who                    people.Invitees
		made, linked, inactive string
	}{
		"everybody":     {people.Invitees{All: true, Again: true}, "A2", "A1", ""},
		"one unit":      {people.Invitees{Unit: "p1", Again: true}, "A2", "", ""},
		"by code":       {people.Invitees{Codes: []string{"a2", "A2", "A3", "A1"}}, "A2", "A1", "A3"},
		"an empty unit": {people.Invitees{Unit: "P2"}, "", "", ""},
	} {
		got, err := o.invite(c.who, 14)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		named := func(people []rules.Person) string {
			var codes []string
			for _, p := range people {
				codes = append(codes, p.Code)
			}
			return strings.Join(codes, " ")
		}
		if codesOf(got.Made) != c.made || named(got.Linked) != c.linked || named(got.Inactive) != c.inactive {
			t.Errorf("%s: made %q, linked %q, inactive %q, want %q, %q, %q", name,
				codesOf(got.Made), named(got.Linked), named(got.Inactive), c.made, c.linked, c.inactive)
		}
	}
}

func TestACodeWorksOnceAndUntilItsLastDay(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	first, err := o.invite(people.Invitees{Codes: []string{"A2"}}, 14)
	if err != nil {
		t.Fatal(err)
	}
	if first.Last != rules.MustDate("2026-12-07") {
		t.Errorf("last day %s, want 2026-12-07", first.Last)
	}
	second, err := o.invite(people.Invitees{All: true, Again: true}, 14)
	if err != nil {
		t.Fatal(err)
	}
	a1, a2 := second.Made[0], second.Made[1]
	lastMinute := time.Date(2026, 12, 7, 23, 59, 0, 0, zone)
	for _, step := range []struct {
		what, code string
		at         time.Time
		want       error
	}{
		{"a guess", "NOSUCHCODE", noon, store.ErrNotFound},
		{"a code that a newer one replaced", first.Made[0].Code, noon.Add(time.Minute), store.ErrExpired},
		{"a code in its last minute", a2.Code, lastMinute, nil},
		{"the same code again", a2.Code, lastMinute, store.ErrUsed},
		{"a code after its last day", a1.Code, lastMinute.Add(time.Minute), store.ErrExpired},
	} {
		who, err := o.redeem(step.code, step.at)
		if !errors.Is(err, step.want) || step.want == nil && who != a2.Person.ID {
			t.Errorf("%s: person %d, %v, want %v", step.what, who, err, step.want)
		}
	}
}

func TestOnlyTheHashOfACodeIsStored(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	invited, err := o.invite(people.Invitees{All: true}, 14)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+o.path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	rows := 0
	for _, i := range invited.Made {
		var hashed, spelt int
		err := db.QueryRowContext(t.Context(), `SELECT count(*), coalesce(sum(instr(CAST(hash AS TEXT), ?)), 0) + (SELECT count(*) FROM audit_detail WHERE instr(after, ?))
			FROM invite WHERE length(hash) = 32 AND person_id = ?`, i.Code, i.Code, int64(i.Person.ID)).Scan(&hashed, &spelt)
		if err != nil {
			t.Fatal(err)
		}
		if rows += hashed; spelt != 0 {
			t.Errorf("the code of %s can be read in the database", i.Person.Code)
		}
	}
	if rows != len(invited.Made) || rows != 3 {
		t.Errorf("%d hashes for %d invitations, want 3", rows, len(invited.Made))
	}
}

func TestUnknownCodesInviteNobody(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	before := o.state()
	for _, who := range []people.Invitees{{Codes: []string{"A1", "B2"}}, {Unit: "P3"}} {
		_, err := o.invite(who, 14)
		var refusal *rules.Refusal
		if !errors.As(err, &refusal) || len(refusal.Reasons) != 1 || refusal.Reasons[0].Args["near"] == "" {
			t.Errorf("%+v: %v, want a refusal that names the nearest code", who, err)
			continue
		}
		for _, lang := range []string{"vi", "en"} {
			if _, err := o.texts.Plain(lang, refusal.Reasons[0]); err != nil {
				t.Error(err)
			}
		}
	}
	if o.state() != before {
		t.Error("a refused invitation changed the database")
	}
}

// What is printed and handed out goes on working when everybody is invited; it is made again only when that is asked for.
func TestInvitingEverybodySparesTheCodesThatWork(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.mustBring(small, noon)
	first, err := o.invite(people.Invitees{Codes: []string{"A2"}}, 14)
	if err != nil {
		t.Fatal(err)
	}
	second, err := o.invite(people.Invitees{All: true}, 30)
	if err != nil {
		t.Fatal(err)
	}
	if got := codesOf(second.Made); got != "A3 A1" && got != "A1 A3" {
		t.Errorf("made %q, want those of A1 and A3", got)
	}
	if len(second.Kept) != 1 || second.Kept[0].Person.Code != "A2" || second.Kept[0].Last != first.Last {
		t.Errorf("kept %+v, want that of A2 until %s", second.Kept, first.Last)
	}
	if _, err := o.redeem(first.Made[0].Code, noon.Add(time.Hour)); err != nil {
		t.Errorf("the printed code: %v", err)
	}
}
