package pilot

import (
	"time"

	"tainha/rules"
	"tainha/store"
)

// What of a person's data was read, as the log of it says.
const (
	ReadRequest = "request" // a card of a request
	ReadPerson  = "person"  // their card among the staff
	ReadAudit   = "audit"   // what the audit says of them
)

// NoteRead logs that somebody read another person's data; one's own is no
// matter. It is called where people open something, not where the bot sends it
// to them of its own accord.
func (p *Pilot) NoteRead(tx *store.Tx, now time.Time, reader, person rules.PersonID, what string) error {
	if reader == 0 || person == 0 || reader == person {
		return nil
	}
	return tx.AddDataRead(store.DataRead{At: now, Reader: reader, Person: person, What: what})
}
