package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/task"
	"tainha/sandbox"
	"tainha/store"
)

// plannedDay lets Bình be at home on Wednesday the 25th with a plan of three tasks: two
// reports of four hours, a whole one, and two of five products.
func (h *house) plannedDay() (ids []task.ID) {
	h.t.Helper()
	h.plays("binh> thứ 4 em xin làm ở nhà")
	h.plays("binh> [📨 Gửi đề nghị]")
	h.plays("an> [✅ Duyệt]")
	binh, an := h.id("binh"), h.id("an")
	h.write(func(tx *store.Tx) error {
		product := task.Product{Code: "BC", Name: "Báo cáo quý", K: task.A(3, 2), Since: rules.MustDate("2026-11-01")}
		if err := tx.AddProduct(&product); err != nil {
			return err
		}
		plan := task.Plan{Person: binh, Slot: rules.Slot{Date: rules.MustDate("2026-11-25")}, Commitment: "x", Committed: h.clock.Now()}
		for i, work := range []task.Work{{HalfHours: 8}, {HalfHours: 4}, {Product: product.ID, Kind: "Báo cáo quý", Quantity: task.N(5), K: task.A(3, 2)}} {
			p, err := tx.Person(binh, plan.Slot.Date)
			if err != nil {
				return err
			}
			x := task.Task{Unit: p.Unit, Title: fmt.Sprint("Việc thứ ", i+1), Work: work, Due: h.clock.Now().Add(time.Duration(100+i) * time.Hour), Assigner: an, Owner: binh, State: task.Accepted, Rev: 1, Made: h.clock.Now()}
			if err := tx.InsertTask(&x); err != nil {
				return err
			}
			ids = append(ids, x.ID)
			plan.Items = append(plan.Items, task.Item{Task: x.ID, Amount: task.N(2)})
		}
		return tx.SavePlan(plan)
	})
	return ids
}

func (h *house) taskIs(id task.ID, state task.State, done task.Amount) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		x, err := tx.Task(id)
		if x.State != state || !x.Done.Equal(done) {
			h.t.Errorf("task %d: %s with %s done, want %s with %s", id, x.State, x.Done, state, done)
		}
		return err
	})
}

// A day that went as planned is reported in one tap, without a character: what the plan
// completes is handed in, the rest is progress (rules section 5).
func TestADayAsPlannedIsOneTap(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ids := h.plannedDay()
	h.plays("clock 2026-11-25T07:31")
	h.shows("binh", "Việc thứ 1: 0/2 giờ", "Việc thứ 3: 0/2", "✓ Xong hết theo kế hoạch", "🚧 Vướng", "⏰ Nhắc sau 30 phút")
	h.plays("binh> [✓ Xong hết theo kế hoạch]")
	h.shows("binh", "Việc thứ 1: 2/2 giờ", "✅ Đã xong việc của ngày. Cảm ơn anh/chị.")
	h.taskIs(ids[0], task.InProgress, task.N(2))
	h.taskIs(ids[1], task.Submitted, task.N(2))
	h.taskIs(ids[2], task.InProgress, task.N(2))
}

// A second press on the same list, or one on a list that changed, reports nothing twice.
func TestADayAsPlannedIsReportedOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ids := h.plannedDay()
	h.plays("clock 2026-11-25T07:31")
	first, _ := h.server.Phone(folk["binh"].chat).Last()
	all, _ := first.Button("✓ Xong hết theo kế hoạch")
	h.plays("binh> [½ 1. Việc thứ 1]")
	h.taskIs(ids[0], task.InProgress, task.N(1))
	h.plays("binh> [½ 1. Việc thứ 1]") // half was said: it stays
	h.taskIs(ids[0], task.InProgress, task.N(1))
	h.plays("binh> {" + all.CallbackData + "}") // of the list as it was
	h.taskIs(ids[2], task.Accepted, task.Amount{})
	h.plays("binh> [✓ 1. Việc thứ 1]")
	h.taskIs(ids[0], task.InProgress, task.N(2))
	h.plays("binh> [✓ Xong hết theo kế hoạch]")
	h.taskIs(ids[0], task.InProgress, task.N(2))
	h.taskIs(ids[2], task.InProgress, task.N(2))
}

// Three tasks that went otherwise are three taps at most, and an answer to the day's
// message on a later day counts for that day and is marked as late.
func TestAnAnswerToAnOlderDayCountsForThatDay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ids := h.plannedDay()
	h.plays("clock 2026-11-25T07:31")
	h.plays("binh> [✓ 1. Việc thứ 1]")
	h.plays("clock 2026-11-26T09:00")
	h.plays("binh> [½ 3. Việc thứ 3]")
	h.shows("binh", "Việc thứ 3: 1/2", "Ngày này đã qua. Báo bây giờ vẫn tính cho ngày đó, có ghi là báo muộn.")
	h.plays("binh> [✓ Xong hết theo kế hoạch]")
	h.taskIs(ids[2], task.InProgress, task.N(2))
	h.write(func(tx *store.Tx) error {
		list, err := tx.ReportsOn(ids[2])
		for _, r := range list {
			if r.Day != rules.MustDate("2026-11-25") || !r.Late || r.Home != [2]bool{true, true} {
				t.Errorf("the report %+v is not a late one of the day at home", r)
			}
		}
		if len(list) != 2 {
			t.Errorf("%d reports, want 2", len(list))
		}
		return err
	})
}

// A day with more lights than the message has room for names the most urgent, counts the
// others and opens the whole list, in both languages (rules section 6).
func TestADayWithManyLightsCountsWhatItDoesNotName(t *testing.T) {
	t.Parallel()
	for language, says := range map[string][]string{
		"vi": {"12. 🟢 Việc thứ 12\n", "\n\nCòn 3 việc nữa gần hạn hoặc quá hạn.\n\n", "📌 Xem tất cả"},
		"en": {"12. 🟢 Việc thứ 12\n", "\n\n3 more are near the deadline or overdue.\n\n", "📌 See all"},
	} {
		h := newHouse(t)
		h.plays("binh> thứ 4 em xin làm ở nhà")
		h.plays("binh> [📨 Gửi đề nghị]")
		h.plays("an> [✅ Duyệt]")
		if language == "en" {
			h.plays("binh> /language")
			h.plays("binh> [English]")
		}
		binh, an := h.id("binh"), h.id("an")
		h.write(func(tx *store.Tx) error {
			p, err := tx.Person(binh, rules.MustDate("2026-11-25"))
			for i := range 15 {
				x := task.Task{Unit: p.Unit, Title: fmt.Sprint("Việc thứ ", i+1), Due: rules.MustDate("2026-11-25").At(16*60+i, h.clock.Now().Location()), Assigner: an, Owner: binh, State: task.Accepted, Rev: 1, Made: h.clock.Now()}
				if err == nil {
					err = tx.InsertTask(&x)
				}
			}
			return err
		})
		h.plays("clock 2026-11-25T07:31")
		h.shows("binh", says...)
		h.plays("binh> [" + says[2] + "]")
	}
}

// The message of a morning at home that the network kept back until noon is not sent any
// more (rules section 6).
func TestTheMessageOfAMorningIsNotSentAtNoon(t *testing.T) {
	t.Parallel()
	for until, hears := range map[string]bool{"2026-11-25T11:00": true, "2026-11-25T13:05": false} {
		h := newHouse(t)
		h.plays("binh> sáng thứ 4 em xin làm ở nhà")
		h.plays("binh> [📨 Gửi đề nghị]")
		h.plays("an> [✅ Duyệt]")
		binh, an := h.id("binh"), h.id("an")
		h.write(func(tx *store.Tx) error {
			p, err := tx.Person(binh, rules.MustDate("2026-11-25"))
			if err != nil {
				return err
			}
			return tx.InsertTask(&task.Task{Unit: p.Unit, Title: "Việc", Due: h.clock.Now().Add(72 * time.Hour), Assigner: an, Owner: binh, State: task.Accepted, Rev: 1, Made: h.clock.Now()})
		})
		h.server.Fault(sandbox.Fault{Kind: sandbox.FaultServer, Method: "sendMessage", Times: -1})
		h.plays("clock 2026-11-25T07:31")
		h.server.ClearFaults()
		h.plays("clock " + until)
		if got := strings.Contains(h.shown("binh").Content(), "Làm việc tại nhà, sáng thứ Tư"); got != hears {
			t.Errorf("at %s Bình hears of the morning: %v, want %v", until, got, hears)
		}
	}
}

// What a digest was to tell once, and of which nobody knows whether it arrived, stands in the
// next one as long as it holds, and in no third.
func TestTheNextDigestTellsWhatAHeldOneWasToTell(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	binh, an := h.id("binh"), h.id("an")
	h.write(func(tx *store.Tx) error {
		p, err := tx.Person(binh, rules.MustDate("2026-11-25"))
		if err != nil {
			return err
		}
		return tx.InsertTask(&task.Task{Unit: p.Unit, Title: "Tờ trình", Due: rules.MustDate("2026-11-24").At(16*60, h.clock.Now().Location()), Assigner: an, Owner: binh, State: task.Accepted, Rev: 1, Made: h.clock.Now()})
	})
	h.plays("clock 2026-11-24T18:00")
	h.server.Fault(sandbox.Fault{Kind: sandbox.FaultDropBefore, Method: "sendMessage", Times: -1})
	h.plays("clock 2026-11-25T07:31")
	h.server.ClearFaults()
	for _, x := range []struct {
		when  string
		tells bool
	}{{"2026-11-25T09:00", false}, {"2026-11-26T07:31", true}, {"2026-11-27T07:31", false}} {
		h.plays("clock " + x.when)
		for _, who := range []string{"an", "binh"} {
			text := h.shown(who).Content()
			day := h.clock.Now().In(h.clock.Now().Location()).Format("02/01/2006")
			if got := strings.Contains(text, "🟡 Tờ trình") && strings.Contains(text, day); got != x.tells {
				t.Errorf("at %s %s hears of the light: %v, want %v\n%s", x.when, who, got, x.tells, text)
			}
		}
	}
}
