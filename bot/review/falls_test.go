package review

import (
	"strings"
	"testing"

	"tainha/rules/review"
)

// What became worse is named with its size in the summary, of whichever unit and verdict it is; a picture of surveys tells the days of the
// surveys; of several agencies none is called by the name of who joined them; what can't be had is not asked for.
func TestWhatFellIsNamedFirst(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][]string{
		"vi": {"Việc có lỗi nội dung nghiêm trọng, Phòng Nội vụ: kém 1,8 điểm phần trăm.", "01/05/2026 – 31/05/2026 và 01/10/2026 – 31/10/2026", "02 cơ quan (Sở Một, Sở Hai)", "Không thể đạt trong cơ quan này: cần thêm khoảng 500 người"},
		"en": {"Tasks with a major error of content, Phòng Nội vụ: worse by 1.8 percentage points.", "01/05/2026 – 31/05/2026 and 01/10/2026 – 31/10/2026", "2 agencies (Sở Một, Sở Hai)", "Out of reach here: it takes about 500 more people"},
	} {
		r := sample("Sở Thử nghiệm", 1)
		r.Rows = append(r.Rows, review.Shares(review.Strikes, review.AgainstBefore, "P2", review.Change{Earlier: review.Share{Of: 20, All: 10000}, Later: review.Share{Of: 200, All: 10000}}, 0.02, true))
		r.Propose()
		p := &paper{r: r}
		p.w.Texts = speak(t, lang)
		holds(t, lang+" pdf", printed(t, filesOf(t, lang, r, asPDF)["pdf"]), want[0])
		holds(t, lang+" picture", p.bars(asSatisfaction).Subtitle, want[1])
		few := review.Row{Question: review.OnTime, Against: review.AgainstOffice, Unit: "P1", Persons: 12, More: &review.More{Later: 500}}
		holds(t, lang+" open", p.more(few), want[3])
		joined, err := review.Merge("Sở Nội vụ", []review.Report{sample("Sở Một", 1), sample("Sở Hai", 2)})
		if err != nil {
			t.Fatal(err)
		}
		p.r = joined
		if title := p.picture().Title; !strings.Contains(title, want[2]) || strings.Contains(title, "Sở Nội vụ") || p.w.Err != nil {
			t.Errorf("%s: the picture is called %q (%v)", lang, title, p.w.Err)
		}
	}
}
