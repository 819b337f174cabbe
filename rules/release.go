package rules

import "slices"

// Release ends the given days, which became days off before they began, whether they
// waited or were approved; the reason is the name of the day off. It returns the
// slots that it changed.
func (k Desk) Release(r Request, slots []Slot) (Request, []Slot) {
	var changed []Slot
	for i, d := range r.Days {
		kind, name := k.Calendar.Kind(d.Date)
		if !slices.Contains(slots, d.Slot) || d.State != Pending && d.State != Approved || kind != Holiday && kind != Weekend || !k.Now.Before(k.Calendar.Start(d.Slot)) {
			continue
		}
		r = k.mark(r, []int{i}, Released, RequestDay{Reason: name})
		changed = append(changed, d.Slot)
	}
	return r, changed
}
