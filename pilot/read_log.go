package pilot

import (
	"fmt"
	"slices"

	"tainha/rules"
	"tainha/store"
)

// ReadAudit is what was read when it was what the audit says of a person; for
// cards it is the kind of the object: request, person, data_request.
const ReadAudit = "audit"

// NoteRead logs that who acts read another person's data; one's own is no
// matter. It is called where people open something, not where the bot sends it
// to them of its own accord. What is looked at stands in the personal manifest.
func (do Do) NoteRead(person rules.PersonID, what string) error {
	reader := do.By.Person
	if reader == 0 || person == 0 || reader == person {
		return nil
	}
	if !slices.Contains(store.Looks(), what) {
		return fmt.Errorf("note a look at %q: the personal manifest knows none of that name", what)
	}
	return do.Tx.AddDataRead(store.DataRead{At: do.Now, Reader: reader, Person: person, What: what})
}
