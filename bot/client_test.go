package bot_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	telegram "github.com/go-telegram/bot"

	"tainha/bot/chat"
)

const (
	token  = "7000000001:AAH-tests_only_0123456789abcdefghij"
	secret = "AAH-tests_only_0123456789abcdefghij"
)

// serve starts a server that answers everything with handler.
func serve(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s
}

// getMe calls the API at base through the client under test and the real library.
func getMe(t *testing.T, base string, proxy *url.URL) error {
	t.Helper()
	b, err := telegram.New(token, telegram.WithSkipGetMe(), telegram.WithServerURL(base),
		telegram.WithHTTPClient(0, chat.NewHTTPClient(token, proxy, 0)))
	if err != nil {
		t.Fatal(err)
	}
	me, err := b.GetMe(context.Background())
	if err == nil && me.Username != "tainha_bot" {
		t.Errorf("getMe named %q", me.Username)
	}
	return err
}

// mustBeClean fails when an error, at any depth of its chain, shows the token.
func mustBeClean(t *testing.T, err error) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		if strings.Contains(e.Error(), secret) {
			t.Errorf("the token is in a %T: %v", e, e)
		}
	}
}

func answerMe(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, `{"ok":true,"result":{"id":1,"is_bot":true,"username":"tainha_bot"}}`)
}

func TestClientPassesTelegramsAnswers(t *testing.T) {
	t.Parallel()
	if err := getMe(t, serve(t, answerMe).URL, nil); err != nil {
		t.Fatal(err)
	}
	refused := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"ok":false,"error_code":401,"description":"Unauthorized"}`)
	})
	if err := getMe(t, refused.URL, nil); !errors.Is(err, telegram.ErrorUnauthorized) {
		t.Errorf("a refused token came out as %v", err)
	}
}

func TestClientReplacesAForeignBodyThatQuotesThePath(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 401, 403, 404, 413, 429, 502} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, "<html>can't reach "+r.URL.Path+"</html>")
		})
		err := getMe(t, s.URL, nil)
		var server *chat.ServerError
		if !errors.As(err, &server) || server.Status != status {
			t.Errorf("an HTML body with %d came out as %v", status, err)
		}
		if errors.Is(err, telegram.ErrorForbidden) || errors.Is(err, telegram.ErrorUnauthorized) {
			t.Errorf("a proxy's %d was taken for Telegram's: %v", status, err)
		}
		mustBeClean(t, err)
	}
}

func TestClientRemovesTheTokenFromJSONThatQuotesThePath(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"400", "418", "502"} {
		for _, escape := range []func(string) string{func(s string) string { return s }, url.QueryEscape} {
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.WriteString(w, `{"ok":false,"error_code":`+status+`,"description":"no route for `+escape(r.URL.Path)+`"}`)
			})
			err := getMe(t, s.URL, nil)
			if err == nil {
				t.Fatal("an error answer came out as success")
			}
			mustBeClean(t, err)
		}
	}
}

func TestClientFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	seen := make(chan string, 1)
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen <- r.URL.Path + " " + r.Referer()
		answerMe(w, r)
	})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+r.URL.Path, http.StatusFound)
	})
	err := getMe(t, s.URL, nil)
	var server *chat.ServerError
	if !errors.As(err, &server) || server.Status != http.StatusFound {
		t.Errorf("a redirect came out as %v", err)
	}
	mustBeClean(t, err)
	select {
	case got := <-seen:
		t.Errorf("the redirect was followed: %s", got)
	default:
	}
}

func TestClientLimitsTheBody(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"ok":true,"result":"`+strings.Repeat("a", 17<<20)+`"}`)
	})
	var server *chat.ServerError
	if err := getMe(t, s.URL, nil); !errors.As(err, &server) {
		t.Errorf("a body of 17 MiB came out as %v", err)
	}
}

func TestClientLimitsADownload(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("a", 21<<20))
	})
	resp, err := chat.NewHTTPClient(token, nil, 0).Get(s.URL + "/file/bot" + token + "/photos/1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var tooLarge *http.MaxBytesError
	if _, err := io.ReadAll(resp.Body); !errors.As(err, &tooLarge) {
		t.Errorf("a file of 21 MiB came out as %v", err)
	}
}

func TestClientTellsWhatWasNotSentFromWhatMayHaveBeen(t *testing.T) {
	t.Parallel()
	closed := serve(t, answerMe)
	closed.Close()
	err := getMe(t, closed.URL, nil)
	var notSent *chat.NotSentError
	if !errors.As(err, &notSent) {
		t.Errorf("a refused connection came out as %v", err)
	}
	mustBeClean(t, err)

	dropping := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_ = conn.Close()
		}
	})
	err = getMe(t, dropping.URL, nil)
	if err == nil || errors.As(err, &notSent) {
		t.Errorf("a connection dropped after the request came out as %v", err)
	}
	mustBeClean(t, err)
}

func TestClientGoesThroughAnHTTPProxy(t *testing.T) {
	t.Parallel()
	asked := make(chan string, 1)
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked <- r.URL.Host
		answerMe(w, r)
	})
	if err := getMe(t, "http://api.telegram.invalid", parse(t, proxy.URL)); err != nil {
		t.Fatal(err)
	}
	if host := <-asked; host != "api.telegram.invalid" {
		t.Errorf("the proxy was asked for %q", host)
	}
}

func TestClientGoesThroughASOCKS5Proxy(t *testing.T) {
	t.Parallel()
	api := serve(t, answerMe)
	proxy := socks5(t, strings.TrimPrefix(api.URL, "http://"))
	if err := getMe(t, "http://api.telegram.invalid", proxy); err != nil {
		t.Fatal(err)
	}
}

func TestClientNamesNoPasswordOfAProxyThatRefuses(t *testing.T) {
	t.Parallel()
	dead := serve(t, answerMe)
	dead.Close()
	proxy := parse(t, dead.URL)
	proxy.User = url.UserPassword("clerk", "p@ss/word")
	err := getMe(t, "https://api.telegram.invalid", proxy)
	var notSent *chat.NotSentError
	if !errors.As(err, &notSent) {
		t.Errorf("a dead proxy came out as %v", err)
	}
	if strings.Contains(err.Error(), "p@ss/word") || strings.Contains(err.Error(), "p%40ss") {
		t.Errorf("the proxy's password is in %v", err)
	}
}

func TestClientWaitsLongerThanThePoll(t *testing.T) {
	t.Parallel()
	if got := chat.NewHTTPClient(token, nil, 50*time.Second).Timeout; got < 60*time.Second {
		t.Errorf("a poll of 50 s is cut after %v", got)
	}
}

func parse(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// socks5 starts a proxy that connects everybody to target (RFC 1928, no authentication).
func socks5(t *testing.T, target string) *url.URL {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go relay(conn, target)
		}
	}()
	return parse(t, "socks5://"+l.Addr().String())
}

func relay(client net.Conn, target string) {
	defer func() { _ = client.Close() }()
	buf := make([]byte, 262)
	if _, err := io.ReadFull(client, buf[:2]); err != nil { // version, number of methods
		return
	}
	if _, err := io.ReadFull(client, buf[:buf[1]]); err != nil {
		return
	}
	_, _ = client.Write([]byte{5, 0})
	if _, err := io.ReadFull(client, buf[:5]); err != nil || buf[3] != 3 { // connect to a name
		return
	}
	if _, err := io.ReadFull(client, buf[:int(buf[4])+2]); err != nil {
		return
	}
	server, err := net.Dial("tcp", target)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	_, _ = client.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	go func() { _, _ = io.Copy(server, client) }()
	_, _ = io.Copy(client, server)
}
