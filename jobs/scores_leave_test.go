package jobs

import (
	"slices"
	"testing"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// Whoever is not there on the days for the self-score is asked on the first working day on which they are back, once, in
// the digest of that day, as long as nobody has scored them. Tuesday the 24th is a holiday.
func TestWhoWasOnLeaveIsAskedToScoreThemselvesOnTheirFirstDayBack(t *testing.T) {
	t.Parallel()
	h, o := scored(t, "2026-11-19 12:00")
	names := map[rules.PersonID]string{o.director: "director", o.an: "an", o.binh: "binh", o.lan: "lan", o.minh: "minh", o.hoa: "hoa", o.dieu: "dieu"}
	away := map[rules.PersonID][]rules.Absence{
		o.lan:  {{First: day("2026-11-19"), Last: day("2026-11-27")}}, // Thursday to Friday
		o.minh: {{First: day("2026-11-20"), Last: day("2026-11-23"), Kind: rules.Sick}},
		o.hoa:  {{First: day("2026-11-20"), Last: day("2026-11-20")}, {First: day("2026-11-25"), Last: day("2026-11-25"), Kind: rules.Duty}},
		o.dieu: {{First: day("2026-11-20"), Last: day("2026-11-20"), Part: rules.Morning}},
		o.binh: {{First: day("2026-11-20"), Last: day("2026-12-01")}}, // scored before he is back
		o.an:   {{First: day("2026-11-18"), Last: day("2026-12-07")}}, // until after publication is due
	}
	h.write(func(tx *store.Tx) error {
		for p, list := range away {
			for _, a := range list {
				if a.Person = p; a.Kind == "" {
					a.Kind = rules.Leave
				}
				if err := tx.AddAbsence(a); err != nil {
					return err
				}
			}
		}
		return nil
	})
	e := h.engine(scores(), digest())
	h.tick(e, h.now)
	asked := map[string][]string{}
	for d := day("2026-11-20"); d <= day("2026-12-11"); d++ {
		h.tick(e, d.At(430, saigon))
		seen := len(h.outbox())
		h.tick(e, d.At(450, saigon))
		for _, m := range h.outbox()[seen:] {
			h.as(m.Person, func(do pilot.Do) error {
				if x, by, some, err := score.SelfOf(do); err != nil || !some || x.From != day("2026-11-01") || by != day("2026-11-25") {
					return err
				}
				asked[names[m.Person]] = append(asked[names[m.Person]], d.String()[5:])
				return nil
			})
		}
		if d == day("2026-11-30") {
			h.scoreOf(o.binh, o.director)
		}
	}
	for name, want := range map[string][]string{
		"lan": {"11-30"}, "minh": {"11-25"}, "hoa": {"11-23"}, "dieu": {"11-20", "11-25"}, "director": {"11-20", "11-25"}, "binh": nil, "an": nil,
	} {
		if got := asked[name]; !slices.Equal(got, want) {
			t.Errorf("%s is asked on %v, want %v", name, got, want)
		}
	}
}

// scoreOf gives somebody's sheet of November the points of the criteria, without any work.
func (h *house) scoreOf(p, by rules.PersonID) {
	h.t.Helper()
	none := map[evaluation.Component]string{evaluation.Quantity: "nghỉ", evaluation.Quality: "nghỉ", evaluation.Progress: "nghỉ"}
	for _, e := range h.evaluations("2026-11-01") {
		if e.Person == p {
			h.as(by, func(do pilot.Do) error {
				_, err := score.Score(do, score.Step{ID: e.ID}, evaluation.Given{Common: marks(), NotApplicable: none})
				return err
			})
		}
	}
}

// Whom a head scores says until when somebody is on leave who is not there on any day for the self-score; of who is there on one it says nothing.
func TestTheHeadSeesWhoIsOnLeaveOverTheDaysForTheSelfScore(t *testing.T) {
	t.Parallel()
	h, o := scored(t, "2026-11-19 12:00")
	h.write(func(tx *store.Tx) error {
		for _, a := range []rules.Absence{
			{Person: o.lan, First: day("2026-11-19"), Last: day("2026-11-25"), Kind: rules.Leave}, {Person: o.lan, First: day("2026-11-26"), Last: day("2026-11-27"), Kind: rules.Sick},
			{Person: o.minh, First: day("2026-11-20"), Last: day("2026-11-23"), Kind: rules.Leave},
		} {
			if err := tx.AddAbsence(a); err != nil {
				return err
			}
		}
		return nil
	})
	e := h.engine(scores())
	h.tick(e, h.now)
	for _, c := range []string{"2026-11-20 07:10", "2026-11-26 08:00", "2026-12-03 08:00"} {
		h.tick(e, at(c))
		until := map[rules.PersonID]rules.Date{}
		h.as(o.an, func(do pilot.Do) error {
			for _, l := range must(score.Staff(do, day("2026-11-01"))) {
				if l.Evaluation == nil {
					continue
				}
				until[l.Person.ID] = l.AwayUntil
				if c := must(score.CaseOf(do, l.Evaluation.ID)); c.AwayUntil != l.AwayUntil {
					t.Errorf("the card of %s says %s, the list %s", l.Person.Called(), c.AwayUntil, l.AwayUntil)
				}
			}
			return nil
		})
		if len(until) == 0 || until[o.lan] != day("2026-11-27") || until[o.minh] != 0 {
			t.Errorf("%s: Lan is away until %s, Minh until %s", c, until[o.lan], until[o.minh])
		}
	}
}

// Who has no right to score themselves gets no sheet: an account of a coordinator, an auditor or an operator alone; of a
// head, who is scored as any member of staff, whatever else the account is.
func TestWhoCannotScoreThemselvesGetsNoSheet(t *testing.T) {
	t.Parallel()
	h, o := scored(t, "2026-11-19 12:00")
	var coordinator, auditor rules.PersonID
	h.write(func(tx *store.Tx) error {
		coordinator = addPerson(tx, o, "C1", "Mai Điều Phối", o.planning, rules.Coordinator)
		auditor = addPerson(tx, o, "C2", "Mai Kiểm Tra", o.planning, rules.Auditor)
		return tx.SetRoles(o.an, rules.Coordinator) // he heads the planning unit
	})
	e := h.engine(scores())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-20 07:10"))
	has := map[rules.PersonID]bool{}
	for _, x := range h.evaluations("2026-11-01") {
		has[x.Person] = true
		h.as(x.Person, func(do pilot.Do) error { _, err := score.SelfScore(do, score.Step{ID: x.ID}, marks(), ""); return err })
	}
	if has[coordinator] || has[auditor] || has[o.op] || !has[o.an] || !has[o.dieu] {
		t.Errorf("coordinator %t, auditor %t, operator %t have a sheet; a head with another role alone %t, a coordinator of the staff %t", has[coordinator], has[auditor], has[o.op], has[o.an], has[o.dieu])
	}
	h.as(o.an, func(do pilot.Do) error {
		for _, l := range must(score.Staff(do, do.Today)) {
			if l.Evaluation == nil {
				t.Errorf("%s stands among those to be scored, without a sheet", l.Person.Called())
			}
		}
		return nil
	})
	h.write(func(tx *store.Tx) error {
		if list := must(score.ToOpen(h.pilot.Do(tx, h.now, pilot.Actor{Job: "scores"}))); len(list) > 0 {
			t.Errorf("%v are still to be opened", list)
		}
		return nil
	})
}
