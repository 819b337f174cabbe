package task

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tainha/fold"
	"tainha/pilot"
	"tainha/pilot/intake"
	"tainha/roster"
	"tainha/rules"
	"tainha/rules/task"
)

// staffIndex are the people of a unit and of those beneath it, as files name them.
type staffIndex struct {
	byCode map[string]rules.PersonID
	byName map[string][]rules.PersonID // with their marks, see spelt
	byFold map[string][]rules.PersonID
	called map[rules.PersonID]string
	unit   map[rules.PersonID]rules.UnitID
}

func staffOf(do pilot.Do, unit rules.UnitID) (x staffIndex, err error) {
	x = staffIndex{map[string]rules.PersonID{}, map[string][]rules.PersonID{}, map[string][]rules.PersonID{}, map[rules.PersonID]string{}, map[rules.PersonID]rules.UnitID{}}
	branch, err := do.Tx.Branch(unit)
	if err != nil {
		return x, err
	}
	for _, u := range branch {
		members, err := do.Tx.Members(u, do.Today)
		if err != nil {
			return x, fmt.Errorf("find the staff: %w", err)
		}
		for _, p := range members {
			if p.Active {
				x.byCode[strings.ToLower(p.Code)], x.called[p.ID], x.unit[p.ID] = p.ID, p.Called(), u
				x.byName[spelt(p.Name)] = append(x.byName[spelt(p.Name)], p.ID)
				x.byFold[fold.Text(p.Name)] = append(x.byFold[fold.Text(p.Name)], p.ID)
			}
		}
	}
	return x, nil
}

// spelt is a name whatever its case, and wherever the mark of a tone stands: Hoà, Hòa.
func spelt(name string) string {
	words := strings.Fields(strings.ToLower(norm.NFD.String(name)))
	for i, w := range words {
		letters := []rune(w)
		slices.Sort(letters)
		words[i] = string(letters)
	}
	return strings.Join(words, " ")
}

// named are those of a name; one without any mark may be written so for one with them.
func (x staffIndex) named(name string) []rules.PersonID {
	if list := x.byName[spelt(name)]; len(list) > 0 {
		return list
	}
	if strings.IndexFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return x.byFold[fold.Text(name)]
	}
	return nil
}

func (x *taskImport) unitOf(p rules.PersonID) (rules.UnitID, error) {
	if u, has := x.staff.unit[p]; has {
		return u, nil
	}
	who, err := x.do.Tx.Person(p, x.do.Today)
	return who.Unit, err
}

var (
	// called are the words that stand before a name in lists.
	called = regexp.MustCompile(`(?i)^(đ/c|đc|đồng chí|ông|bà|anh|chị|cv|chuyên viên)[\s.:]+`)
	// inBrackets is what stands behind one: a code, a position.
	inBrackets = regexp.MustCompile(`\s*[(\[]([^)\]]*)[)\]]\s*`)
	apart      = regexp.MustCompile(`\s*[;,\n+&]\s*`)
	clock      = regexp.MustCompile(`(?i)\b(\d{1,2})(?:[:h](\d{2})?|\s*giờ\s*(\d{2})?)`)
	date       = regexp.MustCompile(`\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}`)
)

// workers are the owner of a row and who works on it together; of several in the owner's cell the first leads.
func (x *taskImport) workers(r intake.Row) (owner rules.PersonID, shares []task.Share, column string, err error) {
	var others []rules.PersonID
	for _, c := range []string{"owner", "together"} {
		for _, name := range apart.Split(r.Text(c), -1) {
			if strings.TrimSpace(name) == "" {
				continue
			}
			p, err := x.person(name)
			switch {
			case err != nil:
				return 0, nil, c, err
			case owner == 0:
				owner = p
			case p != owner && !slices.Contains(others, p):
				others = append(others, p)
			}
		}
	}
	if owner == x.as.By.Person {
		return 0, nil, "owner", rules.Refuse("intake.own")
	}
	if len(others) > 0 {
		shares = task.Together(owner, others...)
	}
	return owner, shares, "", nil
}

// person is whom a cell names: by the staff code, else by the whole name. It refuses somebody unknown, of another
// unit, and a name that two bear.
func (x *taskImport) person(cell string) (rules.PersonID, error) {
	name := called.ReplaceAllString(strings.TrimSpace(cell), "")
	words := []string{inBrackets.ReplaceAllString(name, " ")}
	if m := inBrackets.FindStringSubmatch(name); m != nil {
		words = append(words, m[1])
	}
	for _, w := range words {
		if p, has := x.staff.byCode[strings.ToLower(strings.TrimSpace(w))]; has {
			return p, nil
		}
	}
	name, _, _ = strings.Cut(words[0], " - ")
	switch list := x.staff.named(name); {
	case len(list) == 1:
		return list[0], nil
	case len(list) > 1:
		return 0, rules.Refuse("intake.alike", "n", len(list))
	}
	const few = 3
	found, err := x.do.Tx.FindPeople(name, x.do.Today, few)
	if err != nil {
		return 0, err
	}
	for _, p := range found {
		if spelt(p.Name) == spelt(name) && p.Active {
			u, err := x.do.Tx.Unit(p.Unit)
			if err != nil {
				return 0, err
			}
			return 0, rules.Refuse("intake.other_unit", "unit", u.Name)
		}
	}
	near := ""
	for _, p := range found {
		if called, here := x.staff.called[p.ID]; here {
			near = called
			break
		}
	}
	return 0, rules.Refuse("intake.unknown", "near", near)
}

func dayOf(s string) (rules.Date, bool) {
	if d := date.FindString(s); d != "" {
		s = d
	}
	return roster.Day(strings.ReplaceAll(s, ".", "/"))
}

// aYear is how much later what is late in a table may be due by now.
const aYear = 366 * 24 * time.Hour

// titled are the tasks of the owner of one that bear its title and may be due by any row of the table, by
// deadline. They are read once for each owner, however many rows are theirs.
func (x *taskImport) titled(t task.Task) ([]task.Task, error) {
	if x.had[t.Owner] == nil {
		list, err := x.do.Tx.TasksOf(t.Owner, x.first, x.last.Add(aYear))
		if err != nil {
			return nil, err
		}
		x.had[t.Owner] = map[string][]task.Task{}
		for _, b := range list {
			if b.Owner == t.Owner {
				x.keep(b)
			}
		}
	}
	return x.had[t.Owner][fold.Text(t.Title)], nil
}

// keep holds a task among those of its owner, where they were read.
func (x *taskImport) keep(t task.Task) {
	if of := x.had[t.Owner]; of != nil {
		title := fold.Text(t.Title)
		of[title] = append(of[title], t)
		slices.SortStableFunc(of[title], func(a, b task.Task) int { return a.Due.Compare(b.Due) })
	}
}

// dues are the first and the last deadline of the table.
func (x *taskImport) dues() (first, last time.Time) {
	for _, r := range x.in.Rows {
		due, ok := dueOf(x.do, r.Text("due"))
		if ok && (first.IsZero() || due.Before(first)) {
			first = due
		}
		if ok && due.After(last) {
			last = due
		}
	}
	return first, last
}

// dueOf reads a deadline: a day, to its closing time, or a day with an hour.
func dueOf(do pilot.Do, s string) (time.Time, bool) {
	d, ok := dayOf(s)
	if !ok {
		return time.Time{}, false
	}
	end := do.Calendar.End(rules.Slot{Date: d})
	m := clock.FindStringSubmatch(date.ReplaceAllString(s, " "))
	if m == nil {
		return end, true
	}
	const lastHour, lastMinute = 23, 59
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2] + m[3])
	if hour > lastHour || minute > lastMinute {
		return time.Time{}, false
	}
	if hour == 0 && minute == 0 { // midnight is how systems write a day
		return end, true
	}
	y, mo, day := d.Civil()
	return time.Date(y, mo, day, hour, minute, 0, 0, do.Calendar.Location), true
}
