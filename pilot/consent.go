package pilot

import (
	"fmt"
	"time"

	"tainha/rules"
	"tainha/store"
)

// WithdrawConsent ends a person's agreement to the data notice: days that wait
// are withdrawn and days ahead given up, delegations end, nothing new is taken
// and nothing comes to them to decide. The evidence of the time until then
// stays. Whoever decides for the person and the coordinators are told. Without
// an agreement it is refused.
func (p *Pilot) WithdrawConsent(tx *store.Tx, now time.Time, person rules.PersonID) error {
	who, err := tx.Person(person, p.today(now))
	if err != nil {
		return fmt.Errorf("load the person: %w", err)
	}
	if who.Consent == 0 {
		return rules.Refuse("mydata.no_consent")
	}
	desk, err := p.desk(tx, now, person)
	if err != nil {
		return err
	}
	if err := tx.Withdraw(person, store.Consent, now); err != nil {
		return err
	}
	if err := p.auditPerson(tx, now, person, "person.withdraw_consent", person, who.Consent, nil); err != nil {
		return err
	}
	given, err := p.giveUp(tx, desk, person, person)
	if err != nil {
		return err
	}
	if err := p.endDelegations(tx, now, person, func(rules.Delegation) bool { return true }, person); err != nil {
		return err
	}
	told := rules.Msg("notice.consent_withdrawn", "name", who.Name, "days", given, "n", len(given), "head", len(desk.Org.HeadOf(person)) > 0)
	if seat, ok := desk.Org.Approver(person, 0, p.today(now)); ok && seat.Approver != person {
		if err := notify(tx, now, seat.Approver, fmt.Sprintf("consent:%d:%d:%d", person, now.UnixMilli(), seat.Approver), told); err != nil {
			return err
		}
	}
	if err := p.tellCoordinators(tx, now, fmt.Sprintf("consent:%d:%d", person, now.UnixMilli()), told, person); err != nil {
		return err
	}
	if err := p.RecordData(tx, now, person, rules.DataWithdraw); err != nil {
		return err
	}
	return p.Reroute(tx, now, person)
}
