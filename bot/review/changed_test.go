package review

import (
	"strings"
	"testing"

	"tainha/rules/review"
)

// Where so much more is recorded in a month than before that the record may have changed, every place that tells the verdict says so: the
// summary and the cell of the document, the picture, the chat; a survey and what is counted alike need no such word.
func TestWhereWhatIsRecordedChangedEveryVerdictSaysSo(t *testing.T) {
	t.Parallel()
	r := sample("Sở Thử nghiệm", 1)
	for lang, want := range map[string][3]string{"vi": {"bình quân tháng là 500 trước thí điểm (12 tháng) và 2.000 trong thí điểm (3 tháng)", ", xem lưu ý về cách ghi nhận", " (xem lưu ý)"},
		"en": {"on average 500 were recorded a month before the pilot (12 months) and 2,000 during it (3 months)", ", see how it was recorded", " (see the note)"}} {
		p := said(t, lang, r)
		holds(t, lang+" brief", strings.Join(p.brief(), "\n"), want[0])
		holds(t, lang+" picture", strings.Join(p.picture().Notes, "\n"), want[0])
		for _, x := range r.Rows {
			work := (x.Question == review.OnTime || x.Question == review.Rework || x.Question == review.Strikes) && x.Against == review.AgainstBefore && !x.Hidden
			if got, brief := p.verdict(x), p.judged(x, true); strings.Contains(got, want[1]) != work || strings.Contains(brief, want[2]) != work {
				t.Errorf("%s, %s of %q against %s: %q, %q", lang, x.Question, x.Unit, x.Against, got, brief)
			}
		}
	}
	for i := range r.Sources {
		if r.Sources[i].Question == review.OnTime {
			r.Sources[i].BeforeFirst = r.Sources[i].BeforeLast.MonthStart().AddMonths(-2) // three months held against three
		}
	}
	if p := said(t, "vi", r); strings.Contains(strings.Join(p.lines(), "\n"), "xem lưu ý") {
		t.Error("it is said of what is counted alike")
	}
	more := review.Row{Question: review.OnTime, Against: review.AgainstOthers, Later: &review.Share{Of: 400, All: 500}, More: &review.More{Both: 197878}}
	if got := said(t, "vi", r).more(more); !strings.Contains(got, "nhiều hơn 10 lần") {
		t.Errorf("of units in the same months it says %q", got)
	}
	fell := review.Row{Verdict: review.NotEnough, Below: true}
	if a, b := condition(fell), condition(review.Row{Verdict: review.Undecided, Below: true}); a != "fell_open" || b != "fell_undecided" {
		t.Errorf("what got worse counts as %s and %s", a, b)
	}
}
