package locale_test

import (
	"errors"
	"testing"
	"time"

	"tainha/locale"
	"tainha/rules"
)

// What is said of a number out of its bounds is worded in both languages, also of those that no chat sets.
func TestANumberOutOfItsBoundsIsWorded(t *testing.T) {
	t.Parallel()
	c, err := locale.Load(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	p := rules.DefaultPolicy()
	p.MonthsAhead = 99
	var refusal *rules.Refusal
	if !errors.As(p.Validate(), &refusal) || len(refusal.Reasons) != 1 {
		t.Fatalf("99 months ahead: %v", p.Validate())
	}
	for lang, want := range map[string]string{"vi": "Số tháng đăng ký trước từ 0 đến 11.", "en": "The months ahead are 0 to 11."} {
		if got, err := c.Plain(lang, refusal.Reasons[0]); err != nil || got != want {
			t.Errorf("%q, want %q (%v)", got, want, err)
		}
	}
}
