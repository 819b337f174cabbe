package review

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/pilot"
	"tainha/pilot/people"
	made "tainha/pilot/review"
	"tainha/roster"
	"tainha/rules"
	"tainha/rules/review"
	"tainha/rules/survey"
	"tainha/rules/task"
	"tainha/store"
	"tainha/store/storetest"
)

// house is an agency of units of given sizes, the first of which has two below it; it worked for some months.
type house struct {
	db    *store.DB
	pilot *pilot.Pilot
	now   time.Time
	units []rules.Unit
}

func settled(t *testing.T, sizes ...int) *house {
	t.Helper()
	zone := time.FixedZone("ICT", 7*60*60)
	db, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "house.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	h := &house{db: db, now: time.Date(2026, 11, 2, 9, 0, 0, 0, zone), pilot: &pilot.Pilot{
		Calendar: &rules.Calendar{Location: zone, Hours: []rules.Span{{From: 450, To: 690}, {From: 780, To: 1020}}, Weekdays: [7]bool{false, true, true, true, true, true, false},
			Years: map[int]rules.Year{2025: {}, 2026: {}, 2027: {}}},
		Policies: &rules.PolicyBook{Base: rules.DefaultPolicy()}, Requests: rules.DefaultRequestPolicy(), Tasks: task.DefaultPolicy(),
	}}
	var b strings.Builder
	b.WriteString("Đơn vị\nMã đơn vị,Tên đơn vị,Cấp trên,Người đứng đầu,Số quyết định,Từ ngày,Đến ngày\nSO,Sở Thử nghiệm,,D0,,,\n")
	for u := range sizes {
		above := "SO"
		if u == 1 || u == 2 {
			above = "P0"
		}
		fmt.Fprintf(&b, "P%d,Phòng %d,%s,A%d-0,12/QĐ,01/08/2026,\n", u, u, above, u)
	}
	b.WriteString("Vị trí\nMã vị trí,Tên vị trí,Tiếp công dân,Giải quyết TTHC,Thuộc diện thí điểm\nCV,Chuyên viên,không,không,có\n")
	b.WriteString("Nhân sự\nMã nhân viên,Họ và tên,Số điện thoại,Đơn vị,Vị trí,Vai trò,Đang làm việc,Từ ngày\nD0,Lê Minh Đức,,SO,CV,,,01/01/2025\n")
	for u, size := range sizes {
		for i := range size {
			fmt.Fprintf(&b, "A%d-%d,Nguyễn Văn %d,,P%d,CV,,,01/01/2025\n", u, i, i, u)
		}
	}
	file, err := roster.Read([]roster.File{{Name: "agency.csv", Data: []byte(b.String())}}, roster.Known{})
	if err != nil {
		t.Fatal(err)
	}
	var staff []rules.Person
	h.write(t, func(tx *store.Tx) error {
		do := h.pilot.Do(tx, h.now, pilot.Actor{Shell: true})
		if _, err := people.ImportRoster(do, file); err != nil {
			return err
		}
		if h.units, err = tx.Units(); err != nil {
			return err
		}
		for _, u := range h.units {
			members, err := tx.Members(u.ID, do.Today)
			if err != nil {
				return err
			}
			staff = append(staff, members...)
		}
		return nil
	})
	storetest.Work(t, db, storetest.Worked{
		People: staff, From: rules.MustDate("2026-06-15"), To: rules.MustDate("2026-10-31"), HomeFrom: rules.MustDate("2026-08-01"), Zone: zone, OnTime: 0.9, Later: 0.85, Returned: 0.1, Seed: 5,
	})
	h.surveyed(t, sizes)
	return h
}

func (h *house) write(t *testing.T, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := h.db.Write(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// surveyed keeps a baseline and a wave of the pilot, in which as many answered of a unit as work there.
func (h *house) surveyed(t *testing.T, sizes []int) {
	t.Helper()
	day := rules.MustDate
	h.write(t, func(tx *store.Tx) error {
		for _, w := range []survey.Wave{{Kind: survey.Baseline, First: day("2026-06-01"), Last: day("2026-06-30")}, {Kind: survey.Pilot, First: day("2026-09-01"), Last: day("2026-09-30")}} {
			w.Audience, w.Expected, w.OpenedBy, w.Opened = survey.Citizens, 100, 1, h.now
			for _, u := range h.units[1:] {
				w.Units = append(w.Units, u.ID)
			}
			if err := tx.AddWave(&w); err != nil {
				return err
			}
			for i, u := range w.Units {
				n := survey.Handed{Unit: u, All: sizes[i] + 1}
				for q := range n.Of {
					n.Of[q] = (n.All*3 + q) / 4
				}
				if err := tx.AddCounts(w.ID, n.Counts()...); err != nil {
					return err
				}
			}
			if err := tx.CloseWave(w.ID, h.now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (h *house) review(t *testing.T, a made.Asked) (r review.Report) {
	t.Helper()
	if err := h.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		r, err = made.Make(h.pilot.Do(tx, h.now, pilot.Actor{}), a)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return r
}

// rest is what is left of a whole without those of its parts that are told: a sum over the others.
type rest struct {
	quantity string
	parts    []string
	value    float64
}

// computes is what the spy can compute of units that are not told: each whole less its parts that are.
func (s spy) computes(below map[string][]string) (out []rest) {
	for quantity, told := range s.told {
		known := maps.Clone(told)
		for again := true; again; { // what is computed serves to compute more
			again = false
			for whole, list := range below {
				left, ok := known[whole]
				if !ok {
					continue
				}
				r := rest{quantity: quantity}
				for _, u := range list {
					if n, has := known[u]; has {
						left -= n
					} else {
						r.parts = append(r.parts, u)
					}
				}
				if r.value = left; len(r.parts) == 1 {
					known[r.parts[0]] = left
					again = true
				}
				if len(r.parts) > 0 && !slices.ContainsFunc(out, func(o rest) bool { return o.quantity == quantity && slices.Equal(o.parts, r.parts) }) {
					out = append(out, r)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b rest) int { return strings.Compare(a.quantity, b.quantity) })
	return out
}

const itself = " itself" // what a unit does beside those below it is a part of it that is never told

// few are those sums that are of fewer people than may be shown, or of as many answers.
func (h *house) few(sizes []int, list []rest) (out []rest) {
	for _, r := range list {
		people := map[string]int{"SO" + itself: 1, "P0" + itself: sizes[0], "P0": sizes[0] + sizes[1] + sizes[2]}
		for i := 1; i < len(sizes); i++ {
			people[fmt.Sprint("P", i)] = sizes[i]
		}
		if strings.Contains(r.quantity, survey.KeySatisfaction) { // one more answered of each; nobody of the top
			people["P0"] += 3
			people["P0"+itself]++
			people["SO"+itself] = 0
			for i := 1; i < len(sizes); i++ {
				people[fmt.Sprint("P", i)]++
			}
		}
		n := 0
		for _, u := range r.parts {
			n += people[u]
		}
		if n > 0 && n < made.Least {
			out = append(out, r)
		}
	}
	return out
}

// What stands in the CSV, the JSON, every cell of the workbook and the summary, of the agency and of each unit, at the end of each month,
// lets nobody compute what few did by sums and differences; one cell more than is shown would.
func TestNobodyComputesFromTheFilesWhatTheyDoNotShow(t *testing.T) {
	t.Parallel()
	below := map[string][]string{"": {"SO"}, "SO": {"P0", "P3", "P4", "SO" + itself}, "P0": {"P1", "P2", "P0" + itself}}
	for _, sizes := range [][]int{{14, 6, 13, 6, 22}, {20, 6, 6, 12, 24}} {
		t.Run(fmt.Sprint(sizes), func(t *testing.T) {
			t.Parallel()
			h := settled(t, sizes...)
			s := spy{t, map[string]map[string]float64{}}
			months := []string{"2026-08-31", "2026-09-30", "2026-10-31"}
			var last review.Report
			for _, month := range months {
				for _, unit := range append([]rules.Unit{{}}, h.units...) {
					r := h.review(t, made.Asked{Unit: unit.ID, Until: rules.MustDate(month)})
					if s.read(r, month); unit.ID == 0 {
						last = r
					}
				}
			}
			for i := range months[1:] {
				s.differ(months[i], months[i+1])
			}
			if found := h.few(sizes, s.computes(below)); len(found) > 0 {
				t.Errorf("computed %d things: %+v", len(found), found[:min(len(found), 5)])
			}
			if n := len(s.told); n < 30 {
				t.Errorf("only %d quantities were read", n)
			}
			h.planted(t, sizes, below, last)
		})
	}
}

// planted shows one cell of enough people that is hidden because of others: then something of few is computed.
func (h *house) planted(t *testing.T, sizes []int, below map[string][]string, last review.Report) {
	t.Helper()
	counts := h.counted(t, last)
	tried, found := 0, 0
	for i, row := range last.Rows {
		n := h.few(sizes, []rest{{string(row.Question), []string{row.Unit}, 0}})
		if !row.Hidden || row.Question != review.OnTime || row.Against == review.AgainstOffice || len(n) > 0 {
			continue
		}
		tried++
		more := last
		more.Rows = slices.Clone(last.Rows)
		c := counts[row.Unit]
		more.Rows[i] = review.Row{Question: row.Question, Against: review.AgainstBefore, Unit: row.Unit, Earlier: &c, Later: &c, Margin: row.Margin}
		s := spy{t, map[string]map[string]float64{}}
		s.read(more, "x")
		if len(h.few(sizes, s.computes(below))) > 0 {
			found++
		}
	}
	if tried > 0 && found == 0 {
		t.Errorf("%d cells that are hidden because of others could be shown, and nothing would be computed", tried)
	}
}

// counted is what each unit with all below it counted in the pilot's months.
func (h *house) counted(t *testing.T, r review.Report) map[string]review.Share {
	t.Helper()
	out := map[string]review.Share{}
	if err := h.db.Read(context.Background(), func(tx *store.Tx) error {
		var all []rules.UnitID
		up := map[rules.UnitID]rules.Unit{}
		for _, u := range h.units {
			all, up[u.ID] = append(all, u.ID), u
		}
		list, err := tx.ReviewCounts(store.ReviewAsked{Units: all, First: r.First, Last: r.Last, Zone: h.pilot.Calendar.Location})
		for _, c := range list {
			for u := c.Unit; c.Question == review.OnTime && u != 0; u = up[u].Parent {
				x := out[up[u].Code]
				out[up[u].Code] = review.Share{Of: x.Of + c.Of, All: x.All + c.All}
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}
