package intake

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tainha/pilot"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// How much of a table its card shows; the rest is counted.
const named = 10

// Read tries or imports a table whose cells were read, in the name of who sent it: it finds out what kind it is, asks
// what it can't know, shows what it would change, and after the press changes that, in one transaction. Where something
// else would come of it by now, nothing is changed and that is shown. It returns the work that is left, where a
// feature keeps such files itself.
func Read(do pilot.Do, kinds []Kind, id store.IntakeFileID, grids []roster.Grid, unread error) (next *store.Ref, err error) {
	if err := do.Assert(pilot.PassTime, rules.Subject{}); err != nil {
		return nil, err
	}
	c, err := Of(do, id)
	if err != nil || c.State != store.IntakeReading && c.State != store.IntakeApplying {
		return nil, err // done before, or dropped meanwhile
	}
	do.By = pilot.Actor{Person: c.By}
	if unread != nil {
		return nil, refuse(do, c, unread)
	}
	kinds, err = sends(do, kinds)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == c.Kind })
	var k Kind
	switch found, ok := recognise(kinds, grids); {
	case len(kinds) == 0:
		return nil, refuse(do, c, rules.Refuse("access.role"))
	case at >= 0:
		k = kinds[at]
	case !ok:
		c.Found = Found{Ask: AskKind}
		for _, k := range kinds {
			c.Found.Kinds = append(c.Found.Kinds, k.Name)
		}
		return nil, ask(do, c)
	default:
		k = found
	}
	if c.Kind = k.Name; k.Pass != nil {
		return pass(do, c, k)
	}
	return nil, c.read(do, k, grids)
}

// sends are the kinds that who acts may send.
func sends(do pilot.Do, kinds []Kind) ([]Kind, error) {
	p, err := do.Tx.Person(do.By.Person, do.Today)
	if err != nil {
		return nil, fmt.Errorf("find who sent it: %w", err)
	}
	a, err := do.Actor(p, do.Today)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(kinds), func(k Kind) bool { return !p.Active || !a.Sees(k.Access) }), nil
}

// pass hands a table over: its card becomes that of the feature.
func pass(do pilot.Do, c Case, k Kind) (*store.Ref, error) {
	ref, err := k.Pass(do, c.IntakeFile)
	if err != nil {
		return nil, err
	}
	c.State = store.IntakePassed
	if err := save(do, c); err != nil {
		return nil, err
	}
	return &ref, do.Tx.MoveMessages(pilot.IntakeFileRef(c.ID).Anchor(), ref.Anchor())
}

// read asks what is open, or tries or imports.
func (c Case) read(do pilot.Do, k Kind, grids []roster.Grid) error {
	unit, sure, err := c.unit(do, k)
	if err != nil {
		return err
	}
	if !sure {
		c.Found = Found{Ask: AskUnit, Agency: k.Agency}
		return ask(do, c)
	}
	h, ok := k.header(grids)
	if !ok {
		return refuse(do, c, rules.Refuse("intake.no_header"))
	}
	columns, known, err := c.columns(do, k, h)
	if err != nil {
		return err
	}
	found := Found{Unit: unit, Dated: k.Since, Row: h.line().Number, Heads: headsOf(h.line()), Heading: h.fingerprint(), Columns: columns, Missing: k.missing(columns)}
	if !known || found.Missing != "" {
		c.Found, c.Found.Ask = found, AskColumns
		return ask(do, c)
	}
	in := &Input{Unit: unit, Name: c.Name, Since: max(c.Said.Since, do.Today), Whole: c.Said.Whole, Next: c.Said.Next, Mute: k.Mutes && do.Tasks.Minimal, columns: columns, heads: h.line()}
	in.Rows, found.Aside = k.rows(h, columns)
	if len(in.Rows) == 0 || len(in.Rows) > MaxRows {
		return refuse(do, c, rules.Refuse("intake.many", "n", len(in.Rows), "max", MaxRows))
	}
	found.Since, found.Whole, found.Next = in.Since, in.Whole, in.Next
	return c.try(do, k, in, found)
}

// unit is whose a table is, and whether that is known: who sent it said so, it can be one's alone, or its
// rows say it.
func (c Case) unit(do pilot.Do, k Kind) (unit rules.UnitID, sure bool, err error) {
	switch {
	case k.Placed:
		return 0, true, nil
	case c.Said.Unit != nil:
		return *c.Said.Unit, true, nil
	}
	units, all, err := UnitsOf(do, k)
	return first(units), len(units) == 1 && !all, err
}

func first(units []rules.UnitID) rules.UnitID {
	if len(units) == 0 {
		return 0
	}
	return units[0]
}

// UnitsOf are the units whose a table of who acts can be: those that they head, for a coordinator each; all
// tells that it can be any.
func UnitsOf(do pilot.Do, _ Kind) (units []rules.UnitID, all bool, err error) {
	p, err := do.Tx.Person(do.By.Person, do.Today)
	if err != nil {
		return nil, false, fmt.Errorf("find who sent it: %w", err)
	}
	a, err := do.Actor(p, do.Today)
	return a.Units(), a.Roles.Has(rules.Coordinator), err
}

// columns are those that the sender chose, that somebody confirmed for such a header, or that its words tell.
func (c Case) columns(do pilot.Do, k Kind, h header) (columns map[string]int, known bool, err error) {
	if c.Said.Columns != nil {
		return c.Said.Columns, c.Said.Sure, nil
	}
	kept, err := do.Tx.IntakeColumns(k.Name, h.fingerprint())
	if errors.Is(err, store.ErrNotFound) {
		return h.columns, c.Said.Sure, nil
	}
	if err != nil {
		return nil, false, err
	}
	if err := json.Unmarshal(kept, &columns); err != nil {
		return nil, false, fmt.Errorf("read the columns of a header: %w", err)
	}
	return columns, true, nil
}

// errTried rolls a trial back.
var errTried = errors.New("a trial changes nothing")

// try imports in a savepoint. What it changes stays where it is to be applied and all that came of it is as it was
// shown.
func (c Case) try(do pilot.Do, k Kind, in *Input, found Found) error {
	apply := c.State == store.IntakeApplying
	var mark []byte
	err := do.Tx.Savepoint(func() (err error) {
		if found.Outcome, err = k.Import(do, in); err != nil {
			return err
		}
		if mark, err = fingerprint(found.Outcome, in); err != nil {
			return err
		}
		if !apply || !bytes.Equal(mark, c.Mark) {
			return errTried
		}
		return nil
	})
	out := found.Outcome
	switch {
	case err == nil:
		c.Found = Found{Unit: found.Unit, Since: found.Since, Outcome: Outcome{Added: out.Added, Changed: out.Changed, Same: out.Same, Gone: out.Gone, Told: out.Told, Wrong: out.Wrong}}
		return settle(do, c, store.IntakeApplied, "intake_file.import")
	case !errors.Is(err, errTried):
		c.Found = found
		return refuse(do, c, err)
	}
	c.Found = found
	if out.nothing() && len(out.Wrong) == 0 && !c.Said.Whole {
		return settle(do, c, store.IntakeSame, "intake_file.read")
	}
	c.Anew, c.Mark, c.Ask = apply, mark, AskSure
	return ask(do, c)
}

// fingerprint marks all that a trial would do.
func fingerprint(out Outcome, in *Input) ([]byte, error) {
	sum := sha256.New()
	if err := json.NewEncoder(sum).Encode([]any{out, in.Unit, in.Since, in.Whole, in.Next}); err != nil {
		return nil, fmt.Errorf("mark what is shown: %w", err)
	}
	return sum.Sum(nil), nil
}

// ask shows a table and waits for a press.
func ask(do pilot.Do, c Case) error {
	c.Rev++
	return settle(do, c, store.IntakeShown, "intake_file.read")
}

// refuse keeps why nothing of a table is imported; a fault stays one. Where another day or other columns may
// mend it, it waits for them.
func refuse(do pilot.Do, c Case, err error) error {
	problems, ok := problemsOf(err)
	if !ok {
		return err
	}
	c.Problems, c.Faults = problems[:min(len(problems), named)], len(problems)
	if c.Found.Columns == nil {
		return settle(do, c, store.IntakeRefused, "intake_file.read")
	}
	c.Found.Outcome, c.Ask = Outcome{}, AskSure
	return ask(do, c)
}

func problemsOf(err error) (out []rules.Message, ok bool) {
	var unread *roster.Error
	var faults *Faults
	var refusal *rules.Refusal
	switch {
	case errors.As(err, &unread):
		for _, x := range unread.Problems {
			out = append(out, x.Message())
		}
	case errors.As(err, &faults):
		out = faults.List
	case errors.As(err, &refusal):
		out = refusal.Reasons
	default:
		return nil, false
	}
	return out, true
}
