package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

func (h *house) id(who string) (id rules.PersonID) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		p, err := tx.PersonByCode(folk[who].code, rules.DateOf(h.clock.Now()))
		id = p.ID
		return err
	})
	return id
}

func (h *house) shows(who string, want ...string) {
	h.t.Helper()
	m := h.shown(who)
	for _, w := range want {
		if !strings.Contains(m.Content(), w) && !slices.Contains(slices.Concat(m.Labels()...), w) {
			h.t.Errorf("%s is not shown %q in:\n%s\n%v", who, w, m.Content(), m.Labels())
		}
	}
}

// With a catalogue a task is so many products at the K of the day: five taps, no letter;
// a sentence finds the product by its name (rules section 3).
func TestWorkOfTheCatalogueIsGivenByProductAndQuantity(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.write(func(tx *store.Tx) error {
		p := task.Product{Code: "BC", Name: "Báo cáo quý", K: task.A(3, 2), Since: rules.MustDate("2026-11-01")}
		return tx.AddProduct(&p)
	})
	h.says("an", "/giaoviec")
	h.presses("an", "Trần Quốc Bình")
	h.presses("an", "Báo cáo quý · K 1,5")
	h.says("an", "mấy cái")
	h.shows("an", "Tôi chưa đọc được số lượng. Xin gõ một số lớn hơn 0, ví dụ 3.")
	h.says("an", "2,5")
	h.presses("an", "‹ Quay lại")
	h.presses("an", "Báo cáo quý · K 1,5")
	h.presses("an", "3")
	h.presses("an", "17:00 thứ Sáu 27/11")
	h.shows("an", "3 × Báo cáo quý = 4,5 sản phẩm quy đổi")
	h.presses("an", "📨 Giao việc")
	h.shows("binh", "3 × Báo cáo quý = 4,5 sản phẩm quy đổi", "✅ Nhận việc")
	h.says("binh", "xong 1/2 báo cáo quý")
	h.shows("binh", "«Báo cáo quý» được giao 3, câu này nói 2. Xin gõ lại cho khớp, ví dụ xong 1/3.")
	h.says("binh", "xong 2/3 báo cáo quý")
	h.shows("binh", "Đang làm · ▰▰▰▱▱ 66%")
	h.says("an", "giao Chi 2 báo cáo quý hạn thứ 6 16h")
	h.shows("an", "2 × Báo cáo quý = 3 sản phẩm quy đổi", "📨 Giao việc")
}

// Who is away until the deadline is said before work is given, and why is not.
func TestThatTheOwnerIsAwayIsSaidBeforeWorkIsGiven(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	binh := h.id("binh")
	h.write(func(tx *store.Tx) error {
		return tx.AddAbsence(rules.Absence{Person: binh, First: rules.MustDate("2026-11-25"), Last: rules.MustDate("2026-11-27"), Kind: rules.Sick})
	})
	h.says("an", "giao Bình báo cáo tháng hạn thứ 5")
	h.shows("an", "🌴 Trần Quốc Bình vắng từ thứ Tư 25/11/2026 đến hết thứ Sáu 27/11/2026, đúng vào ngày đến hạn. Anh/chị muốn giao cho người khác, lùi hạn hay vẫn giao?", "📨 Vẫn giao")
}

// A secretary drafts; the head presses once, and the owner gets the card (rules section 5).
func TestWhatASecretaryDraftsIsGivenByOnePressOfTheHead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	an, chi := h.id("an"), h.id("chi")
	h.write(func(tx *store.Tx) error {
		unit, err := tx.HeadOf(an)
		if err != nil {
			return err
		}
		m := task.Mandate{Unit: unit[0], Head: an, To: chi, First: rules.MustDate("2026-11-01"), Drafts: true}
		return tx.AddMandate(&m)
	})
	h.says("chi", "giao Bình báo cáo tháng hạn thứ 6 16h")
	h.shows("chi", "Soạn việc", "📝 Gửi bản soạn")
	h.presses("chi", "📝 Gửi bản soạn")
	h.shows("chi", "Bản soạn")
	h.shows("an", "Bản soạn", "📨 Giao việc", "✕ Bỏ việc này")
	h.presses("an", "📨 Giao việc")
	h.shows("binh", "Đã giao", "✅ Nhận việc")
}

// A long list has pages, and what is overdue is counted for the head.
func TestALongListOfTasksHasPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	an, binh := h.id("an"), h.id("binh")
	h.write(func(tx *store.Tx) error {
		p, err := tx.Person(binh, rules.DateOf(h.clock.Now()))
		if err != nil {
			return err
		}
		for i := range 10 {
			x := task.Task{Unit: p.Unit, Title: fmt.Sprintf("Hồ sơ %d", i+1), Owner: binh, Assigner: an, Due: h.clock.Now().Add(time.Duration(i*24-30) * time.Hour),
				Made: h.clock.Now(), State: task.Accepted, Rev: 1, Work: task.Work{HalfHours: 8}}
			if i == 9 {
				x.State, x.Submitted = task.Submitted, h.clock.Now()
			}
			if err := tx.InsertTask(&x); err != nil {
				return err
			}
		}
		return nil
	})
	h.says("binh", "/viec")
	h.shows("binh", "1. 🟡 Hồ sơ 1", "Trang 1/2", "8. Hồ sơ 8")
	h.presses("binh", "Trang sau ›")
	h.shows("binh", "9. ⚪ Hồ sơ 9", "10. 📤 Hồ sơ 10", "chờ xác nhận", "Trang 2/2")
	h.says("an", "/viec")
	h.shows("an", "1. 🔴 Trần Quốc Bình: 9 việc, 2 quá hạn, còn 4,5 ngày công, 1 chờ xác nhận")
	h.says("binh", "/viec hồ sơ")
	h.shows("binh", "Còn 2 việc nữa: xin gõ thêm chữ để tìm gọn hơn.")
}

// With minimal content no title leaves: numbers and buttons only (rules section 11).
func TestWithMinimalContentNoTitleOfATaskLeaves(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.pilot.Tasks.Minimal = true
	h.says("an", "giao Bình kế hoạch kiểm tra hạn thứ 6 16h")
	h.shows("an", "Việc vừa soạn")
	h.presses("an", "📨 Giao việc")
	h.says("an", "/giaoviec")
	h.presses("an", "Trần Quốc Bình")
	for _, who := range []string{"an", "binh"} {
		for _, m := range h.server.Phone(folk[who].chat).Messages() {
			if m.FromBot() && strings.Contains(strings.ToLower(m.Content()+strings.Join(slices.Concat(m.Labels()...), " ")), "kế hoạch kiểm tra") {
				t.Errorf("%s gets the title of a task:\n%s", who, m.Content())
			}
		}
	}
}
