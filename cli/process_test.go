package cli

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tainha/sandbox"
)

// buildBinary builds the program as an operator gets it.
func buildBinary(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tainha")
	if out, err := exec.Command("go", "build", "-o", path, "tainha").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// life is one process of the bot, from its start to its end.
type life struct {
	cmd *exec.Cmd
	api *httptest.Server // in front of the sandbox, for this process alone
}

// begin starts the bot. Each process speaks to the sandbox through a server of
// its own, so that after its end nothing of it can still arrive.
func (a *agency) begin(binary, database string, environment ...string) *life {
	a.t.Helper()
	return a.beginAt(httptest.NewServer(a.server), binary, database, environment...)
}

func (a *agency) beginAt(api *httptest.Server, binary, database string, environment ...string) *life {
	a.t.Helper()
	l := &life{api: api}
	l.cmd = exec.Command(binary, "run", "--config", a.configure(database, l.api.URL))
	l.cmd.Stdout, l.cmd.Stderr = a.logs, a.logs
	l.cmd.Env = append(withoutProxies(os.Environ()), environment...)
	if err := l.cmd.Start(); err != nil {
		a.t.Fatal(err)
	}
	return l
}

// withoutProxies leaves out what could come between the bot and the sandbox.
func withoutProxies(environment []string) (kept []string) {
	for _, e := range environment {
		name, _, _ := strings.Cut(strings.ToUpper(e), "=")
		if !strings.HasSuffix(name, "_PROXY") && !strings.HasPrefix(name, "TAINHA_") {
			kept = append(kept, e)
		}
	}
	return kept
}

// longestEnd is after how long a process that doesn't end is made to say why.
const longestEnd = 20 * time.Second

// end sends a signal, waits for the process and then for the last of its calls.
func (l *life) end(signal os.Signal) error {
	_ = l.cmd.Process.Signal(signal) // it may have ended by itself: Wait tells
	dump := time.AfterFunc(longestEnd, func() { _ = l.cmd.Process.Signal(syscall.SIGQUIT) })
	defer dump.Stop()
	err := l.cmd.Wait()
	l.api.Close()
	return err
}

// waitPolling waits until the bot has a poll open and has taken every update.
func (a *agency) waitPolling() {
	a.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := a.server.WaitFor(ctx, func(v sandbox.View) bool { return v.Pending() == 0 && v.Polling() }); err != nil {
		a.t.Fatalf("%v\n%s", err, a.logs.tail())
	}
}

func (a *agency) mustEndWell(l *life, signal os.Signal) {
	a.t.Helper()
	if err := l.end(signal); err != nil {
		a.t.Errorf("the process ended with %v\n%s", err, a.logs.tail())
	}
}

func TestProcess(t *testing.T) {
	t.Parallel()
	binary := buildBinary(t)
	for name, test := range map[string]func(*agency, string){
		"killed while it makes its database": killedInMigrations,
		"stopped in the middle of sends":     stoppedInSends,
		"stopped twice":                      stoppedTwice,
		"started twice":                      startedTwice,
		"dumped":                             dumped,
		"beside a proxy that speaks unasked": besideTalkativeProxy,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAgency(t)
			test(a, binary)
			a.mustHideToken()
		})
	}
}

// killedInMigrations: a database that a kill left half made is finished by the
// next start.
func killedInMigrations(a *agency, binary string) {
	rng := rand.New(rand.NewPCG(7, 7))
	for range 10 {
		fresh := filepath.Join(a.t.TempDir(), "fresh.db")
		for range 3 {
			l := a.begin(binary, fresh)
			timer := time.NewTimer(time.Duration(rng.IntN(120)) * time.Millisecond)
			<-timer.C
			_ = l.end(os.Kill)
		}
		l := a.begin(binary, fresh)
		a.waitPolling()
		a.mustEndWell(l, syscall.SIGTERM)
	}
	if strings.Contains(a.logs.String(), `"level":"ERROR"`) {
		a.t.Errorf("a start failed:\n%s", a.logs.tail())
	}
}

// stoppedInSends: SIGTERM lets the calls under way arrive and stores what became
// of them; nothing is sent again.
func stoppedInSends(a *agency, binary string) {
	l := a.begin(binary, a.database())
	a.waitPolling()
	a.server.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.FaultSlow, Delay: time.Second, Times: len(a.clerks)})
	for _, c := range a.clerks {
		if _, err := a.server.Phone(c.chat).Send("/zzstop"); err != nil {
			a.t.Fatal(err)
		}
	}
	answers := func(v sandbox.View) (n int) {
		for _, c := range v.Calls() {
			if c.Method == "sendMessage" && strings.Contains(c.Params["text"], "/zzstop") {
				n++
			}
		}
		return n
	}
	all := func(v sandbox.View) bool { return answers(v) == len(a.clerks) }
	if err := a.server.WaitFor(a.t.Context(), all); err != nil {
		a.t.Fatal(err)
	}
	a.mustEndWell(l, syscall.SIGTERM)
	l = a.begin(binary, a.database())
	a.waitPolling()
	a.mustEndWell(l, syscall.SIGTERM)
	_ = a.server.WaitFor(a.t.Context(), func(v sandbox.View) bool {
		if n := answers(v); n != len(a.clerks) {
			a.t.Errorf("%d answers for %d people: an orderly stop made calls come again", n, len(a.clerks))
		}
		return true
	})
}

// stoppedTwice: a second signal ends the process at once.
func stoppedTwice(a *agency, binary string) {
	l := a.begin(binary, a.database())
	a.waitPolling()
	a.server.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.FaultSlow, Delay: 20 * time.Second})
	if _, err := a.server.Phone(a.clerks[0].chat).Send("/zzslow"); err != nil {
		a.t.Fatal(err)
	}
	sent := func(v sandbox.View) bool {
		m, ok := v.Last(a.clerks[0].chat)
		// Polling again: only the signal can end that poll, so the two are not one.
		return ok && m.FromBot() && strings.Contains(m.Text, "/zzslow") && v.Pending() == 0 && v.Polling()
	}
	if err := a.server.WaitFor(a.t.Context(), sent); err != nil {
		a.t.Fatal(err)
	}
	begun := a.clock.Now()
	if err := l.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		a.t.Fatal(err)
	}
	a.waitGone(func(v sandbox.View) bool { return !v.Polling() })
	err := l.end(syscall.SIGTERM)
	if l.cmd.ProcessState.ExitCode() != ExitStopped {
		a.t.Errorf("the second signal did not end it: %v", err)
	}
	if took := a.clock.Now().Sub(begun); took > 10*time.Second {
		a.t.Errorf("it took %v to end", took)
	}
}

func (a *agency) waitGone(gone func(sandbox.View) bool) {
	a.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := a.server.WaitFor(ctx, gone); err != nil {
		a.t.Fatal(err)
	}
}

// startedTwice: a second process on the same database is refused and says why;
// the first goes on.
func startedTwice(a *agency, binary string) {
	l := a.begin(binary, a.database())
	a.waitPolling()
	second := a.begin(binary, a.database())
	err := second.cmd.Wait()
	second.api.Close()
	if second.cmd.ProcessState.ExitCode() != exitFault {
		a.t.Errorf("the second process ended with %v", err)
	}
	if logs := a.logs.String(); !strings.Contains(logs, "has the database open") || !strings.Contains(logs, "one process at a time") {
		a.t.Errorf("nobody is told why:\n%s", logs)
	}
	if _, err := a.server.Phone(a.clerks[0].chat).Send("/zzalive"); err != nil {
		a.t.Fatal(err)
	}
	a.waitGone(func(v sandbox.View) bool {
		m, _ := v.Last(a.clerks[0].chat)
		return strings.Contains(m.Text, "/zzalive")
	})
	a.mustEndWell(l, syscall.SIGTERM)
}

// dumped: SIGQUIT prints every goroutine. A stack names functions and addresses
// of arguments, not the strings behind them.
func dumped(a *agency, binary string) {
	l := a.begin(binary, a.database(), "GOTRACEBACK=all")
	a.waitPolling()
	_ = l.end(syscall.SIGQUIT)
	if code := l.cmd.ProcessState.ExitCode(); code != 2 {
		a.t.Errorf("Go's runtime ends a crash with %d: is that still a code of nobody else?", code)
	}
	logs := a.logs.String()
	if !strings.Contains(logs, "SIGQUIT: quit") || !strings.Contains(logs, "chat.(*Bot).poll") {
		a.t.Errorf("there is no dump to look at:\n%s", a.logs.tail())
	}
}

// besideTalkativeProxy: net/http logs what comes unasked on a connection. A
// proxy's page in it may quote the path, and with it the token.
func besideTalkativeProxy(a *agency, binary string) {
	unasked := make(chan struct{}, 100)
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/getMe") {
			a.server.ServeHTTP(w, r)
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		me := `{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"x","username":"x_bot"}}`
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%sHTTP/1.1 502 no route for %s\r\n\r\n", len(me), me, r.URL.Path)
		unasked <- struct{}{}
	}))
	l := a.beginAt(api, binary, a.database())
	a.waitPolling()
	<-unasked
	a.mustEndWell(l, syscall.SIGTERM)
	if logs := a.logs.String(); !strings.Contains(logs, "Unsolicited response") || !strings.Contains(logs, "<hidden>") {
		a.t.Errorf("it was not logged, so this proves nothing:\n%s", a.logs.tail())
	}
}
