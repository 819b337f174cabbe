package work

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"tainha/rules"
	"tainha/sandbox"
)

// extent is how much is simulated: WORK=200x60x40 for 200 seeds of 60 days with 40 people, 7+1x60x40 the one numbered 7.
func extent(t *testing.T) (first, seeds uint64, days, people int) {
	t.Helper()
	s, ok := os.LookupEnv("WORK")
	if !ok {
		if testing.Short() {
			return 0, 1, 12, 20
		}
		return 0, 3, 30, 20
	}
	if _, err := fmt.Sscanf(s, "%d+%dx%dx%d", &first, &seeds, &days, &people); err == nil {
		return first, seeds, days, people
	}
	if _, err := fmt.Sscanf(s, "%dx%dx%d", &seeds, &days, &people); err != nil {
		t.Fatalf("WORK=%q: %v", s, err)
	}
	return 0, seeds, days, people
}

// traced is how many lines of what was done a deviation shows.
func traced() int {
	n := 25
	_, _ = fmt.Sscan(os.Getenv("WORK_TRAIL"), &n)
	return n
}

// The stretches of 2026: around the notices' holidays and worked Saturdays, and any weeks between.
var starts = []string{"2026-01-05", "2026-08-17", "2026-02-09", "2026-04-20", "2026-06-01", "2026-10-26"}

// Whatever is done about work over weeks of 2026, what nobody asked for comes as sections 6 and 12 say:
// each light and question once, to whom it is for, within the budget and the hours.
func TestWhatComesUnaskedIsWhatTheRulesSay(t *testing.T) {
	t.Parallel()
	first, seeds, days, people := extent(t)
	for i := range seeds {
		t.Run(fmt.Sprint(first+i), func(t *testing.T) {
			t.Parallel()
			from := rules.MustDate(starts[(first+i)%uint64(len(starts))])
			o := newOffice(t, first+i, people, from)
			for d := from; d < from+rules.Date(days) && at(d, 0).Year() == 2026; d++ {
				o.day(d)
				if long := os.Getenv("WORK") != ""; long && int(d-from)%10 == 9 {
					t.Logf("seed %d until %s: %v", first+i, d, o.figures)
				}
				if o.oneIn(25) { // the machine stands still for days
					d += rules.Date(1 + o.random.IntN(5))
					o.note("nothing runs until after %s", d)
					o.figures["days without a machine"]++
				}
			}
			t.Log(o.figures)
		})
	}
}

// day is one day by the clock, with acts at random minutes of it.
func (o *office) day(d rules.Date) {
	o.Helper()
	o.live = slices.DeleteFunc(o.live, func(w *work) bool { return w.state != assigned && w.state != submitted })
	for _, p := range o.people {
		p.named, p.counted, p.heard = map[int64]bool{}, false, ""
		p.got, p.wasHome, p.hindered = nil, false, p.quiet(at(d, 450)) || !p.present(d, rules.Morning)
	}
	stops := []int{400, 450, 451, 630, 631, 690, 720, 780, 781, 960, 970, 1020, 1021, 1100}
	for range max(6, len(o.people)*2/3) {
		stops = append(stops, 410+o.random.IntN(680))
	}
	slices.Sort(stops)
	outage := [2]int{}
	if o.oneIn(6) {
		outage[0] = 405 + o.random.IntN(500)
		outage[1] = outage[0] + 5 + o.random.IntN(200)
	}
	for i, m := range stops {
		if at(d, m).Before(o.clock.Now()) {
			continue
		}
		o.clock.Set(at(d, m))
		o.network(m >= outage[0] && m < outage[1])
		o.settle()
		o.listen()
		if !o.down {
			o.holds(d, m)
		}
		if i > 0 && !slices.Contains([]int{450, 451, 780, 781}, m) && (workday(d) || o.oneIn(6)) {
			o.act()
			o.settle()
			o.listen()
		}
		if o.oneIn(40) {
			o.restart()
		}
		if o.oneIn(60) { // somebody puts the clock right
			o.clock.Advance(-time.Duration(1+o.random.IntN(40)) * time.Minute)
			o.note("the clock went back")
			o.figures["clocks put back"]++
		}
	}
	o.network(false)
	o.settle()
	o.listen()
}

func (o *office) network(down bool) {
	if down == o.down {
		return
	}
	o.note("the network is down: %v", down)
	if o.down = down; down {
		o.server.Fault(sandbox.Fault{Kind: sandbox.FaultDropBefore, Times: -1})
		for _, p := range o.people {
			p.hindered = true
		}
		o.figures["outages"]++
		return
	}
	o.server.ClearFaults()
	o.settle()
	o.clock.Advance(time.Second)
}

func (o *office) restart() {
	o.note("the process begins again")
	o.must(o.db.Close())
	o.open()
	o.figures["restarts"]++
}

// holds is what has to have been said by a minute of a day.
func (o *office) holds(d rules.Date, m int) {
	o.Helper()
	switch {
	case !workday(d):
	case m == 451:
		o.morning(d)
		o.begun(d, rules.Morning)
	case m == 781:
		o.begun(d, rules.Afternoon)
	case m == 631:
		o.nudged(d, rules.Morning)
	case m == 970:
		o.nudged(d, rules.Afternoon)
	}
}

// morning holds that on a working morning everybody who is there heard what is for them.
func (o *office) morning(d rules.Date) {
	o.Helper()
	for _, p := range o.people {
		if p.hindered {
			continue
		}
		if owed := o.owed(p); len(owed) > 0 {
			o.fail("%d has not heard of %v", p.id, owed)
		}
		o.asked(p)
		o.silences(p, d)
		o.figures["mornings"]++
	}
}
