package bot_test

import (
	"strings"
	"testing"

	"tainha/rules"
)

// Whoever asks what is left sees each limit in days that can refuse them: one that is
// not shown would be met only as a refusal.
func TestEveryLimitInDaysStandsInTheBalance(t *testing.T) {
	t.Parallel()
	shown := 0
	for _, n := range rules.Numbers() {
		if n.Form != rules.FormDays {
			continue
		}
		shown++
		h := newHouse(t)
		var alone rules.PolicyChange
		for _, other := range rules.Numbers() {
			switch other.Get(rules.DefaultPolicy()).(type) {
			case rules.Quota:
				other.Set(&alone, rules.Quota{Mode: rules.Off})
			case rules.Share:
				other.Set(&alone, rules.Share{Mode: rules.Off})
			}
		}
		n.Set(&alone, rules.Quota{Max: 7, Mode: rules.Block})
		h.pilot.Policies.Base = alone.On(h.pilot.Policies.Base)
		for _, asked := range []string{"em còn mấy ngày", "/lich"} {
			h.writes("binh", asked)
			h.settle()
			if said := h.shown("binh").Content(); !strings.Contains(said, "0 trong 3,5") {
				t.Errorf("the limit %s does not stand in the answer to %q (bot/request/request_balance.go):\n%s", n.Key, asked, said)
			}
		}
	}
	if shown < 2 {
		t.Errorf("only %d limits in days were found", shown)
	}
}
