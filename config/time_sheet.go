package config

import (
	"strings"
	"unicode"

	"tainha/rules"
)

// timeSheetFile says how the time sheet of a month is written.
type timeSheetFile struct {
	Protect     bool       `yaml:"protect"`
	Symbols     wholeSigns `yaml:"symbols"`
	HalfSymbols halfSigns  `yaml:"half_symbols"`
	TwoHalves   string     `yaml:"two_halves"`
}

type wholeSigns struct {
	Office  string `yaml:"office"`
	Home    string `yaml:"home"`
	Leave   string `yaml:"leave"`
	Sick    string `yaml:"sick"`
	Duty    string `yaml:"duty"`
	Away    string `yaml:"away"`
	Holiday string `yaml:"holiday"`
	Weekend string `yaml:"weekend"`
	Outside string `yaml:"outside"`
}

type halfSigns struct {
	Home  string `yaml:"home"`
	Leave string `yaml:"leave"`
	Sick  string `yaml:"sick"`
	Duty  string `yaml:"duty"`
	Away  string `yaml:"away"`
}

const longestSign = 8 // characters: more does not fit a column of a month's sheet

func defaultTimeSheet() timeSheetFile {
	f := rules.DefaultSheetForm()
	return timeSheetFile{
		Protect: f.Protect, TwoHalves: f.TwoHalves,
		Symbols: wholeSigns{
			Office: f.Whole[rules.AttendOffice], Home: f.Whole[rules.AttendHome], Leave: f.Whole[rules.AttendLeave],
			Sick: f.Whole[rules.AttendSick], Duty: f.Whole[rules.AttendDuty], Away: f.Whole[rules.AttendAway],
			Holiday: f.Whole[rules.AttendHoliday], Weekend: f.Whole[rules.AttendWeekend], Outside: f.Whole[rules.AttendOutside],
		},
		HalfSymbols: halfSigns{
			Home: f.Half[rules.AttendHome], Leave: f.Half[rules.AttendLeave], Sick: f.Half[rules.AttendSick],
			Duty: f.Half[rules.AttendDuty], Away: f.Half[rules.AttendAway],
		},
	}
}

// sheetForm builds the form. A sign that is too long or stands for two things, and two
// halves without a place for each, are faults.
func (f *configFile) sheetForm(t *tree) rules.SheetForm {
	s := f.TimeSheet
	form := rules.SheetForm{Protect: s.Protect, TwoHalves: s.TwoHalves, Whole: map[rules.Attended]string{}, Half: map[rules.Attended]string{}}
	if !strings.Contains(s.TwoHalves, rules.SheetMorning) || !strings.Contains(s.TwoHalves, rules.SheetAfternoon) {
		t.faultAt("time_sheet.two_halves", "needs %s and %s", rules.SheetMorning, rules.SheetAfternoon)
	}
	seen := map[string]string{}
	whole, half, w, h := form.Whole, form.Half, s.Symbols, s.HalfSymbols
	for _, x := range []struct {
		to        map[rules.Attended]string
		kind      rules.Attended
		key, sign string
	}{
		{whole, rules.AttendOffice, "symbols.office", w.Office}, {whole, rules.AttendHome, "symbols.home", w.Home},
		{whole, rules.AttendLeave, "symbols.leave", w.Leave}, {whole, rules.AttendSick, "symbols.sick", w.Sick},
		{whole, rules.AttendDuty, "symbols.duty", w.Duty}, {whole, rules.AttendAway, "symbols.away", w.Away},
		{whole, rules.AttendHoliday, "symbols.holiday", w.Holiday}, {whole, rules.AttendWeekend, "symbols.weekend", w.Weekend},
		{whole, rules.AttendOutside, "symbols.outside", w.Outside},
		{half, rules.AttendHome, "half_symbols.home", h.Home}, {half, rules.AttendLeave, "half_symbols.leave", h.Leave},
		{half, rules.AttendSick, "half_symbols.sick", h.Sick}, {half, rules.AttendDuty, "half_symbols.duty", h.Duty},
		{half, rules.AttendAway, "half_symbols.away", h.Away},
	} {
		path, sign := "time_sheet."+x.key, strings.TrimSpace(x.sign)
		switch other, taken := seen[sign]; {
		case sign == "":
		case len([]rune(sign)) > longestSign || strings.ContainsFunc(sign, unicode.IsControl):
			t.faultAt(path, "%q is not a sign of at most %d characters", sign, longestSign)
		case taken:
			t.faultAt(path, "%q stands for %s already", sign, other)
		}
		seen[sign], x.to[x.kind] = x.key, sign
	}
	return form
}
