package evaluation

import (
	"fmt"
	"strconv"

	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// OpenPress is the prefix of the button that opens an evaluation.
const OpenPress = "ev"

// OpenButton leads from a sentence to an evaluation.
func OpenButton(id evaluation.ID) store.Button {
	return store.Button{Label: rules.Msg("evaluation.open"), Data: OpenPress + ":" + strconv.FormatInt(int64(id), 36)} //nolint:mnd // as buttons carry numbers
}

// tell says to somebody that there is something to see or to do: never a score, which a phone would show before it is
// unlocked. Who acts needs none.
func tell(do pilot.Do, e evaluation.Evaluation, to rules.PersonID, key string) error {
	if to == 0 || to == do.By.Person {
		return nil
	}
	whose, err := do.Tx.Person(e.Person, do.Today)
	if err != nil {
		return fmt.Errorf("find whose evaluation it is: %w", err)
	}
	m := rules.Msg(key, "name", whose.Called(), "from", e.From)
	return do.Notify(to, fmt.Sprintf("%s:%d:%d:%d", key, e.ID, e.Rev, to), m, []store.Button{OpenButton(e.ID)})
}
