package bot_test

import (
	"slices"
	"strings"
	"testing"

	"tainha/jobs"
	"tainha/pilot"
	"tainha/store"
)

// What the clock knows of the digest and what the bot says in it are one list.
func TestEverySectionOfTheDigestHasItsPanelAndItsReaders(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	panels, sections := h.bot.Panels(pilot.PlaceDigest), jobs.DigestSections()
	slices.Sort(panels)
	slices.Sort(sections)
	if !slices.Equal(panels, sections) {
		t.Errorf("the bot has panels for %v, the job has readers for %v", panels, sections)
	}
}

// A digest is made when it is sent: what was settled since is not in it, one that has
// nothing to say any more is not sent, and costs nothing of the budget.
func TestADigestThatHasNothingToSayAnyMoreIsNotSent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.plays("binh> t6 em xin làm ở nhà", "binh> [📨 Gửi đề nghị]")
	id := h.person("TN02")
	ref := pilot.DigestRef(id)
	queue := func(name string) {
		h.write(func(tx *store.Tx) error {
			return h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Job: "digest"}).Queue(store.Out{Person: id, Dedupe: name, Body: store.Body{Card: &ref}})
		})
	}
	told := func() (n int) {
		h.write(func(tx *store.Tx) (err error) {
			n, err = tx.ToldOn(id, h.pilot.Today(h.clock.Now()))
			return err
		})
		return n
	}
	queue("one")
	h.plays("binh> hủy t6") // before it is sent
	h.settle()
	if n := told(); n > 1 {
		t.Errorf("%d messages are noted, want at most 1", n)
	}
	if strings.Contains(h.shown("an").Content(), "đang chờ anh/chị quyết định") && h.requests() == 0 {
		t.Errorf("an reads of what does not wait any more: %q", h.shown("an").Content())
	}
}

// What is snoozed after a digest was queued is not sent, and the next day's digest has it.
func TestAStopSilencesWhatWasQueuedAndEndsByItself(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.plays("binh> t5, t6 em xin làm ở nhà", "binh> [📨 Gửi đề nghị]", "an> [✅ Duyệt cả 2 ngày]", "an> tạm dừng nhận tin đến thứ 5")
	h.mustSay("an", "Tạm dừng đến hết thứ Năm 26/11/2026")
	count := func() (n int) {
		for _, m := range h.server.Messages(folk["an"].chat) {
			if strings.Contains(m.Content(), "📋") {
				n++
			}
		}
		return n
	}
	h.plays("clock 2026-11-25T07:30", "clock 2026-11-26T07:30")
	if n := count(); n != 0 {
		t.Errorf("%d digests while they are stopped, want none", n)
	}
	h.plays("clock 2026-11-27T07:30")
	if n := count(); n != 1 {
		t.Errorf("%d digests after that, want 1", n)
	}
	h.mustSay("an", "📋", "Ai làm việc tại nhà", "Trần Quốc Bình")
}
