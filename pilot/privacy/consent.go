package privacy

import (
	"fmt"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// WithdrawConsent ends the agreement of who acts to the data notice: days that wait
// are withdrawn and days ahead given up, delegations end, nothing new is taken
// and nothing comes to them to decide. The evidence of the time until then
// stays. Whoever decides for the person and the coordinators are told. Without
// an agreement it is refused.
func WithdrawConsent(do pilot.Do) error {
	person := do.By.Person
	if err := do.Assert(pilot.OwnAccount, rules.Subject{Person: person}); err != nil {
		return err
	}
	who, err := do.Tx.Person(person, do.Today)
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	if who.Consent == 0 {
		return rules.Refuse("mydata.no_consent")
	}
	desk, err := do.Desk(person)
	if err != nil {
		return err
	}
	heads, err := do.Tx.HeadOf(person)
	if err != nil {
		return fmt.Errorf("find the units headed: %w", err)
	}
	if err := do.Tx.Withdraw(person, store.Consent, do.Now); err != nil {
		return err
	}
	if err := people.AuditPerson(do, "person.withdraw_consent", person, who.Consent, nil); err != nil {
		return err
	}
	given, err := request.GiveUp(do, person)
	if err != nil {
		return err
	}
	if err := people.EndDelegations(do, func(rules.Delegation) bool { return true }, person); err != nil {
		return err
	}
	told := rules.Msg("notice.consent_withdrawn", "name", who.Called(), "days", given, "n", len(given), "head", len(heads) > 0)
	if seat, ok := desk.Org.Approver(person, 0, do.Today); ok && seat.Approver != person {
		if err := do.Notify(seat.Approver, fmt.Sprintf("consent:%d:%d:%d", person, do.Now.UnixMilli(), seat.Approver), told); err != nil {
			return err
		}
	}
	if err := do.TellCoordinators(fmt.Sprintf("consent:%d:%d", person, do.Now.UnixMilli()), told, person); err != nil {
		return err
	}
	if err := RecordData(do, rules.DataWithdraw); err != nil {
		return err
	}
	return request.Reroute(do)
}
