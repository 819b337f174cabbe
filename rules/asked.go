package rules

import "cmp"

// compareAsked orders days as they were asked for: at the same moment the lower
// request number comes first, within a request the earlier half.
func compareAsked(a, b HomeDay) int {
	return cmp.Or(a.Asked.Compare(b.Asked), cmp.Compare(a.Request, b.Request), compareSlots(a.Slot, b.Slot))
}

// InTurn returns the facts as they stand for a day of a request that waits: of the
// other pending days those count that were asked for earlier.
func (f *Facts) InTurn(r *Request, d RequestDay) *Facts {
	own := *f
	own.turn = &HomeDay{Request: r.ID, Person: r.Person, Slot: d.Slot, Asked: d.Asked}
	return &own
}

// pendingDays are the days of a verdict, asked for now.
func (k Desk) pendingDays(v Verdict) []RequestDay {
	days := make([]RequestDay, len(v.Days))
	for i, d := range v.Days {
		days[i] = RequestDay{Slot: d.Slot, State: Pending, Asked: k.Now}
	}
	return days
}
