package work

import (
	"regexp"
	"slices"
	"strings"

	"tainha/rules"
	"tainha/rules/task"
)

// What has to be said and by when: what nobody hears of fails here, what is heard wrongly in
// hear_test.go.

// confirmer is who confirms a task: who gave it as long as they are over its owner, else the nearest head; nobody
// who has a part in it.
func (o *office) confirmer(w *work) rules.PersonID {
	if w.by != w.owner && w.by != w.with && o.above(w.by, w.owner) {
		return w.by
	}
	head, above := o.heads(w.owner)
	if head == w.owner || head == w.with {
		head = above
	}
	if head == w.with {
		return 0
	}
	return head
}

// asked holds that somebody was asked this morning of each thing that is theirs to lift or to confirm.
func (o *office) asked(p *person) {
	o.Helper()
	for _, w := range o.live {
		lifts, confirms := w.state == assigned && w.blocker == p.id, w.state == submitted && o.confirmer(w) == p.id
		if (lifts || confirms) && !p.counted && !p.named[w.id] {
			o.fail("%d is not asked of %s of %d (to lift: %v, to confirm: %v)", p.id, w.title, w.owner, lifts, confirms)
		}
	}
}

// busy reports whether somebody has something to do that was given before a day.
func (o *office) busy(p *person, before rules.Date) bool {
	return slices.ContainsFunc(o.live, func(w *work) bool { return w.owner == p.id && w.state == assigned && w.made < before })
}

// begun holds that everybody who is at home from this half on and has work got the message of the day.
func (o *office) begun(d rules.Date, part rules.Part) {
	o.Helper()
	for _, p := range o.people {
		am, pm := o.home(p, d)
		begins := part == rules.Morning && am || part == rules.Afternoon && pm && !am
		alone := p.profile == task.Light && slices.Contains(p.got, digest) // one message a day, and it was the digest
		if begins && !p.hindered && !alone && o.busy(p, d+1) && !slices.Contains(p.got, plan) {
			o.fail("%d is at home and got no message of the day", p.id)
		}
	}
}

// nudged holds that whoever said nothing an hour before the end of a day at home was reminded.
func (o *office) nudged(d rules.Date, part rules.Part) {
	o.Helper()
	for _, p := range o.people {
		am, pm := o.home(p, d)
		ends := part == rules.Morning && am && !pm || part == rules.Afternoon && pm
		room := p.profile == task.Standard && (slices.Contains(p.got, nudge) || len(p.got) < 2)
		if ends && room && !p.hindered && !p.said[d] && o.busy(p, d) && !slices.Contains(p.got, nudge) {
			o.fail("%d is at home, said nothing and isn't reminded", p.id)
		}
	}
}

var silentLine = regexp.MustCompile(`🏠 Ngày làm việc tại nhà .*? (\d\d/\d\d/\d{4}): tôi chưa nhận được báo cáo của (.*?)\. `)

// silences holds that a head reads of exactly those who were at home on the last working day,
// had work and said nothing.
func (o *office) silences(p *person, d rules.Date) {
	o.Helper()
	last := d - 1
	for !workday(last) {
		last--
	}
	var want []string
	for _, x := range o.people {
		if head, _ := o.heads(x.id); head != p.id || x == p || x.said[last] {
			continue
		}
		am, pm := o.home(x, last)
		if part, away := x.away[last]; away { // noted on the day itself, once its half was over
			am, pm = am && part == rules.Afternoon, pm && part == rules.Morning
		}
		if (am || pm) && o.busy(x, last) {
			want = append(want, x.name)
		}
	}
	var got []string
	if m := silentLine.FindStringSubmatch(p.heard); m != nil {
		got = strings.Split(m[2], ", ")
		if m[1] != at(last, 0).Format("02/01/2006") {
			o.fail("%d hears of the silence of another day: %s", p.id, m[1])
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		o.fail("%d hears that nothing was heard of %v, want %v", p.id, got, want)
	}
	o.figures["silent days told"] += len(got)
}
