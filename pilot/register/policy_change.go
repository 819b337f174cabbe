package register

import (
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
)

// PolicyPreview is what a change of the numbers would do.
type PolicyPreview struct {
	Lines   []rules.Message // each number that changes, before → after, on the first day
	Effects request.Effects
}

// PreviewPolicy says what a change of the numbers would do in a unit, or for 0 in
// the whole pilot. It refuses a change that begins in the past, changes nothing,
// or leads to numbers out of their bounds on any day.
func PreviewPolicy(do pilot.Do, unit rules.UnitID, c rules.PolicyChange) (PolicyPreview, error) {
	before, after, units, err := policyChange(do, unit, c)
	if err != nil {
		return PolicyPreview{}, err
	}
	code := codeOf(unit, units)
	effects, err := request.NumberEffects(do, units, func(f *rules.Facts) { f.Policies = after })
	return PolicyPreview{changedLines(before.At(code, c.Since), after.At(code, c.Since)), effects}, err
}

// ChangePolicy decides numbers of a unit or of the whole pilot from a day on, and
// tells the heads of the units concerned.
func ChangePolicy(do pilot.Do, r Registrar, c rules.PolicyChange) error {
	if err := admit(do, r); err != nil {
		return err
	}
	before, after, units, err := policyChange(do, r.Unit, c)
	if err != nil {
		return err
	}
	if err := do.Tx.AddPolicyChange(r.Unit, c, do.By.Person, do.Now); err != nil {
		return err
	}
	code := codeOf(r.Unit, units)
	err = note(do, r, "register.policy", auditedPolicy{c.Since, before.At(code, c.Since)}, auditedPolicy{c.Since, after.At(code, c.Since)})
	if err != nil {
		return err
	}
	return tellHeads(do, r.ref(), units, func(u rules.Unit) rules.Message {
		return rules.Msg("notice.register.policy", "unit", u.Name, "since", c.Since, "lines",
			changedLines(before.At(u.Code, c.Since), after.At(u.Code, c.Since)))
	})
}

// auditedPolicy is how the audit keeps the numbers from a day on.
type auditedPolicy struct {
	Since  rules.Date
	Policy rules.Policy
}

func codeOf(unit rules.UnitID, units []rules.Unit) string {
	if unit == 0 {
		return ""
	}
	return units[0].Code
}

// policyChange checks a change and returns the numbers before and after it, and
// the units for which it changes something.
func policyChange(do pilot.Do, unit rules.UnitID, c rules.PolicyChange) (before, after *rules.PolicyBook, units []rules.Unit, err error) {
	today := do.Today
	if c.Since < today {
		return nil, nil, nil, rules.Refuse("register.past", "day", c.Since, "today", today)
	}
	if before, err = do.PolicyBook(); err != nil {
		return nil, nil, nil, err
	}
	if unit != 0 {
		u, err := do.Tx.Unit(unit)
		if err != nil {
			return nil, nil, nil, err
		}
		units = []rules.Unit{u}
	} else if units, err = inRegister(do, today); err != nil {
		return nil, nil, nil, err
	}
	code := codeOf(unit, units)
	after = before.With(code, c)
	if len(changedLines(before.At(code, c.Since), after.At(code, c.Since))) == 0 {
		return nil, nil, nil, rules.Refuse("register.no_change")
	}
	if err := validate(do, after, units, c.Since); err != nil {
		return nil, nil, nil, err
	}
	if unit == 0 { // a unit with numbers of its own may notice nothing
		units = slices.DeleteFunc(units, func(u rules.Unit) bool {
			return !slices.ContainsFunc(turns(after, u.Code, c.Since), func(d rules.Date) bool {
				return len(changedLines(before.At(u.Code, d), after.At(u.Code, d))) > 0
			})
		})
	}
	return before, after, units, nil
}

// turns lists the days from since on from which other numbers hold in a unit.
func turns(book *rules.PolicyBook, code string, since rules.Date) []rules.Date {
	days := []rules.Date{since}
	for _, c := range slices.Concat(book.Changes, book.Units[code]) {
		if c.Since > since {
			days = append(days, c.Since)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// validate refuses numbers out of their bounds on any day, and a minimum present
// that leaves nobody of a unit for telework.
func validate(do pilot.Do, book *rules.PolicyBook, units []rules.Unit, since rules.Date) error {
	for _, d := range turns(book, "", since) {
		if err := book.At("", d).Validate(); err != nil {
			return err
		}
	}
	for _, u := range units {
		for _, d := range turns(book, u.Code, since) {
			staff, err := do.Tx.CountMembers(u.ID, d)
			if err != nil {
				return fmt.Errorf("count the staff: %w", err)
			}
			err = book.At(u.Code, d).ValidateFor(staff)
			if refusal, refused := err.(*rules.Refusal); refused && len(units) > 1 { //nolint:errorlint // a refusal is returned unwrapped
				return rules.Refuse("policy.from", "day", d, "unit", u.Name, "why", refusal.Reasons)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// ComingChange is what will change in the numbers of a unit on a day.
type ComingChange struct {
	Since rules.Date
	Lines []rules.Message
}

// coming lists the changes of a unit's numbers after a day, of the whole pilot's
// with an empty code.
func coming(book *rules.PolicyBook, code string, today rules.Date) []ComingChange {
	var out []ComingChange
	for _, d := range turns(book, code, today)[1:] {
		if lines := changedLines(book.At(code, d-1), book.At(code, d)); len(lines) > 0 {
			out = append(out, ComingChange{d, lines})
		}
	}
	return out
}
