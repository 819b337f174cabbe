package report_test

import (
	"testing"

	"tainha/report"
	"tainha/rules"
)

// loads is the week of a unit with what each has before them: nothing, some of each light, much that is late.
func loads(people int) report.WeekLoad {
	b := week("Phòng Kế hoạch – Tổng hợp", people)
	w := report.WeekLoad{
		Unit: b.Unit, Period: b.Period, Page: 1, Pages: 1, Days: b.Days,
		Words: report.LoadWords{
			Board: boardWords, Tasks: "Việc đang làm", None: "chưa có việc",
			Lights: [4]string{"quá hạn lâu (đèn đỏ)", "quá hạn (đèn vàng)", "sắp đến hạn (đèn xanh)", "chưa đến hạn"}, Marks: [4]string{"!!", "!", "·", ""},
		},
	}
	for i := range w.Days {
		w.Days[i].Date = w.Days[i].Date[:2]
	}
	for i, p := range b.People {
		w.People = append(w.People, report.LoadPerson{Name: p.Name, Cells: p.Cells, Tasks: [4]int{i % 2, (i % 3) * i, i % 4, i}})
	}
	return w
}

func TestTheLoadsOfATeam(t *testing.T) {
	t.Parallel()
	matchesKept(t, draw(t, "team-load.png", loads(12)), "team-load.png")
	draw(t, "", loads(report.PeoplePerBoard))
	for name, w := range map[string]report.WeekLoad{"too many": loads(report.PeoplePerBoard + 1), "a short row": {Days: make([]report.BoardDay, 5), People: []report.LoadPerson{{Cells: []rules.Whereabouts{{}}}}}} {
		if _, err := w.PNG(); err == nil {
			t.Errorf("%s is drawn", name)
		}
	}
}
