package jobs

import (
	"fmt"
	"testing"

	"tainha/rules"
	"tainha/store"
)

func TestAGroupHearsWhoIsAtHomeOnWorkingDays(t *testing.T) {
	t.Parallel()
	h := newHouse(t, at("2026-11-23 12:00"))
	o := newOffice(h)
	unit := read(h, func(tx *store.Tx) (rules.UnitID, error) {
		p, err := tx.Person(o.lan, day("2026-11-25"))
		return p.Unit, err
	})
	h.home(o, o.lan, "2026-11-24", "2026-11-26") // a holiday, a Thursday
	h.home(o, o.minh, "2026-11-26/pm")
	h.write(func(tx *store.Tx) error {
		must(0, tx.AddAbsence(rules.Absence{Person: o.minh, First: day("2026-11-26"), Last: day("2026-11-26"), Part: rules.Morning, Kind: rules.Sick}))
		return tx.SetGroup(store.UnitGroup{Unit: unit, Chat: -100_123})
	})
	e := h.engine(board())
	h.tick(e, h.now)
	for d := 24; d <= 28; d++ {
		h.tick(e, at(fmt.Sprintf("2026-11-%d 07:30", d)))
		h.tick(e, at(fmt.Sprintf("2026-11-%d 07:31", d)))
	}
	for _, m := range h.outbox() {
		if m.Chat != -100_123 || m.Person != 0 {
			t.Errorf("sent to %d, %d", m.Chat, m.Person)
		}
	}
	h.mustSay(`→ 0 lúc 26 07:30
🏠 Phòng Kế hoạch · thứ Năm 26/11
Ở nhà cả ngày: Phạm Ngọc Lan
Ở nhà buổi chiều: Đỗ Đức Minh
Có mặt ở cơ quan: 1/3 người`)
}
