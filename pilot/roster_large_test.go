package pilot_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tainha/roster"
)

// large is a roster of people in units of thirty, as rows of cells.
func large(people int) (units, staff [][]string) {
	units = append(units, []string{"SO", "Sở Thử nghiệm", "", "N0000"})
	for i := range people {
		unit := fmt.Sprintf("P%03d", i/30)
		if i%30 == 0 {
			units = append(units, []string{unit, "Phòng " + unit, "SO", fmt.Sprintf("N%04d", i+1)})
		}
		staff = append(staff, []string{fmt.Sprintf("N%04d", i), fmt.Sprintf("Nguyễn Văn Số %d", i), fmt.Sprintf("09%08d", i), unit, "CV", "nhân viên", "01/09/2026"})
	}
	return units, staff
}

func csvOf(t testing.TB, units, staff [][]string) string {
	t.Helper()
	var out strings.Builder
	w := csv.NewWriter(&out)
	rows := [][]string{{"Đơn vị"}, {"Mã", "Tên", "Cấp trên", "Người đứng đầu"}}
	rows = append(rows, units...)
	rows = append(rows, []string{"Vị trí"}, []string{"Mã", "Tên", "Tiếp dân", "TTHC", "Thí điểm"}, []string{"CV", "Chuyên viên", "", "", "x"},
		[]string{"Nhân sự"}, []string{"Mã", "Họ tên", "SĐT", "Đơn vị", "Vị trí", "Vai trò", "Từ ngày"})
	if err := w.WriteAll(append(rows, staff...)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestThreeThousandPeopleWithFortyFaultsListExactlyThose(t *testing.T) {
	t.Parallel()
	const people, faults = 3000, 40
	units, staff := large(people)
	head := len(units) + 7 // rows above the first person: three titles, three rows of headings, a position
	plant := []struct {
		cell        int
		text        string
		column, key string
	}{
		{0, "", "A", "empty"},
		{0, "N0000", "A", "code_twice"},
		{0, "dấu cách %d", "A", "code"},
		{1, "", "B", "empty"},
		{1, "007", "B", "name"},
		{2, "12345", "C", "phone"},
		{2, "9.1E+08", "C", "phone_lost"},
		{2, "0900000000", "C", "phone_twice"},
		{3, "P999", "D", "unit_unknown"},
		{3, "", "D", "empty"},
		{4, "CVV", "E", "position_unknown"},
		{5, "sếp", "F", "role"},
		{5, "trưởng phòng", "F", "role_head"},
		{6, "31/02/2026", "G", "date"},
	}
	random := rand.New(rand.NewPCG(335, 2025))
	var want []string
	for n, i := range random.Perm(people) {
		if len(want) == faults {
			break
		}
		if i%30 < 2 { // the heads: a fault in their code would be a fault of their unit too
			continue
		}
		p := plant[n%len(plant)]
		staff[i][p.cell] = strings.ReplaceAll(p.text, "%d", strconv.Itoa(i))
		want = append(want, fmt.Sprintf("%05d%s %s", head+i+1, p.column, p.key))
	}
	slices.Sort(want)
	o := openOffice(t)
	before := o.state()
	_, err := o.bring(csvOf(t, units, staff), noon, true)
	var problems *roster.Error
	if !errors.As(err, &problems) {
		t.Fatalf("import: %v, want the list of problems", err)
	}
	var got []string
	for _, p := range problems.Problems {
		got = append(got, fmt.Sprintf("%05d%s %s", p.Row, p.Column, strings.TrimPrefix(p.What.Key, "roster.cell.")))
	}
	if !slices.Equal(got, want) {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if o.state() != before {
		t.Error("a file with faults changed the database")
	}
}

func TestThreeThousandPeopleAreImportedWhole(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	units, staff := large(3000)
	text := csvOf(t, units, staff)
	if got := o.mustBring(text, noon); len(got.List) != 101+1+3000 || len(got.Heads) != 101 {
		t.Errorf("%d changes and %d heads, want 3102 and 101", len(got.List), len(got.Heads))
	}
	if got := o.mustBring(text, noon); len(got.List) != 0 {
		t.Errorf("the second time: %d changes, want none", len(got.List))
	}
}

func BenchmarkImportOfThreeThousand(b *testing.B) {
	units, staff := large(3000)
	text := csvOf(b, units, staff)
	o := openOffice(b)
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			if _, err := o.bring(text, noon, false); err != nil {
				b.Fatal(err)
			}
		}
	})
	o.mustBring(text, noon)
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			o.mustBring(text, noon)
		}
	})
}
