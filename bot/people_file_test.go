package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/roster"
	"tainha/sandbox"
	"tainha/store"
)

// What nobody means to import is refused in words, however large: what Telegram would not give before it is asked for, a row
// of 20 MB when it is read; nothing of it stays.
func TestAStaffListThatIsTooMuchIsRefused(t *testing.T) {
	t.Parallel()
	row := append([]byte("Nhân sự\nMã số,Họ và tên,Đơn vị,Vị trí\nTN99,"), bytes.Repeat([]byte("x"), roster.MaxFile-60)...)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"one row of 20 MB":          {row, "nhieu.csv"},
		"more than Telegram gives":  {bytes.Repeat([]byte("x,y\n"), roster.MaxFile/4+1), "lớn hơn 20 MB"},
		"an empty sheet of nothing": {[]byte("\n"), "không có hàng dữ liệu nào"},
	} {
		h := newHouse(t)
		if _, err := h.server.Phone(folk["lan"].chat).Upload(0, "nhieu.csv", c.file, ""); err != nil {
			t.Fatal(err)
		}
		h.settle()
		last, _ := h.server.Last(folk["lan"].chat)
		if text := last.Content(); !strings.Contains(text, c.want) || len(last.Labels()) > 0 || strings.Contains(text, "đang đọc") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// The network may fail while a file is fetched: it is tried again, and no card stays at "reading".
func TestAStaffListIsFetchedAgainAfterTheNetworkFailed(t *testing.T) {
	t.Parallel()
	for kind, want := range map[sandbox.FaultKind]string{
		sandbox.FaultServer: "Xem trước", sandbox.FaultTooMany: "Xem trước", sandbox.FaultDropAfter: "Xem trước", sandbox.FaultHTML: "Xem trước",
		sandbox.FaultRefused: "không tải được",
	} {
		h := newHouse(t)
		h.server.Fault(sandbox.Fault{Method: "getFile", Kind: kind, RetryAfter: 7, Times: 2})
		data, err := changedRoster([]string{"Trần Quốc Bình", "Trần Quốc Bình A"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.server.Phone(folk["lan"].chat).Upload(0, "co-quan.csv", data, ""); err != nil {
			t.Fatal(err)
		}
		for range 4 {
			h.settle()
			h.clock.Advance(10 * time.Second)
		}
		h.settle()
		if last, _ := h.server.Last(folk["lan"].chat); !strings.Contains(last.Content(), want) {
			t.Errorf("%s: %s", kind, last.Content())
		}
		h.write(func(tx *store.Tx) error {
			dead, err := tx.OutInState(store.OutDead, 10)
			if len(dead) > 0 {
				t.Errorf("%s: who sent it was told, and nobody else can mend it: %v", kind, dead)
			}
			return err
		})
	}
}

// Work that was done is not done again: a crash between its transaction and the mark of its row repeats it.
func TestAStaffListIsImportedOnceWhateverIsRepeated(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	data, err := changedRoster([]string{"Trần Quốc Bình", "Trần Quốc Bình A"})
	if err != nil {
		t.Fatal(err)
	}
	phone := h.server.Phone(folk["lan"].chat)
	if _, err := phone.Upload(0, "co-quan.csv", data, ""); err != nil {
		t.Fatal(err)
	}
	h.settle()
	again := func() {
		h.write(func(tx *store.Tx) error {
			return tx.Queue(h.clock.Now(), store.Out{Lane: store.LaneNotice, Body: store.Body{Work: &store.Ref{Kind: "roster_file", ID: 1}}})
		})
		h.settle()
	}
	again()
	last, _ := h.server.Last(folk["lan"].chat)
	if _, err := phone.Tap(last.ID, "✅ Nhập danh sách"); err != nil {
		t.Fatal(err)
	}
	h.settle()
	again()
	imports := 0
	if err := h.db.Read(context.Background(), func(tx *store.Tx) error {
		trail, err := tx.AuditTrail(0, 100)
		for _, r := range trail {
			if r.Action == "roster_file.import" {
				imports++
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if last, _ = h.server.Last(folk["lan"].chat); imports != 1 || !strings.Contains(last.Content(), "Đã nhập") {
		t.Errorf("imported %d times: %s", imports, last.Content())
	}
}

// changedRoster is the agency's roster with some texts in place of others; ⏎ ends a line.
func changedRoster(texts []string) ([]byte, error) {
	data, err := os.ReadFile("../demo/agency.csv")
	if err != nil {
		return nil, err
	}
	changed := string(data)
	for pair := range slices.Chunk(texts, 2) {
		if len(pair) != 2 || !strings.Contains(changed, pair[0]) {
			return nil, fmt.Errorf("the roster does not hold %q", pair)
		}
		changed = strings.Replace(changed, pair[0], strings.ReplaceAll(pair[1], "⏎", "\n"), 1)
	}
	return []byte(changed), nil
}

// importRoster imports the agency's roster with some texts in place of others.
func (p *player) importRoster(texts []string) error {
	changed, err := changedRoster(texts)
	if err != nil {
		return err
	}
	draft := roster.Open([]roster.File{{Name: "agency.csv", Data: changed}})
	return p.db.Write(context.Background(), func(tx *store.Tx) error {
		do := p.pilot.Do(tx, p.clock.Now(), pilot.Actor{Shell: true})
		known, err := people.RosterKnown(do)
		if err != nil {
			return err
		}
		r, err := draft.Read(known)
		if err != nil {
			return err
		}
		_, err = people.ImportRoster(do, r)
		return err
	})
}
