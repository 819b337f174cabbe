package report

import (
	"bytes"
	"io"
	"testing"
	"time"
)

// The fonts are whole for the next paper: what writes one changes the parts of which letters with marks are made.
func TestNoPaperChangesTheFonts(t *testing.T) {
	t.Parallel()
	regular, bold := bytes.Clone(notoRegular), bytes.Clone(notoBold)
	const text = "Ệ Ặ ễ ở ẵ ắ ằ Ử ỹ ộ ẩ"
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for name, write := range map[string]func() error{
		"a list of the week": func() error { return WeekList{Title: text, Period: text, Page: "%d/%s"}.PDF(io.Discard, now) },
		"a draft":            func() error { return WriteDraft(io.Discard, now, text, text) },
		"invitations": func() error {
			return WriteQRSheets(io.Discard, now, QRSheet{Agency: text, Unit: text, Cards: []QRCard{{Name: text, Link: "https://t.me/x?start=y"}}})
		},
	} {
		if err := write(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(regular, notoRegular) || !bytes.Equal(bold, notoBold) {
			t.Fatalf("%s changed a font", name)
		}
	}
}
