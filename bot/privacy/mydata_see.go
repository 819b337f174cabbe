package privacy

import (
	"tainha/bot/chat"
	"tainha/pilot/people"
	"tainha/pilot/privacy"
	"tainha/rules"
)

const lastShown = 5 // of each list; the copy holds everything

// seeMyData tells the person's data in short.
func seeMyData(t *chat.Turn) (rules.Message, error) {
	m, err := privacy.CopyOf(t.Do(), t.Person.ID)
	if err != nil {
		return rules.Message{}, err
	}
	var postings, agreements []rules.Message
	for _, x := range m.Postings[max(0, len(m.Postings)-lastShown):] {
		postings = append(postings, rules.Msg("mydata.posting", "from", x.From, "to", x.To, "ended", x.To != 0, "unit", x.Unit, "position", x.Position))
	}
	for _, a := range m.Agreements[max(0, len(m.Agreements)-lastShown):] {
		agreements = append(agreements, agreementLine(a))
	}
	states := map[string]int{}
	for _, d := range m.Days {
		states[d.State]++
	}
	var counts []rules.Message
	for s := rules.Pending; s <= rules.Released; s++ {
		if n := states[s.String()]; n > 0 {
			counts = append(counts, rules.Msg("mydata.state", "state", rules.Msg("state."+s.String()), "n", n))
		}
	}
	return rules.Msg("mydata.see", "name", m.Name, "code", m.Code, "phone", m.Phone, "roles", people.RolesText(m.Roles), "heads", joined(m.Heads),
		"language", rules.Msg("language."+t.Lang), "linked", m.Account.Linked,
		"postings", postings, "agreements", agreements, "days", len(m.Days), "counts", counts,
		"absences", absenceLines(m.Absences[max(0, len(m.Absences)-lastShown):]), "away", len(m.Absences),
		"delegations", delegationLines(m.Delegations[max(0, len(m.Delegations)-lastShown):]), "delegated", len(m.Delegations),
		"sent", len(m.Sent), "reads", len(m.Reads)), nil
}

func joined(names []string) string {
	out := ""
	for i, n := range names {
		if i > 0 {
			out += ", "
		}
		out += n
	}
	return out
}

func agreementLine(a privacy.MyAgreement) rules.Message {
	return rules.Msg("mydata.agreement", "kind", rules.Msg("mydata.agreement."+string(a.Kind)), "version", a.Version,
		"at", a.At, "withdrawn", a.Withdrawn, "over", !a.Withdrawn.IsZero())
}

func absenceLines(list []privacy.MyAbsence) (lines []rules.Message) {
	for _, a := range list {
		lines = append(lines, rules.Msg("leave.line", "span", people.AbsenceSpan(a.Absence), "kind", people.AbsenceKind(a.Absence.Kind)))
	}
	return lines
}

func delegationLines(list []privacy.MyDelegation) (lines []rules.Message) {
	for _, d := range list {
		lines = append(lines, rules.Msg("mydata.delegation", "from", d.From, "to", d.To, "first", d.First, "last", d.Last))
	}
	return lines
}

// seeReads tells who read the person's data.
func seeReads(t *chat.Turn) (rules.Message, error) {
	m, err := privacy.CopyOf(t.Do(), t.Person.ID)
	if err != nil {
		return rules.Message{}, err
	}
	var lines []rules.Message
	for _, r := range m.Reads[:min(len(m.Reads), readsShown)] {
		lines = append(lines, rules.Msg("mydata.read", "at", r.At, "reader", r.Reader, "what", rules.Msg("mydata.what."+r.What)))
	}
	return rules.Msg("mydata.reads", "lines", lines, "n", len(m.Reads), "more", len(m.Reads)-len(lines), "log", period(t.Pilot.Data.AccessLog)), nil
}

const readsShown = 20

// seeDataRequests tells what the person asked about their data and how it stands.
func seeDataRequests(t *chat.Turn) (rules.Message, error) {
	list, err := t.Tx.DataRequestsOf(t.Person.ID)
	if err != nil {
		return rules.Message{}, err
	}
	var lines []rules.Message
	for _, d := range list[:min(len(list), readsShown)] {
		lines = append(lines, rules.Msg("mydata.request", "kind", privacy.DataKind(d.Kind), "sent", d.Created, "text", d.Text, "state", dataState(d, t.Today)))
	}
	return rules.Msg("mydata.requests", "lines", lines, "n", len(list), "within", t.Pilot.Data.AnswerWithin), nil
}

// dataState words how a data request stands.
func dataState(d rules.DataRequest, today rules.Date) rules.Message {
	if d.State == rules.DataOpen {
		return rules.Msg("data.state.open", "due", privacy.DataDue(d, today))
	}
	return rules.Msg("data.state."+string(d.State), "at", d.DecidedAt, "reason", d.Answer)
}
