package pilot_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

func namedDay(d, name string) []rules.NamedDays {
	return []rules.NamedDays{{First: rules.MustDate(d), Last: rules.MustDate(d), Name: name}}
}

// Section 4: an entry of the calendar has every day that it hits judged again, by its own
// transaction; so does its removal, and it is undone with its savepoint.
func TestAnEntryOfTheCalendarJudgesAgainAndGoesWithItsSavepoint(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	j.home("A3", rules.Approved, noon, "2026-11-25")
	j.home("B1", rules.Pending, noon, "2026-11-26")
	j.judge()
	inspection := rules.CalendarChange{Presence: []rules.Presence{{Date: rules.MustDate("2026-11-25"), Name: "Đoàn kiểm tra", Unit: j.unit("P1").ID}}}
	undone := errors.New("undone")
	j.do("undone", func(tx *store.Tx) error {
		err := tx.Savepoint(func() error {
			if err := register.EnterCalendar(j.as(tx, "A2"), inspection); err != nil {
				return err
			}
			if n := len(j.as(tx, "A2").Calendar.Presence); n != 1 {
				t.Errorf("%d presences within its transaction, want 1", n)
			}
			return undone
		})
		if !errors.Is(err, undone) {
			return err
		}
		if n := len(j.as(tx, "A2").Calendar.Presence); n != 0 {
			t.Errorf("%d presences after it was undone, want none", n)
		}
		other := rules.CalendarChange{Presence: []rules.Presence{{Date: rules.MustDate("2026-11-26"), Name: "Khác", Unit: j.unit("P1").ID}}}
		if err := register.EnterCalendar(j.as(tx, "A2"), other); err != nil { // it gets the same number
			return err
		}
		if list := j.as(tx, "A2").Calendar.Presence; len(list) != 1 || list[0].Name != "Khác" {
			t.Errorf("the calendar holds %v", list)
		}
		return register.RemoveCalendar(j.as(tx, "A2"), 1)
	})
	j.judge()
	j.do("an inspection", func(tx *store.Tx) error { return register.EnterCalendar(j.as(tx, "A2"), inspection) })
	if j.queued() != 2 {
		t.Errorf("an entry queued %d units, want both with days", j.queued())
	}
	j.judge()
	j.expect("the unit's own", "A3 2026-11-25: refuse.presence (open)")
	j.do("its removal", func(tx *store.Tx) error { return register.RemoveCalendar(j.as(tx, "A2"), 2) })
	if j.queued() != 2 {
		t.Errorf("a removal queued %d units, want both with days", j.queued())
	}
	j.judge()
	j.expect("removed")
}

// The preview of an entry says how many days of how many people it hits.
func TestThePreviewOfAnEntryCountsAllAndNamesTen(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	file := registered
	for i := range 120 {
		file += fmt.Sprintf("C%03d,Người Số %03d,,P1,CV,nhân viên,01/09/2026\n", i, i)
	}
	j.mustBring(file, noon)
	list := rules.CalendarChange{}
	var days []string
	for _, d := range []string{"2026-11-25", "2026-11-26", "2026-11-27"} {
		list.Off = append(list.Off, namedDay(d, "Nghỉ")...)
		days = append(days, d)
	}
	for i := range 120 {
		n := 3
		if i >= 60 {
			n = 2
		}
		j.home(fmt.Sprintf("C%03d", i), rules.Approved, noon.Add(time.Duration(i)*time.Second), days[:n]...)
	}
	j.read(func(tx *store.Tx) error {
		p, err := register.PreviewCalendar(j.as(tx, "A2"), list)
		if e := p.Effects; err == nil && (e.Released != 300 || e.Freed != 120 || e.More != 110 || len(e.Lines) != 10) {
			t.Errorf("%d days of %d people, %d lines and %d more, want 300 of 120, ten named", e.Released, e.Freed, len(e.Lines), e.More)
		}
		j.worded(p.Effects.Text())
		return err
	})
}

// Section 8: from October on the coordinators hear once a month, in December once a week,
// that the next year is missing, on a working morning, also where the bot was down on the
// first of them; nobody hears of a year that is there.
func TestCoordinatorsHearOfAMissingYearFromOctoberOn(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	delete(j.pilot.Calendar.Years, 2027)
	heard := func(day string) (n int) {
		j.now = rules.MustDate(day).At(7*60+30, zone)
		j.do(day, func(tx *store.Tx) error {
			do := j.pilot.Do(tx, j.now, pilot.Actor{Job: "digest"})
			list, err := register.CalendarReaders(do)
			n = len(list)
			for _, p := range list {
				ref := pilot.DigestRef(p)
				if err := do.Queue(store.Out{Person: p, Dedupe: pilot.DigestKey(do.Today, p), Body: store.Body{Card: &ref}}); err != nil {
					return err
				}
			}
			return err
		})
		return n
	}
	for _, c := range []struct {
		day  string
		want int
	}{
		{"2026-09-30", 0}, {"2026-10-01", 2}, {"2026-10-02", 0}, {"2026-10-30", 0}, {"2026-11-01", 0}, {"2026-11-03", 2}, {"2026-11-04", 0},
		{"2026-12-01", 2}, {"2026-12-02", 0}, {"2026-12-07", 2}, {"2026-12-08", 0}, {"2026-12-18", 0}, {"2026-12-22", 2},
	} {
		if got := heard(c.day); got != c.want {
			t.Errorf("%s: %d coordinators are told, want %d", c.day, got, c.want)
		}
	}
	j.now = rules.MustDate("2026-12-23").At(9*60, zone)
	j.do("the year", func(tx *store.Tx) error {
		return register.EnterCalendar(j.as(tx, "A2"), rules.CalendarChange{Year: 2027, Off: namedDay("2027-01-01", "Tết Dương lịch")})
	})
	if got := heard("2026-12-28"); got != 0 {
		t.Errorf("%d coordinators are told of a year that is there", got)
	}
}
