package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tainha/sandbox"
)

func ids(us []update) (out []int64) {
	for _, u := range us {
		out = append(out, u.ID)
	}
	return out
}

func TestAnOffsetConfirmsWhatIsBeforeIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{})
	for i := range 5 {
		if _, err := p.Send(fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	all := ids(b.updates(nil))
	check := func(what string, params m, want []int64) {
		t.Helper()
		if got := ids(b.updates(params)); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	check("without offset nothing is confirmed", nil, all)
	check("offset 0 confirms nothing", m{"offset": 0}, all)
	check("limit", m{"limit": 2}, all[:2])
	check("limit 0 means 100", m{"limit": 0}, all)
	check("the first's own id confirms nothing", m{"offset": all[0]}, all)
	check("offset", m{"offset": all[1] + 1}, all[2:])
	check("what is confirmed never comes again", m{"offset": all[0]}, all[2:])
	check("negative keeps the last ones", m{"offset": -2}, all[3:])
	check("negative forgets the others", nil, all[3:])
	check("beyond the end", m{"offset": all[4] + 100}, nil)
	if b.Pending() != 0 {
		t.Errorf("%d updates pending", b.Pending())
	}
	if _, err := p.Send("x"); err != nil {
		t.Fatal(err)
	}
	check("ids go on", nil, []int64{all[4] + 1})
}

func TestAtMostAHundredUpdatesInAnAnswer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range 120 {
		if _, err := b.Push([]byte(`{"poll":{}}`)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(b.updates(m{"limit": 1000})); n != 100 {
		t.Errorf("got %d", n)
	}
}

func TestALongPollAnswersWhenAnUpdateComes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{})
	got := make(chan []update, 1)
	go func() { got <- b.updates(m{"timeout": 50}) }()
	if err := b.WaitFor(b.ctx(), sandbox.View.Polling); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Send("chào"); err != nil {
		t.Fatal(err)
	}
	us := <-got
	if len(us) != 1 || us[0].Message.Text != "chào" || us[0].Message.From.ID != p.ID() || us[0].Message.Chat.Type != "private" {
		t.Errorf("got %+v", us)
	}
}

func TestASecondPollerTakesThePlaceOfTheFirst(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := make(chan answer, 1)
	go func() { first <- b.call("getUpdates", m{"timeout": 50}) }()
	if err := b.WaitFor(b.ctx(), sandbox.View.Polling); err != nil {
		t.Fatal(err)
	}
	b.ok("getUpdates", nil)
	a := <-first
	if a.HTTP != 409 || a.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
		t.Errorf("got %d %q", a.HTTP, a.Description)
	}
}

func TestCloseEndsALongPoll(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ended := make(chan struct{})
	go func() { b.call("getUpdates", m{"timeout": 50}); close(ended) }()
	if err := b.WaitFor(b.ctx(), sandbox.View.Polling); err != nil {
		t.Fatal(err)
	}
	b.Close()
	<-ended
}

func TestAllowedUpdatesAreRemembered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	b.ok("getUpdates", m{"allowed_updates": []string{"my_chat_member"}})
	b.ok("getUpdates", nil)
	if _, err := p.Send("x"); err != nil {
		t.Fatal(err)
	}
	if err := p.Block(true); err != nil {
		t.Fatal(err)
	}
	us := b.updates(nil)
	if len(us) != 1 || us[0].Member == nil || us[0].Member.Old.Status != "member" || us[0].Member.New.Status != "kicked" {
		t.Errorf("got %+v", us)
	}
	b.refused("getUpdates", m{"allowed_updates": []string{"messages"}}, 400, `Bad Request: unknown update type "messages" in allowed_updates`)
}

func TestUpdatesDieAfterADay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{})
	if _, err := p.Send("cũ"); err != nil {
		t.Fatal(err)
	}
	b.Clock().Advance(24 * time.Hour)
	if n := len(b.updates(nil)); n != 1 {
		t.Fatalf("after exactly a day %d updates", n)
	}
	b.Clock().Advance(time.Second)
	if err := b.Idle(b.ctx()); err != nil {
		t.Error(err)
	}
	if n := len(b.updates(nil)); n != 0 {
		t.Errorf("after more than a day %d updates", n)
	}
}

func TestIdleWaitsForTheConfirmation(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{})
	if _, err := p.Send("x"); err != nil {
		t.Fatal(err)
	}
	id := b.updates(nil)[0].ID
	if b.Pending() != 1 {
		t.Fatal("a fetched update counts as confirmed")
	}
	idle := make(chan error, 1)
	go func() { idle <- b.Idle(b.ctx()) }()
	b.ok("getUpdates", m{"offset": id + 1})
	if err := <-idle; err != nil {
		t.Error(err)
	}
}

func TestPushGivesAnyUpdateAnID(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id, err := b.Push([]byte(` {"callback_query":{"id":"7","from":{"id":1,"first_name":"` + "\xff" + `"},"nonsense":99999999999999999999}}`))
	if err != nil {
		t.Fatal(err)
	}
	raw := string(b.ok("getUpdates", nil).Result)
	if !strings.HasPrefix(raw, fmt.Sprintf(`[{"update_id":%d,"callback_query":{`, id)) || !strings.Contains(raw, "\xff") {
		t.Errorf("got %s", raw)
	}
	b.ok("answerCallbackQuery", m{"callback_query_id": "7"})
	for _, bad := range []string{"", "[]", "{}", "{", "1"} {
		if _, err := b.Push([]byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestAWebhookGetsUpdatesInOrderUntilItAnswersOK(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{})
	var mu sync.Mutex
	var got []string
	fail := 2
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var u update
		if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		got = append(got, u.Message.Text+" "+r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
		if fail > 0 {
			fail--
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	defer hook.Close()
	b.refused("setWebhook", m{"url": hook.URL, "secret_token": "a b"}, 400, "Bad Request: secret token contains unallowed characters")
	b.refused("setWebhook", m{"url": "ftp://x.vn/"}, 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
	b.ok("setWebhook", m{"url": hook.URL, "secret_token": "bi_mat"})
	b.refused("getUpdates", nil, 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	for _, text := range []string{"1", "2"} {
		if _, err := p.Send(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Idle(b.ctx()); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	if want := "[1 bi_mat 1 bi_mat 1 bi_mat 2 bi_mat]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
	mu.Unlock()
	if info := string(b.ok("getWebhookInfo", nil).Result); !strings.Contains(info, "Wrong response from the webhook: 500") {
		t.Error(info)
	}
	b.ok("deleteWebhook", nil)
	b.ok("getUpdates", nil)
}
