package report_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"tainha/report"
	"tainha/rules"
)

var update = flag.Bool("update", false, "draw the pictures in docs/pictures anew")

var boardWords = report.BoardWords{
	Person: "Họ và tên", HomeTotal: "Ở nhà / tối đa", PresentTotal: "Có mặt (từ 3)",
	Morning: "S", Afternoon: "C", Away: "V",
	Home: "ở nhà cả ngày", HomeMorning: "ở nhà buổi sáng", HomeAfternoon: "ở nhà buổi chiều", Asked: "chờ duyệt",
	Absent: "vắng", Must: "cần có mặt", Off: "ngày nghỉ", Office: "ở cơ quan",
}

var staff = []string{
	"Nguyễn Thị Thu An", "Trần Quốc Bình", "Phạm Thị Ngọc Lan", "Võ Hoàng Nam", "Đặng Thị Kim Chi", "Bùi Văn Sáu",
	"Huỳnh Thị Mỹ Duyên", "Đỗ Gia Bảo", "Ngô Thanh Hương", "Lý Văn Phúc", "Tôn Nữ Thị Ngọc Phương Khánh Quỳnh", "Dương Minh Khôi",
}

func whole(p rules.Place) rules.Whereabouts {
	return rules.Whereabouts{Halves: [2]rules.Place{p, p}}
}

// week is a board of so many people over the week of 23 November 2026: a Monday
// with a flag ceremony in the morning, a holiday on Tuesday, today Wednesday.
func week(unit string, people int) report.Board {
	b := report.Board{
		Unit: unit, Period: "Tuần 23/11–27/11/2026", Page: 1, Pages: 1, Words: boardWords,
		Days: []report.BoardDay{
			{Weekday: "T2", Date: "23/11", Home: "1,5/3", Present: "S12 C11"},
			{Weekday: "T3", Date: "24/11", Off: true},
			{Weekday: "T4", Date: "25/11", Today: true, Home: "3/3", Present: "8"},
			{Weekday: "T5", Date: "26/11", Home: "2/3", Present: "9"},
			{Weekday: "T6", Date: "27/11", Home: "1,5/3", Present: "10"},
		},
		Notes: []string{"T2 23/11, buổi sáng cần có mặt: Chào cờ đầu tuần", "T3 24/11 nghỉ: Ngày Văn hóa Việt Nam"},
	}
	home, office := rules.AtHome, rules.AtOffice
	for i := range people {
		name := staff[i%len(staff)]
		cells := []rules.Whereabouts{{Required: [2]bool{true, false}}, whole(rules.DayOff), {}, {}, {}}
		switch i % 6 {
		case 0:
			cells[2] = whole(home)
		case 1:
			cells[0], cells[4] = rules.Whereabouts{Halves: [2]rules.Place{office, home}, Required: [2]bool{true, false}}, whole(rules.HomeAsked)
		case 2:
			cells[3] = whole(home)
		case 3:
			cells[4] = rules.Whereabouts{Halves: [2]rules.Place{home, office}}
		case 4:
			cells[2], cells[3] = whole(rules.IsAway), rules.Whereabouts{Halves: [2]rules.Place{home, rules.IsAway}}
		}
		b.People = append(b.People, report.BoardPerson{Name: name, Cells: cells})
	}
	return b
}

// draw draws a picture, keeps it in docs/pictures with -update, and decodes it.
func draw(t *testing.T, name string, p interface{ PNG() ([]byte, error) }) image.Image {
	t.Helper()
	data, err := p.PNG()
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 200<<10 {
		t.Errorf("%s takes %d kB, more than 200", name, len(data)>>10)
	}
	if *update {
		if err := os.WriteFile(filepath.Join("..", "docs", "pictures", name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestTheWeekOfATeam(t *testing.T) {
	t.Parallel()
	img := draw(t, "team-week.png", week("Phòng Kế hoạch – Tổng hợp", 12))
	if img.Bounds().Dx() != report.Width {
		t.Errorf("%v, want a width of %d", img.Bounds(), report.Width)
	}
}

func TestATeamOfFortyTakesTwoPictures(t *testing.T) {
	t.Parallel()
	all := week("Chi cục Quản lý chất lượng và An toàn thực phẩm thuộc Sở", 40)
	for page, people := range [][]report.BoardPerson{all.People[:20], all.People[20:]} {
		b := all
		b.People, b.Page, b.Pages = people, page+1, 2
		draw(t, fmt.Sprintf("team-of-40-%d.png", page+1), b)
	}
}
