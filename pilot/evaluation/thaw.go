package evaluation

import (
	"encoding/json"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
)

// thaw is a published score with what it was made of then, whatever came later.
func thaw(do pilot.Do, e evaluation.Evaluation, criteria evaluation.Criteria) (r Reckoning, err error) {
	text, err := do.Tx.Reckoned(e.ID)
	if err != nil {
		return r, err
	}
	var f frozen
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return r, fmt.Errorf("read what evaluation %d was made of: %w", e.ID, err)
	}
	if f.Same {
		f.Own = f.Unit
	}
	r = Reckoning{
		Period: evaluation.Period{From: e.From, To: e.To, AsOf: moment(f.AsOf), Catalogue: f.Catalogue}, Policy: f.Policy,
		Work: map[task.ID]Work{}, NoField: f.NoField, AsPublished: true,
	}
	works, err := behindBits(do, append(slices.Clone(f.Own), f.Unit...), r.Period)
	if err != nil {
		return r, err
	}
	r.note(works)
	for _, b := range f.Below {
		p, err := do.Tx.Person(rules.PersonID(b[0]), do.Today)
		if err != nil {
			return r, fmt.Errorf("find who counted for d: %w", err)
		}
		r.Subordinates = append(r.Subordinates, Subordinate{Person: p, Level: evaluation.Level(b[1])})
	}
	r.sheet(e, criteria)
	err = r.reckon(do, e, r.pieces(do, f.Own), r.pieces(do, f.Unit))
	return r, err
}

func behindBits(do pilot.Do, bits []bit, p evaluation.Period) ([]Work, error) {
	var ids []task.ID
	for _, b := range bits {
		ids = append(ids, b.Task)
	}
	slices.Sort(ids)
	tasks, err := do.Tx.Tasks(slices.Compact(ids)...)
	if err != nil {
		return nil, err
	}
	return behind(do, tasks, p)
}

// pieces are those that were written down, with the titles and checks of their tasks.
func (r *Reckoning) pieces(do pilot.Do, bits []bit) (out []evaluation.Piece) {
	for _, b := range bits {
		w := r.Work[b.Task]
		p := evaluation.Piece{
			Task: b.Task, Title: do.Tasks.Title(w.Task), Unit: b.Unit, Due: moment(b.Due), Measure: b.Measure, K: b.K, Assigned: b.Assigned, Done: b.Done, Extra: b.Extra,
			Waived: w.Waivers,
		}
		for _, id := range b.Strikes {
			i := slices.IndexFunc(w.Strikes, func(s task.Strike) bool { return s.ID == id })
			if i < 0 {
				p.Strikes = append(p.Strikes, task.Strike{ID: id, Task: b.Task, Kind: task.QualityStrike})
				continue
			}
			p.Strikes = append(p.Strikes, w.Strikes[i])
		}
		for _, d := range b.Delays {
			p.Delays = append(p.Delays, evaluation.Delay{Due: moment(d[0]), Finished: moment(d[1])})
		}
		out = append(out, p)
	}
	return out
}
