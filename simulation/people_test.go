package simulation

import (
	"fmt"
	"slices"
	"strings"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/roster"
	"tainha/rules"
)

// code is how files call a person.
func code(p rules.PersonID) string { return fmt.Sprintf("N%02d", p) }

// invites gives somebody whose account was cut off another one, or the same: by an invitation
// that the coordinator made in the chat, or of the shell.
func (w *world) invites(p rules.PersonID) {
	x, by := w.people[p], pilot.Actor{Shell: true}
	if w.oneIn(2) && len(w.heads(p)) == 0 { // that of a head takes a second confirmer
		by = pilot.Actor{Person: w.desk}
	}
	chat := 1000 + int64(p)
	if w.oneIn(2) {
		w.phones++
		chat = 5000 + w.phones
	}
	w.note("%d is invited by %d and links the account %d", p, by.Person, chat)
	var letter string
	if _, refused := w.tryAs(by, func(do pilot.Do) error {
		out, err := people.Invite(do, people.Invitees{Codes: []string{code(p)}}, people.InviteDays)
		if err == nil {
			letter = out.Made[0].Code
		}
		return err
	}); refused {
		w.fail("nobody is invited")
	}
	if above := w.superior(p); above != 0 {
		w.say(above, "notice.power_back")
	}
	x.linked, x.inviter = true, by.Person
	w.say(p, "notice.power_back_you")
	got, refused := w.tryAs(pilot.Actor{}, func(do pilot.Do) error {
		_, err := people.LinkByInvite(do, people.NewAccount{Chat: chat, Language: "vi"}, letter)
		return err
	})
	w.same("linking", nil, got, refused)
}

// joinsOrLeaves takes somebody off the staff, or back on it.
func (w *world) joinsOrLeaves() {
	p := pick(w, w.staff)
	if p == w.desk {
		return
	}
	if x := w.people[p]; !x.active {
		w.note("%d takes %d back on the staff", w.desk, p)
		x.active, w.stale = true, true
		got, refused := w.try(w.desk, func(do pilot.Do) error { return people.Reactivate(do, p) })
		w.same("coming back to the staff", nil, got, refused)
		return
	}
	if w.oneIn(2) { // not too many
		return
	}
	w.note("%d takes %d off the staff", w.desk, p)
	for _, id := range slices.Sorted(slices.Values(w.heads(p))) {
		w.units[id].head = 0
		if len(w.heads(p)) == 0 {
			w.endDelegations(p)
		}
		if above := w.headAbove(id); above != 0 {
			w.say(above, "notice.power_head")
		}
	}
	w.leave(p, w.desk)
	w.rerouteAll()
	got, refused := w.try(w.desk, func(do pilot.Do) error { return people.Deactivate(do, p, true) })
	w.same("leaving the staff", nil, got, refused)
}

// leave is what becomes of somebody who heads nothing and leaves: days that wait are withdrawn, days
// ahead cancelled, delegations end, the account is cut off. Who decides for them is told.
func (o *truth) leave(p, by rules.PersonID) {
	x := o.people[p]
	x.active, o.stale = false, true
	for _, c := range o.cases {
		if c.person != p {
			continue
		}
		for _, d := range c.live() {
			switch {
			case d.state == rules.Pending:
				d.state = rules.Withdrawn
			case o.now.Before(begins(d.Slot)):
				d.state = rules.Cancelled
			default:
				continue
			}
			d.by, d.at, d.causes = by, o.now, nil
		}
	}
	if who := o.decider(p); who != 0 && who != by {
		o.say(who, "notice.left")
	}
	for _, d := range o.handed {
		if !d.ended.IsZero() || d.last < dateOf(o.now) || d.from != p && d.to != p {
			continue
		}
		d.ended = o.now
		o.say(d.to, "notice.delegation_ended")
		if d.to == p {
			o.say(d.from, "notice.delegate_gone")
		}
	}
	x.linked = false
}

// file is a roster in the making: what it says, and what becomes of it.
type file struct {
	units, staff, absences []string
	heads, then, away      []func()
	asked                  []func()                  // who hears of an absence, once all are noted
	told                   map[rules.PersonID][]bool // whom of absences: whether each is new
	named                  []rules.PersonID
}

// imports brings a file, in the shell or sent by the coordinator: the same rules as in the chat hold,
// and the same people are told.
func (w *world) imports() {
	f := file{told: map[rules.PersonID][]bool{}}
	for range 1 + w.random.IntN(3) {
		pick(w, []func(*file){w.fileHead, w.filePosting, w.fileLeaver, w.fileAbsence, w.fileAbsence})(&f)
	}
	text := f.text()
	if text == "" {
		return
	}
	by := pilot.Actor{Shell: true}
	w.note("a file:\n%s", text)
	for _, then := range slices.Concat(f.heads, f.then, f.away, f.asked) {
		then()
	}
	for _, who := range f.named {
		if list := f.told[who]; len(list) == 1 && list[0] {
			w.say(who, "notice.away")
		} else {
			w.say(who, "notice.away_many")
		}
	}
	w.rerouteAll()
	got, refused := w.tryAs(by, func(do pilot.Do) error {
		known, err := people.RosterKnown(do)
		if err != nil {
			return err
		}
		r, err := roster.Read([]roster.File{{Name: "a.csv", Data: []byte(text)}}, known)
		if err != nil {
			return err
		}
		_, err = people.ImportRoster(do, r)
		return err
	})
	w.same("importing", nil, got, refused)
}

func (f *file) text() string {
	var b strings.Builder
	for _, t := range []struct {
		title, heading string
		rows           []string
	}{
		{"Đơn vị", "Mã,Tên,Người đứng đầu", f.units},
		{"Nhân sự", "Mã,Họ tên,Đơn vị,Vị trí,Đang làm việc,Từ ngày", f.staff},
		{"Vắng mặt", "Mã nhân viên,Từ ngày,Đến ngày,Buổi,Loại", f.absences},
	} {
		if len(t.rows) > 0 {
			fmt.Fprintf(&b, "%s\n%s\n%s\n", t.title, t.heading, strings.Join(t.rows, "\n"))
		}
	}
	return b.String()
}

// fileHead lets a file name another head of a unit.
func (w *world) fileHead(f *file) {
	u, next := w.someUnit(), pick(w, w.staff)
	if len(f.units) > 0 || u.parent == 0 || next == w.desk || u.head == next || len(w.heads(next)) > 0 || !w.people[next].active || slices.ContainsFunc(f.staff, func(row string) bool { return strings.Contains(row, code(next)) }) {
		return
	}
	f.units = append(f.units, fmt.Sprintf("%s,Đơn vị %s,%s", u.code, u.code[1:], code(next)))
	f.heads = append(f.heads, func() { w.appoint(u.id, next, 0) })
}

// somebodyNew draws who is not in the file yet.
func (w *world) somebodyNew(f *file) rules.PersonID {
	p := pick(w, w.staff)
	if p == w.desk || !w.people[p].active || slices.ContainsFunc(slices.Concat(f.units, f.staff, f.absences), func(row string) bool { return strings.Contains(row, code(p)) }) {
		return 0
	}
	return p
}

// filePosting lets a file post somebody elsewhere from a day on.
func (w *world) filePosting(f *file) {
	p, today := w.somebodyNew(f), dateOf(w.now)
	if p == 0 || len(w.heads(p)) > 0 || w.people[p].postings[len(w.people[p].postings)-1].from > today {
		return
	}
	t := people.Transfer{Person: p, Unit: w.someUnit().id, Position: pick(w, []rules.PositionID{1, 1, 2}), From: today + rules.Date(max(0, w.random.IntN(8)-3))}
	if at := w.place(p, today); at.unit == t.Unit || at.from == today {
		return
	}
	f.staff = append(f.staff, fmt.Sprintf("%s,Người Số %02d,%s,%s,có,%s", code(p), p, w.units[t.Unit].code, w.positions[t.Position].Code, day3(t.From)))
	f.then = append(f.then, func() { w.post(t) })
}

// fileLeaver lets a file say that somebody works here no more.
func (w *world) fileLeaver(f *file) {
	p := w.somebodyNew(f)
	if p == 0 || len(w.heads(p)) > 0 || !w.oneIn(2) {
		return
	}
	at := w.place(p, dateOf(w.now))
	f.staff = append(f.staff, fmt.Sprintf("%s,Người Số %02d,%s,%s,không,", code(p), p, w.units[at.unit].code, w.positions[at.position].Code))
	f.then = append(f.then, func() { w.leave(p, 0) })
}

// fileAbsence lets a file say that somebody is away, or for how long.
func (w *world) fileAbsence(f *file) {
	p, today := w.somebodyNew(f), dateOf(w.now)
	if p == 0 {
		return
	}
	a := rules.Absence{Person: p, First: today + rules.Date(w.random.IntN(10)), Kind: pick(w, []rules.AbsenceKind{rules.Leave, rules.Sick, rules.Duty})}
	a.Last = a.First + rules.Date(max(0, w.random.IntN(7)-3))
	var was *rules.Absence
	for _, x := range w.absences {
		if x.Person == p && x.Last >= today && x.Part == rules.Whole {
			a, was = *x, x
			a.Last += rules.Date(1 + w.random.IntN(3))
		}
	}
	if overlap := slices.ContainsFunc(w.absences, func(x *rules.Absence) bool {
		return x != was && x.Person == p && x.First <= a.Last && a.First <= x.Last
	}); overlap {
		return
	}
	kind := map[rules.AbsenceKind]string{rules.Leave: "nghỉ phép", rules.Sick: "nghỉ ốm", rules.Duty: "công tác"}[a.Kind]
	f.absences = append(f.absences, fmt.Sprintf("%s,%s,%s,,%s", code(p), day3(a.First), day3(a.Last), kind))
	f.away = append(f.away, func() {
		w.absences = slices.DeleteFunc(w.absences, func(x *rules.Absence) bool { return x == was })
		w.noteAway(&a, 0)
	})
	w.tellsAway(f, p, was == nil)
}

// tellsAway lets who decides for somebody hear of an absence, once all of the file are noted.
func (w *world) tellsAway(f *file, p rules.PersonID, isNew bool) {
	f.asked = append(f.asked, func() {
		who := w.decider(p)
		if who == 0 {
			return
		}
		if f.told[who] == nil {
			f.named = append(f.named, who)
		}
		f.told[who] = append(f.told[who], isNew)
	})
}

// day3 is a day as files write it.
func day3(d rules.Date) string {
	t := clock(d, 0)
	return t.Format("02/01/2006")
}
