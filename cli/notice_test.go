package cli

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"tainha/config"
	"tainha/store"
)

// named is what the data notice calls each section of a person's copy, in Vietnamese and English.
var named = map[string][][2]string{
	"profile":       {{"họ tên", "your name"}, {"mã cán bộ", "staff code"}, {"số điện thoại", "phone number"}, {"vai trò", "roles"}, {"tài khoản Telegram", "Telegram account"}},
	"postings":      {{"đơn vị", "unit"}, {"vị trí việc làm", "position"}},
	"days":          {{"các ngày đăng ký, ghi chú, ý kiến duyệt và hoàn tác", "the days you ask for, notes, decisions and what was undone"}},
	"absences":      {{"những ngày vắng và loại nghỉ, kể cả nghỉ ốm", "absences and their kind, illness included"}, {"90 ngày", "90 days"}},
	"delegations":   {{"ủy quyền duyệt", "delegations"}},
	"callbacks":     {{"lời mời về cơ quan và câu trả lời", "calls back to the office and the answers"}},
	"agreements":    {{"lúc đồng ý và cam kết", "when you agreed and committed yourself"}},
	"data_requests": {{"yêu cầu về dữ liệu", "requests about data"}},
	"messages":      {{"tin đã gửi, nội dung soạn dở", "messages sent and unfinished drafts"}},
	"tasks":         {{"việc được giao", "the work you are given"}},
	"evaluations":   {{"điểm đánh giá, nhận xét và kiến nghị", "evaluations, remarks and petitions"}},
	"plans":         {{"kế hoạch ngày ở nhà", "plans of days at home"}},
	"progress":      {{"tiến độ và vướng mắc", "progress and blockers"}},
	"read_by":       {{"lịch sử thay đổi và ai đã xem", "the history of changes and who looked"}},
}

// Section 10: "The notice names everything that is kept, absences, illness and free notes included".
func TestTheDataNoticeNamesAllThatIsKept(t *testing.T) {
	t.Parallel()
	c, err := config.Parse(exampleName, []byte(read(t, exampleName)))
	if err != nil {
		t.Fatal(err)
	}
	sections := store.Sections()
	for _, s := range sections {
		words, known := named[s]
		if !known {
			t.Errorf("what the data notice says of the section %q is not listed here", s)
		}
		for _, w := range words {
			for i, text := range []string{c.Texts.DataNotice.Vietnamese, c.Texts.DataNotice.English} {
				if !strings.Contains(strings.Join(strings.Fields(text), " "), w[i]) {
					t.Errorf("the data notice does not name %q of the section %q", w[i], s)
				}
			}
		}
	}
	for _, s := range slices.Sorted(maps.Keys(named)) {
		if !slices.Contains(sections, s) {
			t.Errorf("there is no section %q", s)
		}
	}
}
