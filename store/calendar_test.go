package store

import (
	"context"
	"errors"
	"slices"
	"testing"

	"tainha/rules"
)

// What was entered and not removed is listed in its order; an entry of another release is
// left out, and a look from outside names it.
func TestAnEntryOfTheCalendarThatCannotBeReadStopsNoOther(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	off := func(name string) rules.CalendarChange {
		return rules.CalendarChange{Off: []rules.NamedDays{{First: day, Last: day, Name: name}}}
	}
	write(t, db, func(tx *Tx) error {
		must(tx.insert(`INSERT INTO calendar_change (change, by_id, at) VALUES ('{"year":"next"}', ?, 1)`, int64(o.an)))
		must(tx.AddCalendarChange(off("Nghỉ"), o.an, now))
		gone := must(tx.AddCalendarChange(off("Bỏ"), o.an, now))
		must(tx.AddCalendarChange(off("Thêm"), o.an, now))
		if err := tx.RemoveCalendarChange(gone, o.an, now); err != nil {
			return err
		}
		if err := tx.RemoveCalendarChange(gone, o.an, now); !errors.Is(err, ErrNotFound) {
			t.Errorf("removed twice: %v", err)
		}
		return nil
	})
	var names []string
	for _, e := range read(t, db, func(tx *Tx) ([]CalendarEntry, error) { return tx.CalendarEntries() }) {
		name := ""
		if len(e.Off) > 0 {
			name = e.Off[0].Name
		}
		names = append(names, name)
	}
	if !slices.Equal(names, []string{"", "Nghỉ", "Thêm"}) {
		t.Errorf("read %q", names)
	}
	report := must(Inspect(context.Background(), db.path))
	if !slices.Equal(report.UnreadDays, []int64{1}) || len(report.Calendar) != 2 {
		t.Errorf("a look from outside says %v unread, %v", report.UnreadDays, report.Calendar)
	}
}

// What takes the place of an entry stands where that stood, once and again: what was entered
// later still lies over it.
func TestAnEntryThatIsReplacedKeepsItsPlace(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	off := func(name string) rules.CalendarChange {
		return rules.CalendarChange{Off: []rules.NamedDays{{First: day, Last: day, Name: name}}}
	}
	write(t, db, func(tx *Tx) error {
		first := must(tx.AddCalendarChange(off("Một"), o.an, now))
		must(tx.AddCalendarChange(off("Hai"), o.an, now))
		again := must(tx.ReplaceCalendarChange(first, off("Một, ngắn hơn"), o.an, now))
		must(tx.ReplaceCalendarChange(again, off("Một, ngắn nữa"), o.an, now))
		for _, gone := range []int64{first, again, 99} {
			if _, err := tx.ReplaceCalendarChange(gone, off("?"), o.an, now); !errors.Is(err, ErrNotFound) {
				t.Errorf("entry %d that is gone: %v", gone, err)
			}
		}
		return nil
	})
	var names []string
	for _, e := range read(t, db, func(tx *Tx) ([]CalendarEntry, error) { return tx.CalendarEntries() }) {
		names = append(names, e.Off[0].Name)
	}
	if want := []string{"Một, ngắn nữa", "Hai"}; !slices.Equal(names, want) {
		t.Errorf("read %q, want %q", names, want)
	}
	if report := must(Inspect(context.Background(), db.path)); len(report.Calendar) != 2 || report.Calendar[0].Off[0].Name != "Một, ngắn nữa" {
		t.Errorf("a look from outside says %v", report.Calendar)
	}
}
