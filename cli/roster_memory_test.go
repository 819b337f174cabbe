package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"syscall"
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

const mostImport = 200 << 10 // kB that a staff list may take beside what the process takes anyway

// A staff list that is sent to the bot, however large, takes no more than 200 MB of the
// process: fetched, read, held against the agency, and answered.
func TestAStaffListInTheChatTakesBoundedMemory(t *testing.T) {
	t.Parallel()
	binary := buildBinary(t)
	const header = "Mã NV,Họ tên,Phòng,Vị trí,SĐT\n"
	many := func(form string) []byte {
		out := bytes.NewBufferString(header)
		for i := 0; i < 99_000 && out.Len() < roster.MaxFile-4096; i++ {
			fmt.Fprintf(out, form, i)
		}
		return out.Bytes()
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"one row":                       {append([]byte(header+"NV99,"), bytes.Repeat([]byte("x"), roster.MaxFile-100)...), "Chưa nhập gì"},
		"one line of cells":             {bytes.Repeat([]byte("abc,"), roster.MaxFile/4), "Chưa nhập gì"},
		"rows of which no one is right": {many("NV%d,Nguyễn Thị Một Hai Ba Bốn Năm Sáu Bảy Tám Chín Mười Mười Một,Phòng Kế hoạch Tổng hợp Một Hai Ba Bốn Năm Sáu Bảy,Chuyên viên chính,09%08[1]d\n"), "Chưa nhập gì"},
		"ten thousand people":           {newcomers(10_000), "Thêm 10000"},
		"more people than one import":   {newcomers(90_000), "tối đa 30000 hàng"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAgency(t)
			who := a.coordinated()
			l := a.begin(binary, a.database())
			a.waitPolling()
			idle := l.memory(t, "VmRSS")
			if _, err := a.server.Phone(who.chat).Upload(0, "ds.csv", c.file, ""); err != nil {
				t.Fatal(err)
			}
			tap := func(m sandbox.Message, label string) {
				t.Helper()
				if _, err := a.server.Phone(who.chat).Tap(m.ID, label); err != nil {
					t.Fatal(err)
				}
			}
			if name == "one line of cells" { // its header doesn't tell what it is
				tap(a.reads(who, "đây là tệp gì"), "👥 Danh sách nhân sự")
			}
			if shown := a.reads(who, c.want); len(shown.Labels()) > 0 {
				tap(shown, "✅ Nhập danh sách")
				a.reads(who, "Đã nhập")
			}
			peak := l.memory(t, "VmHWM")
			t.Logf("%d kB: %d MB idle, %d MB at most", len(c.file)>>10, idle>>10, peak>>10)
			if peak-idle > mostImport {
				t.Errorf("%d kB of memory beside %d", peak-idle, idle)
			}
			a.mustEndWell(l, syscall.SIGTERM)
		})
	}
}

// reads waits for what somebody is to read.
func (a *agency) reads(who member, text string) (last sandbox.Message) {
	a.t.Helper()
	ctx, cancel := context.WithTimeout(a.t.Context(), 2*time.Minute)
	defer cancel()
	err := a.server.WaitFor(ctx, func(v sandbox.View) bool {
		last, _ = v.Last(who.chat)
		return strings.Contains(last.Content(), text)
	})
	if err != nil {
		a.t.Fatalf("%v: %s\n%s", err, last.Content(), a.logs.tail())
	}
	return last
}

// newcomers is a list of so many people of the agency's first unit.
func newcomers(n int) []byte {
	out := bytes.NewBufferString("Mã NV,Họ tên,Đơn vị,Vị trí,SĐT\n")
	for i := range n {
		fmt.Fprintf(out, "MN%05d,Nguyễn Thị Người Mới %[1]d,P1,CV,098%07[1]d\n", i)
	}
	return out.Bytes()
}

// coordinated makes the first head the coordinator.
func (a *agency) coordinated() member {
	a.t.Helper()
	c, err := config.Load(a.configure(a.database(), "http://127.0.0.1:1"), noEnv)
	if err != nil {
		a.t.Fatal(err)
	}
	who := a.heads[0]
	err = a.inStore(func(db *store.DB) error {
		return db.Write(context.Background(), func(tx *store.Tx) error {
			person, err := tx.PersonByCode(who.code, rules.DateOf(a.clock.Now()))
			if err != nil {
				return err
			}
			do := NewPilot(&c).Do(tx, a.clock.Now(), pilot.Actor{Shell: true})
			return people.SetRoles(do, person.ID, person.Roles|rules.Coordinator)
		})
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return who
}

// memory is a line of what the system tells of the process, in kB.
func (l *life) memory(t *testing.T, what string) (kB int) {
	t.Helper()
	told, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", l.cmd.Process.Pid))
	if err != nil {
		t.Skip("this system does not tell how much memory a process takes")
	}
	for line := range strings.Lines(string(told)) {
		if n, ok := strings.CutPrefix(line, what+":"); ok {
			if _, err := fmt.Sscan(n, &kB); err != nil {
				t.Fatal(err)
			}
		}
	}
	if kB == 0 {
		t.Fatalf("the system tells no %s", what)
	}
	return kB
}
