package sandbox_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"tainha/sandbox"
)

// fetch asks the page's server; headers come in pairs.
func (b bench) fetch(method, path, body string, headers ...string) (int, string, http.Header) {
	b.Helper()
	req, err := http.NewRequestWithContext(b.ctx(), method, b.URL()+path, strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		} else {
			req.Header.Set(headers[i], headers[i+1])
		}
	}
	res, err := b.client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	return res.StatusCode, string(raw), res.Header
}

func TestThePageIsServedToThisMachineOnly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	status, body, h := b.fetch("GET", "/", "")
	if status != 200 || !strings.Contains(body, "<!doctype html>") || h.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Error(status, h)
	}
	if csp := h.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self';") || strings.Contains(csp, "unsafe") {
		t.Error(csp)
	}
	if status, _, _ := b.fetch("GET", "/", "", "If-None-Match", h.Get("ETag")); status != 304 {
		t.Error("an unchanged page is sent again", status)
	}
	if status, _, _ := b.fetch("GET", "/web/index.html", ""); status != 200 {
		t.Error(status)
	}
	for _, path := range []string{"/nothing", "/web/../server.go", "/web/"} {
		if status, _, _ := b.fetch("GET", path, ""); status != 404 {
			t.Error(path, status)
		}
	}
	if status, _, _ := b.fetch("GET", "/", "", "Host", "evil.example"); status != 403 {
		t.Error("another host name was served", status)
	}
}

func TestOtherSitesCannotDriveThePhones(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{ID: 5_000_000_009})
	const body = `{"user":5000000009,"text":"x"}`
	for _, c := range []struct {
		headers []string
		status  int
	}{
		{[]string{"Host", "evil.example"}, 403},
		{[]string{"Origin", "http://evil.example"}, 403},
		{[]string{"Origin", "null"}, 403},
		{[]string{"Content-Type", "text/plain"}, 415},
		{[]string{"Content-Type", "multipart/form-data; boundary=x"}, 415},
		{[]string{"Origin", b.URL()}, 200},
		{nil, 200},
	} {
		if status, answer, _ := b.fetch("POST", "/phone/send", body, c.headers...); status != c.status {
			t.Errorf("%v: %d %s, want %d", c.headers, status, answer, c.status)
		}
	}
	if n := len(p.Messages()); n != 2 {
		t.Errorf("%d messages were sent", n)
	}
	if status, _, _ := b.fetch("GET", "/phone/state", "", "Host", "evil.example"); status != 403 {
		t.Error(status)
	}
}

func demoOptions(o *sandbox.Options) {
	o.Demo = &sandbox.Demo{
		Title:  sandbox.Text{VI: "Sở Nội vụ", EN: "Department"},
		Phones: []sandbox.PhoneInfo{{User: sandbox.User{ID: 5_000_000_777, FirstName: "An", LanguageCode: "vi"}, Title: sandbox.Text{VI: "Chuyên viên", EN: "Officer"}}},
		Guide: []sandbox.Step{
			{Phone: 5_000_000_777, Title: sandbox.Text{VI: "Một", EN: "One"}, Try: sandbox.Text{VI: "/wfh", EN: "/wfh"}},
			{Phone: 5_000_000_777, Title: sandbox.Text{VI: "Hai", EN: "Two"}, Try: sandbox.Text{VI: "Gửi", EN: "Gửi"}, Press: true},
			{Phone: 5_000_000_777, Title: sandbox.Text{VI: "Ba", EN: "Three"}, File: &sandbox.Attachment{Name: "a.txt", Data: []byte("a")}},
			{Phone: 5_000_000_777, Title: sandbox.Text{VI: "Bốn", EN: "Four"}, Clock: time.Date(2026, time.November, 26, 0, 30, 0, 0, time.UTC)},
		},
		Presets: func(now time.Time) []sandbox.Preset {
			return []sandbox.Preset{{ID: "+1h", Label: sandbox.Text{VI: "+1 giờ", EN: "+1 h"}, To: now.Add(time.Hour)}}
		},
		Strip: func() []sandbox.StripRow {
			return []sandbox.StripRow{{Label: sandbox.Text{VI: "Đã gửi", EN: "Sent"}, Value: "3"}}
		},
	}
}

func TestTheStateHoldsWhatThePageShows(t *testing.T) {
	t.Parallel()
	b := setup(t, demoOptions)
	p := b.Phone(5_000_000_777)
	if _, err := p.Start(""); err != nil {
		t.Fatal(err)
	}
	b.ok("sendMessage", m{"chat_id": p.ID(), "text": "<b>Chào</b>", "parse_mode": "HTML", "reply_markup": keyboard([]m{press("Duyệt", "secret:1"), {"text": "Web", "url": "https://a.vn/"}})})
	b.ok("setMyCommands", m{"commands": commands("wfh")})
	b.Fault(sandbox.Fault{Method: "getFile", Kind: sandbox.FaultSlow, Delay: time.Second, Times: 2})
	if err := p.Invite(sandbox.Invitation{Text: sandbox.Text{VI: "Mời", EN: "Come"}, Payload: "code-1"}); err != nil {
		t.Fatal(err)
	}
	status, body, _ := b.fetch("GET", "/phone/state", "")
	var state struct {
		Clock  struct{ Now string }
		Phones []struct {
			User       struct{ ID int64 }
			Title      sandbox.Text
			Invitation struct {
				Text    sandbox.Text
				Payload string
			}
		}
		Chats map[string]struct {
			Unread   int
			Commands []sandbox.Command
			Messages []struct {
				From    string
				Buttons [][]map[string]any
			}
		}
		Guide struct{ Steps []map[string]any }
		Strip struct{ Rows []sandbox.StripRow }
		Calls []map[string]any
	}
	if err := json.Unmarshal([]byte(body), &state); err != nil || status != 200 {
		t.Fatal(status, err, body)
	}
	chat := state.Chats["5000000777"]
	if state.Clock.Now != "2026-11-23T08:00:00+07:00" || state.Phones[0].User.ID != p.ID() || state.Phones[0].Title.VI != "Chuyên viên" ||
		state.Phones[0].Invitation.Text.EN != "Come" || state.Phones[0].Invitation.Payload != "code-1" ||
		chat.Unread != 1 || len(chat.Messages) != 2 || chat.Commands[0].Command != "wfh" || len(state.Guide.Steps) != 4 || state.Strip.Rows[0].Value != "3" || len(state.Calls) != 2 {
		t.Error(body)
	}
	steps := state.Guide.Steps
	if _, has := steps[0]["clock"]; has || steps[0]["press"] != nil || steps[1]["press"] != true || steps[3]["clock"] != "2026-11-26T07:30:00+07:00" ||
		!strings.Contains(body, `"file":{"name":"a.txt","data":"YQ=="}`) {
		t.Error(steps)
	}
	if bt := chat.Messages[1].Buttons[0]; bt[0]["callback"] != true || bt[1]["url"] != "https://a.vn/" {
		t.Error(bt)
	}
	if strings.Contains(body, "secret:1") || strings.Contains(body, b.Token()) {
		t.Error("callback data or the token reached the page")
	}
	if !strings.Contains(body, `"faults":[{"method":"getFile","kind":"slow","ms":1000,"times":2}]`) {
		t.Error(body)
	}
}

// events reads server-sent events as "name data".
func (b bench) events() <-chan string {
	b.Helper()
	req, err := http.NewRequestWithContext(b.ctx(), http.MethodGet, b.URL()+"/phone/events", nil)
	if err != nil {
		b.Fatal(err)
	}
	res, err := b.client.Do(req)
	if err != nil || res.Header.Get("Content-Type") != "text/event-stream" {
		b.Fatal(err, res)
	}
	out := make(chan string, 1000)
	go func() {
		defer close(out)
		defer func() { _ = res.Body.Close() }()
		name := ""
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if n, is := strings.CutPrefix(lines.Text(), "event: "); is {
				name = n
			}
			if d, is := strings.CutPrefix(lines.Text(), "data: "); is {
				out <- name + " " + d
			}
		}
	}()
	return out
}

// watch opens the events. next takes them until one begins with prefix; post must succeed.
func (b bench) watch() (next func(prefix string) string, post func(what, body string) string) {
	b.Helper()
	events := b.events()
	next = func(prefix string) string {
		b.Helper()
		for e := range events {
			if strings.HasPrefix(e, prefix) {
				return e
			}
		}
		b.Fatalf("no event %q", prefix)
		return ""
	}
	post = func(what, body string) string {
		b.Helper()
		status, answer, _ := b.fetch("POST", "/phone/"+what, body)
		if status != 200 {
			b.Fatal(what, status, answer)
		}
		return answer
	}
	return next, post
}

func TestEventsFollowWhatHappens(t *testing.T) {
	t.Parallel()
	b := setup(t, demoOptions)
	p := b.Phone(5_000_000_777)
	next, post := b.watch()
	next("hello {}")
	post("start", `{"user":5000000777,"payload":"abc"}`)
	next(`message {"chat_id":5000000777,"message_id":1,"from":"user","user_id":5000000777`)
	msg := messageID(b, b.ok("sendMessage", m{"chat_id": p.ID(), "text": "x", "reply_markup": keyboard([]m{press("A", "a")})}))
	next(`unread {"unread":1,"user_id":5000000777}`)
	next(`message {"chat_id":5000000777,"message_id":2,"from":"bot"`)
	next(`call {"method":"sendMessage","status":200`)
	var tapped struct {
		ID string `json:"query_id"`
	}
	if err := json.Unmarshal([]byte(post("tap", `{"user":5000000777,"message":2,"row":0,"col":0}`)), &tapped); err != nil {
		t.Fatal(err)
	}
	b.ok("answerCallbackQuery", m{"callback_query_id": tapped.ID, "text": "Đã ghi"})
	next(`toast {"alert":false,"query_id":"` + tapped.ID + `","text":"Đã ghi","user_id":5000000777}`)
	b.ok("editMessageText", m{"chat_id": p.ID(), "message_id": msg, "text": "y"})
	if e := next(`message {"chat_id":5000000777,"message_id":2`); !strings.Contains(e, `"edited":`) || strings.Contains(e, "buttons") {
		t.Error(e)
	}
	if status, answer, _ := b.fetch("POST", "/phone/tap", `{"user":5000000777,"message":2,"row":0,"col":0}`); status != 409 || !strings.Contains(answer, `"error":{"vi":"Nút này không còn."`) {
		t.Error(status, answer)
	}
	post("read", `{"user":5000000777}`)
	next(`unread {"unread":0`)
	b.ok("sendChatAction", m{"chat_id": p.ID(), "action": "typing"})
	next(`typing {"chat_id":5000000777}`)
	b.ok("setMyCommands", m{"commands": commands("wfh")})
	next(`menu {"commands":[{"command":"wfh"`)
	post("block", `{"user":5000000777,"blocked":true}`)
	next(`blocked {"blocked":true,"user_id":5000000777}`)
	post("block", `{"user":5000000777,"blocked":false}`)
	post("clock", `{"preset":"+1h"}`)
	next(`clock {"now":"2026-11-23T09:00:00+07:00"`)
	b.ok("deleteMessage", m{"chat_id": p.ID(), "message_id": msg})
	next(`deleted {"chat_id":5000000777,"message_id":2}`)
}

func TestEventsEndWithTheServer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	events := b.events()
	b.Close()
	for range events {
	}
}

func TestTheStripIsPushedWhenItChanges(t *testing.T) {
	t.Parallel()
	b := setup(t, demoOptions)
	p := b.Phone(5_000_000_777)
	if _, err := p.Start(""); err != nil {
		t.Fatal(err)
	}
	events := b.events()
	b.send(p.ID(), "x")
	for e := range events {
		if strings.HasPrefix(e, "strip ") {
			if e != `strip {"rows":[{"label":{"vi":"Đã gửi","en":"Sent"},"value":"3"}]}` {
				t.Error(e)
			}
			return
		}
	}
	t.Error("no strip")
}

func TestTheRestOfThePhonesAPI(t *testing.T) {
	t.Parallel()
	b := setup(t, demoOptions)
	p := b.Phone(5_000_000_777)
	for _, c := range []struct {
		what, body string
		status     int
		answer     string
	}{
		{"send", `{"user":5000000777,"text":""}`, 400, `Tin nhắn cần có`},
		{"send", `{"user":1,"text":"x"}`, 404, `Không có điện thoại này.`},
		{"send", `{"user":5000000777,"words":"x"}`, 400, `words`},
		{"start", `{"user":5000000777,"payload":"a b"}`, 400, `Liên kết mời không đúng.`},
		{"contact", `{"user":5000000777}`, 200, `{"message_id":`},
		{"clock", `{"to":"2026-12-01T08:00:00+07:00"}`, 200, `{"now":"2026-12-01T08:00:00+07:00"`},
		{"clock", `{}`, 400, `Hãy chọn một thời điểm.`},
		{"faults", `{"method":"sendMessage","kind":"429","retry_after":3,"times":2}`, 200, `{"faults":[{"method":"sendMessage","kind":"429","retry_after":3,"times":2}]}`},
		{"faults", `{"kind":"earthquake"}`, 400, `Không có loại sự cố này.`},
		{"faults", `{"kind":"none"}`, 200, `{"faults":[]}`},
		{"rtt", `{"ms":1}`, 200, `{}`},
		{"dance", `{}`, 404, `Không có mục này.`},
	} {
		if status, answer, _ := b.fetch("POST", "/phone/"+c.what, c.body); status != c.status || !strings.Contains(answer, c.answer) {
			t.Errorf("%s %s: %d %s", c.what, c.body, status, answer)
		}
	}
	if n := len(p.Messages()); n != 1 {
		t.Errorf("%d messages", n)
	}
}

func TestThePageUploadsAndShowsFiles(t *testing.T) {
	t.Parallel()
	b := setup(t, demoOptions)
	upload := func(name, kind string, data []byte) sandbox.Message {
		t.Helper()
		var buf bytes.Buffer
		w := multipart.NewWriter(&buf)
		_ = w.WriteField("user", "5000000777")
		part, err := w.CreatePart(map[string][]string{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}, "Content-Type": {kind}})
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		if status, answer, _ := b.fetch("POST", "/phone/upload", buf.String(), "Content-Type", w.FormDataContentType()); status != 200 {
			t.Fatal(status, answer)
		}
		msgs := b.Messages(5_000_000_777)
		return msgs[len(msgs)-1]
	}
	doc := upload("a.html", "text/html", []byte("<script>alert(1)</script>"))
	_, body, h := b.fetch("GET", "/phone/file/"+doc.Document.FileID, "")
	if body != "<script>alert(1)</script>" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || !strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox") {
		t.Error(body, h)
	}
	photo := upload("a.png", "image/png", picture(t, 20, 10))
	if _, _, h := b.fetch("GET", "/phone/file/"+photo.Photo[0].FileID, ""); h.Get("Content-Type") != "image/png" || h.Get("Content-Disposition") != "" {
		t.Error(h)
	}
	if broken := upload("b.png", "image/png", []byte("not a picture")); broken.Document == nil {
		t.Error("what is no picture is not sent as a document")
	}
	if status, _, _ := b.fetch("GET", "/phone/file/none", ""); status != 404 {
		t.Error(status)
	}
}
