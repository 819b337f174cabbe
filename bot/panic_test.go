package bot_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"tainha/rules"
	"tainha/store"
)

// logged restarts the bot and returns what it logs from then on.
func (h *house) logged() *logBuffer {
	h.t.Helper()
	logs := &logBuffer{}
	h.log = slog.New(slog.NewTextHandler(logs, nil))
	h.restart()
	return logs
}

type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (h *house) dead() (list []store.DeadUpdate) {
	h.t.Helper()
	h.write(func(tx *store.Tx) (err error) {
		list, err = tx.DeadUpdates(1000)
		return err
	})
	return list
}

// TestAPanicIsContained: without its policies every handler that needs them
// panics, which stands for any mistake of the code.
func TestAPanicIsContained(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	logs := h.logged()
	policies := h.pilot.Policies
	h.pilot.Policies = nil
	for _, act := range []struct {
		chat int64
		text string
	}{{binh, "/trogiup"}, {binh, "/wfh"}, {binh, "/trogiup"}, {nam, "/trogiup"}} {
		if _, err := h.server.Phone(act.chat).Send(act.text); err != nil {
			t.Fatal(err)
		}
	}
	h.settle()
	h.mustArrive(binh, "Tôi giúp được", 2)
	h.mustArrive(nam, "Tôi giúp được", 1)
	h.mustArrive(binh, "trục trặc nên việc này chưa thực hiện được", 1)
	dead := h.dead()
	if len(dead) != 1 || !strings.Contains(dead[0].Error, "panic") || !strings.Contains(dead[0].Raw, "/wfh") {
		t.Fatalf("kept of the dead update: %+v", dead)
	}
	if text := logs.String(); !strings.Contains(text, "update failed") || !strings.Contains(text, "stack=") || !strings.Contains(text, "PolicyBook") {
		t.Errorf("the operator has no stack: %s", text)
	}
	h.pilot.Policies = policies
	if _, err := h.server.Phone(binh).Send("/wfh"); err != nil {
		t.Fatal(err)
	}
	h.settle()
	h.mustArrive(binh, "Chọn ngày làm việc tại nhà", 1)
}

// TestAPanicInACardParksTheMessageAlone: what can't be made is kept for the
// operator, and what comes behind it goes.
func TestAPanicInACardParksTheMessageAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if _, err := h.server.Phone(binh).Send("thứ 5 em xin làm ở nhà"); err != nil {
		t.Fatal(err)
	}
	h.settle()
	m, _ := h.server.Last(binh)
	if _, err := h.server.Phone(binh).TapAt(m.ID, 0, 0); err != nil {
		t.Fatal(err)
	}
	h.settle()
	policies := h.pilot.Policies
	h.pilot.Policies = nil
	card := h.queue(store.Out{Chat: binh, Lane: store.LaneReply, Body: store.Body{Card: &store.Ref{Kind: "request", ID: 1}}})
	behind := h.say(binh, store.LaneReply, "/sau")
	h.send()
	h.pilot.Policies = policies
	h.mustBe(card, store.OutDead)
	h.mustBe(behind, store.OutSent)
	if o := h.row(card); !strings.Contains(o.Error, "panic") {
		t.Errorf("the operator reads %q", o.Error)
	}
}

// TestARowThatMeansNothingIsADeadLetter: a card or file of a kind that this release
// does not know, a text that is not there.
func TestARowThatMeansNothingIsADeadLetter(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, body := range []store.Body{
		{Card: &store.Ref{Kind: "nothing", ID: 1}},
		{File: &store.Ref{Kind: "nothing", ID: 1}},
		{Screen: &store.Screen{Text: rules.Msg("no.such.key")}},
	} {
		id := h.queue(store.Out{Chat: binh, Lane: store.LaneReply, Body: body})
		h.send()
		h.mustBe(id, store.OutDead)
	}
}
