//go:build linux

package cli

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
	_ "modernc.org/sqlite" // its driver, for a second hand on the file

	"tainha/sandbox"
)

// patienceOfAStart is after how long a process that should have ended by itself
// counts as one that lives on.
const patienceOfAStart = 30 * time.Second

// ended is what a process wrote and its exit code, once it has ended by itself.
func ended(t *testing.T, cmd *exec.Cmd) outcome {
	t.Helper()
	var out, errs safeBuffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if cmd.Env == nil {
		cmd.Env = withoutProxies(os.Environ())
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(patienceOfAStart, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	if !late.Stop() {
		t.Errorf("it lived on: %v\n%s", err, errs.tail())
	}
	return outcome{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// TestStart starts the real program as it should not be started.
func TestStart(t *testing.T) {
	t.Parallel()
	binary := buildBinary(t)
	for name, test := range map[string]func(*agency, string){
		"told nonsense":           mistakesHaveCodes,
		"without its database":    startsWithout,
		"on a disk that fills up": filledWhileItRuns,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAgency(t)
			test(a, binary)
			a.mustHideToken()
		})
	}
}

// mistakesHaveCodes: a supervisor must not start again what only a person can mend.
func mistakesHaveCodes(a *agency, binary string) {
	misspelt := write(a.t, "config.yaml", "lnguage: vi\n")
	tokenless := write(a.t, "config.yaml", "telegram: {api_url: http://127.0.0.1:1}\n")
	never := filepath.Join(a.t.TempDir(), "config.yaml")
	schedule := a.configure(a.database(), "http://127.0.0.1:1")
	text, err := os.ReadFile(schedule)
	if err != nil {
		a.t.Fatal(err)
	}
	broken := strings.Replace(string(text), "backup: 0 3 1 1 *", "backup: now and then", 1)
	if err := os.WriteFile(schedule, []byte(broken), 0o600); err != nil {
		a.t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"rnu"}, exitUsage, "tainha --help"},
		{[]string{"run", "--confg", "x"}, exitUsage, "tainha --help"},
		{[]string{"demo", "--at", "tomorrow"}, exitUsage, "--at tomorrow"},
		{[]string{"run", "--config", misspelt}, exitConfig, "did you mean language?"},
		{[]string{"run", "--config", tokenless}, exitConfig, "no bot token"},
		{[]string{"run", "--config", never}, exitConfig, "read the configuration"},
		{[]string{"run", "--config", schedule}, exitConfig, `"now and then"`},
		{[]string{"run", "--config", a.configure(filepath.Join(a.t.TempDir(), "missing", "x.db"), "http://127.0.0.1:1")}, exitFault, "the folder"},
	} {
		got := ended(a.t, exec.Command(binary, c.args...))
		if got.code != c.code || !strings.Contains(got.errors, c.says) {
			a.t.Errorf("%v ended with %d, want %d and %q:\n%s", c.args, got.code, c.code, c.says, got.errors)
		}
	}
}

// TestTheUnitStartsAgainWhatARestartCanMend holds the unit file against the codes.
func TestTheUnitStartsAgainWhatARestartCanMend(t *testing.T) {
	t.Parallel()
	want := fmt.Sprintf("\nRestartPreventExitStatus=%d %d\n", exitUsage, exitConfig)
	if unit := read(t, "deploy/tainha.service"); !strings.Contains(unit, want) || !strings.Contains(unit, "\nRestart=always\n") {
		t.Errorf("deploy/tainha.service does not hold %q", want)
	}
}

// startsWithout: a start that can't have its database ends, with the reason.
func startsWithout(a *agency, binary string) {
	for name, c := range map[string]struct {
		spoil func(a *agency) (*exec.Cmd, func())
		says  string
	}{
		"locked by another program":   {lockedStart(binary), "database is locked"},
		"on a disk without any space": {fullStart(binary), "open database"},
		"in a folder for reading":     {readOnlyStart(binary), "can't be written"},
		"corrupt":                     {corruptStart(binary), "malformed"},
		"no database at all":          {foreignStart(binary), "not a database"},
	} {
		a.t.Run(name, func(t *testing.T) {
			t.Parallel()
			own := newAgency(t)
			cmd, undo := c.spoil(own)
			defer undo()
			got := ended(t, cmd)
			if got.code != exitFault || !strings.Contains(got.errors, c.says) {
				t.Errorf("it ended with %d, want %d and %q:\n%s", got.code, exitFault, c.says, got.errors)
			}
		})
	}
}

// api is a Telegram that works: nothing else may keep the bot from starting.
func (a *agency) api() string {
	api := httptest.NewServer(a.server)
	a.t.Cleanup(api.Close)
	return api.URL
}

func (a *agency) start(binary string) *exec.Cmd {
	return exec.Command(binary, "run", "--config", a.configure(a.database(), a.api()))
}

func lockedStart(binary string) func(*agency) (*exec.Cmd, func()) {
	return func(a *agency) (*exec.Cmd, func()) {
		other, err := sql.Open("sqlite", a.database())
		if err != nil {
			a.t.Fatal(err)
		}
		other.SetMaxOpenConns(1)
		if _, err := other.ExecContext(context.Background(), "BEGIN IMMEDIATE"); err != nil {
			a.t.Fatal(err)
		}
		return a.start(binary), func() { _ = other.Close() }
	}
}

// fullStart allows no file to grow beyond 16 kB: less than the log of a write.
func fullStart(binary string) func(*agency) (*exec.Cmd, func()) {
	return func(a *agency) (*exec.Cmd, func()) {
		inner := a.start(binary)
		return exec.Command("/bin/sh", append([]string{"-c", `ulimit -f 32; exec "$@"`, "sh"}, inner.Args...)...), func() {}
	}
}

func readOnlyStart(binary string) func(*agency) (*exec.Cmd, func()) {
	return func(a *agency) (*exec.Cmd, func()) {
		cmd := a.start(binary)
		if os.Getuid() == 0 { // for whom no mode is an obstacle
			nobody := uint32(65534)
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
			for _, path := range []string{binary, cmd.Args[3]} {
				for folder := filepath.Dir(path); strings.HasPrefix(folder, os.TempDir()+"/"); folder = filepath.Dir(folder) {
					if err := os.Chmod(folder, 0o755); err != nil {
						a.t.Fatal(err)
					}
				}
			}
			if err := errors.Join(os.Chmod(cmd.Args[3], 0o644), os.Chmod(filepath.Dir(a.folder), 0o755)); err != nil {
				a.t.Fatal(err)
			}
		}
		if err := os.Remove(a.database() + ".lock"); err != nil {
			a.t.Fatal(err)
		}
		if err := os.Chmod(a.folder, 0o555); err != nil {
			a.t.Fatal(err)
		}
		return cmd, func() { _ = os.Chmod(a.folder, 0o755) }
	}
}

func corruptStart(binary string) func(*agency) (*exec.Cmd, func()) {
	return func(a *agency) (*exec.Cmd, func()) {
		data, err := os.ReadFile(a.database())
		if err != nil {
			a.t.Fatal(err)
		}
		for i := 4096; i < len(data); i++ {
			data[i] = 0xA5
		}
		if err := os.WriteFile(a.database(), data, 0o600); err != nil {
			a.t.Fatal(err)
		}
		return a.start(binary), func() {}
	}
}

func foreignStart(binary string) func(*agency) (*exec.Cmd, func()) {
	return func(a *agency) (*exec.Cmd, func()) {
		if err := os.WriteFile(a.database(), []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
			a.t.Fatal(err)
		}
		return a.start(binary), func() {}
	}
}

// filledWhileItRuns: on a disk that has filled up the bot says what fails, and
// SIGTERM ends it all the same, whatever it was about to store.
func filledWhileItRuns(a *agency, binary string) {
	slow := make(chan struct{}, 100)
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/sendMessage") {
			select {
			case slow <- struct{}{}:
			default:
			}
		}
		a.server.ServeHTTP(w, r)
	}))
	l := a.beginAt(api, binary, a.database())
	a.waitPolling()
	for len(slow) > 0 {
		<-slow
	}
	a.server.Fault(sandbox.Fault{Method: "sendMessage", Kind: sandbox.FaultSlow, Delay: time.Second, Times: 1})
	if _, err := a.server.Phone(a.clerks[0].chat).Send("/zzfull"); err != nil {
		a.t.Fatal(err)
	}
	<-slow // the answer is under way: its outcome can't be stored any more
	if err := unix.Prlimit(l.cmd.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 4096, Max: 4096}, nil); err != nil {
		a.t.Fatal(err)
	}
	if _, err := a.server.Phone(a.clerks[1].chat).Send("/zzlost"); err != nil {
		a.t.Fatal(err)
	}
	a.waitGone(func(sandbox.View) bool { return strings.Contains(a.logs.String(), "the database fails") })
	begun := a.clock.Now()
	err := l.end(syscall.SIGTERM)
	if took := a.clock.Now().Sub(begun); took > longestEnd/2 {
		a.t.Errorf("it took %v to end: %v\n%s", took, err, a.logs.tail())
	}
	if logs := a.logs.String(); strings.Contains(logs, "can't be reached") {
		a.t.Errorf("Telegram is blamed:\n%s", a.logs.tail())
	}
	l = a.begin(binary, a.database())
	a.waitGone(func(v sandbox.View) bool {
		m, _ := v.Last(a.clerks[1].chat)
		return strings.Contains(m.Text, "/zzlost")
	})
	a.mustEndWell(l, syscall.SIGTERM)
}
