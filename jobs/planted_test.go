package jobs

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// While the head is away the delegate is told, on the last day of the delegation
// too; half a day away keeps nothing from the head.
func TestTheMorningGoesToADelegateOnTheLastDayAndToAHeadAwayForHalfADay(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.home(o, o.lan, "2026-11-25", "2026-11-26", "2026-11-27")
	h.write(func(tx *store.Tx) error {
		must(0, tx.AddAbsence(rules.Absence{Person: o.an, First: day("2026-11-25"), Last: day("2026-11-26"), Kind: rules.Leave}))
		must(0, tx.AddAbsence(rules.Absence{Person: o.an, First: day("2026-11-27"), Last: day("2026-11-27"), Part: rules.Morning, Kind: rules.Sick}))
		_, err := tx.AddDelegation(rules.Delegation{From: o.an, To: o.minh, First: day("2026-11-25"), Last: day("2026-11-26")})
		return err
	})
	e := h.engine(digest())
	h.tick(e, h.now)
	for _, d := range []string{"25", "26", "27"} {
		h.tick(e, at("2026-11-"+d+" 07:30"))
	}
	h.mustTell(o, "25 07:30 minh: card", "26 07:30 minh: card", "27 07:30 an: card") // An's is sent at noon
}

// Whoever left needs no account, and a coordinator without one can't be told.
func TestOfThoseNotLinkedOnlyTheStaffAreCountedAndOnlyReachableCoordinatorsTold(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-21 12:00"))
	o := newOffice(h)
	h.write(func(tx *store.Tx) error {
		for _, p := range []rules.PersonID{o.lan, o.minh} {
			must(0, tx.Unlink(p))
		}
		must(0, tx.SetRoles(o.hoa, rules.Staff|rules.Coordinator))
		must(0, tx.Unlink(o.hoa))
		return tx.SetActive(o.minh, false, h.now)
	})
	e := h.engine(digest())
	h.tick(e, h.now)
	h.tick(e, at("2026-11-23 07:30"))
	h.mustTell(o, "23 07:30 dieu: card")
	m := read(h, func(tx *store.Tx) (rules.Message, error) {
		m, _, err := people.Unlinked(h.pilot.Do(tx, at("2026-11-23 07:30"), pilot.Actor{Person: o.dieu}))
		return m, err
	})
	if said := plain(t, m); strings.Contains(said, "Đỗ Đức Minh") || !strings.Contains(said, "Còn 2 người") {
		t.Errorf("said %s, want Lan and Hòa alone", said)
	}
}

// A group hears what is approved, not what somebody asked for.
func TestAGroupHearsNothingOfWhatIsOnlyAskedFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 12:00"))
	o := newOffice(h)
	h.ask(o, o.lan, o.an, h.now, "2026-11-25", "2026-11-26")
	h.home(o, o.minh, "2026-11-26")
	h.write(func(tx *store.Tx) error { return tx.SetGroup(store.UnitGroup{Unit: o.planning, Chat: -100_123}) })
	e := h.engine(board())
	h.tick(e, h.now)
	for _, d := range []string{"25", "26"} {
		h.tick(e, at("2026-11-"+d+" 07:30"))
	}
	if said := h.texts(); strings.Count(said, "→") != 1 || strings.Contains(said, "Phạm Ngọc Lan") || !strings.Contains(said, "2/3") {
		t.Errorf("said %s, want Minh alone, on Thursday", said)
	}
}

// A file in the folder of the copies that is none of them is neither counted nor removed.
func TestOnlyCopiesOfTheDatabaseAreCountedAndRemoved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{
		"tainha-2026-11-23-013000.db", "tainha-2026-11-24-013000.db", "tainha-2026-11-25-013000.db",
		"tainha-2026-11-01-013000.db.gpg", "tainha-notes.txt", "old.db",
	} {
		must(0, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	must(0, Backup{Dir: dir, Keep: 2}.prune())
	var left []string
	for _, e := range must(os.ReadDir(dir)) {
		left = append(left, e.Name())
	}
	want := []string{"old.db", "tainha-2026-11-01-013000.db.gpg", "tainha-2026-11-24-013000.db", "tainha-2026-11-25-013000.db", "tainha-notes.txt"}
	if !slices.Equal(left, want) {
		t.Errorf("there are %v, want %v", left, want)
	}
}
