package mandate

import (
	"slices"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/pilot/people"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// colleagues are the people with an account in the head's units, or whoever has a typed name.
func colleagues(t *chat.Turn, query string) ([]rules.Person, error) {
	own := func(p rules.Person) bool {
		return p.Active && p.ID != t.Person.ID && slices.Contains(t.Actor.HeadOf, p.Unit)
	}
	if query != "" {
		found, err := people.FindNamed(t.Do(), query, chat.Listed)
		if near := slices.DeleteFunc(slices.Clone(found), func(p rules.Person) bool { return !own(p) }); len(near) > 0 {
			return near, err
		}
		return found, err
	}
	var out []rules.Person
	for _, unit := range t.Actor.HeadOf {
		members, err := t.Tx.Members(unit, t.Today)
		if err != nil {
			return nil, err
		}
		for _, p := range members {
			if p.Linked && p.ID != t.Person.ID && len(out) < chat.Listed {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// named takes whom a typed name means; several are shown.
func (d *mandateDraft) named(t *chat.Turn, name string) error {
	found, err := colleagues(t, chat.Short(name, chat.MaxName))
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		return rules.Refuse("delegate.nobody", "query", chat.Short(name, chat.MaxName))
	case len(found) == 1:
		d.To, d.Query, d.People = found[0].ID, "", nil
	default:
		d.To, d.Query = 0, chat.Short(name, chat.MaxName)
	}
	return nil
}

func askWho(t *chat.Turn, d *mandateDraft) (store.Screen, error) {
	list, err := colleagues(t, d.Query)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for _, p := range list {
		unit := "" // one's own stands on no button: it fits one line
		if !slices.Contains(t.Actor.HeadOf, p.Unit) {
			if unit, err = t.UnitOf(p); err != nil {
				return store.Screen{}, err
			}
		}
		rows = append(rows, []store.Button{t.Choice(mandateTo, int32(p.ID), "delegate.person", "name", p.Called(), "code", p.Code, "unit", unit)})
	}
	rows = append(rows, []store.Button{t.Choice(mandateStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("mandate.who", "query", d.Query), Rows: rows}, nil
}

func takeWho(t *chat.Turn, d *mandateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		if err := d.named(t, in.Text); err != nil {
			return chat.Stay, err
		}
	case in.Choice == mandateStop:
		return chat.Stopped, nil
	default:
		d.To, d.Query, d.People = rules.PersonID(in.Arg), "", nil
	}
	return d.next(), nil
}

func askWhat(t *chat.Turn, d *mandateDraft) (store.Screen, error) {
	who, err := work.Names(t.Do(), d.To)
	return store.Screen{Text: rules.Msg("mandate.what", "name", who), Rows: [][]store.Button{
		{t.Choice(mandateAll, 0, "mandate.all")},
		{t.Choice(mandateDrafts, 0, "mandate.drafts")},
		{t.Choice(mandateWho, 0, "delegate.other"), t.Choice(mandateStop, 0, "stop")},
	}}, err
}

func takeWhat(_ *chat.Turn, d *mandateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		if err := task.CheckText(in.Text); err != nil {
			return chat.Stay, err
		}
		d.Field, d.Drafts = chat.Short(strings.Join(strings.Fields(in.Text), " "), chat.MaxName), false
	case in.Choice == mandateStop:
		return chat.Stopped, nil
	case in.Choice == mandateWho:
		d.To = 0
		return "who", nil
	default:
		d.Field, d.Drafts = "", in.Choice == mandateDrafts
	}
	d.What = true
	return d.next(), nil
}

// ends are the last days that are offered; 0: until it is ended.
func ends(t *chat.Turn) []rules.Date {
	quarter, year := t.Today.AddMonths(3).MonthEnd(), rules.NewDate(t.Today.Year(), time.December, 31) //nolint:mnd // three months, and the last day of the year
	out := []rules.Date{0, t.Today.MonthEnd(), quarter, year}
	slices.Sort(out)
	return slices.Compact(out)
}

func askUntil(t *chat.Turn, d *mandateDraft) (store.Screen, error) {
	who, err := work.Names(t.Do(), d.To)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for i, end := range ends(t) {
		rows = append(rows, []store.Button{t.Choice(mandateUntil, int32(i), "mandate.until", "ends", end != 0, "last", end)})
	}
	rows = append(rows, []store.Button{t.Choice(mandateWhat, 0, "back"), t.Choice(mandateStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("mandate.until_ask", "name", who), Rows: rows}, nil
}

// span takes the last day that is typed, working or not, or the first and the last.
func (d *mandateDraft) span(t *chat.Turn, text string) error {
	s, _, err := t.ReadSpan(text)
	if r, refused := chat.IsRefusal(err); refused && r.Reasons[0].Key != "span.not_one" {
		s.Last, err = t.ReadDay(text)
		s.First = s.Last
	}
	if err != nil {
		return err
	}
	if d.First, d.Last = 0, s.Last; s.First < s.Last {
		d.First = s.First
	}
	return nil
}

func takeUntil(t *chat.Turn, d *mandateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		if err := d.span(t, in.Text); err != nil {
			return chat.Stay, err
		}
	case in.Choice == mandateStop:
		return chat.Stopped, nil
	case in.Choice == mandateWhat:
		return "what", nil
	default:
		list := ends(t)
		if int(in.Arg) >= len(list) {
			return chat.Stay, rules.Refuse("press.stale")
		}
		d.First, d.Last = 0, list[in.Arg]
	}
	d.Until = true
	return "sure", nil
}

func askSure(t *chat.Turn, d *mandateDraft) (store.Screen, error) {
	m, err := d.mandate(t)
	if err != nil {
		return store.Screen{}, err
	}
	l, err := line(t, m)
	if err != nil {
		return store.Screen{}, err
	}
	var why []rules.Message
	if err := work.TryGive(t.Do(), m); err != nil {
		r, refused := chat.IsRefusal(err)
		if !refused {
			return store.Screen{}, err
		}
		why = r.Reasons
	}
	var rows [][]store.Button
	if len(why) == 0 {
		rows = append(rows, []store.Button{t.Choice(mandateSend, 0, "mandate.send")})
	}
	rows = append(rows,
		[]store.Button{t.Choice(mandateOnly, 0, "mandate.only"), t.Choice(mandateWhat, 0, "mandate.other_what")},
		[]store.Button{t.Choice(mandateWho, 0, "delegate.other"), t.Choice(mandateWhen, 0, "mandate.other_until")},
		[]store.Button{t.Choice(mandateStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("mandate.sure", "line", l, "drafts", d.Drafts, "why", why), Rows: rows}, nil
}

func takeSure(t *chat.Turn, d *mandateDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return takeUntil(t, d, in)
	case in.Choice == mandateStop:
		return chat.Stopped, nil
	case in.Choice == mandateWho:
		return "who", nil
	case in.Choice == mandateWhat:
		return "what", nil
	case in.Choice == mandateWhen:
		return "until", nil
	case in.Choice == mandateOnly:
		return "people", nil
	}
	m, err := d.mandate(t)
	if err != nil {
		return chat.Stay, err
	}
	if m, err = work.Give(t.Do(), m); err != nil {
		return chat.Stay, err
	}
	l, err := line(t, m)
	if err != nil {
		return chat.Stay, err
	}
	said := rules.Msg("mandate.done", "line", l, "drafts", m.Drafts)
	t.Remember(said)
	return chat.End, t.Show(store.Screen{Text: said})
}

// over are those over whom the mandate can be: the staff of its unit.
func (d *mandateDraft) over(t *chat.Turn) ([]rules.Person, error) {
	m, err := d.mandate(t)
	if err != nil {
		return nil, err
	}
	list, err := t.Tx.Members(m.Unit, t.Today)
	return slices.DeleteFunc(slices.Clone(list), func(p rules.Person) bool { return p.ID == d.To || p.ID == t.Person.ID }), err
}

func askPeople(t *chat.Turn, d *mandateDraft) (store.Screen, error) {
	list, err := d.over(t)
	if err != nil {
		return store.Screen{}, err
	}
	var rows [][]store.Button
	for i, p := range list {
		if in := slices.Contains(d.People, p.ID); in || i < chat.Listed {
			rows = append(rows, []store.Button{t.Choice(mandateOver, int32(p.ID), "mandate.over_one", "name", p.Called(), "in", in)})
		}
	}
	rows = append(rows, []store.Button{t.Choice(mandateSend, 0, "back"), t.Choice(mandateStop, 0, "stop")})
	return store.Screen{Text: rules.Msg("mandate.people", "n", len(d.People), "more", max(0, len(list)-chat.Listed)), Rows: rows}, nil
}

func takePeople(t *chat.Turn, d *mandateDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == mandateStop:
		return chat.Stopped, nil
	case in.Pressed && in.Choice == mandateSend:
		return "sure", nil
	}
	list, err := d.over(t)
	if err != nil {
		return chat.Stay, err
	}
	id := rules.PersonID(in.Arg)
	if !in.Pressed {
		if id, err = oneOf(t, list, in.Text); err != nil {
			return chat.Stay, err
		}
	}
	if !slices.ContainsFunc(list, func(p rules.Person) bool { return p.ID == id }) {
		return chat.Stay, rules.Refuse("press.stale")
	}
	if i := slices.Index(d.People, id); i >= 0 {
		d.People = slices.Delete(d.People, i, i+1)
	} else {
		d.People = append(d.People, id)
	}
	return "people", nil
}

// oneOf is who of a list a typed name means; a refusal where it is nobody of them, or several.
func oneOf(t *chat.Turn, list []rules.Person, name string) (rules.PersonID, error) {
	name = chat.Short(name, chat.MaxName)
	found, err := people.FindNamed(t.Do(), name, chat.Listed)
	if err != nil {
		return 0, err
	}
	found = slices.DeleteFunc(slices.Clone(found), func(f rules.Person) bool {
		return !slices.ContainsFunc(list, func(p rules.Person) bool { return p.ID == f.ID })
	})
	switch len(found) {
	case 0:
		return 0, rules.Refuse("delegate.nobody", "query", name)
	case 1:
		return found[0].ID, nil
	}
	return 0, rules.Refuse("mandate.several", "query", name)
}
