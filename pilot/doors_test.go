package pilot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// powered is the agency with an auditor, A4, and a coordinator who heads nothing
// and whose unit nobody heads, A5.
var powered = strings.NewReplacer(
	"P1,CV,nhân viên + điều phối,có,02/01/2026", "P1,CV,,có,02/01/2026",
	"04,P1,CV,,,", "04,P1,CV,nhân viên + kiểm tra,,", "05,P2,CV,,,", "05,P2,CV,nhân viên + điều phối,,",
).Replace(staffed)

// openPowered has A2 hand the approvals of P1 to A3; A3 and A4 wait for a decision.
func openPowered(t testing.TB) *agency {
	t.Helper()
	a := openAgency(t)
	a.mustBring(powered, noon)
	a.must(func(tx *store.Tx) error {
		_, err := people.Delegate(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), rules.Delegation{
			From: a.who["A2"], To: a.who["A3"], First: rules.DateOf(a.now), Last: rules.MustDate("2026-11-27"),
		})
		return err
	})
	a.ask("A3", "2026-11-26")
	a.ask("A4", "2026-11-26")
	return a
}

// followed is everything that came of a change made by somebody: the new rows of
// the audit, the new messages with their readers, and the state.
func (a *agency) followed(by rules.PersonID, since, queued int64) string {
	a.Helper()
	var out strings.Builder
	if err := a.db.Read(context.Background(), func(tx *store.Tx) error {
		trail, err := tx.AuditTrail(0, 1000)
		if err != nil {
			return err
		}
		for _, r := range slices.Backward(trail) {
			if r.ID > since {
				fmt.Fprintf(&out, "%s %s %d by whom it was %v for %d: %s → %s\n",
					r.Action, r.Object, r.ObjectID, r.Actor == by, r.OnBehalfOf, r.Before, r.After)
			}
		}
		all, err := tx.Waiting(a.now, -1, 0, 1000)
		if err != nil {
			return err
		}
		var told []string
		for _, o := range all {
			if o.ID <= queued {
				continue
			}
			if o.Body.Screen != nil {
				delete(o.Body.Screen.Text.Args, "by")
			}
			body, err := json.Marshal(o.Body)
			if err != nil {
				return err
			}
			told = append(told, fmt.Sprintf("to %d %d: %s\n", o.Person, o.Chat, body))
		}
		slices.Sort(told) // who is told first says nothing
		out.WriteString(strings.Join(told, ""))
		for _, code := range []string{"A1", "A2", "A3", "A4", "A5"} {
			given, err := tx.Delegations(a.who[code], rules.DateOf(a.now))
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, "%s: %+v\n", code, given)
		}
		open, err := tx.OpenRequests(0, 100)
		fmt.Fprintf(&out, "%+v\n", open)
		return err
	}); err != nil {
		a.Fatal(err)
	}
	return out.String() + a.state()
}

// mark is where the audit and the messages end: the last of each.
func (a *agency) mark() (audit, queued int64) {
	a.Helper()
	a.write(func(tx *store.Tx) error {
		trail, err := tx.AuditTrail(0, 1)
		if err != nil {
			return err
		}
		all, err := tx.Waiting(a.now, -1, 0, 1000)
		audit = trail[0].ID
		for _, o := range all {
			queued = max(queued, o.ID)
		}
		return err
	})
	return audit, queued
}

// Section 4: every way in follows the same rules and tells the same people.
func TestEveryDoorDoesTheSame(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]struct {
		before, was, is string // in the file: what it says before the change, and the row that changes
		chat            func(a *agency, tx *store.Tx, by rules.PersonID) error
	}{
		"another head": {was: "SO,A2", is: "SO,A3", chat: func(a *agency, tx *store.Tx, by rules.PersonID) error {
			return people.Appoint(a.pilot.Do(tx, a.now, pilot.Actor{Person: by}), 2, a.who["A3"])
		}},
		"no head": {was: "SO,A2", is: "SO,", chat: func(a *agency, tx *store.Tx, by rules.PersonID) error {
			return people.Appoint(a.pilot.Do(tx, a.now, pilot.Actor{Person: by}), 2, 0)
		}},
		"a transfer today": {was: "04,P1,CV,nhân viên + kiểm tra,,", is: "04,SO,CV,nhân viên + kiểm tra,,23/11/2026", chat: func(a *agency, tx *store.Tx, by rules.PersonID) error {
			return people.TransferPerson(a.pilot.Do(tx, a.now, pilot.Actor{Person: by}), people.Transfer{Person: a.who["A4"], Unit: 1, Position: 1, From: rules.MustDate("2026-11-23")})
		}},
		"a transfer ahead": {was: "04,P1,CV,nhân viên + kiểm tra,,", is: "04,SO,CV,nhân viên + kiểm tra,,01/12/2026", chat: func(a *agency, tx *store.Tx, by rules.PersonID) error {
			return people.TransferPerson(a.pilot.Do(tx, a.now, pilot.Actor{Person: by}), people.Transfer{Person: a.who["A4"], Unit: 1, Position: 1, From: rules.MustDate("2026-12-01")})
		}},
		"a delegate who leaves": {was: "03,P1,CV,,,", is: "03,P1,CV,,không,", chat: func(a *agency, tx *store.Tx, by rules.PersonID) error {
			return people.Deactivate(a.pilot.Do(tx, a.now, pilot.Actor{Person: by}), a.who["A3"], false)
		}},
		"somebody comes back": {before: "03,P1,CV,,không,", was: "03,P1,CV,,,", is: "03,P1,CV,,có,", chat: func(a *agency, tx *store.Tx, by rules.PersonID) error {
			return people.Reactivate(a.pilot.Do(tx, a.now, pilot.Actor{Person: by}), a.who["A3"])
		}},
		"a role more": {was: "03,P1,CV,,,", is: "03,P1,CV,nhân viên + kiểm tra,,", chat: func(a *agency, tx *store.Tx, by rules.PersonID) error {
			return people.SetRoles(a.pilot.Do(tx, a.now, pilot.Actor{Person: by}), a.who["A3"], rules.Staff|rules.Auditor)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(powered, change.was) {
				t.Fatalf("no row says %q", change.was)
			}
			doors := []struct {
				name string
				by   string
				do   func(a *agency, by rules.PersonID) error
			}{
				{"the chat", "A5", func(a *agency, by rules.PersonID) error {
					return a.db.Write(context.Background(), func(tx *store.Tx) error { return change.chat(a, tx, by) })
				}},
				{"the command line", "", func(a *agency, by rules.PersonID) error {
					_, err := a.bringBy(strings.Replace(powered, change.was, change.is, 1), by)
					return err
				}},
				{"a file in the chat", "A5", func(a *agency, by rules.PersonID) error {
					_, err := a.bringBy(strings.Replace(powered, change.was, change.is, 1), by)
					return err
				}},
			}
			want := ""
			for _, door := range doors {
				a := openPowered(t)
				if change.before != "" {
					a.mustBring(strings.Replace(powered, change.was, change.before, 1), a.now)
				}
				audit, queued := a.mark()
				by := a.who[door.by]
				if err := door.do(a, by); err != nil {
					t.Fatalf("%s: %v", door.name, err)
				}
				got := a.followed(by, audit, queued)
				if want == "" {
					want = got
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s does something else (-the chat +%s):\n%s", door.name, door.name, diff)
				}
			}
		})
	}
}

// bringBy imports a file as somebody.
func (a *agency) bringBy(text string, by rules.PersonID) (changes people.Changes, err error) {
	a.Helper()
	err = a.db.Write(context.Background(), func(tx *store.Tx) error {
		changes, err = a.importAs(tx, text, a.now, by)
		return err
	})
	return changes, err
}

// Section 11: what takes a second confirmer in the chat takes one in a file, and
// nobody else in the shell. The rest of the file is imported.
func TestAFileInTheChatDoesNotGoRoundTheSecondConfirmer(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"a role for oneself": strings.Replace(powered, "nhân viên + điều phối", "nhân viên + điều phối + quản trị", 1),
		"a unit for oneself": strings.Replace(powered, "P2,Phòng Hai,SO,,", "P2,Phòng Hai,SO,A5,", 1),
		"the last auditor":   strings.Replace(powered, "nhân viên + kiểm tra", "nhân viên", 1),
		"the auditor leaves": strings.Replace(powered, "nhân viên + kiểm tra,,", "nhân viên + kiểm tra,không,", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if file == powered {
				t.Fatal("the file changes nothing")
			}
			a := openPowered(t)
			before := a.organisation()
			changes, err := a.bringBy(strings.Replace(file, "Phòng Hai", "Phòng Số Hai", 1), a.who["A5"])
			if err != nil {
				t.Fatal(err)
			}
			if len(changes.Two) != 1 || len(changes.Refused)+len(changes.Heads)+len(changes.Left) != 0 || len(changes.List) != 1 {
				t.Errorf("asked for %d, refused %d, heads %d, left %d, changed %+v", len(changes.Two), len(changes.Refused), len(changes.Heads), len(changes.Left), changes.List)
			}
			if after := strings.Replace(a.organisation(), "Phòng Số Hai", "Phòng Hai", 1); after != before {
				t.Errorf("it changed before anybody confirmed it (-before +after):\n%s", cmp.Diff(before, after))
			}
			again, err := a.bringBy(strings.Replace(file, "Phòng Hai", "Phòng Số Hai", 1), a.who["A5"])
			if err != nil || len(again.Refused) != 1 || again.Refused[0].Reasons[0].Key != "power.waits_already" {
				t.Errorf("%v: the same file again: %+v, want that it waits already", err, again)
			}
			if _, err := a.bringBy(file, 0); err != nil {
				t.Errorf("the shell: %v", err)
			}
		})
	}
}

// organisation is who works where as what, and who heads what.
func (a *agency) organisation() string {
	a.Helper()
	var out strings.Builder
	a.must(func(tx *store.Tx) error {
		units, err := tx.Units()
		if err != nil {
			return err
		}
		for _, u := range units {
			fmt.Fprintln(&out, u.Code, u.Name, u.Head)
		}
		all, err := tx.People(rules.DateOf(a.now))
		for _, x := range all {
			fmt.Fprintln(&out, x.Code, x.Roles, x.Active, x.Unit)
		}
		return err
	})
	return out.String()
}

// Section 11: an account that came by a phone number which a coordinator entered counts as invited by them.
func TestWhoEntersAPhoneNumberInTheChatIsBehindTheAccount(t *testing.T) {
	t.Parallel()
	for by, want := range map[string]bool{"A5": true, "": false} {
		a := openPowered(t)
		file := strings.Replace(powered, "04,P1,CV,nhân viên + kiểm tra,,", "04,P1,CV,nhân viên + kiểm tra,,\nB9,Người Mới,0900 000 099,P1,CV,nhân viên + kiểm tra,,", 1)
		if file == powered {
			t.Fatal("the file changes nothing")
		}
		if _, err := a.bringBy(file, a.who[by]); err != nil {
			t.Fatal(err)
		}
		a.must(func(tx *store.Tx) error {
			do := a.pilot.Do(tx, a.now, pilot.Actor{})
			linked, err := people.LinkByPhone(do, people.NewAccount{Chat: 990_099}, "84900000099")
			if err != nil {
				return err
			}
			if got := linked.Inviter == a.who["A5"]; got != want {
				t.Errorf("entered by %q: invited by %d", by, linked.Inviter)
			}
			return nil
		})
	}
}
