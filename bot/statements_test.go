package bot_test

import (
	"regexp"
	"strings"
	"sync"
	"testing"
)

// The statements that a turn may run: those between its savepoint and the
// savepoint's release. These two, which touch no row, are not counted, nor is what a
// batch runs once: its begin, the offset, its commit.
const (
	mostOfPress    = 25
	mostOfSentence = 22
)

// wide are the presses that may run more, by their labels: what they do grows with
// how many people, units or requests it concerns.
var wide = []struct {
	label *regexp.Regexp
	most  int
	why   string
}{
	{regexp.MustCompile(`^🗑`), 155, "an erasure goes through every table that names the person"},
	{regexp.MustCompile(`^(👁 Xem dữ liệu|🔎 )`), 35, "what is kept of a person is read from every table that names them"},
	{regexp.MustCompile(`^[⏸📵]`), 60, "who leaves or loses the account gives up days, powers and what waits, and all whom it concerns are told"},
	{regexp.MustCompile(`^✅ Xác nhận cả \d+ việc`), 30, "whoever worked on what is confirmed is told"},
	{regexp.MustCompile(`^(✅ Xác nhận$|💾|✉️)`), 43, "power over others is judged by the whole organisation, and what waits goes on to whom it is due"},
	{regexp.MustCompile(`^✅ Duyệt (cả )?\d+ đề nghị`), 95, "several requests are judged one by one"},
	{regexp.MustCompile(` · TN\d+ · `), 50, "what waits of all of one name is judged one by one"},
	{regexp.MustCompile(`^❌ Không duyệt$`), 30, "what was shown is held against what stands before it is refused"},
	{regexp.MustCompile(`^(Số liệu chưa đúng|Lỗi chính tả)$`), 45, "a strike is noted and the task confirmed in one press"},
	{regexp.MustCompile(`^[½✓] \d\. `), 31, "the day's plan is read before what is planned of a task is reported or handed in"},
	{regexp.MustCompile(`^✓ (Xong hết|All done)`), 120, "all that is planned for a day is reported, task by task"},
	{regexp.MustCompile(`^📣 (Công bố|Publish) \d+ `), 60, "each score is published with all that it is made of"},
	{regexp.MustCompile(`^‹ Về |^🧾 |^✅ Giữ nguyên và chấm|^✏️ Đổi hoặc ghi thêm|^e = |^[0-9,.]+( điểm| points)?$|^Đã trao đổi và thống nhất$|^Không có trường hợp nào$|^✅ Chấm$|^‹ To the |^📋 Mở phiếu|chờ (chấm điểm|công bố)$|^📣`), 45, "a score is shown with all that it is made of, and published with it"},
	{regexp.MustCompile(`^(Đã gửi số liệu, văn bản|Đã có ý kiến, xin làm tiếp)$`), 33, "what is lifted is held against what was reported, and all who work on the task are told"},
	{regexp.MustCompile(`^\d\d:\d\d thứ`), 29, "another deadline ends what was asked for before, and who works on the task is told"},
	{regexp.MustCompile(`^Cấp trên đã chốt hạn này$`), 27, "what was asked for is answered, and who asked is told with the reason"},
	{regexp.MustCompile(`^🔁 Chuyển việc$`), 40, "one task ends and another begins, and both who worked and who goes on are told"},
	{regexp.MustCompile(`^↩ Hoàn tác`), 35, "a decision and the day that it gave up both come back"},
	{regexp.MustCompile(`^Họp đột xuất$`), 30, "a move ends with the day that it holds"},
	{regexp.MustCompile(`^▸ Quyết định`), 50, "what waits of all who were named is judged one by one"},
	{regexp.MustCompile(`^✓ Đúng, quyết định`), 45, "what was named is decided one by one"},
	{regexp.MustCompile(`^Bỏ cả \d+ ngày`), 50, "several days are given up, and whoever decided them is told"},
	{regexp.MustCompile(`^(‹ )?Trang \d`), 60, "each request that waits is judged"},
	{regexp.MustCompile(`^Từ (thứ|Chủ)`), 30, "a transfer's preview judges the unit that is left and the new one"},
	{regexp.MustCompile(`^▶ `), 30, "every job that is due begins"},
	{regexp.MustCompile(`^(✓ Áp dụng|✓ Đóng vị trí|✓ Close it)`), 30, "each unit concerned is judged"},
	{regexp.MustCompile(`^(✅ Ghi nhận|✅ Note it|✅ Ủy quyền|↩ Tôi rút lại sự đồng ý|📨|✅ Duyệt$|✕ Bỏ điều chuyển)`), 38, "several requests change, or several people are told"},
}

// turnCount counts the statements of each turn while the bot polls.
type turnCount struct {
	mu    sync.Mutex
	polls bool
	depth int
	now   []string
	turns [][]string // since the last take
}

func (c *turnCount) begin() { c.set(true) }
func (c *turnCount) end()   { c.set(false) }

func (c *turnCount) set(polls bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.polls, c.depth = polls, 0
}

func (c *turnCount) hear(query string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.polls {
		return
	}
	if strings.HasPrefix(query, "SAVEPOINT") {
		c.depth++
	}
	if c.depth > 0 && !strings.HasPrefix(query, "SAVEPOINT") && !strings.HasPrefix(query, "RELEASE") {
		c.now = append(c.now, query)
	}
	if strings.HasPrefix(query, "RELEASE") {
		if c.depth--; c.depth == 0 {
			c.turns, c.now = append(c.turns, c.now), nil
		}
	}
}

// take returns the turns since it was called last.
func (c *turnCount) take() [][]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	turns := c.turns
	c.turns = nil
	return turns
}

func TestASentenceThatDeclaresADayRunsFewStatements(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, text := range []string{"mai em xin làm ở nhà", "thứ 5 tuần sau em xin làm ở nhà", "thứ 3 và thứ 5 tuần sau em xin làm ở nhà"} {
		h.turns.take()
		if _, err := h.server.Phone(folk["binh"].chat).Send(text); err != nil {
			t.Fatal(err)
		}
		h.settle()
		turns := h.turns.take()
		if len(turns) != 1 {
			t.Fatalf("%d turns were counted", len(turns))
		}
		t.Logf("%q: %d statements", text, len(turns[0]))
		if n := len(turns[0]); n > mostOfSentence {
			t.Errorf("%q ran %d statements, more than %d:%s", text, n, mostOfSentence, inShort(turns[0]))
		}
	}
}

// pressing is a line on which somebody presses a button.
var pressing = regexp.MustCompile(`^\w+(?:@\w+)?> (?:\[(?:old )?([^\]]*)\]|\{)`)

// few holds each press against the statements that it may run.
func (p *player) few(line string) {
	press := pressing.FindStringSubmatch(line)
	turns := p.turns.take()
	if press == nil {
		return
	}
	most := mostOfPress
	for _, w := range wide {
		if w.label.MatchString(press[1]) {
			most = w.most
			break
		}
	}
	for _, turn := range turns {
		if len(turn) > most {
			p.t.Errorf("%s ran %d statements, more than %d:%s", line, len(turn), most, inShort(turn))
		}
	}
}

// inShort lists statements, a line each.
func inShort(turn []string) string {
	var b strings.Builder
	for _, q := range turn {
		line := []rune(strings.Join(strings.Fields(q), " "))
		b.WriteString("\n" + string(line[:min(len(line), 160)]))
	}
	return b.String()
}
