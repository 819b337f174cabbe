package cli

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tainha/config"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/roster"
	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// agency is a made-up agency of three units, whose people have phones in a
// sandbox that runs with the machine's clock. The bot is a process of its own.
type agency struct {
	t      *testing.T
	server *sandbox.Server
	clock  *sandbox.Clock
	folder string
	logs   *safeBuffer // what every process wrote
	clerks []member
	heads  []member
}

// member is one of the staff.
type member struct {
	code, name, unit string
	chat             int64
}

const unitsOfAgency, clerksOfUnit = 3, 4

// newAgency furnishes a database as if everybody had linked, consented and
// committed long ago.
func newAgency(t *testing.T) *agency {
	t.Helper()
	a := &agency{t: t, clock: sandbox.NewClock(), folder: t.TempDir(), logs: &safeBuffer{}}
	a.server = sandbox.New(sandbox.Options{Clock: a.clock, RTT: 3 * time.Millisecond})
	t.Cleanup(a.server.Close)
	for u := 1; u <= unitsOfAgency; u++ {
		unit := fmt.Sprintf("P%d", u)
		a.heads = append(a.heads, a.member(unit, "Trưởng", u, 0))
		for c := 1; c <= clerksOfUnit; c++ {
			a.clerks = append(a.clerks, a.member(unit, "Viên", u, c))
		}
	}
	if err := a.furnish(); err != nil {
		t.Fatal(err)
	}
	for _, m := range a.staff() {
		if _, err := a.server.Phone(m.chat).Send("/start"); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func (a *agency) member(unit, title string, u, c int) member {
	m := member{
		code: fmt.Sprintf("NV%d%d", u, c), name: fmt.Sprintf("Nguyễn %s %c%c", title, 'A'+u, 'A'+c),
		unit: unit, chat: int64(8_000_000_000 + 10*u + c),
	}
	a.server.AddPerson(sandbox.User{ID: m.chat, FirstName: m.name, LanguageCode: "vi"})
	return m
}

func (a *agency) staff() []member { return append(append([]member(nil), a.heads...), a.clerks...) }

// roster is the agency as a file that an operator would import.
func (a *agency) roster() []byte {
	var b strings.Builder
	b.WriteString("Đơn vị\nMã đơn vị,Tên đơn vị,Đơn vị cấp trên,Người đứng đầu,Số quyết định,Thí điểm từ ngày,Thí điểm đến ngày\n")
	for _, h := range a.heads {
		fmt.Fprintf(&b, "%s,Phòng %s,,%s,41/QĐ-KT,02/10/2023,\n", h.unit, h.unit, h.code)
	}
	b.WriteString("\nVị trí\nMã vị trí,Tên vị trí,Tiếp công dân,Giải quyết TTHC,Thuộc diện thí điểm\nCV,Chuyên viên,không,không,có\n")
	b.WriteString("\nNhân sự\nMã nhân viên,Họ và tên,Số điện thoại,Đơn vị,Vị trí,Vai trò,Từ ngày\n")
	for i, m := range a.staff() {
		fmt.Fprintf(&b, "%s,%s,0900 001 %03d,%s,CV,nhân viên,02/10/2023\n", m.code, m.name, i, m.unit)
	}
	return []byte(b.String())
}

func (a *agency) furnish() error {
	config, err := config.Load(a.configure(a.database(), "http://127.0.0.1:1"), noEnv)
	if err != nil {
		return err
	}
	r, err := roster.Read([]roster.File{{Name: "agency.csv", Data: a.roster()}}, roster.Known{})
	if err != nil {
		return err
	}
	use, now := NewPilot(&config), a.clock.Now()
	return a.inStore(func(db *store.DB) error {
		return db.Write(context.Background(), func(tx *store.Tx) error {
			if _, err := people.ImportRoster(use.Do(tx, now, pilot.Actor{Shell: true}), r); err != nil {
				return err
			}
			for _, m := range a.staff() {
				person, err := tx.PersonByCode(m.code, rules.DateOf(now))
				if err != nil {
					return err
				}
				if err := tx.Link(store.Account{Person: person.ID, Chat: m.chat, Language: "vi", Linked: now, Reachable: true}); err != nil {
					return err
				}
				if err := people.Agree(use.Do(tx, now, pilot.Actor{Person: person.ID}), store.Consent, use.Consent.Version); err != nil {
					return err
				}
				if err := people.Agree(use.Do(tx, now, pilot.Actor{Person: person.ID}), store.Commitment, use.Commitment.Version); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func (a *agency) database() string { return filepath.Join(a.folder, "agency.db") }

// inStore opens the database while no bot runs.
func (a *agency) inStore(fn func(*store.DB) error) error {
	db, err := store.Open(context.Background(), a.database(), store.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	return closeWithNil(db, fn(db))
}

func closeWithNil(db *store.DB, err error) error {
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	return err
}

// configure writes a configuration that lets nearly everything through, as fast
// as it can, in whichever year the test runs.
func (a *agency) configure(database, url string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "telegram:\n  token: %q\n  api_url: %q\n", a.server.Token(), url)
	b.WriteString("  rate: {per_second: 1000, per_chat: 1000, burst: 20}\n")
	fmt.Fprintf(&b, "database: {path: %q}\ncalendar:\n  years:\n", database)
	for y := range 4 {
		fmt.Fprintf(&b, "    %d: {days_off: {1/1: Tết Dương lịch}}\n", a.clock.Now().Year()+y)
	}
	b.WriteString("policy: {days_per_week: off, days_per_month: off, month_share: off, unit_share: off, min_present: off, remind_after: never, raise_after: never}\n")
	b.WriteString("jobs: {remind: 0 3 1 1 *, raise: 0 3 1 1 *, expire: 0 3 1 1 *, digest: 0 3 1 1 *, privacy: 0 3 1 1 *, retention: 0 3 1 1 *, backup: 0 3 1 1 *}\n")
	b.WriteString("log: {level: debug, format: json}\n")
	return write(a.t, "config.yaml", b.String())
}

// mustHideToken fails when any process wrote the token.
func (a *agency) mustHideToken() {
	a.t.Helper()
	_, secret, _ := strings.Cut(a.server.Token(), ":")
	if logs := a.logs.String(); strings.Contains(logs, secret) {
		i := strings.Index(logs, secret)
		a.t.Errorf("the token is in the logs: %s", logs[max(0, i-300):i])
	}
}

// safeBuffer is a buffer that several processes' output may go to at once.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// tail is the end of it, for the report of a failure.
func (s *safeBuffer) tail() string {
	text := s.String()
	return text[max(0, len(text)-4000):]
}
