package bot_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// The lunch feature is the smallest that shows something on another's card and asks
// something in another's draft: whoever works at home says how many will be at lunch.
type lunch struct {
	Guests int `json:"guests"`
}

const (
	lunchMore int32 = iota + 1
	lunchNone
	lunchBreak // its showing fails from then on
	lunchTooMany
)

type lunchPress struct{ Request rules.RequestID }

var lunchKey = chat.DefinePress[lunchPress]("zl")

const lunchAction = "request.lunch"

// lunchOf reads what was kept of a request's lunch, 0 for nothing.
func lunchOf(tx *store.Tx, id int64) (n int, err error) {
	list, err := tx.AuditOf(pilot.ObjectRequest, id, 20)
	for _, r := range list {
		if r.Action == lunchAction {
			var l lunch
			return l.Guests, errors.Join(json.Unmarshal(r.After, &l), err)
		}
	}
	return 0, err
}

func lunchSection(version int) chat.Section[lunch] {
	return chat.Section[lunch]{
		Version: version,
		Choices: []chat.Choice{{Name: "more", Value: lunchMore}, {Name: "none", Value: lunchNone, Destroys: true}, {Name: "break", Value: lunchBreak}, {Name: "too many", Value: lunchTooMany}},
		Begin:   func(_ *chat.Turn, d chat.Drafted) (lunch, error) { return lunch{Guests: len(d.Slots)}, nil },
		Show: func(t *chat.Turn, d chat.Drafted, s *lunch) (chat.Shown, error) {
			if s.Guests < 0 {
				panic("no lunch")
			}
			return chat.Shown{Text: rules.Msg("lunch.ask", "n", s.Guests, "days", d.Slots), Rows: [][]store.Button{{
				t.PanelChoice(lunchMore, 0, "lunch.more"), t.PanelChoice(lunchNone, 0, "lunch.none"),
				t.PanelChoice(lunchBreak, 0, "lunch.break"), t.PanelChoice(lunchTooMany, 0, "lunch.too_many"),
			}}}, nil
		},
		Take: func(_ *chat.Turn, _ chat.Drafted, s *lunch, in chat.Input) error {
			switch in.Choice {
			case lunchMore:
				s.Guests++
			case lunchNone:
				s.Guests = 0
			case lunchBreak:
				s.Guests = -1
			case lunchTooMany:
				s.Guests = 99
			}
			return nil
		},
		Typed: func(_ *chat.Turn, _ chat.Drafted, s *lunch, text string) (bool, error) {
			if text != "thêm một bát" {
				return false, nil
			}
			s.Guests++
			return true, nil
		},
		Save: func(do pilot.Do, _ chat.Drafted, became store.Ref, s lunch) error {
			if err := do.Audit(store.Entry{Action: lunchAction, Object: became.Kind, ObjectID: became.ID, After: s}); err != nil {
				return err
			}
			switch {
			case s.Guests == 99:
				return rules.Refuse("lunch.refused")
			case s.Guests == 98:
				return errors.New("the kitchen burns")
			}
			return nil
		},
	}
}

// lunchFeature has its panel on the approver's card, its section in the draft.
func lunchFeature(change func(list []chat.Panel)) chat.Feature {
	ofRequest := func(v chat.View, id int64) (chat.Owner, error) {
		r, err := v.Tx.Request(rules.RequestID(id))
		return chat.Owner{Person: r.Person}, err
	}
	panels := []chat.Panel{
		{
			Host: pilot.PlaceRequestDecide, Name: "lunch", Order: 10, Whose: ofRequest,
			May: []rules.Access{{Who: rules.Head, Over: rules.Approves}},
			Show: func(v chat.View, id int64) (chat.Shown, error) {
				n, err := lunchOf(v.Tx, id)
				if n == 7 {
					return chat.Shown{}, errors.New("seven")
				}
				return chat.Shown{Text: rules.Msg("lunch.card", "n", n), Rows: [][]store.Button{{lunchKey.Button(lunchPress{rules.RequestID(id)}, "lunch.cook")}}}, err
			},
		},
		{
			Host: pilot.PlaceRequestDraft, Name: "lunch", Order: 10, Whose: chat.OfPerson,
			May: []rules.Access{{Who: rules.Anyone, Over: rules.Own}}, Section: lunchSection(1),
		},
	}
	if change != nil {
		change(panels)
	}
	head := rules.Access{Who: rules.Head, Over: rules.Approves, Write: true}
	return chat.Feature{
		Name: "lunch", Panels: panels,
		Commands: []chat.Command{{
			Name: "lunch", Alias: "trua", Place: 990, Access: head, Run: func(*chat.Turn, string) error { return nil },
			Presses: []chat.Presser{lunchKey.On(head, func(t *chat.Turn, p lunchPress) (rules.Subject, error) {
				return t.Subject(pilot.ObjectRequest, int64(p.Request))
			}, func(t *chat.Turn, p lunchPress) error {
				if err := t.Do().Audit(store.Entry{Action: lunchAction, Object: pilot.ObjectRequest, ObjectID: int64(p.Request), After: lunch{7}}); err != nil {
					return err
				}
				return t.AnswerCard(rules.Msg("lunch.cooked"), pilot.RequestRef(p.Request))
			})},
		}},
	}
}

const lunchTexts = `
lunch.ask: "🍜 Bữa trưa: {{.n}} người\n{{.days}}"
lunch.more: "Thêm một người"
lunch.none: "Không ăn"
lunch.break: "Đập bát"
lunch.too_many: "Cả làng"
lunch.refused: "Bếp không đủ chỗ."
lunch.card: "🍜 {{.n}} người ăn trưa"
lunch.cook: "Nấu cơm"
lunch.cooked: "Đã nấu"
`

// lunches begins anew with the lunch feature beside the others.
func (h *house) lunches(change func(list []chat.Panel)) {
	h.t.Helper()
	files, err := filepath.Glob("../locale/text/*.yaml")
	if err != nil || len(files) == 0 {
		h.t.Fatal(err)
	}
	texts := fstest.MapFS{"text/lunch.vi.yaml": {Data: []byte(lunchTexts)}, "text/lunch.en.yaml": {Data: []byte(lunchTexts)}}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			h.t.Fatal(err)
		}
		texts["text/"+filepath.Base(name)] = &fstest.MapFile{Data: data}
	}
	h.texts, h.extra = texts, []chat.Feature{lunchFeature(change)}
	h.restart()
}

// mustSay fails unless the newest message of somebody holds all the words.
func (h *house) mustSay(who string, words ...string) {
	h.t.Helper()
	text := h.shown(who).Content()
	for _, w := range words {
		if !strings.Contains(text, w) {
			h.t.Errorf("%s reads %q, want %q in it", who, text, w)
		}
	}
}

func (h *house) requests() (n int) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		list, err := tx.OpenRequests(0, 100)
		n = len(list)
		return err
	})
	return n
}

func TestASectionOfADraftIsKeptWithItAndSavedWithWhatItBecame(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.lunches(nil)
	h.plays("binh> t5 em xin làm ở nhà")
	h.mustSay("binh", "🍜 Bữa trưa: 1 người", "26/11")
	h.plays("binh> [Thêm một người]")
	h.mustSay("binh", "🍜 Bữa trưa: 2 người")
	h.restart()
	h.plays("binh> Thêm một người") // typed, after a restart
	h.mustSay("binh", "🍜 Bữa trưa: 3 người")
	h.plays("binh> /trogiup", "binh> /tiep") // left, and taken up again
	h.mustSay("binh", "🍜 Bữa trưa: 3 người")
	h.plays("binh> [📨 Gửi đề nghị]")
	h.mustSay("an", "xin làm việc tại nhà", "🍜 3 người ăn trưa")
	if strings.Contains(h.shown("binh").Content(), "🍜") {
		t.Error("the requester sees a panel that is the head's")
	}
	h.plays("an> [Nấu cơm]")
	h.mustSay("an", "xin làm việc tại nhà", "Một phần của tin này chưa hiển thị được")
	h.plays("an> [✅ Duyệt]") // the rest of the card works
	h.mustSay("an", "Nguyễn Thị Thu An đã duyệt")
}

func TestASectionIsDroppedWithItsDraft(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.lunches(nil)
	h.plays("binh> t5 em xin làm ở nhà", "binh> [Thêm một người]", "binh> thôi", "binh> t5 em xin làm ở nhà")
	h.mustSay("binh", "🍜 Bữa trưa: 1 người")
	h.plays("binh> [Thêm một người]", "binh> t5, t6 em xin làm ở nhà") // put right: the draft goes on
	h.mustSay("binh", "🍜 Bữa trưa: 2 người")
	h.plays("binh> /tainha t6") // begun anew
	h.mustSay("binh", "🍜 Bữa trưa: 1 người")
}

func TestWhatASectionRefusesIsNotSent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.lunches(nil)
	h.plays("binh> t5 em xin làm ở nhà", "binh> [Cả làng]", "binh> [📨 Gửi đề nghị]")
	h.mustSay("binh", "🍜 Bữa trưa: 99 người")
	if n := h.requests(); n != 0 {
		t.Errorf("%d requests were kept, want none", n)
	}
	if n := len(h.dead()); n != 0 {
		t.Errorf("a refusal is no fault: %v", h.dead())
	}
	// A fault while it is saved undoes the request with it.
	h.lunches(func(list []chat.Panel) {
		s := lunchSection(1)
		s.Save = func(do pilot.Do, d chat.Drafted, became store.Ref, _ lunch) error {
			return lunchSection(1).Save(do, d, became, lunch{98})
		}
		list[1].Section = s
	})
	h.plays("binh> [📨 Gửi đề nghị]")
	if n := h.requests(); n != 0 {
		t.Errorf("%d requests were kept, want none", n)
	}
	if n := len(h.dead()); n != 1 {
		t.Errorf("%d updates are kept as faults, want 1", n)
	}
}

func TestASectionThatFailsIsToldAndKeepsTheDraft(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.lunches(nil)
	h.plays("binh> t5 em xin làm ở nhà", "binh> [Đập bát]")
	h.mustSay("binh", "Một phần của tin này chưa hiển thị được", "26/11")
	h.plays("binh> [📨 Gửi đề nghị]")
	if n := h.requests(); n != 1 {
		t.Errorf("%d requests were sent, want 1", n)
	}
}

func TestASectionOfAnotherVersionBeginsAnewAndItsOldButtonsDoNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.lunches(nil)
	h.plays("binh> t5 em xin làm ở nhà", "binh> [Thêm một người]")
	h.lunches(func(list []chat.Panel) { list[1].Section = lunchSection(2) })
	h.plays("binh> [Thêm một người]")
	h.plays("binh> /tiep")
	h.mustSay("binh", "Bot vừa được cập nhật", "🍜 Bữa trưa: 1 người")
	h.plays("binh> [Thêm một người]")
	h.mustSay("binh", "🍜 Bữa trưa: 2 người")
	if strings.Contains(h.shown("binh").Content(), "Bot vừa được cập nhật") {
		t.Error("that it begins anew is said again")
	}
}

func TestWordsReachASectionOnlyWhereItMayBeSeen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.lunches(nil)
	h.plays("binh> t5 em xin làm ở nhà", "binh> thêm một bát")
	h.mustSay("binh", "🍜 Bữa trưa: 2 người")
	h.lunches(func(list []chat.Panel) { list[1].May = []rules.Access{{Who: rules.Auditor, Over: rules.NoData}} })
	h.plays("binh> thêm một bát")
	h.lunches(nil)
	h.plays("binh> [📝 Ghi chú]", "binh> trông con")
	h.mustSay("binh", "🍜 Bữa trưa: 2 người")
}

func TestASectionsButtonThatTakesAwayIsAskedAboutWhenTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.lunches(nil)
	h.plays("binh> t5 em xin làm ở nhà", "binh> Không ăn")
	h.mustSay("binh", "Không ăn")
	if strings.Contains(h.shown("binh").Content(), "🍜") {
		t.Error("it was done without a question")
	}
	h.plays("binh> [Không ăn]")
	h.mustSay("binh", "🍜 Bữa trưa: 0 người")
}

func TestAPanelWithoutAPlaceOrRightsIsRefusedAtTheStart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for name, c := range map[string]struct {
		change func(list []chat.Panel)
		says   string
	}{
		"no such place":       {func(l []chat.Panel) { l[0].Host = "request.nowhere" }, "which there is not"},
		"a card's at a draft": {func(l []chat.Panel) { l[0].Host, l[0].Name, l[0].Order = pilot.PlaceRequestDraft, "x", 30 }, "which there is not"},
		"nobody's":            {func(l []chat.Panel) { l[0].Whose = nil }, "whose data"},
		"for nobody":          {func(l []chat.Panel) { l[0].May = nil }, "who may see it"},
		"twice":               {func(l []chat.Panel) { l[1] = l[0] }, "are called"},
		"in one place": {func(l []chat.Panel) {
			l[1] = l[0]
			l[1].Name = "x"
		}, "stand in one place"},
		"neither nor":       {func(l []chat.Panel) { l[0].Show = nil }, "neither of a card nor of a draft"},
		"without a version": {func(l []chat.Panel) { l[1].Section = lunchSection(0) }, "without a version"},
		"without a name":    {func(l []chat.Panel) { l[0].Name = "" }, "without a place or name"},
	} {
		err := h.begun(func(*chat.Feature) {}, lunchFeature(c.change))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q", name, err, c.says)
		}
	}
	if err := h.begun(func(*chat.Feature) {}, lunchFeature(nil)); err != nil {
		t.Errorf("nothing is wrong with it, and yet: %v", err)
	}
}
