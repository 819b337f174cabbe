package task

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/pilot/people"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// owners are the people whom a typed name or code means: of those to whom work can be
// given, else of all.
func owners(t *chat.Turn, name string) ([]rules.Person, error) {
	list, err := work.Assignable(t.Do())
	if err != nil {
		return nil, err
	}
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.Name
	}
	words := strings.Fields(name)
	var out []rules.Person
	if len(words) > 0 {
		for _, i := range chat.Named(name, words[len(words)-1], names) {
			out = append(out, list[i])
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	if out, err = people.FindGiven(t.Do(), name, chat.Listed); err != nil || len(out) > 0 {
		return out, err
	}
	found, err := people.FindNamed(t.Do(), name, chat.Listed) // a code; what only sounds like a name is nobody
	return slices.DeleteFunc(found, func(p rules.Person) bool { return !strings.EqualFold(p.Code, strings.TrimSpace(name)) }), err
}

func askOwner(t *chat.Turn, d *assignDraft) (store.Screen, error) {
	list, err := work.Assignable(t.Do())
	if d.Query != "" {
		list, err = owners(t, d.Query)
	}
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, p := range list[:min(len(list), chat.Listed)] {
		unit, err := t.UnitOf(p)
		if err != nil {
			return store.Screen{}, err
		}
		rows = append(rows, []store.Button{t.Choice(assignTo, int32(p.ID), "assign.person", "name", p.Called(), "unit", unit, "other", p.Unit != t.Person.Unit)})
	}
	rows = append(rows, []store.Button{t.Choice(assignSelf, 0, "assign.self"), t.Choice(assignStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("assign.who", "query", d.Query, "n", len(list)), Rows: rows}, nil
}

func takeOwner(t *chat.Turn, d *assignDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.typed(t, in.Text, func() error { return d.saidWho(t, []string{in.Text}) })
	case in.Choice == assignStop:
		return chat.Stopped, nil
	case in.Choice == assignSelf:
		d.Owners = []rules.PersonID{t.Person.ID}
	case d.Query == "" && !d.More:
		d.Owners = []rules.PersonID{rules.PersonID(in.Arg)}
	case !slices.Contains(d.Owners, rules.PersonID(in.Arg)): // one of those who bear the name, beside whom the sentence named, or one more
		d.Owners = append(d.Owners, rules.PersonID(in.Arg))
	}
	d.Query, d.More, d.Parts = "", false, nil
	return d.next(), nil
}

// typed takes a whole sentence at any step, else what the step asks for.
func (d *assignDraft) typed(t *chat.Turn, text string, otherwise func() error) (string, error) {
	if err := task.CheckText(text); err != nil {
		return chat.Stay, err
	}
	u, err := t.Understand(text)
	if err != nil {
		return chat.Stay, err
	}
	a := u.Acts[0]
	if a.Intent == phrase.Assign && (len(a.Task.Who) > 0 || a.Task.Due.Kind != phrase.DueUnsaid) {
		var x phrase.Task
		if other, err := d.another(t, a.Task); err != nil {
			return chat.Stay, err
		} else if other {
			return d.queue(t, a.Task)
		}
		if x, err = d.assigned(t, a.Task, text); err == nil {
			err = d.said(t, x)
		}
	} else {
		err = otherwise()
	}
	if err != nil {
		return chat.Stay, err
	}
	d.More = d.More && d.Query != ""
	return d.next(), nil
}

// another reports a sentence that gives other work to other people than the draft: it is a task of its own.
func (d *assignDraft) another(t *chat.Turn, x phrase.Task) (bool, error) {
	if d.Title == "" || len(d.Owners) == 0 || d.Query != "" || x.Work == "" || x.Work == phrase.AskWork || work.Fits(task.Task{Title: d.Title}, x.Work) {
		return false, nil
	}
	return d.namesOthers(t, x.Who)
}

// namesOthers reports people whom the draft does not give work to, and nobody to whom it does.
func (d *assignDraft) namesOthers(t *chat.Turn, who []string) (bool, error) {
	some := false
	for _, name := range who {
		if !phrase.IsName(name) {
			return false, nil
		}
		found, err := owners(t, name)
		if err != nil || slices.ContainsFunc(found, func(p rules.Person) bool { return slices.Contains(d.Owners, p.ID) }) {
			return false, err
		}
		some = some || len(found) > 0
	}
	return some, nil
}

// catalogue are the products that the unit of the first owner may be given today.
func catalogue(t *chat.Turn, d *assignDraft) ([]task.Product, error) {
	id := t.Person.ID
	if len(d.Owners) > 0 {
		id = d.Owners[0]
	}
	owner, err := t.Tx.Person(id, t.Today)
	if err != nil {
		return nil, fmt.Errorf("find who does the work: %w", err)
	}
	all, err := t.Tx.Catalogue(owner.Unit)
	if err != nil {
		return nil, err
	}
	return all.On(owner.Unit, t.Today), nil
}

const (
	productsShown = 8
	likeShown     = 5
)

// alike are the tasks that the person gave last, of each title one.
func alike(t *chat.Turn) ([]task.Task, error) {
	list, err := t.Tx.LiveTasksBy(t.Person.ID)
	if err != nil || t.Pilot.Tasks.Minimal { // titles don't leave
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b task.Task) int { return b.Made.Compare(a.Made) })
	var out []task.Task
	for _, x := range list {
		if len(out) < likeShown && !slices.ContainsFunc(out, func(o task.Task) bool { return o.Title == x.Title }) {
			out = append(out, x)
		}
	}
	return out, nil
}

func askWhat(t *chat.Turn, d *assignDraft) (store.Screen, error) {
	products, err := catalogue(t, d)
	if err != nil {
		return store.Screen{}, err
	}
	recent, err := alike(t)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, x := range recent {
		rows = append(rows, []store.Button{t.Choice(assignLike, int32(x.ID), "assign.like", "title", chat.Short(x.Title, buttonTitle))})
	}
	for _, p := range products[:min(len(products), productsShown)] {
		rows = append(rows, []store.Button{t.Choice(assignProduct, int32(p.ID), "assign.product", "name", chat.Short(p.Name, buttonTitle), "k", p.K.Message())})
	}
	rows = append(rows, []store.Button{t.Choice(assignWho, 0, "assign.change_who"), t.Choice(assignStop, 0, "stop")})
	who, err := d.who(t)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{Text: rules.Msg("assign.what", "who", who, "self", d.self(t), "n", len(rows)-1), Rows: rows, Digits: true}, nil
}

// buttonTitle is how much of a title stands on a button.
const buttonTitle = 40

func takeWhat(t *chat.Turn, d *assignDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.typed(t, in.Text, func() error { return d.titled(in.Text) })
	case in.Choice == assignStop:
		return chat.Stopped, nil
	case in.Choice == assignWho:
		d.Owners = nil
		return "person", nil
	case in.Choice == assignLike:
		if err := d.like(t, task.ID(in.Arg)); err != nil {
			return chat.Stay, err
		}
		return d.next(), nil
	}
	products, err := catalogue(t, d)
	if err != nil {
		return chat.Stay, err
	}
	i := slices.IndexFunc(products, func(p task.Product) bool { return p.ID == task.ProductID(in.Arg) })
	if i < 0 {
		return chat.Stay, rules.Refuse("task.product_unknown")
	}
	d.Title, d.Product, d.Quantity, d.HalfHours, d.Sized = products[i].Name, products[i].ID, task.N(1), 0, false
	return d.next(), nil
}

// titled takes a typed title. It refuses a yes and a no, which name no work.
func (d *assignDraft) titled(text string) error {
	if reply.Agrees(text) || reply.Confirms(text) || reply.Denies(text) {
		return rules.Refuse("assign.what_unclear")
	}
	d.Title, d.Product, d.Quantity = chat.Short(strings.Join(strings.Fields(text), " "), task.MaxTitle+1), 0, task.Amount{}
	return nil
}

// like gives again what was given before.
func (d *assignDraft) like(t *chat.Turn, id task.ID) error {
	list, err := alike(t)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(x task.Task) bool { return x.ID == id })
	if i < 0 {
		return rules.Refuse("press.stale")
	}
	x := list[i]
	d.Title, d.Product, d.Quantity, d.HalfHours, d.Sized = x.Title, x.Work.Product, x.Work.Quantity, x.Work.HalfHours, true
	return nil
}

func askSize(t *chat.Turn, d *assignDraft) (store.Screen, error) {
	var row []store.Button
	if d.Product != 0 {
		for _, n := range []int32{1, 2, 3, 5, 10, 20} {
			row = append(row, t.Choice(assignMany, n, "assign.many", "n", int(n)))
		}
	} else {
		for _, halves := range []int32{2, 4, 8, 16, 32, 80} {
			row = append(row, t.Choice(assignHours, halves, "assign.hours", "n", task.OfHalfHours(int(halves)).Message()))
		}
	}
	rows := slices.Collect(slices.Chunk(row, 3)) //nolint:mnd // that many fit on a phone
	if d.Product == 0 {
		rows = append(rows, []store.Button{t.Choice(assignUncounted, 0, "assign.uncounted")})
	}
	rows = append(rows, []store.Button{t.Choice(assignWhat, 0, "back"), t.Choice(assignStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("assign.size", "title", d.title(t), "product", d.Product != 0), Rows: rows, Digits: true}, nil
}

func takeSize(t *chat.Turn, d *assignDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.typed(t, in.Text, func() error { return d.counted(in.Text) })
	case in.Choice == assignStop:
		return chat.Stopped, nil
	case in.Choice == assignWhat:
		return "what", nil
	case in.Choice == assignMany && d.Product != 0:
		d.Quantity = task.N(int(in.Arg))
	case in.Choice == assignHours && d.Product == 0:
		d.HalfHours = int(in.Arg)
	case in.Choice == assignUncounted && d.Product == 0:
		d.HalfHours = 0
	default:
		return chat.Stay, rules.Refuse("press.stale")
	}
	d.Sized = true
	return d.next(), nil
}

// counted takes "3", "2,5" and "4 giờ": of the product, or hours rounded up to half of one.
func (d *assignDraft) counted(text string) error {
	words := strings.Fields(text)
	var n task.Amount
	ok := false
	if len(words) > 0 {
		n, ok = task.ParseAmount(words[0])
	}
	if !ok || n.IsZero() {
		return rules.Refuse("assign.size_unclear", "product", d.Product != 0)
	}
	if d.Product != 0 {
		d.Quantity = n
	} else {
		d.HalfHours = n.Times(task.N(2)).Up() //nolint:mnd // half-hours
	}
	d.Sized = true
	return nil
}

// dueDays are the deadlines that are offered: today, the next working day, the last of
// this week and of the next, of the month.
func dueDays(t *chat.Turn) (out []rules.Date) {
	lastWorking := func(d rules.Date) rules.Date {
		for k := d; k > d-7; k-- {
			if t.Pilot.Calendar.IsWorking(k) {
				return k
			}
		}
		return 0
	}
	sunday := t.Today.Monday() + 6
	for _, d := range []rules.Date{t.Today, t.NextWorking(t.Today), lastWorking(sunday), lastWorking(sunday + 7), lastWorking(t.Today.MonthEnd())} {
		if d >= t.Today && t.Pilot.Calendar.IsWorking(d) && closing(t, d).After(t.Now) && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	slices.Sort(out)
	return out
}

func askDue(t *chat.Turn, d *assignDraft) (store.Screen, error) {
	var rows [][]store.Button
	for _, day := range dueDays(t) {
		rows = append(rows, []store.Button{t.Choice(assignDue, int32(day), "assign.due_day", "at", closing(t, day), "today", day == t.Today)})
	}
	rows = append(rows, []store.Button{t.Choice(assignWhat, 0, "back"), t.Choice(assignStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("assign.due", "title", d.title(t)), Rows: rows, Digits: true}, nil
}

func takeDue(t *chat.Turn, d *assignDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return d.typed(t, in.Text, func() error { return d.dueTyped(t, in.Text) })
	case in.Choice == assignStop:
		return chat.Stopped, nil
	case in.Choice == assignWhat:
		return "what", nil
	}
	day, err := in.Day()
	if err != nil {
		return chat.Stay, err
	}
	d.Due, d.Doubt, d.Nominal = closing(t, day), false, 0
	d.falls(t)
	return d.next(), nil
}

// dueTyped takes "thứ 6 16h", "cuối tuần", "2/12".
func (d *assignDraft) dueTyped(t *chat.Turn, text string) error {
	u, err := t.Understand(text)
	if err != nil {
		return err
	}
	switch other, err := d.namesOthers(t, u.Named); {
	case err != nil:
		return err
	case other: // "Chi làm thống kê, mùng 5 nộp"
		return rules.Refuse("assign.due_unclear")
	}
	if d.repeatTyped(t, text, false) {
		return nil
	}
	if !t.DueOnly(text, d.Title) { // "chị hỏi rồi, mai họ gửi"
		return rules.Refuse("assign.due_unclear")
	}
	was := d.Due
	d.Due = time.Time{}
	due := t.ReadDue(text)
	if about, err := t.About(text); err != nil {
		return err
	} else if due.Hour >= 0 && due.Doubt && len(about.Days) == 0 && !was.IsZero() { // "hạn 10h nhé", of the day that it has
		due.Day, due.Doubt = t.Pilot.Today(was), false
	}
	d.saidDue(t, due)
	if d.Due.IsZero() && d.saidLong(t.ReadMinutes(text)) { // "khoảng 6 tiếng"
		d.Due = was
		return nil
	}
	if d.Due.IsZero() {
		d.Due = was
		return rules.Refuse("assign.due_unclear")
	}
	return nil
}
