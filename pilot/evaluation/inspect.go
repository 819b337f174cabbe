package evaluation

import (
	"cmp"
	"slices"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// Inspection is what a person's period leaves: what was asked and decided, planned, reported, confirmed, scored and
// petitioned, with the rows of the audit about it and their hashes.
type Inspection struct {
	Person   rules.Person
	Unit     rules.Unit
	From, To rules.Date
	Requests []rules.Request
	Plans    []task.Plan
	Work     []Work
	Versions []evaluation.Evaluation
	Records  []store.Record // by number
	Hashes   map[int64]string
	Names    map[rules.PersonID]string
}

// inspectRows is how many rows of the audit are read about one object.
const inspectRows = 200

// NoteInspection notes that the inspection file of a person's period is made: in the audit, and in the person's log of looks.
func NoteInspection(do pilot.Do, p rules.PersonID, from, to rules.Date) error {
	about, err := subject(do, p)
	if err != nil {
		return err
	}
	if err := do.Assert(pilot.SurveyScores, about); err != nil {
		return err
	}
	if err := do.Audit(store.Entry{Action: "evaluation.inspect", Object: pilot.ObjectPerson, ObjectID: int64(p), After: map[string]string{"from": from.String(), "to": to.String()}}); err != nil {
		return err
	}
	return do.NoteRead(p, pilot.ObjectEvaluation)
}

// InspectionOf loads the inspection file of a person's period. That it is made is for NoteInspection to note.
func InspectionOf(do pilot.Do, p rules.PersonID, from, to rules.Date) (x Inspection, err error) {
	about, err := subject(do, p)
	if err != nil {
		return x, err
	}
	if err := do.Assert(pilot.SurveyScores, about); err != nil {
		return x, err
	}
	x.From, x.To = from, to
	if x.Person, err = do.Tx.Person(p, min(to, do.Today)); err != nil {
		return x, err
	}
	if x.Person.Unit != 0 {
		if x.Unit, err = do.Tx.Unit(x.Person.Unit); err != nil {
			return x, err
		}
	}
	if x.Requests, err = do.Tx.RequestsOf(p, from, to); err != nil {
		return x, err
	}
	if x.Plans, err = do.Tx.Plans(p, from, to); err != nil {
		return x, err
	}
	if x.Work, err = (scope{person: p}).work(do, evaluation.Period{From: from, To: to}); err != nil {
		return x, err
	}
	if x.Versions, err = do.Tx.EvaluationsOf(p, from, to); err != nil {
		return x, err
	}
	if err := x.audit(do); err != nil {
		return x, err
	}
	err = x.name(do)
	return x, err
}

// audit loads the rows of the audit about the requests, tasks and evaluations.
func (x *Inspection) audit(do pilot.Do) (err error) {
	add := func(object string, id int64) {
		if err == nil {
			var list []store.Record
			list, err = do.Tx.AuditOf(object, id, inspectRows)
			x.Records = append(x.Records, list...)
		}
	}
	for _, r := range x.Requests {
		add(pilot.ObjectRequest, int64(r.ID))
	}
	for _, w := range x.Work {
		add(pilot.ObjectTask, int64(w.Task.ID))
	}
	for _, e := range x.Versions {
		add(pilot.ObjectEvaluation, int64(e.ID))
	}
	if err != nil {
		return err
	}
	slices.SortFunc(x.Records, func(a, b store.Record) int { return cmp.Compare(a.ID, b.ID) })
	ids := make([]int64, len(x.Records))
	for i, r := range x.Records {
		ids[i] = r.ID
	}
	x.Hashes, err = do.Tx.AuditHashes(ids...)
	return err
}

// name finds who is named in it.
func (x *Inspection) name(do pilot.Do) error {
	ids := []rules.PersonID{x.Person.ID}
	for _, r := range x.Requests {
		for _, d := range r.Days {
			ids = append(ids, d.DecidedBy)
		}
	}
	for _, w := range x.Work {
		ids = append(ids, w.Task.Assigner, w.Task.DecidedBy)
	}
	for _, e := range x.Versions {
		ids = append(ids, e.ScoredBy, e.AnswerBy)
	}
	for _, r := range x.Records {
		ids = append(ids, r.Actor)
	}
	slices.Sort(ids)
	x.Names = map[rules.PersonID]string{}
	for _, id := range slices.Compact(ids) {
		if id == 0 {
			continue
		}
		p, err := do.Tx.Person(id, do.Today)
		if err != nil {
			return err
		}
		x.Names[id] = p.Called()
	}
	return nil
}
