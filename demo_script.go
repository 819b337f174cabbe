package main

import (
	"context"
	_ "embed"
	"fmt"
	"strconv"
	"time"

	"tainha/pilot"
	"tainha/roster"
	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// demoAgency is the agency of the demo: an invented one.
//
//go:embed demo/agency.csv
var demoAgency []byte

// demoPerson is somebody of the agency with a phone on the page.
type demoPerson struct {
	code     string // in the roster
	language string
	title    sandbox.Text
	unit     sandbox.Text
	note     sandbox.Text
	chat     int64 // of the phone
	new      bool  // not linked yet: tries the first contact
}

// The phones, the first ones open first.
func demoPeople() []demoPerson {
	planning := sandbox.Text{VI: "Phòng Kế hoạch – Tổng hợp", EN: "Planning"}
	it := sandbox.Text{VI: "Phòng Công nghệ thông tin", EN: "IT"}
	clerk := sandbox.Text{VI: "Chuyên viên", EN: "Clerk"}
	head := sandbox.Text{VI: "Trưởng phòng", EN: "Head of unit"}
	return []demoPerson{
		{code: "TN03", title: clerk, unit: planning, chat: 7_000_000_003, note: sandbox.Text{VI: "Muốn làm việc tại nhà tuần này", EN: "Wants a day at home this week"}},
		{code: "TN02", title: head, unit: planning, chat: 7_000_000_002, note: sandbox.Text{VI: "Duyệt đề nghị của phòng", EN: "Approves for the unit"}},
		{code: "TN04", title: sandbox.Text{VI: "Chuyên viên, đầu mối thí điểm", EN: "Clerk and coordinator of the pilot"}, unit: planning, chat: 7_000_000_004, note: sandbox.Text{VI: "Theo dõi thí điểm của toàn Sở", EN: "Runs the pilot for the agency"}},
		{code: "TN05", title: clerk, unit: planning, chat: 7_000_000_005, note: sandbox.Text{VI: "Đồng nghiệp cùng phòng", EN: "A colleague in the same unit"}},
		{code: "TN06", title: clerk, unit: planning, chat: 7_000_000_006, note: sandbox.Text{VI: "58 tuổi, thích gõ hơn bấm", EN: "58, likes typing more than pressing"}},
		{code: "TN01", title: sandbox.Text{VI: "Giám đốc Sở", EN: "Director"}, unit: sandbox.Text{VI: "Sở Thử nghiệm", EN: "The agency"}, chat: 7_000_000_001, note: sandbox.Text{VI: "Duyệt đề nghị của trưởng phòng", EN: "Approves for the heads"}},
		{code: "TN08", title: head, unit: it, chat: 7_000_000_008, note: sandbox.Text{VI: "Duyệt đề nghị của phòng CNTT", EN: "Approves for IT"}},
		{code: "TN10", language: "en", title: clerk, unit: it, chat: 7_000_000_010, note: sandbox.Text{VI: "Dùng bot bằng tiếng Anh", EN: "Uses the bot in English"}},
		{code: "TN14", title: sandbox.Text{VI: "Trưởng bộ phận", EN: "Head of the one-stop desk"}, unit: sandbox.Text{VI: "Bộ phận Một cửa", EN: "One-stop desk"}, chat: 7_000_000_014, note: sandbox.Text{VI: "Tiếp công dân: không thuộc diện thí điểm", EN: "Meets citizens: not in the pilot"}},
		{code: "TN13", title: sandbox.Text{VI: "Chuyên viên, quản trị kỹ thuật", EN: "Clerk and operator"}, unit: it, chat: 7_000_000_013, note: sandbox.Text{VI: "Trông coi máy chủ", EN: "Looks after the server"}},
		{code: "TN11", title: clerk, unit: it, chat: 7_000_000_011, new: true, note: sandbox.Text{VI: "Vừa nhận thư mời: hãy thử liên kết", EN: "Has just been invited: try linking"}},
	}
}

// demoScript furnishes the demo: the agency, its accounts, a few requests.
type demoScript struct {
	*demo
	zone   *time.Location
	people []demoPerson
	names  map[string]string // by code
	invite string            // the new person's code
}

// page is what the sandbox shows besides the chats.
func (s *demoScript) page() *sandbox.Demo {
	s.people = demoPeople()
	s.names = demoNames()
	page := &sandbox.Demo{
		Title:   sandbox.Text{VI: "Sở Thử nghiệm", EN: "A trial agency"},
		Presets: s.presets, Strip: s.strip,
	}
	for i, p := range s.people {
		if p.language == "" {
			s.people[i].language = "vi"
		}
		page.Phones = append(page.Phones, sandbox.PhoneInfo{
			User:  sandbox.User{ID: p.chat, FirstName: s.names[p.code], LanguageCode: s.people[i].language, Phone: "+849000000" + p.code[len(p.code)-2:]},
			Title: p.title, Unit: p.unit, Note: p.note,
		})
	}
	page.Guide = demoGuide(s.people)
	return page
}

// demoNames reads the names of the agency's staff.
func demoNames() map[string]string {
	names := map[string]string{}
	r, err := roster.Read([]roster.File{{Name: "agency.csv", Data: demoAgency}}, roster.Known{})
	if err != nil {
		return names
	}
	for _, p := range r.Staff {
		names[p.Code] = p.Name
	}
	return names
}

// furnish imports the agency, links its people and lets them begin.
func (s *demoScript) furnish(ctx context.Context) error {
	now := s.server.Clock().Now()
	r, err := roster.Read([]roster.File{{Name: "agency.csv", Data: demoAgency}}, roster.Known{})
	if err != nil {
		return fmt.Errorf("read the demo's agency: %w", err)
	}
	err = s.service.db.Write(ctx, func(tx *store.Tx) error {
		if _, err := s.service.pilot.ImportRoster(tx, now, r, 0); err != nil {
			return err
		}
		for i := range s.people {
			if err := s.settle(tx, now, &s.people[i]); err != nil {
				return fmt.Errorf("settle %s: %w", s.people[i].code, err)
			}
		}
		return s.history(tx, now)
	})
	if err != nil {
		return fmt.Errorf("furnish the demo: %w", err)
	}
	for _, p := range s.people {
		phone := s.server.Phone(p.chat)
		if p.new {
			continue
		}
		if _, err := phone.Send("/start"); err != nil {
			return fmt.Errorf("let %s begin: %w", p.code, err)
		}
		phone.Read()
	}
	return nil
}

// settle links a person as if they had accepted everything, or invites them.
func (s *demoScript) settle(tx *store.Tx, now time.Time, p *demoPerson) error {
	person, err := tx.PersonByCode(p.code, rules.DateOf(now.In(s.zone)))
	if err != nil {
		return err
	}
	if p.new {
		s.invite, err = tx.NewInvite(person.ID, now, now.AddDate(0, 0, 14))
		return err
	}
	if err := tx.Link(store.Account{Person: person.ID, Chat: p.chat, Language: p.language, Linked: now, Reachable: true}); err != nil {
		return err
	}
	if err := s.service.pilot.Agree(tx, now, person.ID, store.Consent, s.service.pilot.Consent.Version); err != nil {
		return err
	}
	return s.service.pilot.Agree(tx, now, person.ID, store.Commitment, s.service.pilot.Commitment.Version)
}

// history gives the agency a few days at home, so that nothing looks empty:
// approved ones next week, and one that waits.
func (s *demoScript) history(tx *store.Tx, now time.Time) error {
	today := rules.DateOf(now.In(s.zone))
	p := s.service.pilot
	ids := map[string]rules.PersonID{}
	for _, code := range []string{"TN02", "TN04", "TN05", "TN06", "TN08", "TN10"} {
		person, err := tx.PersonByCode(code, today)
		if err != nil {
			return err
		}
		ids[code] = person.ID
	}
	for _, h := range []struct {
		code    string
		ahead   int // working days from today
		note    string
		approve string
	}{
		{"TN05", 3, "Hoàn thiện báo cáo quý", "TN02"},
		{"TN06", 5, "Rà soát hồ sơ lưu trữ", "TN02"},
		{"TN10", 4, "Deploy the portal's new release", ""},
	} {
		day, err := p.Calendar.AddWorkingDays(today, h.ahead)
		if err != nil {
			return err
		}
		r, err := p.Submit(tx, now, pilot.Ask{Person: ids[h.code], Slots: []rules.Slot{{Date: day}}, Note: h.note})
		if _, refused := err.(*rules.Refusal); refused {
			continue // a flag day, say: the demo begins on any date
		}
		if err != nil {
			return err
		}
		if h.approve == "" {
			continue
		}
		if _, err := p.Approve(tx, now, pilot.Decision{By: ids[h.approve], Request: r.ID}); err != nil {
			return err
		}
	}
	return nil
}

// strip counts what happens behind.
func (s *demoScript) strip() []sandbox.StripRow {
	var counts map[store.OutState]int
	var next, audited int64
	err := s.service.db.Read(context.Background(), func(tx *store.Tx) (err error) {
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
		{Label: sandbox.Text{VI: "Việc đã nhận", EN: "Updates taken"}, Value: strconv.FormatInt(max(next-1, 0), 10)},
		{Label: sandbox.Text{VI: "Tin đã gửi", EN: "Messages sent"}, Value: strconv.Itoa(counts[store.OutSent])},
		{Label: sandbox.Text{VI: "Tin đang chờ", EN: "Messages waiting"}, Value: strconv.Itoa(counts[store.OutQueued] + counts[store.OutClaimed])},
		{Label: sandbox.Text{VI: "Tin giữ lại", EN: "Messages held"}, Value: strconv.Itoa(counts[store.OutHeld] + counts[store.OutParked])},
		{Label: sandbox.Text{VI: "Dòng nhật ký", EN: "Audit rows"}, Value: strconv.FormatInt(audited, 10)},
	}
}
