package task_test

import (
	"strings"
	"testing"

	"tainha/rules/task"
)

// Secrets do not travel (rules section 11): what is marked or typed as Mật, Tối mật or
// Tuyệt mật is refused; a word of which "mật" is a part is no mark.
func TestMarksOfSecrecyAreFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Báo cáo Mật": "Mật", "MẬT: kế hoạch phòng thủ": "Mật", "công văn (mật) số 12": "Mật", "độ mật: Mật": "Mật",
		"TỐI MẬT": "Tối mật", "hồ sơ tối  mật": "Tối mật", "Tuyệt mật": "Tuyệt mật", "mật, rồi tối mật, rồi tuyệt mật": "Tuyệt mật",
		"Ma\u0323\u0302t": "Mật", "To\u0302\u0301i ma\u0302\u0323t": "Tối mật", "tuye\u0323\u0302t mật": "Tuyệt mật",
		"M\u200bật": "Mật", "bảo, mật": "Mật", "12/KH-UBND-mật": "Mật", "mật/độ": "Mật",
		"": "", "Rà soát bảo mật hệ thống": "", "Bí mật kinh doanh": "", "Mật độ dân số": "", "đổi mật khẩu": "", "mật ong rừng": "",
		"trật tự, MẤT, mắt, mặt": "", "BẢO MẬT THÔNG TIN": "", "Báo cáo tháng": "",
	} {
		if got := task.SecretMark(text); got != want {
			t.Errorf("%q bears %q, want %q", text, got, want)
		}
	}
	refused(t, task.CheckText("văn bản tối mật"), "task.secret")
	refused(t, task.CheckText(strings.Repeat("ộ", task.MaxText+1)), "task.long_text")
	outcome(t, task.CheckText(strings.Repeat("ộ", task.MaxText)), "")
}
