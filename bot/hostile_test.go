package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tainha/sandbox"
	"tainha/store"
)

// hostile is one update that nobody should send, and what comes of it.
type hostile struct {
	name   string
	update string
	to     int64  // who is answered; 0: nobody
	want   string // part of the answer, or of the toast of a press; empty: silence
	dead   bool   // it is kept as dead: it can't be read at all
}

// Answers that refuse.
const (
	saysStale    = "Nút này đã cũ"
	saysForeign  = "không thuộc phạm vi của anh/chị"
	saysRole     = "dành cho vai trò khác"
	saysUnknown  = "Tôi không có lệnh"
	saysUnclear  = "Tôi chưa hiểu câu này"
	saysOnlyText = "gõ chữ giúp tôi nhé"
	saysInvited  = "chỉ dành cho người được cơ quan mời"
	saysPrivate  = "Trong nhóm, tôi không hiển thị"
	saysHelp     = "Tôi giúp được anh/chị"
)

// An agency with a request of binh that waits, and one of bao in another unit.
func newTarget(t *testing.T) (*house, *logBuffer) {
	t.Helper()
	h := newHouse(t)
	logs := h.logged()
	for _, name := range []string{"binh", "bao"} {
		phone := h.server.Phone(folk[name].chat)
		if _, err := phone.Send("thứ 5 em xin làm ở nhà"); err != nil {
			t.Fatal(err)
		}
		h.settle()
		m, _ := phone.Last()
		if _, err := phone.TapAt(m.ID, 0, 0); err != nil {
			t.Fatal(err)
		}
		h.settle()
	}
	h.server.AddPerson(sandbox.User{ID: stranger, FirstName: "Kẻ lạ", LanguageCode: "vi"})
	return h, logs
}

const (
	stranger = int64(7_000_000_099)
	groupID  = int64(-1001234567890)
)

func TestHostileUpdates(t *testing.T) {
	t.Parallel()
	total := 0
	for name, list := range map[string][]hostile{
		"envelopes": envelopes(), "messages": oddMessages(), "media": media(), "texts": texts(), "commands": commands(),
		"presses": forgedPresses(), "presses from elsewhere": oddPresses(), "groups": groups(), "contacts": contacts(),
	} {
		total += len(list)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, logs := newTarget(t)
			for _, x := range list {
				h.suffer(t, x)
			}
			h.mustBeSound(t, logs)
		})
	}
	if total < 100 {
		t.Errorf("only %d hostile updates", total)
	}
	t.Logf("%d hostile updates", total)
}

// suffer pushes one update and compares what it led to.
func (h *house) suffer(t *testing.T, x hostile) {
	t.Helper()
	seq, audited, buried := h.lastCall(), h.audited(), len(h.dead())
	if _, err := h.server.Push([]byte(x.update)); err != nil {
		t.Fatalf("%s: %v", x.name, err)
	}
	h.settle()
	var said []string
	for _, c := range h.server.Calls("sendMessage", "editMessageText", "answerCallbackQuery") {
		if c.Seq <= seq || c.Params["text"] == "" {
			continue
		}
		said = append(said, c.Params["text"])
		if c.ChatID != x.to && c.Method != "answerCallbackQuery" {
			t.Errorf("%s: %d is told %q", x.name, c.ChatID, c.Params["text"])
		}
	}
	switch text := strings.Join(said, "\n"); {
	case x.want == "" && text != "":
		t.Errorf("%s: it was not met with silence: %s", x.name, text)
	case !strings.Contains(text, x.want):
		t.Errorf("%s: the answer is %q, not %q", x.name, text, x.want)
	}
	if n := len(h.dead()) - buried; n > 0 != x.dead {
		t.Errorf("%s: %d dead updates: %+v", x.name, n, h.dead()[:n])
	}
	if h.audited() != audited {
		t.Errorf("%s: it changed something", x.name)
	}
}

func (h *house) lastCall() (seq int64) {
	for _, c := range h.server.Calls() {
		seq = c.Seq
	}
	return seq
}

func (h *house) audited() (id int64) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		trail, err := tx.AuditTrail(0, 1)
		id = trail[0].ID
		return err
	})
	return id
}

// mustBeSound: people are answered as ever, strangers learned nothing, and the
// token is nowhere.
func (h *house) mustBeSound(t *testing.T, logs *logBuffer) {
	t.Helper()
	before := h.arrived(nam, saysHelp)
	if _, err := h.server.Phone(nam).Send("/trogiup"); err != nil {
		t.Fatal(err)
	}
	h.settle()
	if h.arrived(nam, saysHelp) != before+1 {
		t.Error("a person is not answered any more")
	}
	for _, m := range h.server.Messages(stranger) {
		for _, secret := range []string{"Trần Quốc Bình", "Nguyễn Thị Thu An", "Đỗ Gia Bảo", "Phòng", "Sở ", "26/11", "TN0"} {
			if m.FromBot() && strings.Contains(m.Text, secret) {
				t.Errorf("the stranger reads %q", m.Text)
			}
		}
	}
	_, secret, _ := strings.Cut(h.server.Token(), ":")
	kept := logs.String()
	for _, d := range h.dead() {
		kept += d.Error + d.Raw
	}
	for _, c := range h.server.Calls() {
		kept += c.Params["text"]
	}
	h.write(func(tx *store.Tx) error {
		trail, err := tx.AuditTrail(0, 10_000)
		for _, r := range trail {
			kept += string(r.Before) + string(r.After)
		}
		return err
	})
	if strings.Contains(kept, secret) {
		t.Error("the token is kept or shown somewhere")
	}
	if _, panicked, found := strings.Cut(kept, "panic:"); found {
		t.Errorf("something panicked: %s", panicked)
	}
}

// TestNumbersOfUpdates: numbers that are repeated, out of order or huge don't
// stop the poll; what has none is kept with those that have.
func TestNumbersOfUpdates(t *testing.T) {
	t.Parallel()
	h, logs := newTarget(t)
	help := func(id string) json.RawMessage {
		return json.RawMessage(`{"update_id":` + id + `,` + wrote(binh, "/trogiup")[1:])
	}
	ctx := context.Background()
	before := h.arrived(binh, saysHelp)
	batch := []json.RawMessage{
		help("900000005"), help("900000004"), help("900000005"), help("900000006"),
		json.RawMessage(wrote(binh, "/trogiup")), help(`"x"`), help("-3"), help("1e400"), json.RawMessage(`{"update_id":900000007}`),
	}
	if err := h.bot.Handle(ctx, batch); err != nil {
		t.Fatal(err)
	}
	h.send()
	if n := h.arrived(binh, saysHelp) - before; n != 4 { // Telegram itself repeats none within a batch
		t.Errorf("%d answers", n)
	}
	h.write(func(tx *store.Tx) error {
		next, err := tx.NextUpdate()
		if next != 900000008 {
			t.Errorf("the next update is %d", next)
		}
		return err
	})
	// The sandbox counts from a lower number, as Telegram may after a quiet week.
	h.write(func(tx *store.Tx) error { return tx.SetNextUpdate(0, h.clock.Now()) })
	h.mustBeSound(t, logs)
}

// TestAFloodIsTaken: a thousand updates at once, good and bad, from many; fewer
// with -short, as under the race detector.
func TestAFloodIsTaken(t *testing.T) {
	t.Parallel()
	h, logs := newTarget(t)
	all := append(append(append(append(texts(), commands()...), forgedPresses()...), envelopes()...), groups()...)
	from := []string{"7000000003", "7000000001", "7000000004", "7000000005", "7000000008", "7000000010", "7000000014", "7000000017"}
	flood := 1000
	if testing.Short() {
		flood = 100
	}
	for i := range flood {
		update := strings.ReplaceAll(all[i*7%len(all)].update, from[0], from[i%len(from)])
		if _, err := h.server.Push([]byte(update)); err != nil {
			t.Fatal(err)
		}
		if i%100 == 50 {
			if _, err := h.server.Phone(chi).Send("/trogiup"); err != nil {
				t.Fatal(err)
			}
		}
	}
	h.settle()
	if n := h.arrived(chi, saysHelp); n != flood/100 {
		t.Errorf("%d of %d people in between were answered", n, flood/100)
	}
	h.mustBeSound(t, logs)
}

// object is JSON of anything.
func object(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

type fields = map[string]any

// privately is a private message of a person; more replaces or adds fields, and a
// nil takes one away.
func privately(from int64, more fields) string {
	m := fields{
		"message_id": 9, "date": 1_764_000_000,
		"chat": fields{"id": from, "type": "private", "first_name": "x"},
		"from": fields{"id": from, "is_bot": false, "first_name": "x", "language_code": "vi"},
	}
	for k, v := range more {
		if m[k] = v; v == nil {
			delete(m, k)
		}
	}
	return object(fields{"message": m})
}

func wrote(from int64, text string) string { return privately(from, fields{"text": text}) }

// raw writes a text as it stands between the quotes of JSON.
func raw(from int64, text string) string {
	return strings.Replace(wrote(from, "@@"), "@@", text, 1)
}

// tapped is a pressed button under a message of the bot.
func tapped(from int64, data string, more fields) string {
	q := fields{
		"id": fmt.Sprintf("hostile-%d-%s", from, data), "chat_instance": "1", "data": data,
		"from": fields{"id": from, "is_bot": false, "first_name": "x", "language_code": "vi"},
		"message": fields{
			"message_id": 1, "date": 1_764_000_000, "text": "x",
			"chat": fields{"id": from, "type": "private", "first_name": "x"},
			"from": fields{"id": 7_000_000_001, "is_bot": true, "first_name": "bot"},
		},
	}
	for k, v := range more {
		if q[k] = v; v == nil {
			delete(q, k)
		}
	}
	return object(fields{"callback_query": q})
}
