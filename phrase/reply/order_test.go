package reply_test

import (
	"testing"

	"tainha/fold"
	"tainha/phrase/reply"
)

// A number is ordered to be changed at the beginning; further on it is told of.
func TestAPhoneIsAnOrderAtTheBeginning(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"đổi số điện thoại cho Bình": true, "chị đổi số cho Bình giúp": true, "mời lại chị Hương": true,
		"Bình mất điện thoại": false, "duyệt cho Bình, em ấy mới đổi số": false, "em mất máy, không vào được": false, "": false,
	} {
		if got := reply.PeopleOrder(fold.Text(text)); got == 0 != want {
			t.Errorf("%q is an order: %d", text, got)
		}
	}
}
