package locale

import "testing"

// Thousands are told apart as each language does it; what is no whole number stays as it is.
func TestThousandsAreToldApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value  any
		vi, en string
	}{{0, "0", "0"}, {999, "999", "999"}, {1000, "1.000", "1,000"}, {1234567, "1.234.567", "1,234,567"}, {"+1240", "+1.240", "+1,240"}, {"-12", "-12", "-12"}, {"x1000", "x1000", "x1000"}, {"", "", ""}} {
		if vi, en := dots(c.value), commas(c.value); vi != c.vi || en != c.en {
			t.Errorf("%v: %s, %s", c.value, vi, en)
		}
	}
}
