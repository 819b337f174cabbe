// Package demo is what a demo of the bot lives by: an invented agency, the script
// of its people, and the guide through the first minute.
package demo

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"tainha/locale"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/request"
	"tainha/pilot/task"
	"tainha/roster"
	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// Agency is the agency of the demo: an invented one.
//
//go:embed agency.csv
var Agency []byte

// person is somebody of the agency with a phone on the page.
type person struct {
	code     string // in the roster
	language string
	title    sandbox.Text
	unit     sandbox.Text
	note     sandbox.Text
	chat     int64  // of the phone
	new      bool   // not linked yet: tries the first contact
	citizen  bool   // of nobody's staff: answers a survey
	name     string // of a citizen
}

// The phones, the first ones open first.
func everybody() []person {
	planning := sandbox.Text{VI: "Phòng Kế hoạch – Tổng hợp", EN: "Planning"}
	it := sandbox.Text{VI: "Phòng Công nghệ thông tin", EN: "IT"}
	clerk := sandbox.Text{VI: "Chuyên viên", EN: "Clerk"}
	head := sandbox.Text{VI: "Trưởng phòng", EN: "Head of unit"}
	return []person{
		{code: "TN03", title: clerk, unit: planning, chat: 7_000_000_003, note: sandbox.Text{VI: "Muốn làm việc tại nhà tuần này", EN: "Wants a day at home this week"}},
		{code: "TN02", title: head, unit: planning, chat: 7_000_000_002, note: sandbox.Text{VI: "Duyệt đề nghị của phòng", EN: "Approves for the unit"}},
		{code: "TN11", title: clerk, unit: it, chat: 7_000_000_011, new: true, note: sandbox.Text{VI: "Vừa nhận thư mời: hãy thử liên kết", EN: "Has just been invited: try linking"}},
		{code: "TN04", title: sandbox.Text{VI: "Chuyên viên, đầu mối thí điểm", EN: "Clerk and coordinator of the pilot"}, unit: planning, chat: 7_000_000_004, note: sandbox.Text{VI: "Theo dõi thí điểm của toàn Sở", EN: "Runs the pilot for the agency"}},
		{code: "TN05", title: clerk, unit: planning, chat: 7_000_000_005, note: sandbox.Text{VI: "Đồng nghiệp cùng phòng", EN: "A colleague in the same unit"}},
		{code: "TN06", title: clerk, unit: planning, chat: 7_000_000_006, note: sandbox.Text{VI: "58 tuổi, thích gõ hơn bấm", EN: "58, likes typing more than pressing"}},
		{code: "TN01", title: sandbox.Text{VI: "Giám đốc Sở", EN: "Director"}, unit: sandbox.Text{VI: "Sở Thử nghiệm", EN: "The agency"}, chat: 7_000_000_001, note: sandbox.Text{VI: "Duyệt đề nghị của trưởng phòng", EN: "Approves for the heads"}},
		{code: "TN08", title: head, unit: it, chat: 7_000_000_008, note: sandbox.Text{VI: "Duyệt đề nghị của phòng CNTT", EN: "Approves for IT"}},
		{code: "TN10", language: "en", title: clerk, unit: it, chat: 7_000_000_010, note: sandbox.Text{VI: "Dùng bot bằng tiếng Anh", EN: "Uses the bot in English"}},
		{code: "TN14", title: sandbox.Text{VI: "Trưởng bộ phận", EN: "Head of the one-stop desk"}, unit: sandbox.Text{VI: "Bộ phận Một cửa", EN: "One-stop desk"}, chat: 7_000_000_014, note: sandbox.Text{VI: "Tiếp công dân: không thuộc diện thí điểm", EN: "Meets citizens: not in the pilot"}},
		{code: "TN13", title: sandbox.Text{VI: "Chuyên viên, quản trị kỹ thuật", EN: "Clerk and operator"}, unit: it, chat: 7_000_000_013, note: sandbox.Text{VI: "Trông coi máy chủ", EN: "Looks after the server"}},
	}
}

// Script furnishes the demo: the agency, its accounts, a few requests.
type Script struct {
	Calendar *rules.Calendar
	Machine  func() time.Time // the real time
	Server   *sandbox.Server  // with the Page
	DB       *store.DB        // of the bot
	Pilot    *pilot.Pilot
	SelfFrom int            // the day of the month from which people score themselves
	Guide    []sandbox.Step // made with the page

	people  []person
	names   map[string]string // by code
	catalog *locale.Catalog
}

func (s *Script) zone() *time.Location { return s.Calendar.Location }

// Page is what the sandbox shows besides the chats.
func (s *Script) Page(begin time.Time) (*sandbox.Demo, error) {
	s.people = append(everybody(), citizens()...)
	s.names = namesOfStaff()
	page := &sandbox.Demo{
		Title:   sandbox.Text{VI: "Sở Thử nghiệm", EN: "A trial agency"},
		Presets: s.presets, Strip: s.strip,
	}
	for i, p := range s.people {
		if p.language == "" {
			s.people[i].language = "vi"
		}
		phone := strconv.FormatInt(p.chat, 10)
		page.Phones = append(page.Phones, sandbox.PhoneInfo{
			User:  sandbox.User{ID: p.chat, FirstName: cmp.Or(p.name, s.names[p.code]), LanguageCode: s.people[i].language, Phone: "+84900000" + phone[len(phone)-2:]},
			Title: p.title, Unit: p.unit, Note: p.note,
		})
	}
	var err error
	if s.catalog, err = locale.Load(s.zone()); err != nil {
		return nil, err
	}
	s.Guide, err = s.guide(rules.DateOf(begin.In(s.zone())))
	page.Guide = s.Guide
	return page, err
}

// phoneOf is the chat of somebody who has a phone.
func (s *Script) phoneOf(code string) int64 {
	return s.people[slices.IndexFunc(s.people, func(p person) bool { return p.code == code })].chat
}

// namesOfStaff reads the names of the agency's staff.
func namesOfStaff() map[string]string {
	names := map[string]string{}
	r, err := roster.Read([]roster.File{{Name: "agency.csv", Data: Agency}}, roster.Known{})
	if err != nil {
		return names
	}
	for _, p := range r.Staff {
		names[p.Code] = p.Name
	}
	return names
}

// Furnish imports the agency, links its people, gives them a past and lets them begin.
func (s *Script) Furnish(ctx context.Context) error {
	now := s.Server.Clock().Now()
	r, err := roster.Read([]roster.File{{Name: "agency.csv", Data: Agency}}, roster.Known{})
	if err != nil {
		return fmt.Errorf("read the demo's agency: %w", err)
	}
	err = s.DB.Write(ctx, func(tx *store.Tx) error {
		if _, err := people.ImportRoster(s.Pilot.Do(tx, now, pilot.Actor{Shell: true}), r); err != nil {
			return err
		}
		link, err := s.surveys(tx, now)
		if err != nil {
			return err
		}
		for i, p := range s.people {
			if p.citizen {
				if err := s.Server.Phone(p.chat).Invite(poster(link)); err != nil {
					return err
				}
				continue
			}
			if err := s.settle(tx, now, &s.people[i]); err != nil {
				return fmt.Errorf("settle %s: %w", s.people[i].code, err)
			}
		}
		return s.past(tx, now)
	})
	if err != nil {
		return fmt.Errorf("furnish the demo: %w", err)
	}
	for _, p := range s.people {
		if p.new {
			continue
		}
		if _, err := s.Server.Phone(p.chat).Send("/start"); err != nil {
			return fmt.Errorf("let %s begin: %w", p.code, err)
		}
	}
	return nil
}

// Welcome waits until the bot has greeted everybody, then lets the agency live:
// one request comes to a head.
func (s *Script) Welcome(ctx context.Context) error {
	for _, p := range s.people {
		if p.new {
			continue
		}
		if _, err := s.Server.WaitMessage(ctx, p.chat, sandbox.Message.FromBot); err != nil {
			return fmt.Errorf("wait until %s is greeted: %w", p.code, err)
		}
		s.Server.Phone(p.chat).Read()
	}
	err := s.DB.Write(ctx, func(tx *store.Tx) error {
		for _, p := range s.people { // heads and coordinators have commands of their own
			if p.new {
				continue
			}
			if err := tx.Queue(s.Server.Clock().Now(), store.Out{Chat: p.chat, Lane: store.LaneNotice, Body: store.Body{Menu: true}}); err != nil {
				return err
			}
		}
		_, err := s.ask(tx, s.Server.Clock().Now(), wish{"TN10", 3, "Deploy the portal's new release"})
		return err
	})
	if err != nil {
		return fmt.Errorf("let somebody ask: %w", err)
	}
	return s.gather()
}

// gather makes the unit's group, with topics, and has its head link it: its
// board comes each morning on which somebody is at home.
func (s *Script) gather() error {
	g := sandbox.Group{Title: "Phòng Kế hoạch – Tổng hợp", Topics: []sandbox.Topic{{ID: noticesTopic, Title: "Thông báo"}, {ID: noticesTopic + 1, Title: "Trao đổi"}}}
	head := s.people[1].chat
	for _, p := range s.people {
		if p.unit == s.people[1].unit {
			g.Members = append(g.Members, p.chat)
		}
	}
	if _, err := s.Server.Phone(head).SendInTopic(s.Server.AddGroup(g), noticesTopic, "/nhom lienket", 0); err != nil {
		return fmt.Errorf("link the unit's group: %w", err)
	}
	return nil
}

const noticesTopic = 2

// settle links a person as if they had accepted everything, or invites them.
func (s *Script) settle(tx *store.Tx, now time.Time, p *person) error {
	person, err := tx.PersonByCode(p.code, rules.DateOf(now.In(s.zone())))
	if err != nil {
		return err
	}
	if p.new {
		code, err := tx.NewInvite(person.ID, 0, now, now.AddDate(0, 0, 14))
		if err != nil {
			return err
		}
		return s.Server.Phone(p.chat).Invite(invitation(code))
	}
	if err := tx.Link(store.Account{Person: person.ID, Chat: p.chat, Language: p.language, Linked: now, Reachable: true}); err != nil {
		return err
	}
	if err := people.Agree(s.Pilot.Do(tx, now, pilot.Actor{Person: person.ID}), store.Consent, s.Pilot.Consent.Version); err != nil {
		return err
	}
	return people.Agree(s.Pilot.Do(tx, now, pilot.Actor{Person: person.ID}), store.Commitment, s.Pilot.Commitment.Version)
}

// wish is a day at home that somebody asked for.
type wish struct {
	code  string
	ahead int // free days from the day on which the demo begins
	note  string
}

// past gives the unit approved days, around the one that the guide asks for,
// so that nothing looks empty. Everybody has read about them long ago.
func (s *Script) past(tx *store.Tx, now time.Time) error {
	then := now.AddDate(0, 0, -3)
	if err := s.work(tx); err != nil {
		return err
	}
	if err := s.finish(tx, now); err != nil {
		return err
	}
	for _, d := range []wish{{"TN05", guideAhead + 1, "Hoàn thiện báo cáo quý"}, {"TN06", guideAhead + 3, "Rà soát hồ sơ lưu trữ"}, {reminded, guideAhead, "Nâng cấp máy chủ"}} {
		id, err := s.ask(tx, then, d)
		if err != nil {
			return err
		}
		if id == 0 {
			continue
		}
		head, err := s.headOf(tx, d.code)
		if err != nil {
			return err
		}
		if _, err := request.Approve(s.Pilot.Do(tx, then.Add(time.Hour), pilot.Actor{Person: head}), request.Decision{Request: id}); err != nil {
			return err
		}
	}
	for {
		read, err := tx.Waiting(now, store.LaneReply, 0, 100)
		if err != nil || len(read) == 0 {
			return err
		}
		for _, o := range read {
			if err := tx.Finish(then, o.ID, store.OutSent, ""); err != nil {
				return err
			}
		}
	}
}

// headOf is who heads the unit of somebody.
func (s *Script) headOf(tx *store.Tx, code string) (rules.PersonID, error) {
	p, err := tx.PersonByCode(code, rules.DateOf(s.Server.Clock().Now().In(s.zone())))
	if err != nil {
		return 0, err
	}
	unit, err := tx.Unit(p.Unit)
	return unit.Head, err
}

// ask submits a request with the plan that the bot proposes; 0 when the rules refuse it, which is no fault: the demo
// begins on any date.
func (s *Script) ask(tx *store.Tx, at time.Time, d wish) (rules.RequestID, error) {
	today := rules.DateOf(s.Server.Clock().Now().In(s.zone()))
	person, err := tx.PersonByCode(d.code, today)
	if err != nil {
		return 0, err
	}
	day, err := freeDay(s.Calendar, today, d.ahead)
	if err != nil {
		return 0, err
	}
	do, slot := s.Pilot.Do(tx, at, pilot.Actor{Person: person.ID}), rules.Slot{Date: day}
	r, err := request.Submit(do, request.Ask{Person: person.ID, Slots: []rules.Slot{slot}, Note: d.note})
	if _, refused := errors.AsType[*rules.Refusal](err); refused {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return r.ID, s.plan(do, person.ID, r.ID, slot)
}

// plan sends the plan that is proposed for a day at home along with its request.
func (s *Script) plan(do pilot.Do, person rules.PersonID, id rules.RequestID, slot rules.Slot) error {
	proposed, err := task.ProposePlan(do, person, slot)
	if err != nil {
		return err
	}
	words, err := s.catalog.Plain("vi", rules.Msg("plan.commitment"))
	if err != nil {
		return fmt.Errorf("word the commitment: %w", err)
	}
	return task.SavePlans(do, person, id, []task.Day{{Slot: slot, Items: proposed.Plan.Items, Kept: true}}, words, nil)
}

// strip counts what happens behind.
func (s *Script) strip() []sandbox.StripRow {
	var counts map[store.OutState]int
	var next, audited int64
	err := s.DB.Read(context.Background(), func(tx *store.Tx) (err error) {
		if counts, err = tx.OutCounts(); err != nil {
			return err
		}
		if next, err = tx.NextUpdate(); err != nil {
			return err
		}
		trail, err := tx.AuditTrail(0, 1)
		if len(trail) > 0 {
			audited = trail[0].ID
		}
		return err
	})
	if err != nil {
		return nil
	}
	return []sandbox.StripRow{
		{Label: sandbox.Text{VI: "Việc đã nhận", EN: "Updates handled"}, Value: strconv.FormatInt(max(next-sandbox.FirstUpdate, 0), 10)},
		{Label: sandbox.Text{VI: "Tin đã gửi", EN: "Messages sent"}, Value: strconv.Itoa(counts[store.OutSent])},
		{Label: sandbox.Text{VI: "Tin đang chờ", EN: "Messages waiting"}, Value: strconv.Itoa(counts[store.OutQueued] + counts[store.OutClaimed])},
		{Label: sandbox.Text{VI: "Tin giữ lại", EN: "Messages held"}, Value: strconv.Itoa(counts[store.OutHeld] + counts[store.OutDead])},
		{Label: sandbox.Text{VI: "Dòng nhật ký", EN: "Audit rows"}, Value: strconv.FormatInt(audited, 10)},
	}
}
