package pilot_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// agency is an office with linked people: Đức (A1) over Bình (A2, head of P1
// and coordinator), Chín (A3) and Dung (A4) in P1; P2 has no head.
type agency struct {
	*office
	now time.Time
	who map[string]rules.PersonID
}

const staffed = small + "A4,Lê Thị Dung,0900 000 004,P1,CV,,,\nA5,Mai Văn Em,0900 000 005,P2,CV,,,\n"

func openAgency(t testing.TB) *agency {
	t.Helper()
	a := &agency{openOffice(t), noon, map[string]rules.PersonID{}}
	a.pilot.Calendar = &rules.Calendar{
		Location: zone, Hours: []rules.Span{{From: 450, To: 690}, {From: 780, To: 1020}},
		Weekdays: [7]bool{false, true, true, true, true, true, false},
		Years:    map[int]rules.Year{2026: {}},
	}
	a.pilot.Policies = &rules.PolicyBook{Base: rules.DefaultPolicy()}
	a.pilot.Requests = rules.DefaultRequestPolicy()
	a.mustBring(staffed, noon)
	a.write(func(tx *store.Tx) error {
		for i, code := range []string{"A1", "A2", "A3", "A4", "A5"} {
			p, err := tx.PersonByCode(code, rules.DateOf(noon))
			if err != nil {
				return err
			}
			a.who[code] = p.ID
			if err := tx.Link(store.Account{Person: p.ID, Chat: int64(1001 + i), Language: "vi", Linked: noon}); err != nil {
				return err
			}
		}
		return nil
	})
	return a
}

// worded fails unless a message can be said in both languages.
func (o *office) worded(m rules.Message) {
	o.Helper()
	for _, lang := range []string{"vi", "en"} {
		if _, err := o.texts.HTML(lang, m); err != nil {
			o.Error(err)
		}
	}
}

// try runs one use case and returns its refusal's keys, each of which can be worded.
func (a *agency) try(fn func(tx *store.Tx) error) []string {
	a.Helper()
	err := a.db.Write(context.Background(), fn)
	var r *rules.Refusal
	if errors.As(err, &r) {
		keys := make([]string, len(r.Reasons))
		for i, m := range r.Reasons {
			keys[i] = m.Key
			a.worded(m)
		}
		return keys
	}
	if err != nil {
		a.Fatal(err)
	}
	return nil
}

func (a *agency) must(fn func(tx *store.Tx) error) {
	a.Helper()
	if keys := a.try(fn); keys != nil {
		a.Fatalf("refused: %v", keys)
	}
}

func (a *agency) refused(name string, fn func(tx *store.Tx) error, want ...string) {
	a.Helper()
	before := a.state()
	if got := a.try(fn); !slices.Equal(got, want) {
		a.Errorf("%s: refused with %v, want %v", name, got, want)
	}
	if diff := cmp.Diff(before, a.state()); diff != "" {
		a.Errorf("%s: refused, but it changed (-before +after):\n%s", name, diff)
	}
}

// ask lets somebody ask for a day and returns the request's id.
func (a *agency) ask(code, day string) rules.RequestID {
	a.Helper()
	var id rules.RequestID
	a.write(func(tx *store.Tx) error {
		p, err := tx.Person(a.who[code], rules.DateOf(a.now))
		if err != nil {
			return err
		}
		org, err := tx.Org(rules.DateOf(a.now), p.ID)
		if err != nil {
			return err
		}
		seat, _ := org.Approver(p.ID, 0, rules.DateOf(a.now))
		r := rules.Request{
			Person: p.ID, Unit: p.Unit, Rev: 1, Created: a.now, Asked: a.now, Level: seat.Level, Approver: seat.Approver,
			Days: []rules.RequestDay{{Slot: rules.Slot{Date: rules.MustDate(day)}, State: rules.Pending}},
		}
		err = tx.InsertRequest(&r)
		id = r.ID
		return err
	})
	return id
}

// waitsFor is the code of whoever a request waits for, "-" when it is not open.
func (a *agency) waitsFor(id rules.RequestID) string {
	a.Helper()
	out := "nobody"
	a.write(func(tx *store.Tx) error {
		r, err := tx.Request(id)
		if !r.Open() {
			out = "-"
		}
		for code, p := range a.who {
			if out == "nobody" && r.Approver == p {
				out = code
			}
		}
		return err
	})
	return out
}

// told counts the queued messages to a person.
func (a *agency) told(code string) (n int) {
	a.Helper()
	a.write(func(tx *store.Tx) error {
		all, err := tx.Waiting(a.now, -1, 0, 1000)
		for _, o := range all {
			if o.Person == a.who[code] && !o.Body.Menu {
				n++
			}
		}
		return err
	})
	return n
}

func (a *agency) expect(what string, id rules.RequestID, want string) {
	a.Helper()
	if got := a.waitsFor(id); got != want {
		a.Errorf("%s: waits for %s, want %s", what, got, want)
	}
}

func (a *agency) unit(code string) (id rules.UnitID) {
	a.Helper()
	a.write(func(tx *store.Tx) error {
		u, err := tx.UnitByCode(code)
		id = u.ID
		return err
	})
	return id
}

func (a *agency) transfer(code, unit, from string) func(*store.Tx) error {
	to := a.unit(unit)
	return func(tx *store.Tx) error {
		return people.TransferPerson(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), people.Transfer{
			Person: a.who[code], Unit: to, Position: 1, From: rules.MustDate(from),
		})
	}
}

func (a *agency) appoint(unit, code string) func(*store.Tx) error {
	to := a.unit(unit)
	return func(tx *store.Tx) error {
		return people.Appoint(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), to, a.who[code])
	}
}

// Section 4: moving a person moves what is pending, on the day of the move.
func TestATransferTakesAlongWhatWaits(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	now, later := a.ask("A3", "2026-11-26"), a.ask("A4", "2026-12-03")
	a.must(a.appoint("P2", "A5"))
	a.must(a.transfer("A3", "P2", "2026-11-23"))
	a.expect("moved today", now, "A5")
	a.must(a.transfer("A4", "P2", "2026-11-30"))
	a.expect("moves next week", later, "A2")
	a.now = time.Date(2026, 11, 30, 8, 0, 0, 0, zone)
	a.must(func(tx *store.Tx) error { return request.Reroute(a.pilot.Do(tx, a.now, pilot.Actor{Job: "test"})) })
	a.expect("moved that day", later, "A5")
	a.refused("taken back too late", func(tx *store.Tx) error {
		return people.DropTransfer(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), a.who["A4"], rules.MustDate("2026-11-30"))
	}, "people.no_plan")
}

func TestATransferThatCannotBe(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	a.refused("a day that is over", a.transfer("A3", "P2", "2026-11-20"), "people.from_past")
	a.refused("to where they are", a.transfer("A3", "P1", "2026-11-25"), "people.same_posting")
	a.write(func(tx *store.Tx) error {
		u, err := tx.UnitByCode("P2")
		if err != nil {
			return err
		}
		u.Active = false
		_, _, err = tx.UpsertUnit(u)
		return err
	})
	a.refused("to a closed unit", a.transfer("A3", "P2", "2026-11-25"), "people.unit_closed")
	a.refused("head of a closed unit", a.appoint("P2", "A3"), "people.unit_closed")
}

// Section 4: replacing a head moves what is pending; a vacant place sends it up.
func TestANewHeadIsAskedInstead(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	chin, dung := a.ask("A3", "2026-11-26"), a.ask("A4", "2026-11-26")
	a.must(a.appoint("P1", "A3"))
	a.expect("the clerk's", dung, "A3")
	a.expect("the new head's own", chin, "A1")
	a.must(a.appoint("P1", ""))
	a.expect("nobody heads", dung, "A1")
	a.refused("vacant already", a.appoint("P1", ""), "people.vacant_already")
	a.refused("their own superior", a.appoint("P1", "A1"), "tree.own_head")
	if a.told("A3") == 0 {
		t.Error("the new head was told nothing")
	}
}

func TestWhoeverLeavesTakesNothingAlong(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	own, theirs := a.ask("A3", "2026-11-26"), a.ask("A4", "2026-11-26")
	deactivate := func(code, by string, vacate bool) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return people.Deactivate(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[by], Shell: by == ""}), a.who[code], vacate)
		}
	}
	a.refused("the last coordinator", deactivate("A2", "", true), "people.last_coordinator")
	a.refused("oneself", deactivate("A2", "A2", false), "people.self")
	a.must(func(tx *store.Tx) error {
		return people.SetRoles(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), a.who["A1"], rules.Coordinator)
	})
	a.refused("a head without a successor", deactivate("A2", "A1", false), "people.is_head")
	a.must(func(tx *store.Tx) error {
		_, err := people.Delegate(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A1"]}), rules.Delegation{
			From: a.who["A1"], To: a.who["A3"], First: rules.DateOf(a.now), Last: rules.MustDate("2026-11-27"),
		})
		return err
	})
	a.must(deactivate("A2", "A1", true))
	a.expect("waited for the head", theirs, "A3") // sits for the level above
	a.must(deactivate("A3", "A1", false))
	a.expect("their own request", own, "-")
	a.expect("waited for the delegate who left", theirs, "A1")
	a.refused("twice", deactivate("A3", "A1", false), "people.inactive")
	a.write(func(tx *store.Tx) error {
		if _, err := tx.Account(a.who["A3"]); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the account: %v, want it gone", err)
		}
		given, err := tx.Delegations(a.who["A3"], rules.DateOf(a.now))
		if len(given) > 0 {
			t.Errorf("delegations left: %+v", given)
		}
		return err
	})
	a.must(func(tx *store.Tx) error {
		return people.Reactivate(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A1"]}), a.who["A3"])
	})
	a.expect("what was given up", own, "-")
}

func TestNobodyRemovesTheLastCoordinator(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	set := func(code string, roles rules.Roles) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return people.SetRoles(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), a.who[code], roles)
		}
	}
	a.refused("the only one", set("A2", rules.Staff), "people.last_coordinator")
	a.refused("no change", set("A2", rules.Coordinator|rules.Head), "people.same_roles")
	a.must(set("A3", rules.Coordinator|rules.Auditor))
	a.must(set("A2", 0))
	a.write(func(tx *store.Tx) error {
		p, err := tx.Person(a.who["A2"], rules.DateOf(a.now))
		if p.Roles != rules.Staff {
			t.Errorf("roles %v, want staff to stay", p.Roles)
		}
		return err
	})
}

// The old account is a stranger's at once, and what waited there goes on.
func TestALostPhone(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	id := a.ask("A3", "2026-11-26")
	unlink := func(tx *store.Tx) error {
		return people.Unlink(a.pilot.Do(tx, a.now, pilot.Actor{Shell: true}), a.who["A2"])
	}
	a.must(unlink)
	a.expect("waited there", id, "A1")
	a.refused("again", unlink, "unlink.none")
	a.write(func(tx *store.Tx) error {
		who, lang, err := a.pilot.Do(tx, a.now, pilot.Actor{}).Who(1002, rules.DateOf(a.now))
		if who.ID != 0 || lang != "vi" {
			t.Errorf("the old account is %d in %q, want a stranger who reads Vietnamese", who.ID, lang)
		}
		return err
	})
}

// What an import moves follows like what a coordinator moves.
func TestAnImportTakesAlongWhatWaits(t *testing.T) {
	t.Parallel()
	a := openAgency(t)
	chin, dung := a.ask("A3", "2026-11-26"), a.ask("A4", "2026-11-26")
	a.mustBring(strings.NewReplacer("SO,A2", "SO,A4", "03,P1,CV,,,", "03,P1,CV,,không,").Replace(staffed), a.now)
	a.expect("of who left", chin, "-")
	a.expect("of the new head", dung, "A1")
	a.write(func(tx *store.Tx) error {
		r, err := tx.Request(chin)
		if d := r.Days[0]; d.State != rules.Withdrawn || d.OnBehalfOf != a.who["A3"] || d.DecidedBy != 0 {
			t.Errorf("the day of who left is %+v, want it withdrawn by the list", d)
		}
		return err
	})
}
