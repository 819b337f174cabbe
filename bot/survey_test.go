package bot_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tainha/pilot"
	surveys "tainha/pilot/survey"
	"tainha/rules"
	"tainha/rules/survey"
	"tainha/sandbox"
	"tainha/store"
	"tainha/store/storetest"
)

// surveyed is a house in which citizens are asked about the desk, and its link.
func surveyed(t *testing.T) (h *house, link string) {
	t.Helper()
	h = newHouse(t)
	h.write(func(tx *store.Tx) error {
		lan, err := tx.PersonByCode("TN04", rules.DateOf(h.clock.Now()))
		if err != nil {
			return err
		}
		desk, err := tx.UnitByCode("BPMC")
		if err != nil {
			return err
		}
		do := h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Person: lan.ID})
		today := rules.DateOf(h.clock.Now())
		if _, err := surveys.Open(do, survey.Wave{Audience: survey.Citizens, Kind: survey.Pilot, First: today, Last: today + 6, Expected: 30, Units: []rules.UnitID{desk.ID}}); err != nil {
			return err
		}
		link, err = tx.UnitLink(desk.ID)
		return err
	})
	return h, "/start ks-" + link
}

// pressAll presses buttons one after the other, each on the newest message that shows it.
func (h *house) pressAll(phone *sandbox.Phone, labels ...string) {
	h.t.Helper()
	for _, label := range labels {
		tapped := false
		for _, m := range slices.Backward(phone.Messages()) {
			if _, found := m.Button(label); found && !tapped {
				tapped = true
				if _, err := phone.Tap(m.ID, label); err != nil {
					h.t.Fatal(err)
				}
			}
		}
		if !tapped {
			h.t.Fatalf("no message shows %q", label)
		}
		h.settle()
	}
}

var content = []string{"Hài lòng", "Hài lòng", "Rất hài lòng", "Bình thường", "Hài lòng", "Hài lòng"}

// An answer and a comment of a citizen, and all that was shown and pressed on the way: of it the database holds counts
// and the comment, and no account (rules section 9).
func TestNothingOfWhoAnswersASurveyStays(t *testing.T) {
	t.Parallel()
	h, link := surveyed(t)
	citizen := h.server.AddPerson(sandbox.User{ID: 6_123_456_789, FirstName: "Khách", LanguageCode: "vi"})
	say := func(text string) {
		if _, err := citizen.Send(text); err != nil {
			t.Fatal(err)
		}
		h.settle()
	}
	holds := func(when string, want ...string) {
		t.Helper()
		if got := storetest.Find(t, h.path, "6123456789", "lời góp ý riêng"); !slices.Equal(got, want) {
			t.Errorf("%s the database holds %q, want %q", when, got, want)
		}
	}
	say(link)
	holds("after the link")
	h.pressAll(citizen, "👤 Người dân", content[0], content[1])
	holds("in the middle")
	h.pressAll(citizen, content[2:]...)
	holds("after the answer")
	h.pressAll(citizen, "✍️ Viết thêm góp ý")
	holds("while words are awaited", "conversation.chat_id: 6123456789", "conversation.user_id: 6123456789")
	say("lời góp ý riêng của tôi")
	holds("after the comment", "survey_comment.text: lời góp ý riêng")
	say(link)
	holds("after the second try", "survey_comment.text: lời góp ý riêng")
}

// What fails on the way is kept as a failure, without who it was or what they said.
func TestAFaultInASurveyKeepsNoneOfTheUpdate(t *testing.T) {
	t.Parallel()
	h, link := surveyed(t)
	citizen := h.server.AddPerson(sandbox.User{ID: 6_123_456_789, FirstName: "Khách", LanguageCode: "vi"})
	if _, err := citizen.Send(link); err != nil {
		t.Fatal(err)
	}
	h.settle()
	h.pressAll(citizen, append([]string{"👤 Người dân"}, content...)...)
	h.pressAll(citizen, "✍️ Viết thêm góp ý")
	db, err := sql.Open("sqlite", h.path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, table := range []string{"survey_comment", "survey_wave"} {
		if _, err := db.ExecContext(context.Background(), fmt.Sprintf(`CREATE TRIGGER broken_%s BEFORE INSERT ON %s BEGIN SELECT RAISE(ABORT, 'broken'); END`, table, table)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := citizen.Send("lời góp ý riêng của tôi"); err != nil {
		t.Fatal(err)
	}
	h.settle()
	if last, _ := citizen.Last(); !strings.Contains(last.Content(), "lỗi") && last.Content() == "" {
		t.Errorf("the citizen is told %q", last.Content())
	}
	h.write(func(tx *store.Tx) error {
		dead, err := tx.DeadUpdates(5)
		if len(dead) != 1 || dead[0].Raw != "" {
			t.Errorf("%+v", dead)
		}
		return err
	})
	if got := storetest.Find(t, h.path, "lời góp ý riêng"); len(got) > 0 {
		t.Errorf("the database holds %q", got)
	}
}
