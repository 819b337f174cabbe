package evaluation

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// Subordinate is somebody whose level counts for d.
type Subordinate struct {
	Person     rules.Person
	Evaluation evaluation.ID // 0: they have none of the period, and are left out
	Level      evaluation.Level
}

// Reckoning is a score with everything behind each figure: the sheet's Own and Unit hold the lines, Work the tasks of
// these by their ids.
type Reckoning struct {
	Period       evaluation.Period
	Policy       evaluation.Policy // by which it was reckoned
	Sheet        evaluation.Sheet
	Score        evaluation.Score
	Work         map[task.ID]Work
	Subordinates []Subordinate
	Parts        []Part
	NoField      bool      // a deputy whom no field was handed to: a, b and c are over their own work
	AsPublished  bool      // it stands as it was published, whatever came later
	Changed      []task.ID // whose part in it would be another now, of a published one
}

// live reckons an evaluation by what is known now, with the marks that count at its stage.
func live(do pilot.Do, e evaluation.Evaluation, criteria evaluation.Criteria) (r Reckoning, err error) {
	if r.Period, err = period(do, e); err != nil {
		return r, err
	}
	r.Policy, r.Work = do.Scoring.Policy, map[task.ID]Work{}
	var mine, units []evaluation.Piece
	own := true // a, b and c are over the person's own work
	if e.Profile.Leads() {
		s, some, err := leads(do, e)
		if err != nil {
			return r, err
		}
		works, err := s.work(do, r.Period)
		if err != nil {
			return r, err
		}
		r.note(works)
		units = pieces(do, works, 0, r.Period)
		r.NoField = !some && e.Profile == evaluation.Deputy
		if some && (!r.Policy.HeadOwn || e.Profile == evaluation.Deputy) {
			own, mine = false, units
		}
		if r.Subordinates, err = subordinates(do, e); err != nil {
			return r, err
		}
	}
	if own {
		works, err := scope{person: e.Person}.work(do, r.Period)
		if err != nil {
			return r, err
		}
		r.note(works)
		mine = pieces(do, works, e.Person, r.Period)
	}
	r.sheet(e, criteria)
	err = r.reckon(do, e, mine, units)
	return r, err
}

func (r *Reckoning) note(works []Work) {
	for _, w := range works {
		r.Work[w.Task.ID] = w
	}
}

// sheet takes over what people gave.
func (r *Reckoning) sheet(e evaluation.Evaluation, criteria evaluation.Criteria) {
	r.Sheet = evaluation.Sheet{
		Profile: e.Profile, Criteria: criteria, Common: e.Given, Set: e.Set, NotApplicable: e.NotApplicable, Stated: e.Stated,
	}
	if e.ScoredAt.IsZero() {
		r.Sheet.Common = e.Self
	}
}

// reckon counts pieces, and the score of them.
func (r *Reckoning) reckon(do pilot.Do, e evaluation.Evaluation, own, units []evaluation.Piece) (err error) {
	if r.Sheet.Own, err = evaluation.Reckon(own, r.Period, r.Policy, do.Calendar); err != nil {
		return err
	}
	if r.Sheet.Unit, err = evaluation.Reckon(units, r.Period, r.Policy, do.Calendar); err != nil {
		return err
	}
	for _, s := range r.Subordinates {
		r.Sheet.Subordinates = append(r.Sheet.Subordinates, s.Level)
	}
	r.Score = r.Policy.Score(r.Sheet)
	r.Parts, err = parts(do, e.Person, e.From, e.To)
	return err
}

// subordinates are those whose level counts for d, by name: whom a head scores; of a deputy, who works in the fields
// that the deputy leads.
func subordinates(do pilot.Do, e evaluation.Evaluation) ([]Subordinate, error) {
	people, err := scoredBy(do, e.Person, min(e.To, do.Today))
	if e.Profile == evaluation.Deputy {
		people, err = led(do, e)
	}
	if err != nil {
		return nil, err
	}
	ids := make([]rules.PersonID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	list, err := do.Tx.EvaluationsFor(ids, e.From, e.To)
	if err != nil {
		return nil, err
	}
	of := map[rules.PersonID]evaluation.Evaluation{}
	for _, x := range list {
		of[x.Person] = x
	}
	var out []Subordinate
	for _, p := range people {
		s := Subordinate{Person: p, Level: evaluation.NotRated}
		if x, some := of[p.ID]; some {
			s.Evaluation, s.Level = x.ID, levelOf(x)
		}
		out = append(out, s)
	}
	return out, nil
}

// levelOf is the level of the newest version of an evaluation: none until it is published.
func levelOf(e evaluation.Evaluation) evaluation.Level {
	if e.Published.IsZero() {
		return evaluation.NoLevel
	}
	return e.Level
}

// scoredIn is scoredBy today, with those who have left and whose sheet of a month is not published.
func scoredIn(do pilot.Do, head rules.PersonID, month rules.Date) ([]rules.Person, error) {
	people, err := scoredBy(do, head, do.Today)
	if err != nil {
		return nil, err
	}
	left, err := leavers(do, head, month)
	return append(people, left...), err
}

// leavers have left one of the units that somebody heads while their sheet of a month was not published.
func leavers(do pilot.Do, head rules.PersonID, month rules.Date) (out []rules.Person, err error) {
	units, err := do.Tx.HeadOf(head)
	if err != nil {
		return nil, err
	}
	from, to := Month(month)
	for _, u := range units {
		list, err := do.Tx.EvaluationsIn(u, from, to)
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if e.Stage > evaluation.Scored || e.Person == head {
				continue
			}
			p, err := do.Tx.Person(e.Person, do.Today)
			if err != nil {
				return nil, fmt.Errorf("find who has left: %w", err)
			}
			if !p.Active {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// scoredBy are those whom somebody scores: the staff of the units that they head, and of units below the head, or,
// where nobody sits there, the staff.
func scoredBy(do pilot.Do, head rules.PersonID, on rules.Date) (out []rules.Person, err error) {
	tops, err := do.Tx.HeadOf(head)
	if err != nil || len(tops) == 0 {
		return nil, err
	}
	units, err := do.Tx.Units()
	if err != nil {
		return nil, err
	}
	add := func(p rules.Person) {
		if p.ID != head && p.Active && !slices.ContainsFunc(out, func(x rules.Person) bool { return x.ID == p.ID }) {
			out = append(out, p)
		}
	}
	for i := 0; i < len(tops); i++ {
		members, err := do.Tx.Members(tops[i], on)
		if err != nil {
			return nil, fmt.Errorf("find the staff: %w", err)
		}
		for _, p := range members {
			add(p)
		}
		for _, u := range units {
			if !u.Active || u.Parent != tops[i] || slices.Contains(tops, u.ID) {
				continue
			}
			if u.Head != 0 && u.Head != head {
				p, err := do.Tx.Person(u.Head, on)
				if err != nil {
					return nil, err
				}
				add(p)
				if p.Active && p.Linked {
					continue
				}
			}
			tops = append(tops, u.ID)
		}
	}
	slices.SortFunc(out, func(a, b rules.Person) int {
		return cmp.Or(cmp.Compare(a.Called(), b.Called()), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// led are those who work in the fields of a deputy: whom the head named, or the unit's staff but for its head.
func led(do pilot.Do, e evaluation.Evaluation) (out []rules.Person, err error) {
	s, some, err := leads(do, e)
	if err != nil || !some {
		return nil, err
	}
	for _, u := range s.units {
		unit, err := do.Tx.Unit(u)
		if err != nil {
			return nil, err
		}
		members, err := do.Tx.Members(u, min(e.To, do.Today))
		if err != nil {
			return nil, fmt.Errorf("find the staff: %w", err)
		}
		for _, p := range members {
			if p.ID != e.Person && p.ID != unit.Head && s.leads(p.ID) {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// frozen is what a published score was made of: numbers alone, in the shortest words.
type frozen struct {
	AsOf      int64             `json:"z,omitempty"`
	Catalogue bool              `json:"c,omitempty"`
	NoField   bool              `json:"f,omitempty"`
	Policy    evaluation.Policy `json:"p"`
	Own       []bit             `json:"o,omitempty"`
	Unit      []bit             `json:"u,omitempty"`
	Same      bool              `json:"s,omitempty"` // Own is Unit
	Below     [][2]int64        `json:"b,omitempty"` // subordinates with their levels
}

// bit is a piece.
type bit struct {
	Task     task.ID         `json:"t"`
	Unit     rules.UnitID    `json:"u"`
	Due      int64           `json:"d"`
	Measure  task.Measure    `json:"m,omitempty"`
	K        task.Amount     `json:"k"`
	Assigned task.Amount     `json:"a"`
	Done     task.Amount     `json:"n"`
	Extra    bool            `json:"x,omitempty"`
	Strikes  []task.StrikeID `json:"s,omitempty"`
	Delays   [][2]int64      `json:"l,omitempty"` // due and finished, 0: it was not
}

func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func bitOf(p evaluation.Piece) bit {
	b := bit{Task: p.Task, Unit: p.Unit, Due: milli(p.Due), Measure: p.Measure, K: p.K, Assigned: p.Assigned, Done: p.Done, Extra: p.Extra}
	for _, s := range p.Strikes {
		b.Strikes = append(b.Strikes, s.ID)
	}
	for _, d := range p.Delays {
		b.Delays = append(b.Delays, [2]int64{milli(d.Due), milli(d.Finished)})
	}
	return b
}

// all are the pieces of a reckoning, counted or not.
func all(r evaluation.Reckoning) (out []bit) {
	for _, l := range r.Lines {
		out = append(out, bitOf(l.Piece))
	}
	for _, p := range r.Uncounted {
		out = append(out, bitOf(p))
	}
	return out
}

// freeze writes down what a score is made of.
func freeze(r Reckoning) (string, error) {
	f := frozen{AsOf: milli(r.Period.AsOf), Catalogue: r.Period.Catalogue, NoField: r.NoField, Policy: r.Policy, Own: all(r.Sheet.Own), Unit: all(r.Sheet.Unit)}
	for _, s := range r.Subordinates {
		f.Below = append(f.Below, [2]int64{int64(s.Person.ID), int64(s.Level)})
	}
	own, err := json.Marshal(f.Own)
	if err != nil {
		return "", fmt.Errorf("write what a score is made of: %w", err)
	}
	unit, err := json.Marshal(f.Unit)
	if err != nil {
		return "", fmt.Errorf("write what a score is made of: %w", err)
	}
	if f.Same = bytes.Equal(own, unit); f.Same {
		f.Own = nil
	}
	text, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("write what a score is made of: %w", err)
	}
	return string(text), nil
}
