package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

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
	for name, c := range map[string]struct {
		meanwhile []string
		says      string
		told      int
	}{
		"it still waits":    {nil, "1 đề nghị đang chờ", 1},
		"it was taken back": {[]string{"nam> hủy thứ 5", "nam> [↩ Rút lại]"}, "", 0},
	} {
		h := newHouse(t)
		h.plays("nam> t5 em xin làm ở nhà", "nam> [📨 Gửi đề nghị]")
		h.queueDigest("TN02", 10*time.Minute)
		h.plays(append(c.meanwhile, "clock 2026-11-23T09:20")...)
		got := strings.Join(digests(h, "an"), "\n")
		if told := h.told("TN02"); told != c.told || (got == "") != (c.told == 0) || !strings.Contains(got, c.says) {
			t.Errorf("%s: told %d times, want %d: %q", name, told, c.told, got)
		}
	}
}

// An office that wants to hear it hears each working morning that nothing waits.
func TestADigestSaysThatNothingWaitsWhereTheOfficeWantsToHearIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.pilot.Tasks.DigestAlways = true
	h.queueDigest("TN02", 10*time.Minute)
	h.plays("clock 2026-11-23T09:20")
	h.mustSay("an", "Hôm nay không có việc nào chờ anh/chị")
	if told := h.told("TN02"); told != 1 {
		t.Errorf("told %d times, want 1", told)
	}
}

// queueDigest queues somebody's digest for a while from now.
func (h *house) queueDigest(code string, in time.Duration) {
	id := h.person(code)
	ref := pilot.DigestRef(id)
	h.write(func(tx *store.Tx) error {
		do := h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Job: "digest"})
		return do.Queue(store.Out{Person: id, Dedupe: "digest of " + code, NotBefore: h.clock.Now().Add(in), Body: store.Body{Card: &ref}})
	})
}

// told is how many unsolicited messages somebody got today, as the ledger says.
func (h *house) told(code string) (n int) {
	id := h.person(code)
	h.write(func(tx *store.Tx) (err error) {
		n, err = tx.ToldOn(id, h.pilot.Today(h.clock.Now()))
		return err
	})
	return n
}

// digests are the digests in somebody's chat.
func digests(h *house, name string) (texts []string) {
	for _, m := range h.server.Messages(folk[name].chat) {
		if strings.Contains(m.Content(), "📋") {
			texts = append(texts, m.Content())
		}
	}
	return texts
}

// What is snoozed after a digest was queued is not sent, and the next day's digest has it.
func TestAStopSilencesWhatWasQueuedAndEndsByItself(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.plays("binh> t5, t6 em xin làm ở nhà", "binh> [📨 Gửi đề nghị]", "an> [✅ Duyệt cả 2 ngày]", "an> tạm dừng nhận tin đến thứ 5")
	h.mustSay("an", "Tạm dừng đến hết thứ Năm 26/11/2026")
	h.plays("clock 2026-11-25T07:30", "clock 2026-11-26T07:30")
	if n := len(digests(h, "an")); n != 0 {
		t.Errorf("%d digests while they are stopped, want none", n)
	}
	h.plays("clock 2026-11-27T07:30")
	if n := len(digests(h, "an")); n != 1 {
		t.Errorf("%d digests after that, want 1", n)
	}
	h.mustSay("an", "📋", "Ai làm việc tại nhà", "Trần Quốc Bình")
}
