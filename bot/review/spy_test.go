package review

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tainha/rules/review"
)

// spy reads what stands in the files, and reckons with it: of each quantity, what each unit with all below it has.
type spy struct {
	*testing.T
	told map[string]map[string]float64 // by quantity and unit ("": the whole)
}

func (s spy) learn(quantity, unit string, n float64) {
	if s.told[quantity] == nil {
		s.told[quantity] = map[string]float64{}
	}
	if was, known := s.told[quantity][unit]; known && math.Abs(was-n) > 1e-9 {
		s.Errorf("%s of %q is %v in one file and %v in another", quantity, unit, was, n)
	}
	s.told[quantity][unit] = n
}

// read takes everything in that the files of a report hold, and its summary; month is up to when it is.
func (s spy) read(r review.Report, month string) {
	s.Helper()
	p := &paper{r: r}
	p.w.Texts = speak(s.T, "vi")
	files := map[uint8][]byte{}
	for _, what := range []uint8{asBook, asCSV, asJSON} {
		list, _, err := render(p.w.Texts, r, what)
		if err != nil {
			s.Fatal(err)
		}
		files[what] = list[0]
	}
	s.readCSV(string(files[asCSV]), month)
	s.readJSON(files[asJSON], month)
	s.readBook(p, files[asBook], month)
	s.readSummary(p, month)
	if r.Scope == "" {
		s.readReport(p)
	}
}

// readReport looks whether the document prints a figure that no file of data holds.
func (s spy) readReport(p *paper) {
	s.Helper()
	list, _, err := render(p.w.Texts, p.r, asPDF)
	if err != nil {
		s.Fatal(err)
	}
	told := map[string]bool{}
	for _, row := range p.r.Rows {
		for _, share := range []*review.Share{row.Later, row.Earlier} {
			if share != nil {
				told[strconv.Itoa(share.Of)+"/"+strconv.Itoa(share.All)] = true
			}
		}
	}
	for _, m := range parts.FindAllStringSubmatch(printed(s.T, list[0]), -1) {
		if !told[undotted(m[1])+"/"+undotted(m[2])] {
			s.Errorf("the report of %q prints %s, which no file of data holds", p.r.Scope, m[0])
		}
	}
}

func key(month string, q review.Question, name, against, what string) string {
	return strings.Join([]string{month, string(q), name, against, what}, "|")
}

func (s spy) readCSV(text, month string) {
	s.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		s.Fatal(err)
	}
	for _, row := range rows[1:] {
		cell := map[string]string{}
		for i, field := range rows[0] {
			cell[field] = row[i]
		}
		for _, what := range []string{"of", "all", "of_before", "all_before", "persons"} {
			if n, err := strconv.ParseFloat(cell[what], 64); err == nil && (what != "persons" || n > 0) {
				s.learn(key(month, review.Question(cell["question"]), "", cell["against"], what), cell["unit_code"], n)
			}
		}
	}
}

func (s spy) readJSON(data []byte, month string) {
	s.Helper()
	var r review.Report
	if err := json.Unmarshal(data, &r); err != nil {
		s.Fatal(err)
	}
	for _, row := range r.Rows {
		q := func(what string) string { return key(month, row.Question, "", string(row.Against), what) }
		if row.Later != nil {
			s.learn(q("of"), row.Unit, float64(row.Later.Of))
			s.learn(q("all"), row.Unit, float64(row.Later.All))
		}
		if row.Earlier != nil {
			s.learn(q("of_before"), row.Unit, float64(row.Earlier.Of))
			s.learn(q("all_before"), row.Unit, float64(row.Earlier.All))
		}
		if row.Persons > 0 {
			s.learn(q("persons"), row.Unit, float64(row.Persons))
		}
	}
	for _, u := range r.Uses {
		if !u.Hidden {
			s.learn(month+"|use|halves", u.Unit, float64(u.Halves))
			s.learn(month+"|use|persons", u.Unit, float64(u.Persons))
		}
	}
	heads := append([]review.Unit{{Staff: r.Staff, Took: r.Took}}, r.Units...)
	for i, u := range heads {
		if u.Code == "" && i > 0 {
			continue
		}
		if u.Staff != nil {
			s.learn("staff", u.Code, float64(*u.Staff))
		}
		if u.Took != nil {
			s.learn(month+"|took", u.Code, float64(*u.Took))
		}
	}
}

// readBook reads every cell of every sheet: a sheet's table is known by its headings.
func (s spy) readBook(p *paper, data []byte, month string) {
	s.Helper()
	codes := map[string]string{p.unit(""): "", p.w.Key("review.agency"): ""}
	for _, u := range p.r.Units {
		codes[u.Name] = u.Code
	}
	questions := map[string]asked{}
	for _, a := range p.questions() {
		questions[p.question(review.Row{Question: a.q, Name: a.name})] = a
	}
	against := map[string]string{}
	for _, a := range []review.Against{review.AgainstBefore, review.AgainstOffice, review.AgainstOthers, review.AgainstNone} {
		against[p.against(review.Row{Against: a})] = string(a)
	}
	heads := map[string]string{}
	for _, what := range []string{"of", "all", "of_before", "all_before", "persons", "days", "staff", "took"} {
		heads[p.w.Key("review.column."+what)] = what
	}
	read := 0
	for _, rows := range cellsOf(s.T, data) {
		if len(rows) == 0 || len(rows[0]) == 0 {
			continue
		}
		a, asked := questions[rows[0][0]]
		at := map[int]string{}
		for _, row := range rows {
			if len(at) == 0 {
				for i, cell := range row {
					if what := heads[cell]; what != "" && i > 0 {
						at[i] = what
					}
				}
				continue
			}
			unit, known := codes[row[0]]
			if !known {
				continue
			}
			for i, what := range at {
				if i >= len(row) {
					continue
				}
				n, err := strconv.ParseFloat(row[i], 64)
				if err != nil {
					continue
				}
				read++
				switch {
				case asked:
					s.learn(key(month, a.q, "", against[row[1]], what), unit, n)
				case what == "staff":
					s.learn("staff", unit, n)
				case what == "took":
					s.learn(month+"|took", unit, n)
				case what == "days":
					s.learn(month+"|use|halves", unit, 2*n)
				case what == "persons":
					s.learn(month+"|use|persons", unit, n)
				}
			}
		}
	}
	if read == 0 && p.r.Scope == "" {
		s.Error("the workbook of the agency tells nothing: the test does not look at it")
	}
}

var parts = regexp.MustCompile(`\(([\d.]+)/([\d.]+)[^)]*\)`)

// undotted is a number as it is reckoned with.
func undotted(s string) string { return strings.ReplaceAll(s, ".", "") }

// readSummary reads the chat's lines: what is said of the whole, or of the unit that it is about.
func (s spy) readSummary(p *paper, month string) {
	s.Helper()
	var rows []review.Row
	for _, row := range p.r.Rows {
		if row.Unit == p.r.Scope {
			rows = append(rows, row)
		}
	}
	for i, line := range p.lines() {
		for k, m := range parts.FindAllStringSubmatch(line, -1) {
			of, _ := strconv.ParseFloat(undotted(m[1]), 64)
			all, _ := strconv.ParseFloat(undotted(m[2]), 64)
			end := []string{"", "_before"}[k]
			s.learn(key(month, rows[i].Question, "", string(rows[i].Against), "of"+end), p.r.Scope, of)
			s.learn(key(month, rows[i].Question, "", string(rows[i].Against), "all"+end), p.r.Scope, all)
		}
	}
}

// differ adds what lies between two reports of different months.
func (s spy) differ(earlier, later string) {
	for _, quantity := range slices.Sorted(maps.Keys(s.told)) {
		rest, is := strings.CutPrefix(quantity, later+"|")
		if !is {
			continue
		}
		for unit, n := range s.told[quantity] {
			if was, known := s.told[earlier+"|"+rest][unit]; known {
				s.learn(earlier+"–"+later+"|"+rest, unit, n-was)
			}
		}
	}
}
