package reply_test

import (
	"testing"

	"tainha/phrase/reply"
)

func TestAskingInSomebodysNameStandsBesideTheName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, name string
		want       bool
	}{
		{"đăng ký giúp anh Nam thứ 5", "Nam", true},
		{"dang ky ho Nam t5", "Nam", true},
		{"Nam quên đăng ký thứ 6, em thêm giúp", "Nam", true},
		{"chị Lan ơi đăng ký giúp em thứ 6", "Lan", false},
		{"thứ 5 em xin làm ở nhà với Nam", "Nam", false},
	} {
		if got := reply.Behalf(c.text, c.name); got != c.want {
			t.Errorf("%q, %s: %v", c.text, c.name, got)
		}
	}
}
