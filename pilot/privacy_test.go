package pilot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/privacy"
	"tainha/rules"
	"tainha/store"
	"tainha/store/storetest"
)

// secrets are what must not be left of Chín after an erasure.
var secrets = []string{"Chín", "chin", "84900000003", "A3", "đón con", "thứ tư hằng tuần", "phòng đã đủ", "sick", "tên sai"}

// chinsChat is the account of Chín as it stands in texts.
const chinsChat = "1003"

// openPrivate is the agency with a past of Chín (A3) in every corner: days at
// home done, rejected and to come, illness, texts, an invitation, a copy asked.
func openPrivate(t testing.TB) *agency {
	t.Helper()
	a := openAgency(t)
	a.pilot.Data, a.pilot.Consent = rules.DefaultDataPolicy(), pilot.Notice{Version: 1}
	chin := a.who["A3"]
	a.write(func(tx *store.Tx) error {
		for code := range a.who {
			if err := people.Agree(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[code]}), store.Consent, 1); err != nil {
				return err
			}
		}
		p, err := tx.Person(chin, rules.DateOf(a.now))
		if err != nil {
			return err
		}
		day := func(d string, s rules.RequestState) rules.RequestDay {
			return rules.RequestDay{Slot: rules.Slot{Date: rules.MustDate(d)}, State: s, DecidedBy: a.who["A2"], Reason: "phòng đã đủ"}
		}
		r := rules.Request{
			Person: chin, Unit: p.Unit, Note: "đón con", Series: "thứ tư hằng tuần", Rev: 1, Created: a.now, Asked: a.now,
			Days: []rules.RequestDay{day("2026-11-04", rules.Done), day("2026-11-11", rules.Done), day("2026-11-18", rules.Rejected)},
		}
		if err := tx.InsertRequest(&r); err != nil {
			return err
		}
		if err := tx.Audit(store.Entry{At: a.now, Actor: chin, Action: "request.submit", Object: "request", ObjectID: int64(r.ID), After: r}); err != nil {
			return err
		}
		sick := rules.Absence{Person: chin, First: rules.DateOf(a.now), Last: rules.DateOf(a.now) + 1, Kind: rules.Sick}
		if err := people.RecordAbsence(a.pilot.Do(tx, a.now, pilot.Actor{Person: chin}), []rules.Absence{sick}); err != nil {
			return err
		}
		if _, err := privacy.AskData(a.pilot.Do(tx, a.now, pilot.Actor{Person: chin}), rules.DataCorrect, "tên sai"); err != nil {
			return err
		}
		if err := tx.SaveConversation(store.Conversation{Chat: 1003, User: 1003, Flow: "wfh", Data: []byte(`{"note":"đón con"}`)}, a.now); err != nil {
			return err
		}
		if err := tx.AddDead(store.DeadUpdate{ID: 1, At: a.now, Raw: `{"message":{"from":{"id":1003}}}`}); err != nil {
			return err
		}
		return tx.SetKeyboard(1002, store.Keyboard{Message: 9, Keys: []store.Key{{Label: "1. " + p.Name, Data: "x"}}})
	})
	return a
}

// sendAll lets every message arrive.
func (a *agency) sendAll() {
	a.Helper()
	a.write(func(tx *store.Tx) error {
		list, err := tx.Waiting(a.now, -1, 0, 1000)
		for _, o := range list {
			if err := tx.Finish(a.now, o.ID, store.OutSent, ""); err != nil {
				return err
			}
		}
		return err
	})
}

// found lists the columns that still hold one of the texts.
func (a *agency) found(texts ...string) []string {
	a.Helper()
	return storetest.Find(a, a.path, texts...)
}

// counts is what statistics are made of: the days by unit and date, in halves.
func (a *agency) counts() string {
	a.Helper()
	var b strings.Builder
	a.write(func(tx *store.Tx) error {
		units, err := tx.Units()
		for _, u := range units {
			list, err := tx.HomeCounts(u.ID, rules.MustDate("2026-01-01"), rules.DateOf(a.now))
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, u.Code, list)
		}
		return err
	})
	return b.String()
}

func (a *agency) audited() (r store.AuditReport) {
	a.Helper()
	a.write(func(tx *store.Tx) (err error) {
		r, err = tx.VerifyAudit(nil)
		return err
	})
	if r.Fault != nil {
		a.Errorf("the audit: %v", r.Fault)
	}
	return r
}

func (a *agency) erase(code, by string) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		return privacy.Erase(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who[by]}), a.who[code])
	}
}

// Section 10: the rest is erased or made anonymous; statistics and the audit's
// chain stay whole.
func TestAnErasureLeavesNothingOfThePersonButTheCounts(t *testing.T) {
	t.Parallel()
	a := openPrivate(t)
	a.must(func(tx *store.Tx) error {
		return people.Deactivate(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), a.who["A3"], false)
	})
	a.now = a.now.Add(time.Hour)
	a.sendAll()
	if before := a.found(secrets...); len(before) < 10 {
		t.Fatalf("only %v is there to be erased", before)
	}
	counts := a.counts()
	a.must(a.erase("A3", "A2"))
	a.sendAll()
	if left := a.found(secrets...); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if diff := cmp.Diff(counts, a.counts()); diff != "" || !strings.Contains(counts, "2026-11-11") {
		t.Errorf("counts (-before +after):\n%s", diff)
	}
	if r := a.audited(); r.Erased == 0 {
		t.Error("no detail of the audit was erased")
	}
	a.refused("again", a.erase("A3", "A2"), "erase.already")
	a.refused("back on the staff", func(tx *store.Tx) error {
		return people.Reactivate(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), a.who["A3"])
	}, "erase.already")
}

func TestWhoIsOnTheStaffIsErasedOnlyWhenTheyAsk(t *testing.T) {
	t.Parallel()
	a := openPrivate(t)
	a.refused("nobody asked", a.erase("A3", "A2"), "erase.active")
	a.refused("a head", a.erase("A2", "A2"), "people.is_head")
	var asked rules.DataRequest
	a.must(func(tx *store.Tx) (err error) {
		asked, err = privacy.AskData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), rules.DataErase, "")
		return err
	})
	a.refused("asked twice", func(tx *store.Tx) error {
		_, err := privacy.AskData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), rules.DataErase, "")
		return err
	}, "mydata.erase_waits")
	id := a.ask("A3", "2026-12-02")
	a.sendAll()
	answer := func(tx *store.Tx) error {
		return privacy.AnswerData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), privacy.DataAnswer{Request: asked.ID})
	}
	a.must(answer)
	a.expect("the day ahead", id, "-")
	a.sendAll()
	a.must(func(tx *store.Tx) error { // the account is a stranger's, which slows guesses for a while
		_, err := tx.Purge(store.OldStrangers, a.now, 1000)
		return err
	})
	if left := a.found(append(secrets, chinsChat)...); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	a.audited()
	a.refused("answered twice", answer, "data.answered")
}

// A request that comes in on Monday 23 November is to be answered within two
// working days; Tuesday 24 is a holiday.
func TestTheDeadlineCountsWorkingDays(t *testing.T) {
	t.Parallel()
	a := openPrivate(t)
	a.pilot.Calendar.Years[2026] = rules.Year{DaysOff: map[rules.Date]string{rules.MustDate("2026-11-24"): "Ngày Văn hóa Việt Nam"}}
	for received, want := range map[string]string{
		"2026-11-23T09:00": "2026-11-26", "2026-11-23T23:59": "2026-11-26", "2026-11-24T10:00": "2026-11-26",
		"2026-11-20T16:00": "2026-11-25", "2026-12-31T10:00": "",
	} {
		now, err := time.ParseInLocation("2006-01-02T15:04", received, zone)
		if err != nil {
			t.Fatal(err)
		}
		a.must(func(tx *store.Tx) error {
			d, err := privacy.AskData(a.pilot.Do(tx, now, pilot.Actor{Person: a.who["A4"]}), rules.DataCorrect, "x")
			if d.Due.String() != want {
				t.Errorf("received %s: due %q, want %q", received, d.Due, want)
			}
			return err
		})
	}
	a.refused("one correction too many", func(tx *store.Tx) error {
		_, err := privacy.AskData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A4"]}), rules.DataCorrect, "x")
		return err
	}, "mydata.corrections_wait")
	a.pilot.Calendar.Years[2027] = rules.Year{}
	a.must(func(tx *store.Tx) error {
		open, err := privacy.OpenData(a.pilot.Do(tx, a.now, pilot.Actor{}), -1)
		if last := open[len(open)-1]; last.Due != rules.MustDate("2027-01-04") {
			t.Errorf("once the calendar knows, the request of 31/12 is due %s", last.Due)
		}
		return err
	})
}

func TestNobodyAnswersTheirOwnDataRequest(t *testing.T) {
	t.Parallel()
	a := openPrivate(t)
	var own, chins rules.DataRequest
	a.must(func(tx *store.Tx) (err error) {
		if own, err = privacy.AskData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), rules.DataCorrect, "x"); err != nil {
			return err
		}
		chins, err = privacy.AskData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), rules.DataCorrect, "y")
		return err
	})
	a.refused("own", func(tx *store.Tx) error {
		return privacy.AnswerData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), privacy.DataAnswer{Request: own.ID})
	}, "people.self")
	a.refused("without a reason", func(tx *store.Tx) error {
		return privacy.AnswerData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), privacy.DataAnswer{Request: chins.ID, Refused: true})
	}, "mydata.text_length")
}

// Whoever takes the consent back gives up the days ahead and decides nothing
// any more; the evidence of the time until then stays.
func TestAConsentTakenBack(t *testing.T) {
	t.Parallel()
	a := openPrivate(t)
	own, forBinh := a.ask("A2", "2026-12-02"), a.ask("A4", "2026-12-02")
	a.expect("before", forBinh, "A2")
	withdraw := func(tx *store.Tx) error {
		return privacy.WithdrawConsent(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}))
	}
	a.must(withdraw)
	a.expect("the own request", own, "-")
	a.expect("what waited for the head", forBinh, "A1")
	a.refused("again", withdraw, "mydata.no_consent")
	a.must(func(tx *store.Tx) error {
		list, err := tx.Agreements(a.who["A2"])
		if len(list) != 1 || list[0].Withdrawn != a.now.UTC() || list[0].At.IsZero() {
			t.Errorf("the evidence is %+v", list)
		}
		return err
	})
}

func TestTheSameLookIsLoggedOnce(t *testing.T) {
	t.Parallel()
	a := openPrivate(t)
	look := func(after time.Duration, reader, what string) {
		a.must(func(tx *store.Tx) error {
			return a.pilot.Do(tx, a.now.Add(after), pilot.Actor{Person: a.who[reader]}).NoteRead(a.who["A3"], what)
		})
	}
	look(0, "A2", "person")
	look(9*time.Minute, "A2", "person")
	look(9*time.Minute, "A2", "request")
	look(11*time.Minute, "A2", "person")
	look(0, "A3", "person") // one's own
	a.must(func(tx *store.Tx) error {
		list, err := tx.DataReads(a.who["A3"], 10)
		if len(list) != 3 {
			t.Errorf("logged: %+v", list)
		}
		return err
	})
}
