package request

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"tainha/phrase"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// JudgedFacts loads what it takes to judge again the days of a unit that have not
// begun: everybody who works there, and all days of those people, in whichever unit.
func JudgedFacts(do pilot.Do, unit rules.Unit) (*rules.Facts, error) {
	first, last := rules.Around(do.Today.Monday(), (do.Today + phrase.Horizon).MonthEnd())
	f, err := do.Window(first, last)
	if err != nil {
		return nil, err
	}
	if err := do.StaffFacts(f, unit.ID); err != nil {
		return nil, err
	}
	f.Units[unit.ID] = unit
	if f.Days, err = do.Tx.HomeDaysOfStaff(unit.ID, f.From, last); err != nil {
		return nil, fmt.Errorf("load who is at home: %w", err)
	}
	for _, h := range f.Days {
		if _, known := f.Units[h.Unit]; known {
			continue
		}
		if f.Units[h.Unit], err = do.Tx.Unit(h.Unit); err != nil { // for its numbers
			return nil, fmt.Errorf("load the unit of another day: %w", err)
		}
	}
	list, err := do.Tx.Positions()
	if err != nil {
		return nil, fmt.Errorf("load the positions: %w", err)
	}
	for _, x := range list {
		f.Positions[x.ID] = x
	}
	return f, nil
}

// QueueJudging puts what has to be judged again in the queue, once a night and when
// the configuration is another one than that by which days were judged last; and
// beside a day that began in conflict, which counts always from then on. What changes
// in the database, whichever way, puts itself there.
func QueueJudging(do pilot.Do) error {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return err
	}
	listed, err := do.Tx.ConflictsUntil(do.Today)
	if err != nil {
		return err
	}
	for _, s := range listed {
		if !do.Now.Before(do.Calendar.Start(s.Slot)) {
			if err := do.Tx.JudgeBeside(s); err != nil {
				return err
			}
		}
	}
	configuration, err := fingerprint(do.Configured())
	if err != nil {
		return err
	}
	now := store.JudgeMark{Day: do.Today, Configuration: configuration}
	last, err := do.Tx.JudgeMark()
	if err != nil || last == now {
		return err
	}
	if err := do.Tx.JudgeAll(); err != nil {
		return err
	}
	return do.Tx.SetJudgeMark(now)
}

// fingerprint names the configuration by which days are judged.
func fingerprint(p *pilot.Pilot) (string, error) {
	calendar := *p.Calendar
	calendar.Location = nil
	text, err := json.Marshal([]any{p.Calendar.Location.String(), calendar, p.Policies})
	if err != nil {
		return "", fmt.Errorf("read the configuration: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// JudgeNext judges the next unit of the queue again, up to about limit changes: days
// off are released, conflicts found, and forgotten where their causes went. more is
// false when the queue is empty.
func JudgeNext(do pilot.Do, limit int) (more bool, err error) {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return false, err
	}
	next, err := do.Tx.UnitsToJudge(limit)
	if err != nil {
		return false, fmt.Errorf("find what is to be judged: %w", err)
	}
	left := limit
	for _, unit := range next {
		changes, err := judgeUnit(do, unit, left)
		if err != nil {
			return false, fmt.Errorf("judge unit %d again: %w", unit, err)
		}
		if left -= max(1, changes); left <= 0 { // the rest of it is found next time
			return true, nil
		}
		if err := do.Tx.Judged(unit); err != nil {
			return false, err
		}
	}
	return len(next) == limit, nil
}

// judgeUnit judges a unit again, up to about limit changes, and returns how many it
// made.
func judgeUnit(do pilot.Do, id rules.UnitID, limit int) (changes int, err error) {
	known, err := do.Tx.ConflictsIn(id)
	if err != nil {
		return 0, err
	}
	days, err := do.Tx.HomeDaysIn(id, do.Today, rules.LastDate)
	if err != nil || len(days)+len(known) == 0 {
		return 0, err
	}
	unit, err := do.Tx.Unit(id)
	if err != nil {
		return 0, err
	}
	facts, err := JudgedFacts(do, unit)
	if err != nil {
		return 0, err
	}
	found := rules.JudgeAgain(facts, id)
	if changes, err = release(do, found.Off, limit); err != nil {
		return changes, err
	}
	known = slices.DeleteFunc(known, func(s rules.Standing) bool { // what was in conflict before is a day off now
		return slices.ContainsFunc(found.Off, func(c rules.Conflict) bool { return c.Request == s.Request && c.Slot == s.Slot })
	})
	touched, n, err := settleFound(do, found.Conflicts, known, limit-changes)
	if err != nil {
		return changes, err
	}
	for _, id := range slices.Sorted(maps.Keys(touched)) {
		if err := do.Tx.Refresh(do.Now, pilot.RequestRef(id), 0); err != nil {
			return changes, fmt.Errorf("refresh the cards: %w", err)
		}
	}
	return changes + n, nil
}

// release releases days that became days off, request by request.
func release(do pilot.Do, off []rules.Conflict, limit int) (changes int, err error) {
	desk := rules.Desk{Calendar: do.Calendar, Now: do.Now}
	slices.SortStableFunc(off, func(a, b rules.Conflict) int { return cmp.Compare(a.Request, b.Request) })
	for len(off) > 0 && changes < limit {
		n := slices.IndexFunc(off, func(c rules.Conflict) bool { return c.Request != off[0].Request })
		if n < 0 {
			n = len(off)
		}
		before, err := do.Tx.Request(off[0].Request)
		if err != nil {
			return changes, fmt.Errorf("load the request: %w", err)
		}
		days := make([]rules.Slot, n)
		for i, c := range off[:n] {
			days[i] = c.Slot
		}
		after, gone := desk.Release(before, days)
		if len(gone) > 0 {
			if err := saveReleased(do, before, after, off[:n]); err != nil {
				return changes, err
			}
		}
		changes, off = changes+n, off[n:]
	}
	return changes, nil
}

// saveReleased saves a request of which days were released. Its person is told with
// what else is to be told (TellConflicts).
func saveReleased(do pilot.Do, before, after rules.Request, off []rules.Conflict) error {
	if err := save(do, before, after); err != nil {
		return err
	}
	if err := audit(do, rules.Authority{}, "request.release", before, after); err != nil {
		return err
	}
	if err := settleMoves(do, before, after); err != nil {
		return err
	}
	for _, c := range off {
		if err := do.Tx.SaveConflict(rules.Stand(c, rules.ConflictReleased, do.Now)); err != nil {
			return err
		}
	}
	if err := do.Tx.Refresh(do.Now, pilot.RequestRef(after.ID), 0); err != nil {
		return fmt.Errorf("refresh the cards: %w", err)
	}
	return nil
}

// settleFound brings the conflicts that are known to what was found, up to limit
// changes, and returns the requests that it touched.
func settleFound(do pilot.Do, found []rules.Conflict, known []rules.Standing, limit int) (map[rules.RequestID]bool, int, error) {
	type key struct {
		request rules.RequestID
		slot    rules.Slot
	}
	touched, changes := map[rules.RequestID]bool{}, 0
	old := map[key]rules.Standing{}
	for _, s := range known {
		if s.State != rules.ConflictReleased {
			old[key{s.Request, s.Slot}] = s
		}
	}
	for _, c := range found {
		k := key{c.Request, c.Slot}
		was, listed := old[k]
		delete(old, k)
		is := rules.Stand(c, rules.ConflictOpen, do.Now)
		if listed {
			is = was.Renew(c)
		}
		if listed && is.Same(was) || changes >= limit {
			continue
		}
		changes++
		touched[c.Request] = true
		if err := do.Tx.SaveConflict(is); err != nil {
			return touched, changes, err
		}
	}
	for _, s := range old {
		if changes >= limit {
			break
		}
		changes++
		touched[s.Request] = true
		if err := do.Tx.DropConflict(s); err != nil {
			return touched, changes, err
		}
	}
	return touched, changes, nil
}
