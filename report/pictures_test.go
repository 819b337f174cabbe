package report_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
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
	if *update && name != "" {
		if err := os.WriteFile(filepath.Join("..", "docs", "pictures", name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != report.Width || b.Dy() > report.MaxHeight {
		t.Errorf("%s is %v", name, b)
	}
	return img
}

func TestTheWeekOfATeam(t *testing.T) {
	t.Parallel()
	img := draw(t, "team-week.png", week("Phòng Kế hoạch – Tổng hợp", 12))
	shorter := draw(t, "", week("Phòng Kế hoạch – Tổng hợp", 6))
	if w, rows := img.Bounds().Dx(), img.Bounds().Dy()-shorter.Bounds().Dy(); w != report.Width || rows != 6*68 {
		t.Errorf("%d px wide, six people take %d px", w, rows)
	}
	matchesKept(t, img, "team-week.png")
}

// matchesKept compares with the picture in docs/pictures, of which few pixels may
// differ clearly: another rounding of an edge is none of our business.
func matchesKept(t *testing.T, img image.Image, name string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "docs", "pictures", name))
	if err != nil {
		t.Fatal(err)
	}
	kept, err := png.Decode(bytes.NewReader(data))
	if err != nil || kept.Bounds() != img.Bounds() {
		t.Fatalf("%v, kept %v: %v; draw it anew with -update and look at it", img.Bounds(), kept.Bounds(), err)
	}
	differ := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			a, _, _, _ := img.At(x, y).RGBA()
			b, _, _, _ := kept.At(x, y).RGBA()
			if d := int(a>>8) - int(b>>8); d > 48 || d < -48 {
				differ++
			}
		}
	}
	if limit := img.Bounds().Dx() * img.Bounds().Dy() / 500; differ > limit {
		t.Errorf("%s differs in %d pixels from the one in docs/pictures; draw it anew with -update and look at it", name, differ)
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

// units is an overview of so many units over the same week.
func units(n int) report.Overview {
	o := report.Overview{
		Title: "Toàn cơ quan", Period: "Tuần 23/11–27/11/2026", Page: 1, Pages: 1, Corner: "Đơn vị", Days: week("", 0).Days,
		Notes: []string{"Số người ở nhà / tối đa; thanh đậm: đã đủ; !: có mặt dưới mức tối thiểu."},
	}
	names := []string{"Văn phòng Sở", "Phòng Kế hoạch – Tổng hợp", "Thanh tra Sở", "Phòng Tổ chức, biên chế và Công chức, viên chức", "Chi cục Văn thư – Lưu trữ"}
	for i := range n {
		u := report.OverviewUnit{Name: names[i%len(names)]}
		for d := range o.Days {
			used, limit := (i*7+d*5)%11, 10
			l := report.Load{Text: fmt.Sprintf("%d/%d", used/2, limit/2), Used: used, Max: limit, Off: d == 1, Short: i == 4 && d == 3}
			if used%2 == 1 {
				l.Text = fmt.Sprintf("%d,5/%d", used/2, limit/2)
			}
			u.Loads = append(u.Loads, l)
		}
		o.Units = append(o.Units, u)
	}
	return o
}

func TestThirtyUnitsFitIntoOnePicture(t *testing.T) {
	t.Parallel()
	draw(t, "overview.png", units(30))
}

// november is a person's November 2026, which begins on a Sunday.
func november() report.Month {
	m := report.Month{
		Title: "Tháng 11/2026", Name: "Trần Quốc Bình · Phòng Kế hoạch – Tổng hợp", Weekdays: [7]string{"T2", "T3", "T4", "T5", "T6", "T7", "CN"},
		Blank: 6, Words: boardWords,
		Gauges: []report.Gauge{
			{Label: "Tuần 23/11–29/11", Text: "1,5/2 ngày", Used: 3, Max: 4},
			{Label: "Tháng 11", Text: "4/8 ngày", Used: 8, Max: 16},
			{Label: "Dưới một nửa trong 20 ngày làm việc", Text: "4/9,5 ngày", Used: 8, Max: 19},
		},
		Notes: []string{"24/11 nghỉ: Ngày Văn hóa Việt Nam", "Thứ Hai, buổi sáng cần có mặt: Chào cờ đầu tuần"},
	}
	for i := range 30 {
		var d report.MonthDay
		switch weekday := (i + 6) % 7; {
		case weekday >= 5 || i+1 == 24:
			d.Where = whole(rules.DayOff)
		case i+1 == 5 || i+1 == 12:
			d.Where = whole(rules.AtHome)
		case i+1 == 19:
			d.Where = rules.Whereabouts{Halves: [2]rules.Place{rules.AtHome, rules.AtOffice}}
		case i+1 == 27:
			d.Where = whole(rules.HomeAsked)
		case i+1 == 17:
			d.Where = whole(rules.IsAway)
		case weekday == 0:
			d.Where.Required[0] = true
		}
		d.Today = i+1 == 25
		m.Days = append(m.Days, d)
	}
	return m
}

func TestTheMonthOfAPerson(t *testing.T) {
	t.Parallel()
	draw(t, "my-month.png", november())
}

func BenchmarkATeamOfForty(b *testing.B) {
	all := week("Phòng", 40)
	for b.Loop() {
		for _, people := range [][]report.BoardPerson{all.People[:20], all.People[20:]} {
			board := all
			board.People = people
			if _, err := board.PNG(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// Every row is in one of the pictures; where there are several, each names those that it does not hold.
func TestPicturesHoldEveryRowAndNameThoseOfTheOthers(t *testing.T) {
	t.Parallel()
	for _, rows := range []int{3, 40} {
		last := [2]int{}
		rest := func(from, to int) string {
			last = [2]int{from, to}
			return fmt.Sprintf("Dòng %d đến %d. Không có trong hình: %s.", from, to, strings.Repeat("Việc hoàn thành đúng hạn (kém đi 2,2 điểm phần trăm); ", min(rows-(to-from), 12)))
		}
		lines, bars := report.Intervals{Title: "Sơ kết", Notes: []string{"SIPAS"}, Rest: rest}, report.Bars{Title: "Sơ kết", Rest: rest}
		for range rows {
			lines.Rows = append(lines.Rows, report.IntervalRow{Name: "Việc hoàn thành đúng hạn", Known: true, Value: -0.022, Lo: -0.03, Hi: -0.01, Margin: 0.02})
			bars.Rows = append(bars.Rows, report.BarRow{Name: "Việc hoàn thành đúng hạn", Known: [2]bool{true, true}, Values: [2]float64{0.9, 0.88}})
		}
		for _, draw := range []func() ([][]byte, error){lines.PNGs, bars.PNGs} {
			last = [2]int{}
			list, err := draw()
			if err != nil {
				t.Fatal(err)
			}
			if rows == 3 && (len(list) != 1 || last != [2]int{}) || rows == 40 && (len(list) < 2 || len(list) > 5 || last[1] != rows) {
				t.Errorf("%d rows take %d pictures, the last holds %v", rows, len(list), last)
			}
		}
	}
}
