package demo

import (
	"fmt"
	"time"

	"tainha/pilot"
	"tainha/pilot/register"
	"tainha/pilot/task"
	"tainha/rules"
	work "tainha/rules/task"
	"tainha/store"
)

// officeDay is the volume of an office day in the unit that counts in products.
const officeDay rules.Workload = 400

// products is its catalogue.
func products() []work.Product {
	return []work.Product{
		{Code: "BC01", Name: "Báo cáo công tác", K: work.A(12, 10), Counted: "báo cáo", Proof: "bản đã ký"},
		{Code: "CV01", Name: "Công văn trả lời", K: work.A(4, 10), Counted: "công văn", Proof: "số công văn đã phát hành"},
		{Code: "HS01", Name: "Hồ sơ lưu trữ đã rà soát", K: work.A(2, 10), Counted: "hồ sơ", Proof: "danh mục hồ sơ"},
		{Code: "TT01", Name: "Tờ trình", K: work.A(15, 10), Counted: "tờ trình", Proof: "bản đã ký"},
	}
}

// piece is a task that somebody has when the demo begins.
type piece struct {
	code    string // of the owner
	title   string
	product string // of the catalogue, else it counts in hours
	n       int    // of the product, or hours
	due     when
	done    int    // per cent; 100: it is handed in
	weekly  bool   // it comes again each week
	waits   string // for whom outside, and since then it is blocked
	reason  string
}

// when is a deadline, seen from the day on which the demo begins: so many free days ahead of
// it at a time of the day, or on the last working day before it that is more than two days ago.
type when struct{ ahead, minute int }

const (
	hour    = 60
	longAgo = -1
)

// pieces are the units' work: for the clerk whom the guide follows nine tenths of a day's plan, for
// the head one that waits to be confirmed, one of each light, one that is blocked, and one that comes again each week; in the
// unit that counts in hours a day for who hears the evening's reminder.
func pieces() []piece {
	return []piece{
		{code: "TN03", title: "Báo cáo công tác tháng", product: "BC01", n: 1, due: when{guideAhead, 16 * hour}},
		{code: "TN03", title: "Công văn trả lời cử tri", product: "CV01", n: 2, due: when{guideAhead + 1, 16 * hour}},
		{code: "TN03", title: "Rà soát hồ sơ lưu trữ quý III", product: "HS01", n: 8, due: when{guideAhead + 2, 16 * hour}},
		{code: "TN04", title: "Công văn đôn đốc quyết toán", product: "CV01", n: 3, due: when{guideAhead + 2, 11 * hour}, waits: "Phòng Tài chính", reason: "Chưa có số liệu quyết toán"},
		{code: "TN04", title: "Báo cáo công tác tuần", product: "BC01", n: 1, due: when{guideAhead + 1, 11 * hour}, weekly: true},
		{code: "TN05", title: "Báo cáo thu chi tháng", product: "BC01", n: 1, due: when{ahead: longAgo, minute: 16 * hour}, done: 50},
		{code: "TN05", title: "Rà soát hồ sơ dự án", product: "HS01", n: 5, due: when{0, 17 * hour}},
		{code: "TN06", title: "Tờ trình mua sắm thiết bị", product: "TT01", n: 1, due: when{0, 7 * hour}, done: 30},
		{code: "TN06", title: "Tờ trình kế hoạch năm sau", product: "TT01", n: 1, due: when{guideAhead + 2, 16 * hour}, done: 100},
		{code: reminded, title: "Nâng cấp máy chủ thư điện tử", n: 4, due: when{guideAhead, 17 * hour}},
		{code: reminded, title: "Hướng dẫn sao lưu dữ liệu", n: 4, due: when{guideAhead + 1, 17 * hour}},
		{code: "TN10", title: "Deploy the portal's new release", n: 6, due: when{guideAhead + 2, 16 * hour}},
	}
}

// longBefore is a working day two weeks before the demo begins: then work was given.
func (s *Script) longBefore(today rules.Date) rules.Date {
	const weeks2, weeks6 = 14, 42
	for d := today.AddDays(-weeks2); d > today.AddDays(-weeks6); d = d.AddDays(-1) {
		if s.Calendar.IsWorking(d) {
			return d
		}
	}
	return today.AddDays(-weeks2)
}

// at is when a deadline falls.
func (s *Script) at(today rules.Date, w when) (time.Time, error) {
	day := today
	switch {
	case w.ahead == longAgo:
		const twoDays = 3 // and a part of one
		for day = today.AddDays(-twoDays); !s.Calendar.IsWorking(day) && day > s.longBefore(today); {
			day = day.AddDays(-1)
		}
	case w.ahead > 0:
		var err error
		if day, err = freeDay(s.Calendar, today, w.ahead); err != nil {
			return time.Time{}, err
		}
	}
	return day.At(w.minute, s.zone()), nil
}

// work gives one unit a catalogue, with the month before, and both their tasks two weeks ago.
func (s *Script) work(tx *store.Tx) error {
	today := rules.DateOf(s.Server.Clock().Now().In(s.zone()))
	const nine = 9 * hour
	then := s.longBefore(today).At(nine, s.zone())
	since := then
	if _, _, working := s.before(today); len(working) > 0 {
		since = working[0].At(nine, s.zone())
	}
	if err := s.catalogue(tx, since); err != nil {
		return fmt.Errorf("give the unit a catalogue: %w", err)
	}
	for _, p := range pieces() {
		if err := s.give(tx, then, today, p); err != nil {
			return fmt.Errorf("give %s the task %s: %w", p.code, p.title, err)
		}
	}
	return nil
}

// catalogue enters the products by the unit's head, and what an office day comes to by the coordinator.
func (s *Script) catalogue(tx *store.Tx, then time.Time) error {
	day := rules.DateOf(then)
	head, err := tx.PersonByCode("TN02", day)
	if err != nil {
		return err
	}
	coordinator, err := tx.PersonByCode("TN04", day)
	if err != nil {
		return err
	}
	list := task.Catalogue{Unit: head.Unit, Since: day, Rows: products()}
	if _, err := task.ImportProducts(s.Pilot.Do(tx, then, pilot.Actor{Person: head.ID}), list); err != nil {
		return err
	}
	do, load := s.Pilot.Do(tx, then, pilot.Actor{Person: coordinator.ID}), officeDay
	version, err := register.Version(do, head.Unit)
	if err != nil {
		return err
	}
	return register.ChangePolicy(do, register.Registrar{Unit: head.Unit, Version: version}, rules.PolicyChange{Since: day, OfficeDayLoad: &load})
}

// give lets the head of somebody's unit give them a task, and them accept it and say how far it is.
func (s *Script) give(tx *store.Tx, then time.Time, today rules.Date, p piece) error {
	owner, err := tx.PersonByCode(p.code, today)
	if err != nil {
		return err
	}
	head, err := s.headOf(tx, p.code)
	if err != nil {
		return err
	}
	due, err := s.at(today, p.due)
	if err != nil {
		return err
	}
	a := task.Assignment{Task: work.Task{Owner: owner.ID, Title: p.title, Due: due, Work: work.Work{HalfHours: 2 * p.n}}}
	if p.product != "" {
		if a.Product, err = productID(tx, owner.Unit, p.product); err != nil {
			return err
		}
		a.Task.Work = work.Work{Quantity: work.N(p.n)}
	}
	do := s.Pilot.Do(tx, then, pilot.Actor{Person: head})
	given, err := task.Assign(do, a)
	if err != nil {
		return err
	}
	if p.weekly {
		pace := work.Pace{Rhythm: work.Weekly, Every: 1}
		pace.Last = work.Desk{Calendar: do.Calendar, Now: do.Now, Policy: do.Tasks}.EndOfRepeat(pace, rules.DateOf(due))
		if _, err := task.BeginRepeat(do, given[0], pace); err != nil {
			return err
		}
	}
	return s.progress(tx, then.Add(time.Hour), given[0].ID, owner.ID, p)
}

func productID(tx *store.Tx, unit rules.UnitID, code string) (work.ProductID, error) {
	all, err := tx.Catalogue(unit)
	if err != nil {
		return 0, err
	}
	for _, p := range all {
		if p.Code == code {
			return p.ID, nil
		}
	}
	return 0, fmt.Errorf("no product %s", code)
}

// progress lets an owner accept a task and say how far it is, or what it waits for.
func (s *Script) progress(tx *store.Tx, at time.Time, id work.ID, owner rules.PersonID, p piece) error {
	do, step := s.Pilot.Do(tx, at, pilot.Actor{Person: owner}), task.Step{Task: id}
	_, err := task.Accept(do, step)
	const all = 100
	switch {
	case err != nil:
		return err
	case p.waits != "":
		step.Reason = p.reason
		_, err = task.Block(do, step, 0, p.waits)
	case p.done == all:
		_, err = task.Submit(do, step, nil)
	case p.done > 0:
		_, _, err = task.Report(do, step, work.Progress{Percent: p.done})
	}
	return err
}
