package store

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tainha/rules"
)

// big are the tables that grow with people or time.
var big = regexp.MustCompile(`^SCAN (\w+ AS )?(person|unit|enrolment|name_part|posting|account|invite|agreement|delegation|absence|request|request_day|audit|audit_detail|outbox|live_message|job_run|data_request|data_read|conflict|task|task_share|progress|blocker|extension|strike|waiver|day_plan|mandate|light_told|told|[acdegmnoprtu])\b`)

// halfRead are indexes of which only the first column is used: that finds everything that is
// still to be done, anywhere.
var halfRead = regexp.MustCompile(`INDEX task_due \(live=\?\)$`)

// partial are indexes that hold only what is still to be done.
var partial = regexp.MustCompile(`USING (COVERING )?INDEX (request_open\w*|request_day_pending|request_day_approved|conflict_day|conflict_untold|outbox_queue|outbox_recipient|outbox_claimed|outbox_held|outbox_edit|outbox_parked|outbox_unreachable|data_request_open|task_drafted|blocker_open)\b`)

// exempt are the ends of queries that read everything on purpose, or one row.
var exempt = []string{
	selectPerson + "ORDER BY p.code", // the roster
	allUnits,                         // once after each change of them
	"INSERT INTO person (code, name, name_key, phone, roles, active) VALUES (?, ?, ?, ?, ?, ?)",   // references to it are searched for only while one dangles
	"INSERT INTO unit (code, name, parent_id, head_id, active) VALUES (?, ?, ?, ?, ?)",            // as above
	"EXISTS (SELECT 1 FROM progress WHERE by_id = person.id AND day BETWEEN ? AND ?) ORDER BY id", // once a week
	"UNION SELECT unit_id FROM conflict) WHERE true ON CONFLICT DO NOTHING",                       // once a night
	"ORDER BY a.id",                                    // the audit's verification
	"ORDER BY id DESC LIMIT 1",                         // the audit's last row
	purges[OldMessages].sql,                            // a night's chunk: the oldest rows stand first
	"AND state NOT IN (0, 1, 3)",                       // an erasure: what names the person anywhere
	"person_id = ? AND state NOT IN (0, 1)",            // as above
	"chat_id = ? AND state NOT IN (0, 1)",              // as above
	"WHERE chat_id = ? AND state IN (0, 1)",            // as above
	"WHERE state IN (0, 1, 3) AND instr(body, ?1) > 0", // as above
	"person_id = ? AND state IN (0, 1, 3)",             // as above
	"instr(title, ?) > 0 AND live = 0",                 // as above
	"instr(document_summary, ?) > 0 AND live = 0",      // as above
	"WHERE active = 1 AND left_at <> 0",                // once a night
	"erased_at = 0 AND left_at = 0",                    // as above
}

// Whatever the store runs is prepared once a connection: after every method
// was used, the plan of each query is asked for.
func TestNoQueryScansABigTable(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	seen := 0
	write(t, db, func(tx *Tx) error {
		exercise(tx, o)
		for query := range tx.conn.stmts {
			if !plannable(query) || slices.ContainsFunc(exempt, func(s string) bool { return strings.HasSuffix(query, s) }) {
				continue
			}
			seen++
			for _, step := range plan(t, tx, query) {
				if big.MatchString(step) && !partial.MatchString(step) || halfRead.MatchString(step) && !strings.Contains(query, "INDEXED BY task_due") {
					t.Errorf("%s\n\tin: %s", step, query)
				}
			}
		}
		return nil
	})
	if seen < 60 {
		t.Errorf("only %d queries were seen", seen)
	}
}

func plannable(query string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(query), " ")
	return slices.Contains([]string{"SELECT", "WITH", "INSERT", "UPDATE", "DELETE"}, verb)
}

func plan(t *testing.T, tx *Tx, query string) (steps []string) {
	t.Helper()
	rows, err := tx.conn.sql.QueryContext(context.Background(), "EXPLAIN QUERY PLAN "+query, make([]any, 40)...) // NULLs, more than any needs
	if err != nil {
		t.Fatalf("plan of %s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	return steps
}

// exercise uses every method at least once; what they return is no matter here.
func exercise(tx *Tx, o office) {
	must(0, tx.Link(Account{Person: o.an, Chat: 1, Language: "vi", Linked: now}))
	for _, uses := range [][]func() error{people(tx, o), requests(tx, o), tasks(tx, o), evaluations(tx, o), delivery(tx, o), privacy(tx, o)} {
		for _, use := range uses {
			must(0, use())
		}
	}
	must(0, tx.Unlink(o.an))
}

func people(tx *Tx, o office) []func() error {
	later := day + 9
	return []func() error{
		func() error { _, err := tx.Unit(o.planning); return err },
		func() error { _, err := tx.UnitByCode("SNV"); return err },
		func() error { _, err := tx.Units(); return err },
		func() error { _, err := tx.FindUnits("phòng"); return err },
		func() error { _, err := tx.HeadOf(o.an); return err },
		func() error { _, err := tx.Branch(o.department); return err },
		func() error { return tx.SetGroup(UnitGroup{Unit: o.planning, Chat: 5}) },
		func() error { _, err := tx.UnitByGroup(5); return err },
		func() error { return tx.Enrol(o.planning, &rules.Enrolment{Decision: "1/QĐ", First: day}) },
		func() error {
			return tx.SaveEnrolment(rules.Enrolment{ID: 1, Decision: "1/QĐ", First: day, Outcome: rules.Kept})
		},
		func() error { return tx.AddPolicyChange(o.planning, rules.PolicyChange{Since: day}, o.an, now) },
		func() error { _, err := tx.PolicyChanges(); return err },
		func() error { _, err := tx.HomeDaysOfStaff(o.planning, day, later); return err },
		func() error { _, err := tx.Position(o.clerk); return err },
		func() error { _, err := tx.PositionByCode("CV"); return err },
		func() error { _, err := tx.Positions(); return err },
		func() error { _, err := tx.PersonByChat(1, day); return err },
		func() error { _, err := tx.PeopleByPhone("84900000001", day); return err },
		func() error { _, err := tx.Members(o.planning, day); return err },
		func() error { _, err := tx.CountMembers(o.planning, day); return err },
		func() error { _, err := tx.PeopleWithRole(rules.Coordinator, day); return err },
		func() error { _, err := tx.NamesNear(o.an, o.planning, []rules.UnitID{o.department}, day); return err },
		func() error { _, err := tx.FindPeople("lan", day, 5); return err },
		func() error { _, err := tx.FindPeople("pham thi ngoc lan", day, 5); return err },
		func() error { _, err := tx.FindPeople("ngco lan", day, 5); return err },
		func() error { _, err := tx.Missing(nil, day); return err },
		func() error { return tx.SetRoles(o.lan, rules.Staff) },
		func() error { return tx.SetActive(o.lan, true, now) },
		func() error { _, err := tx.Postings(o.lan); return err },
		func() error { _, err := tx.PostingsIn(o.planning, day, later); return err },
		func() error { return tx.Move(o.lan, later, o.service, o.expert) },
		func() error { return tx.DropPosting(o.lan, later) },
		func() error { _, err := tx.Account(o.an); return err },
		func() error { return tx.SetLanguage(o.an, "en") },
		func() error { return tx.SetReachable(o.an) },
		func() error { return tx.Agree(o.an, Consent, 1, now) },
		func() error { _, err := tx.Agreements(o.an); return err },
		func() error { return tx.Withdraw(o.an, Consent, now) },
		func() error { return tx.SaveStranger(Stranger{Chat: 8}) },
		func() error { _, err := tx.Stranger(8); return err },
		func() error { return tx.DropStranger(8) },
	}
}

func requests(tx *Tx, o office) []func() error {
	later := day + 9
	r := o.ask(o.lan, "2026-11-25", "2026-11-26")
	must(0, tx.InsertRequest(&r))
	r.Days = r.Days[:1]
	must(0, tx.SaveRequest(r))
	code := must(tx.NewInvite(o.lan, 0, now, now.AddDate(0, 0, 1)))
	d := must(tx.AddDelegation(rules.Delegation{From: o.an, To: o.minh, First: day, Last: day}))
	absence := rules.Absence{Person: o.an, First: day, Last: day, Kind: rules.Leave}
	must(0, tx.AddAbsence(absence))
	must(0, tx.Audit(Entry{At: now, Object: "request", ObjectID: 1, After: 1}))
	return []func() error{
		func() error { _, err := tx.RedeemInvite(code, now); return err },
		func() error { _, err := tx.LastInvite(o.lan); return err },
		func() error { _, err := tx.Request(r.ID); return err },
		func() error { _, err := tx.WaitingFor(o.an); return err },
		func() error { _, err := tx.OpenOf(o.lan); return err },
		func() error { _, err := tx.OpenIn(o.planning); return err },
		func() error { _, err := tx.OpenRequests(0, 5); return err },
		func() error { _, err := tx.RequestsOf(o.lan, day, later); return err },
		func() error { _, err := tx.ConflictsIn(o.planning); return err },
		func() error { _, err := tx.ConflictsOf(r.ID); return err },
		func() error { _, err := tx.ConflictsAbout(o.lan); return err },
		func() error { _, err := tx.OpenConflicts(nil, day, 0, 9); return err },
		func() error { _, err := tx.OpenConflicts([]rules.UnitID{o.planning}, day, 0, 9); return err },
		func() error { _, err := tx.CountOpenConflicts(nil, day); return err },
		func() error { _, err := tx.CountOpenConflicts([]rules.UnitID{o.planning}, day); return err },
		func() error { _, err := tx.UntoldConflicts(ConflictPlace{}, 9); return err },
		func() error {
			return tx.SaveConflict(rules.Standing{Request: r.ID, Person: o.lan, Unit: o.planning, Slot: r.Days[0].Slot, State: rules.ConflictOpen})
		},
		func() error { return tx.DropConflict(rules.Standing{Request: r.ID, Slot: r.Days[0].Slot}) },
		func() error { _, err := tx.UnitsToJudge(9); return err },
		func() error { return tx.JudgeAll() },
		func() error { _, err := tx.ConflictsUntil(day); return err },
		func() error {
			return tx.JudgeBeside(rules.Standing{Request: r.ID, Person: o.lan, Unit: o.planning})
		},
		func() error { _, err := tx.DayUnits(day); return err },
		func() error { return tx.Judged(o.planning) },
		func() error { _, err := tx.JudgeMark(); return err },
		func() error { return tx.SetJudgeMark(JudgeMark{Day: day}) },
		func() error { _, err := tx.HomeDays(o.lan, day, later); return err },
		func() error { _, err := tx.HomeDaysIn(o.planning, day, later); return err },
		func() error { _, err := tx.HomeCounts(o.planning, day, later); return err },
		func() error { _, err := tx.PendingUntil(day, 5); return err },
		func() error { _, err := tx.ApprovedUntil(day, 5); return err },
		func() error { _, err := tx.Absences(o.an, day, later); return err },
		func() error { _, err := tx.AbsencesIn(o.planning, day, later); return err },
		func() error { return tx.EndAbsence(absence, now) },
		func() error { _, err := tx.Delegation(d); return err },
		func() error { _, err := tx.Delegations(o.an, day); return err },
		func() error { return tx.EndDelegation(d, now) },
		func() error { _, err := tx.Org(day, o.lan); return err },
		func() error { return tx.SaveJobProgress("remind", JobProgress{Last: now}) },
		func() error { _, _, err := tx.JobProgress("remind"); return err },
		func() error { _, err := tx.StartRun("remind", now, now); return err },
		func() error { return tx.FinishRun(JobRun{Job: "remind", Period: now}) },
		func() error { _, err := tx.JobRuns("remind", 5); return err },
		func() error { _, err := tx.RunsOfJobs([]string{"remind"}, 5); return err },
		func() error { _, err := tx.AuditOf("request", 1, 5); return err },
		func() error { _, err := tx.AuditTrail(0, 5); return err },
		func() error { _, err := tx.EraseAudit(now, 0, "request", 1); return err },
		func() error { _, err := tx.VerifyAudit(nil); return err },
	}
}

func delivery(tx *Tx, o office) []func() error {
	return []func() error{
		func() error { err := tx.Queue(now, Out{Person: o.an, Dedupe: "x"}); return err },
		func() error { _, err := tx.Waiting(now, LaneReply, 0, 5); return err },
		func() error { _, err := tx.Heads(now, LaneReply, 0, 5); return err },
		func() error { _, _, err := tx.AnswersWaiting(5, "slow", 5); return err },
		func() error { _, err := tx.NextPlanned(now); return err },
		func() error { _, err := tx.HeldIn(1); return err },
		func() error { return tx.Refresh(now, Ref{Kind: "request", ID: 1}, 0) },
		func() error {
			return tx.RefreshBeside(now, rules.Request{ID: 1, Person: 1}, 0, []rules.Date{rules.MustDate("2026-11-26")}, rules.MustDate("2026-11-01"), rules.MustDate("2026-11-30"))
		},
		func() error { _, err := tx.OpenAbove([]rules.UnitID{1}); return err },
		func() error { _, err := tx.EveningOn(rules.MustDate("2026-11-26"), true, 0, 10); return err },
		func() error { _, err := tx.SetLive("card:request:1", 1, 2, true); return err },
		func() error { _, err := tx.OutUnsent(); return err },
		func() error { _, err := tx.OutInState(OutDead, 5); return err },
		func() error { return tx.Claim(1, 1) },
		func() error { return tx.Retry(1, now, "") },
		func() error { return tx.EndWaits(now) },
		func() error { return tx.ShiftPauses(1) },
		func() error { return tx.SendAnew(now, Out{ID: 1, Chat: 5, Anchor: "card:task:1"}) },
		func() error { _, err := tx.HoldOrphans(now, 1); return err },
		func() error { return tx.Finish(now, 1, OutSent, "") },
		func() error { _, _, err := tx.Unreachable(1); return err },
		func() error { _, _, err := tx.HoldMissed(o.an, 5); return err },
		func() error { return tx.SaveConversation(Conversation{Chat: 1}, now) },
		func() error { _, err := tx.Conversation(1, 1); return err },
		func() error { return tx.SetNextUpdate(1, now) },
		func() error { _, err := tx.NextUpdate(); return err },
	}
}

func privacy(tx *Tx, o office) []func() error {
	d := rules.DataRequest{Person: o.hoa, Kind: rules.DataCorrect, State: rules.DataOpen, Created: now, Due: day}
	must(0, tx.InsertDataRequest(&d))
	uses := []func() error{
		func() error { _, err := tx.DataRequest(d.ID); return err },
		func() error { _, err := tx.DataRequestsOf(o.hoa); return err },
		func() error { _, err := tx.OpenDataRequests(8); return err },
		func() error { _, err := tx.CountOpenDataRequests(); return err },
		func() error { return tx.SaveDataRequest(d) },
		func() error { return tx.AddDataRead(DataRead{At: now, Reader: o.an, Person: o.hoa, What: "person"}) },
		func() error { _, err := tx.DataReads(o.hoa, 5); return err },
		func() error { _, err := tx.AuditAbout(o.hoa, 0, 5); return err },
		func() error { _, err := tx.PersonalObjects(o.hoa); return err },
		func() error {
			return tx.Erase(Erasure{Person: o.hoa, Name: "Vũ Thị Hòa", Chat: 5, Code: "X", Alias: "Y", At: now})
		},
		func() error { _, err := tx.ErasedAt(o.hoa); return err },
		func() error { _, err := tx.NoteLeavers(now); return err },
		func() error { _, err := tx.Leavers(now, 0, 5); return err },
	}
	for what := range purges {
		uses = append(uses, func() error { _, err := tx.Purge(what, now, 5); return err })
	}
	return uses
}
