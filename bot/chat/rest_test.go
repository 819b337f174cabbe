package chat_test

import (
	"testing"

	"tainha/bot/chat"
	"tainha/rules"
)

// A forged button can name any first day: what lies beyond the bounds of a text is no day.
func TestAButtonOfDaysHoldsNoDayThatNoTextCanName(t *testing.T) {
	t.Parallel()
	for first, want := range map[rules.Date]int{
		0: 0, rules.FirstDate - 1: 1, rules.FirstDate: 2, rules.LastDate - 1: 2, rules.LastDate: 1, rules.LastDate + 1: 0, 83000: 0,
	} {
		if got := chat.UnpackDays(first, 0b1111); len(got) != want {
			t.Errorf("two days from %v on hold %v, want %d of them", first, got, want)
		}
	}
	first, halves, ok := chat.PackDays([]rules.Slot{{Date: 20786, Part: rules.Whole}, {Date: 20788, Part: rules.Afternoon}})
	if got := chat.UnpackDays(first, halves); !ok || len(got) != 2 || got[1].Part != rules.Afternoon {
		t.Errorf("two days come back as %v", got)
	}
}
