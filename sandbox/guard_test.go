package sandbox_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tainha/sandbox"
)

// doors are the ways in, each as a browser would use it from another site.
func (b bench) doors() map[string]string {
	return map[string]string{
		"a method":   "/bot" + b.Token() + "/sendMessage?chat_id=5000000009&text=x",
		"a webhook":  "/bot" + b.Token() + "/setWebhook?url=" + url.QueryEscape(b.URL()),
		"a download": "/file/bot" + b.Token() + "/photos/file_0.jpg",
		"the state":  "/phone/state",
		"the events": "/phone/events",
		"the page":   "/",
		"a script":   "/web/page.js",
	}
}

func TestNoDoorOpensToAnotherSite(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.started(sandbox.User{ID: 5_000_000_009, FirstName: "An"})
	_, port, err := net.SplitHostPort(strings.TrimPrefix(b.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	hostile := [][]string{
		{"Origin", "http://evil.example"}, {"Origin", "null"}, {"Origin", "https://127.0.0.1:" + port},
		{"Origin", "http://127.0.0.1"}, {"Origin", b.URL() + ".evil.example"}, {"Origin", "http://localhost:" + port}, {"Origin", b.URL() + "/"},
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"},
	}
	for _, host := range []string{
		"evil.example", "evil.example:" + port, "127.0.0.1.nip.io:" + port, "localhost.evil.example:" + port, "localhost.:" + port, "LOCALHOST.evil",
		"2130706433:" + port, "0x7f000001:" + port, "0177.0.0.1:" + port, "127.1:" + port, "127.0.0.2:" + port, "0.0.0.0:" + port, "[::]:" + port,
		"[::ffff:127.0.0.1]:" + port, "[::ffff:7f00:1]:" + port, "192.168.1.5:" + port, "127.0.0.1:" + port + "0", "127.0.0.1:x",
	} {
		hostile = append(hostile, []string{"Host", host}, []string{"Host", host, "Origin", "http://" + host})
	}
	for name, path := range b.doors() {
		for _, headers := range hostile {
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				if status, body, _ := b.fetch(method, path, "{}", headers...); status != http.StatusForbidden && status != http.StatusBadRequest {
					t.Errorf("%s %s with %v: %d %s", method, name, headers, status, body)
				}
			}
		}
	}
	if calls := b.Calls("sendMessage", "setWebhook"); len(calls) > 0 {
		t.Errorf("another site made %d calls, the first %+v", len(calls), calls[0])
	}
}

func TestThisMachineComesInByEachOfItsNames(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, port, err := net.SplitHostPort(strings.TrimPrefix(b.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	for _, headers := range [][]string{
		nil, {"Host", "localhost:" + port}, {"Host", "[::1]:" + port}, {"Host", "localhost"}, {"Origin", b.URL()},
		{"Host", "localhost:" + port, "Origin", "http://localhost:" + port}, {"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "none"},
	} {
		for _, path := range []string{"/bot" + b.Token() + "/getMe", "/phone/state", "/"} {
			if status, body, _ := b.fetch(http.MethodGet, path, "", headers...); status != http.StatusOK {
				t.Errorf("%s with %v: %d %s", path, headers, status, body)
			}
		}
	}
	if status, _, _ := b.fetch(http.MethodGet, "/", "", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"); status != http.StatusOK {
		t.Errorf("a link to the page gives %d", status)
	}
}

func TestAWebhookIsOnThisMachine(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, address := range []string{
		"https://evil.example/", "http://169.254.169.254/latest", "http://10.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/",
		"http://0.0.0.0:8080/", "http://[::]/", "http://[::ffff:10.0.0.1]/", "http://[fe80::1%25eth0]/", "http://127.0.0.1.nip.io/", "http://localhost.evil.example/",
		"http://127.0.0.1@evil.example/", "http://evil.example@127.0.0.1/", "http://localhost:80@evil.example/", `http://evil.example\@127.0.0.1/`, "http://localhost./",
	} {
		if a := b.call("setWebhook", m{"url": address}); a.OK || a.Code != http.StatusBadRequest || !strings.Contains(a.Description, "bad webhook") {
			t.Errorf("%s: %+v", address, a)
		}
	}
	for _, address := range []string{"http://127.0.0.1:9/", "http://localhost:9/", "https://[::1]:9/", "http://127.0.0.2:9/", "http://[::ffff:127.0.0.1]:9/"} {
		b.ok("setWebhook", m{"url": address})
	}
	b.ok("deleteWebhook", nil)
	anywhere := setup(t, func(o *sandbox.Options) { o.AnyWebhook = true })
	anywhere.ok("setWebhook", m{"url": "https://bot.example:8443/hook"})
}

func TestAWebhookIsNotLedAway(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	asked := make(chan string, 10)
	away := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	defer away.Close()
	hook := httptest.NewServer(http.RedirectHandler(away.URL+"/away", http.StatusTemporaryRedirect))
	defer hook.Close()
	b.ok("setWebhook", m{"url": hook.URL})
	if _, err := p.Send("x"); err != nil {
		t.Fatal(err)
	}
	ctx, info := b.ctx(), ""
	for !strings.Contains(info, "307") {
		if info = string(b.ok("getWebhookInfo", nil).Result); ctx.Err() != nil {
			t.Fatal(info)
		}
	}
	if len(asked) > 0 {
		t.Errorf("it went to %s", <-asked)
	}
}

func TestATokenOfAPlayIsNewAndHasTheForm(t *testing.T) {
	t.Parallel()
	a, b := sandbox.NewToken(), sandbox.NewToken()
	if form := regexp.MustCompile(`^\d{10}:AA[A-Za-z0-9_-]{33}$`); a == b || !form.MatchString(a) || !form.MatchString(b) {
		t.Errorf("%q and %q", a, b)
	}
}
