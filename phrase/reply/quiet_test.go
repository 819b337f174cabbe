package reply_test

import (
	"testing"

	"tainha/fold"
	"tainha/phrase/reply"
)

// Hearing less is wished for at the beginning of a sentence; further on it is said of something else.
func TestHearingLessIsSaidAtTheBeginning(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"tạm im 30 phút": true, "em muốn tạm dừng nhận tin đến thứ 6": true, "Chị ơi đừng nhắn tin nữa nhé": true, "mai đừng nhắn": true, "cho tôi nhận tin lại": true,
		"tôi đang họp, đừng nhắn tin": true, "please stop messages": true,
		"phòng đủ người rồi, có gì gọi điện đừng nhắn": false, "vướng số liệu, đừng nhắn anh Nam": false, "báo cáo tháng nhắn ít thôi": false, "thứ 5": false, "": false,
	} {
		if got := reply.QuietAt(fold.Text(text)); got == 0 != want {
			t.Errorf("%q wishes to hear less: %d", text, got)
		}
	}
}
