package rules

import "testing"

func TestWhatCouldNotBeReadBackIsNotWritten(t *testing.T) {
	t.Parallel()
	for d, ok := range map[Date]bool{0: true, 2932896: true, 2932897: false, -719162: true, -719163: false, 1<<31 - 1: false, -1 << 31: false} {
		if _, err := d.MarshalText(); (err == nil) != ok {
			t.Errorf("day %d: %v", int32(d), err)
		}
		if _, err := (Slot{Date: d, Part: Morning}).MarshalText(); (err == nil) != ok {
			t.Errorf("slot on day %d: %v", int32(d), err)
		}
	}
	var s Slot
	text, err := s.MarshalText()
	if err == nil {
		err = s.UnmarshalText(text)
	}
	if err != nil || s != (Slot{}) {
		t.Errorf("no day comes back as %v, %v", s, err)
	}
}
