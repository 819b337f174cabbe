package jobs

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// give keeps a task of a person by a head.
func (h *house) give(o office, owner, by rules.PersonID, title, due string, change ...func(*task.Task)) task.Task {
	h.t.Helper()
	t := task.Task{Unit: o.planning, Title: title, Due: at(due), Assigner: by, Owner: owner, State: task.Accepted, Rev: 1, Made: at("2026-11-02 08:00"), Accepted: at("2026-11-02 09:00")}
	for _, c := range change {
		c(&t)
	}
	h.write(func(tx *store.Tx) error { return tx.InsertTask(&t) })
	return t
}

// morning is what a person's digest says of tasks now: "🔴 title" by "|", and of the week before.
func (h *house) morning(p rules.PersonID) string {
	h.t.Helper()
	return read(h, func(tx *store.Tx) (string, error) {
		d, err := work.DigestOf(h.pilot.Do(tx, h.now, pilot.Actor{Person: p}))
		var out []string
		for _, l := range d.Lines {
			out = append(out, fmt.Sprint([...]string{"waited", "red", "yellow", "blocked", "submitted", "green", "other"}[l.Rank], " ", l.Task.Title))
		}
		if w := must(work.WeekReaders(h.pilot.Do(tx, h.now, pilot.Actor{Job: "digest"}))); slices.Contains(w, p) {
			out = append(out, "week")
		}
		if w := must(work.WeeksReaders(h.pilot.Do(tx, h.now, pilot.Actor{Job: "digest"}))); slices.Contains(w, p) {
			out = append(out, "weeks")
		}
		return strings.Join(out, ", "), err
	})
}

// mornings lets the jobs look at each morning from the house's day to another, and lists
// who was sent a digest of tasks that says what.
func (h *house) mornings(o office, to string) (said []string) {
	h.t.Helper()
	e := h.engine(digest())
	h.tick(e, h.now)
	names := map[rules.PersonID]string{o.director: "director", o.an: "an", o.binh: "binh", o.lan: "lan", o.minh: "minh", o.hoa: "hoa", o.dieu: "dieu"}
	seen := len(h.outbox())
	for d := rules.DateOf(h.now) + 1; d <= day(to); d++ {
		h.tick(e, d.At(7*60+30, saigon))
		all := h.outbox()
		for _, m := range all[seen:] {
			said = append(said, fmt.Sprintf("%s %s: %s", h.now.Format("02"), names[m.Person], h.morning(m.Person)))
		}
		seen = len(all)
	}
	return said
}

func mustSayOf(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("said\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Section 6: green to the owner, yellow also to the head, red also one level up, each once,
// on the mornings of working days; Tuesday 24 is a holiday.
func TestEachLightIsToldOnceToWhomItConcerns(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-22 12:00"))
	o := newOffice(h)
	h.give(o, o.lan, o.an, "A", "2026-11-25 10:00")
	h.give(o, o.an, o.director, "B", "2026-11-24 16:00") // of a head: yellow to nobody else
	h.give(o, o.minh, o.an, "C", "2026-11-20 10:00", func(x *task.Task) { x.State, x.Submitted = task.Submitted, at("2026-11-20 09:00") })
	h.write(func(tx *store.Tx) error { // what is submitted has no light; An hears of it as what waits
		return tx.AddAbsence(rules.Absence{Person: o.an, First: day("2026-11-23"), Last: day("2026-11-23"), Kind: rules.Leave})
	})
	mustSayOf(t, h.mornings(o, "2026-12-01"),
		"23 dieu: weeks", "25 an: yellow B, submitted C", "25 lan: green A",
		"26 an: waited C, yellow A", "26 lan: yellow A",
		"27 director: red B", "27 an: waited C, red B",
		"30 director: red A", "30 an: waited C, red A, week", "30 lan: red A", "30 dieu: weeks",
		"01 an: waited C",
	)
}

// A light waits for who is away or said later, and is not told when its cause is gone; a
// later deadline arms it anew.
func TestALightWaitsForItsReaderAndGoesWithItsCause(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-22 12:00"))
	o := newOffice(h)
	a := h.give(o, o.lan, o.an, "A", "2026-11-23 10:00")
	b := h.give(o, o.minh, o.an, "B", "2026-11-23 11:00")
	h.write(func(tx *store.Tx) error {
		must(0, tx.AddAbsence(rules.Absence{Person: o.lan, First: day("2026-11-23"), Last: day("2026-11-23"), Kind: rules.Leave}))
		return tx.SaveNotify(task.Notify{Person: o.minh, Stop: day("2026-11-23")})
	})
	mustSayOf(t, h.mornings(o, "2026-11-23")) // green, and nobody hears
	h.write(func(tx *store.Tx) error {
		b.State = task.Submitted
		b.Submitted = h.now
		must(0, tx.SaveTask(b))
		a.Due = at("2026-11-25 16:00")
		return tx.SaveTask(a)
	})
	mustSayOf(t, h.mornings(o, "2026-11-25"), "25 an: submitted B", "25 lan: green A")
	a.Due = at("2026-11-26 16:00")
	h.write(func(tx *store.Tx) error { return tx.SaveTask(a) })
	mustSayOf(t, h.mornings(o, "2026-11-26"), "26 an: submitted B", "26 lan: green A")
	a.State = task.Confirmed
	h.write(func(tx *store.Tx) error { return tx.SaveTask(a) })
	if got := h.morning(o.lan); got != "" {
		t.Errorf("a light whose cause is gone is said: %s", got)
	}
}

// A light that could not be told, since the message had nothing to say or its reader hears
// nothing by now, is told with the next one.
func TestALightOfAMessageThatWasNotSentIsToldAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	h.give(o, o.lan, o.an, "A", "2026-11-24 10:00")
	mustSayOf(t, h.mornings(o, "2026-11-25"), "25 an: yellow A", "25 lan: yellow A")
	h.write(func(tx *store.Tx) error {
		for _, m := range must(tx.OutInState(store.OutQueued, 99)) {
			if m.Person == o.lan {
				must(0, h.pilot.Do(tx, h.now, pilot.Actor{Job: pilot.ByTelegram}).Unsaid(m))
			}
		}
		return nil
	})
	told := read(h, func(tx *store.Tx) ([]task.Told, error) { return tx.LightsTold(1) })
	if len(told) != 1 || told[0].To != o.an {
		t.Errorf("told %v, want An alone", told)
	}
}

// Of more lights than a digest has lines the others are counted, with the button that lists them: each
// is told once, and the next morning is quiet.
func TestLightsBeyondTheLinesOfADigestAreCountedAndToldOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-24 12:00"))
	o := newOffice(h)
	for i := range work.DigestLines + 2 {
		h.give(o, o.lan, o.an, fmt.Sprintf("%c", 'A'+i), fmt.Sprintf("2026-11-24 10:%02d", i))
	}
	lines := func(from, to rune, lamp string) string {
		var out []string
		for r := from; r <= to; r++ {
			out = append(out, lamp+" "+string(r))
		}
		return strings.Join(out, ", ")
	}
	mustSayOf(t, h.mornings(o, "2026-11-26"),
		"25 an: "+lines('A', 'N', "yellow"), "25 lan: "+lines('A', 'N', "yellow"))
}

// What a head gave themselves, or somebody who is over them no more, waits for the next head
// up; so does the work of a unit without a head (rules section 5).
func TestWorkOfAHeadWaitsForTheHeadAbove(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-22 12:00"))
	o := newOffice(h)
	wait := func(x *task.Task) { x.State, x.Submitted = task.Submitted, at("2026-11-22 09:00") }
	h.give(o, o.an, o.an, "A", "2026-12-20 10:00", wait)
	h.give(o, o.lan, o.lan, "B", "2026-12-20 11:00", wait)
	h.give(o, o.hoa, o.hoa, "C", "2026-12-20 12:00", wait, func(x *task.Task) { x.Unit = o.archive })
	mustSayOf(t, h.mornings(o, "2026-11-23"), "23 director: submitted A", "23 an: submitted B, week", "23 binh: submitted C, week", "23 dieu: weeks")
	h.write(func(tx *store.Tx) error { return tx.SetHead(o.archive, 0) })
	mustSayOf(t, h.mornings(o, "2026-11-25"), "25 director: submitted A, submitted C", "25 an: submitted B")
}

// Nobody confirms what they have a part in: where the head works along, or has no account, the head above does.
func TestWorkInWhichTheHeadHasAPartWaitsForTheHeadAbove(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-22 12:00"))
	o := newOffice(h)
	wait := func(x *task.Task) { x.State, x.Submitted = task.Submitted, at("2026-11-22 09:00") }
	h.give(o, o.lan, o.an, "A", "2026-12-20 10:00", wait, func(x *task.Task) {
		x.Shares = []task.Share{{Person: o.lan, Part: task.A(1, 2)}, {Person: o.an, Part: task.A(1, 2)}}
	})
	h.give(o, o.minh, o.minh, "B", "2026-12-20 10:00", wait)
	mustSayOf(t, h.mornings(o, "2026-11-23"), "23 director: submitted A", "23 an: submitted B, week", "23 dieu: weeks")
	h.write(func(tx *store.Tx) error { return tx.Unlink(o.an) })
	mustSayOf(t, h.mornings(o, "2026-11-25"), "25 director: submitted A, submitted B")
}

// A blocker is asked of who can lift it each working morning until it is closed, never of
// its reporter.
func TestABlockerIsAskedEachMorningOfWhoCanLiftIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-22 12:00"))
	o := newOffice(h)
	a := h.give(o, o.lan, o.an, "A", "2026-12-20 10:00")
	b := h.give(o, o.minh, o.an, "B", "2026-12-20 11:00")
	c := h.give(o, o.an, o.director, "C", "2026-12-20 12:00")
	list := []task.Blocker{
		{Task: a.ID, By: o.lan, Reason: "chờ số liệu", WaitsFor: o.hoa, Since: h.now},
		{Task: b.ID, By: o.an, Reason: "chờ thủ trưởng", WaitsFor: o.an, Since: h.now}, // An reported it: the level above
		{Task: c.ID, By: o.an, Reason: "chờ sở khác", Outside: "Sở Tài chính", Since: h.now},
	}
	h.write(func(tx *store.Tx) error {
		for i := range list {
			must(0, tx.AddBlocker(&list[i]))
		}
		return nil
	})
	mustSayOf(t, h.mornings(o, "2026-11-25"),
		"23 director: blocked B, blocked C", "23 hoa: blocked A", "25 director: blocked B, blocked C", "25 hoa: blocked A")
	h.write(func(tx *store.Tx) error {
		list[0].Closed, list[0].ClosedBy = h.now, o.hoa
		return tx.SaveBlocker(list[0])
	})
	mustSayOf(t, h.mornings(o, "2026-11-26"), "26 director: blocked B, blocked C")
}

// A head's digest of a unit of 200 people with a year of tasks: at most 50 ms.
func BenchmarkDigestOfAUnitOf200(b *testing.B) {
	h := newHouse(b, at("2026-11-25 07:30"))
	o := newOffice(h)
	h.write(func(tx *store.Tx) error {
		for i := range 200 {
			p := addPerson(tx, o, fmt.Sprint("P", i), fmt.Sprint("Người ", i), o.planning, rules.Staff)
			for j := range 50 {
				x := task.Task{Unit: o.planning, Title: fmt.Sprint("Việc ", j), Due: h.now.Add(time.Duration(2*j-1) * 12 * time.Hour), Assigner: o.an, Owner: p, State: task.Confirmed, Rev: 1, Made: at("2026-11-02 08:00")}
				switch {
				case j < 5:
					x.State = task.InProgress
				case j == 5:
					x.State, x.Submitted = task.Submitted, at("2026-11-20 09:00")
				}
				must(0, tx.InsertTask(&x))
			}
		}
		return work.NoteLights(h.pilot.Do(tx, h.now, pilot.Actor{Job: "digest"}), o.an)
	})
	lines, least := 0, time.Hour
	for b.Loop() {
		began := time.Now()
		d := read(h, func(tx *store.Tx) (work.Digest, error) {
			return work.DigestOf(h.pilot.Do(tx, h.now, pilot.Actor{Person: o.an}))
		})
		least, lines = min(least, time.Since(began)), len(d.Lines)
	}
	b.ReportMetric(float64(least.Microseconds())/1000, "least-ms") // what is ours on a machine that does other things, too
	if lines != 400 {
		b.Errorf("%d lines", lines)
	}
}

// Whoever wants few messages gets one a day, at home too; the plan of a day at home takes the place of
// the reminder, not of the next day's digest.
func TestTheLightProfileIsOneMessageADay(t *testing.T) {
	t.Parallel()
	for profile, want := range map[task.Profile]int{task.Standard: 2, task.Light: 1, task.DigestOnly: 2} {
		h := newHouse(t, at("2026-11-25 07:30"))
		o := newOffice(h)
		h.home(o, o.lan, "2026-11-25")
		h.write(func(tx *store.Tx) error {
			must(0, tx.SaveNotify(task.Notify{Person: o.lan, Profile: profile}))
			do := h.pilot.Do(tx, h.now, pilot.Actor{Job: "digest"})
			for i := range 3 {
				ref := pilot.DigestRef(o.lan)
				must(0, do.Queue(store.Out{Person: o.lan, Dedupe: fmt.Sprint("x", i), Body: store.Body{Card: &ref}}))
			}
			return nil
		})
		if got := len(h.outbox()); got != want {
			t.Errorf("profile %d: %d messages, want %d", profile, got, want)
		}
	}
}
