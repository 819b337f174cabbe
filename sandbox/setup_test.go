package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"tainha/sandbox"
)

var monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.FixedZone("+07", 7*3600))

type answer struct {
	HTTP        int
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

type bench struct {
	*testing.T
	*sandbox.Server
	client *http.Client
}

// setup starts a server whose clock stands on a Monday morning.
func setup(t *testing.T, change ...func(*sandbox.Options)) bench {
	t.Helper()
	o := sandbox.Options{Clock: sandbox.NewManualClock(monday), Location: monday.Location()}
	for _, f := range change {
		f(&o)
	}
	s := sandbox.New(o)
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	tr := &http.Transport{MaxIdleConnsPerHost: 16}
	t.Cleanup(func() { s.Close(); tr.CloseIdleConnections() })
	return bench{t, s, &http.Client{Transport: tr}}
}

func (b bench) ctx() context.Context {
	ctx, cancel := context.WithTimeout(b.Context(), 20*time.Second)
	b.Cleanup(cancel)
	return ctx
}

// started adds a person who has written to the bot, and confirms that update.
func (b bench) started(u sandbox.User) *sandbox.Phone {
	b.Helper()
	p := b.AddPerson(u)
	if _, err := p.Start(""); err != nil {
		b.Fatal(err)
	}
	b.drain()
	return p
}

func (b bench) drain() {
	b.Helper()
	b.ok("getUpdates", m{"offset": -1})
	b.ok("getUpdates", m{"offset": 1 << 40})
}

type m = map[string]any

// call sends JSON; a dropped connection gives an answer of zeroes.
func (b bench) call(method string, params m) answer {
	b.Helper()
	body, err := json.Marshal(params)
	if err != nil {
		b.Fatal(err)
	}
	return b.post(method, "application/json", body)
}

func (b bench) post(method, kind string, body []byte) answer {
	b.Helper()
	res, err := b.client.Post(b.URL()+"/bot"+b.Token()+"/"+method, kind, bytes.NewReader(body))
	if err != nil {
		return answer{}
	}
	return b.read(res)
}

func (b bench) read(res *http.Response) answer {
	b.Helper()
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	a := answer{HTTP: res.StatusCode}
	if err := json.Unmarshal(raw, &a); err != nil {
		a.Description = string(raw)
	}
	return a
}

func (b bench) ok(method string, params m) answer {
	b.Helper()
	a := b.call(method, params)
	if !a.OK {
		b.Fatalf("%s %v: %d %s", method, params, a.HTTP, a.Description)
	}
	return a
}

func (b bench) refused(method string, params m, code int, description string) {
	b.Helper()
	a := b.call(method, params)
	if a.OK || a.HTTP != code || a.Code != code || a.Description != description {
		b.Errorf("%s %v:\n got %d %q %s\nwant %d %q", method, params, a.Code, a.Description, a.Result, code, description)
	}
}

func (b bench) send(chat int64, text string) int {
	b.Helper()
	return messageID(b, b.ok("sendMessage", m{"chat_id": chat, "text": text}))
}

func messageID(b bench, a answer) int {
	b.Helper()
	var msg struct {
		ID int `json:"message_id"`
	}
	if err := json.Unmarshal(a.Result, &msg); err != nil || msg.ID == 0 {
		b.Fatalf("no message in %s", a.Result)
	}
	return msg.ID
}

type update struct {
	ID      int64            `json:"update_id"`
	Message *sandbox.Message `json:"message"`
	Query   *struct {
		ID       string           `json:"id"`
		From     sandbox.User     `json:"from"`
		Message  *sandbox.Message `json:"message"`
		Instance string           `json:"chat_instance"`
		Data     string           `json:"data"`
	} `json:"callback_query"`
	Edited *sandbox.Message `json:"edited_message"`
	Member *struct {
		Old struct{ Status string } `json:"old_chat_member"`
		New struct{ Status string } `json:"new_chat_member"`
	} `json:"my_chat_member"`
}

func (b bench) updates(params m) []update {
	b.Helper()
	var us []update
	if err := json.Unmarshal(b.ok("getUpdates", params).Result, &us); err != nil {
		b.Fatal(err)
	}
	return us
}

func keyboard(rows ...[]m) m { return m{"inline_keyboard": rows} }
func press(text, data string) m {
	return m{"text": text, "callback_data": data}
}

// caller is a lean client for benchmarks.
type caller struct {
	tb   testing.TB
	base string
}

func newCaller(tb testing.TB, s *sandbox.Server) caller {
	tb.Helper()
	return caller{tb, s.URL() + "/bot" + s.Token() + "/"}
}

func (c caller) post(method, body string) {
	res, err := http.Post(c.base+method, "application/json", bytes.NewReader([]byte(body)))
	if err != nil {
		c.tb.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusOK {
		c.tb.Fatal(res.Status, err)
	}
	_ = res.Body.Close()
}
