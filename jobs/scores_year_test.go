package jobs

import (
	"math/rand/v2"
	"testing"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// A year of evaluations with restarts and outages, leave and people who score themselves or don't: each month's sheet
// is there once for each who is not away over all of it, and what is told of it is one digest a day at most, in the hours
// of work, to nobody on leave.
func TestAYearOfEvaluationsIsOpenedOnceAndToldWithinTheBudget(t *testing.T) {
	t.Parallel()
	h, o := scored(t, "2026-01-02 07:00")
	random := rand.New(rand.NewPCG(11, 2026))
	all := []rules.PersonID{o.director, o.an, o.binh, o.lan, o.minh, o.hoa, o.dieu}
	e := h.engine(scores(), digest())
	h.tick(e, h.now)
	down := rules.Date(0) // until that day nothing runs
	for d := day("2026-01-03"); d <= day("2026-12-31"); d++ {
		if d >= down && random.IntN(25) == 0 {
			down = d.AddDays(1 + random.IntN(4))
		}
		if random.IntN(9) == 0 {
			who, days := all[random.IntN(len(all))], random.IntN(6)
			h.write(func(tx *store.Tx) error {
				return tx.AddAbsence(rules.Absence{Person: who, First: d, Last: d.AddDays(days), Part: rules.Whole, Kind: rules.Leave})
			})
		}
		if random.IntN(15) == 0 {
			h.restart()
			e = h.engine(scores(), digest())
		}
		for _, minute := range []int{431, 450, 455, 720} {
			if h.now = d.At(minute, saigon); d >= down || minute == 720 && d.AddDays(1) == down { // it comes back at noon
				h.tick(e, h.now)
			}
		}
		if d >= down {
			h.scoreSome(o, d, random)
		}
	}
	h.mustHaveOneSheetAMonth(all)
	h.mustTellOfSheetsInHours()
}

// scoreSome lets who has an open sheet score themselves, or not.
func (h *house) scoreSome(o office, d rules.Date, random *rand.Rand) {
	for _, x := range h.evaluations(d.MonthStart().String()) {
		if x.Stage == evaluation.Prompted && x.Person != o.op && random.IntN(5) == 0 {
			h.as(x.Person, func(do pilot.Do) error { _, err := score.SelfScore(do, score.Step{ID: x.ID}, marks(), ""); return err })
		}
	}
}

// mustHaveOneSheetAMonth holds the sheets of the year against who was there.
func (h *house) mustHaveOneSheetAMonth(all []rules.PersonID) {
	h.t.Helper()
	for month := day("2026-01-01"); month < day("2026-12-01"); month = month.AddMonths(1) {
		n := map[rules.PersonID]int{}
		for _, x := range h.evaluations(month.String()) {
			n[x.Person]++
		}
		for _, p := range all {
			if n[p] != 1 {
				h.t.Errorf("person %d has %d sheets of %s", p, n[p], month)
			}
		}
	}
}

func (h *house) mustTellOfSheetsInHours() {
	h.t.Helper()
	type personDay struct {
		who rules.PersonID
		day rules.Date
	}
	told := map[personDay]int{}
	for _, m := range h.outbox() {
		if m.Body.Card == nil || m.Body.Card.Kind != pilot.ObjectDigest {
			continue
		}
		when := m.Created.In(saigon)
		if !m.NotBefore.IsZero() {
			when = m.NotBefore.In(saigon)
		}
		key := personDay{m.Person, rules.DateOf(when)}
		if told[key]++; told[key] > 1 {
			h.t.Errorf("person %d gets %d digests on %s", key.who, told[key], key.day)
		}
		if !h.pilot.Calendar.Open(when) {
			h.t.Errorf("person %d gets a digest at %s", key.who, when)
		}
		absent := read(h, func(tx *store.Tx) ([]rules.Absence, error) { return tx.Absences(key.who, key.day, key.day) })
		for _, a := range absent {
			if a.Part == rules.Whole {
				h.t.Errorf("person %d on leave gets a digest on %s", key.who, key.day)
			}
		}
	}
	if least := 12 * staffed; len(told) < least {
		h.t.Errorf("only %d digests were sent in the year, the test proves nothing", len(told))
	}
}
