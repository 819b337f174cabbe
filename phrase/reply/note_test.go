package reply_test

import (
	"testing"

	"tainha/phrase/reply"
)

// What stands before a note keeps its signs: days are written with them.
func TestANoteIsCutFromTheTextAsItWasTyped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"3/12 em ở nhà, ghi chú: đưa mẹ đi viện":    {"3/12 em ở nhà", "đưa mẹ đi viện"},
		"1-3/12 wfh. Lý do: con ốm (8:00 đi khám)":  {"1-3/12 wfh", "con ốm (8:00 đi khám)"},
		"từ 01/12/2026 - 02/12/2026; ghi chú : bận": {"từ 01/12/2026 - 02/12/2026", "bận"},
		"dạ ghi chú: đưa mẹ đi viện":                {"", "đưa mẹ đi viện"},
		"ghi chú đưa mẹ đi viện":                    {"", "đưa mẹ đi viện"},
	} {
		before, note, ok := reply.Noted(text)
		if !ok || before != want[0] || note != want[1] {
			t.Errorf("%q is parted into %q and %q (%v)", text, before, note, ok)
		}
	}
	for _, text := range []string{"3/12 8:00 em gửi ghi chú cho chị An", "thứ 5: em có ghi chú gì đâu", "8:30 sáng thứ 5 họp, lý do chưa rõ", "thứ 5, ghi chú:"} {
		if before, note, ok := reply.Noted(text); ok {
			t.Errorf("%q is parted into %q and %q", text, before, note)
		}
	}
}
