package config

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/google/go-cmp/cmp"

	"tainha/jobs"
	"tainha/rules"
	"tainha/rules/task"
)

const testToken = "7000000001:AAH-tests_only_0123456789abcdefghij"

// write puts a file into a new folder and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// env is an environment with the token variable alone.
func env(token string) func(string) string {
	return func(name string) string {
		if name == TokenVariable {
			return token
		}
		return ""
	}
}

// exampleFile is config.example.yaml as the program embeds it.
func exampleFile(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile("../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func example(t *testing.T) Config {
	t.Helper()
	config, err := Parse("config.example.yaml", exampleFile(t))
	if err != nil {
		t.Fatal(err)
	}
	return config
}

func TestExampleHoldsTheOfficialCalendar(t *testing.T) {
	t.Parallel()
	calendar := example(t).Calendar
	off := map[int][]string{
		2025: {"01-01", "01-27", "01-28", "01-29", "01-30", "01-31", "04-07", "04-30", "05-01", "05-02", "09-01", "09-02"},
		2026: {"01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "04-27", "04-30", "05-01", "08-31", "09-01", "09-02", "11-24"},
		2027: {"01-01", "04-16", "04-30", "05-03", "09-02", "11-24"}, // by law; no notice yet
	}
	worked := map[int][]string{2025: {"04-26"}, 2026: {"01-10", "08-22"}}
	if years := slices.Sorted(maps.Keys(calendar.Years)); !slices.Equal(years, []int{2025, 2026, 2027}) {
		t.Fatalf("the years are %v", years)
	}
	if !calendar.Years[2027].Provisional || calendar.Years[2026].Provisional {
		t.Error("2027 alone has no official notice yet")
	}
	days := func(m map[rules.Date]string) []string {
		var out []string
		for _, d := range slices.Sorted(maps.Keys(m)) {
			out = append(out, d.String()[5:])
		}
		return out
	}
	for year, data := range calendar.Years {
		if diff := cmp.Diff(off[year], days(data.DaysOff)); diff != "" {
			t.Errorf("days off of %d (-notice +file):\n%s", year, diff)
		}
		if diff := cmp.Diff(worked[year], days(data.WorkedDays)); diff != "" {
			t.Errorf("Saturdays worked of %d (-notice +file):\n%s", year, diff)
		}
	}
	if got := calendar.Location.String(); got != "Asia/Ho_Chi_Minh" {
		t.Errorf("the time zone is %s", got)
	}
	want := []rules.Span{{From: 450, To: 690}, {From: 780, To: 1020}}
	if diff := cmp.Diff(want, calendar.Hours); diff != "" {
		t.Errorf("hours (-rules +file):\n%s", diff)
	}
}

func TestExampleShowsTheDefaults(t *testing.T) {
	t.Parallel()
	shown := example(t)
	silent, err := Parse("config.example.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(silent.Policy.Base, shown.Policy.Base); diff != "" {
		t.Errorf("policy (-default +example):\n%s", diff)
	}
	if diff := cmp.Diff(rules.DefaultPolicy(), silent.Policy.Base); diff != "" {
		t.Errorf("policy (-rules +default):\n%s", diff)
	}
	if diff := cmp.Diff(rules.DefaultDataPolicy(), silent.Data); diff != "" {
		t.Errorf("personal data (-rules +default):\n%s", diff)
	}
	if diff := cmp.Diff(silent.Data, shown.Data); diff != "" {
		t.Errorf("personal data (-default +example):\n%s", diff)
	}
	if diff := cmp.Diff(silent.Jobs, shown.Jobs); diff != "" {
		t.Errorf("jobs (-default +example):\n%s", diff)
	}
	if diff := cmp.Diff(task.DefaultPolicy(), silent.Tasks); diff != "" {
		t.Errorf("tasks (-rules +default):\n%s", diff)
	}
	if diff := cmp.Diff(silent.Tasks, shown.Tasks); diff != "" {
		t.Errorf("tasks (-default +example):\n%s", diff)
	}
	if silent.Telegram.Rate != shown.Telegram.Rate || silent.Telegram.APIURL != shown.Telegram.APIURL ||
		silent.Database != shown.Database || silent.Backup != shown.Backup || silent.Log != shown.Log ||
		silent.Language != shown.Language || silent.Powers != shown.Powers || silent.Powers != rules.DefaultPowerPolicy() {
		t.Errorf("the example shows other values than the defaults:\n%+v\n%+v", silent, shown)
	}
}

// optionalKeys stand in the example as comments.
var optionalKeys = []string{
	"telegram.token", "telegram.proxy", "policy.changes", "policy.units",
	"calendar.required_presence.dated", "calendar.required_presence.weekly[].from", "calendar.required_presence.weekly[].to", "calendar.changes",
	"tasks.office_day_load[].position", "tasks.office_day_load[].unit", "tasks.office_day_load[].load", "tasks.office_day_load[].from",
	"evaluation.criteria[].to",
}

func TestExampleDocumentsEveryKey(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseBytes(exampleFile(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	shown := make(map[string]bool)
	keysOfFile(file.Docs[0].Body, "", shown)
	for _, key := range keysOfType(reflect.TypeFor[configFile](), "") {
		if i := slices.IndexFunc(optionalKeys, func(o string) bool { return key == o || strings.HasPrefix(key, o) }); i >= 0 {
			name := key[strings.LastIndex(key, ".")+1:]
			if !regexp.MustCompile(`(?m)^ *# +(- )?`+name+`:`).Match(exampleFile(t)) && !shown[key] && !changeable(key) {
				t.Errorf("%s is not in the example, nor in its comments", key)
			}
		} else if !shown[key] {
			t.Errorf("%s is not in the example", key)
		}
	}
}

// changeable reports whether a key of a dated change is one of the numbers that
// stand in the example above the changes.
func changeable(key string) bool {
	return slices.Contains(keysOfType(reflect.TypeFor[numbersFile](), ""), key[strings.LastIndex(key, "].")+2:]) ||
		strings.Contains(key, "required_presence.")
}

func keysOfFile(node ast.Node, path string, into map[string]bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, entry := range n.Values {
			at := join(path, keyText(entry))
			if free := regexp.MustCompile(`^(calendar\.years|jobs|.*\.(days_off|worked_days))\.[^.]+$`); free.MatchString(at) {
				at = path + "[]"
			}
			into[at] = true
			keysOfFile(entry.Value, at, into)
		}
	case *ast.SequenceNode:
		for _, item := range n.Values {
			keysOfFile(item, path+"[]", into)
		}
	}
}

func keysOfType(typ reflect.Type, path string) []string {
	if reflect.PointerTo(typ).Implements(reflect.TypeFor[interface{ UnmarshalText([]byte) error }]()) {
		return nil
	}
	var keys []string
	switch typ.Kind() {
	case reflect.Pointer:
		return keysOfType(typ.Elem(), path)
	case reflect.Slice, reflect.Map:
		return keysOfType(typ.Elem(), path+"[]")
	case reflect.Struct:
		for _, f := range fields(typ) {
			at := join(path, f.Tag.Get("yaml"))
			keys = append(append(keys, at), keysOfType(f.Type, at)...)
		}
	}
	return keys
}

func TestConfigRefusesWithFileLineAndNearestKey(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"misspelt key":       {"policy:\n  unit_shre: 30%\n", "config.yaml:2:3: policy.unit_shre: unknown key; did you mean unit_share?"},
		"misspelt section":   {"telegramm:\n  token: x\n", "config.yaml:1:1: telegramm: unknown key; did you mean telegram?"},
		"unknown key":        {"log:\n  colour: red\n", "config.yaml:2:3: log.colour: unknown key; known: level, format"},
		"key in a list":      {"calendar:\n  required_presence:\n    weekly:\n      - wekday: mon\n        name: x\n", "config.yaml:4:9: calendar.required_presence.weekly[0].wekday: unknown key; did you mean weekday?"},
		"key of a change":    {"policy:\n  changes:\n    - from: 2026-07-01\n      unit_sare: 1/3\n", "config.yaml:4:7: policy.changes[0].unit_sare: unknown key; did you mean unit_share?"},
		"unknown job":        {"jobs:\n  bakup: '@daily'\n", "config.yaml:2:3: jobs.bakup: unknown job; did you mean backup?"},
		"key twice":          {"language: vi\nlanguage: en\n", `config.yaml:2:1: mapping key "language" already defined at [1:1]`},
		"value for section":  {"telegram: 5\n", "config.yaml:1:11: telegram: want keys with values (token, token_file, api_url, proxy, rate, quiet), not a single value"},
		"section for value":  {"language: {vi: 1}\n", "config.yaml:1:11: language: want a single value, not keys with values"},
		"list for value":     {"backup:\n  keep: [1]\n", "config.yaml:2:9: backup.keep: want a single value, not a list"},
		"value for list":     {"calendar:\n  weekdays: mon\n", "config.yaml:2:13: calendar.weekdays: want a list, not a single value"},
		"list of documents":  {"language: vi\n---\nlanguage: en\n", "config.yaml: holds more than one document (---)"},
		"alias":              {"backup: &b {keep: 3}\n", "config.yaml:1:9: backup: anchors (&), aliases (*) and tags (!) are not used here"},
		"no mapping":         {"- a\n- b\n", "config.yaml:1:1: want keys with values (telegram, database, time_zone, language, calendar, policy, texts, requests, authority, powers, tasks, evaluation, time_sheet, data_requests, retention, jobs, backup, log), not a list"},
		"long sign":          {"time_sheet:\n  symbols:\n    home: tại nhà riêng\n", `config.yaml:3:5: time_sheet.symbols.home: "tại nhà riêng" is not a sign of at most 8 characters`},
		"one sign for two":   {"time_sheet:\n  half_symbols:\n    home: P\n", `config.yaml:3:5: time_sheet.half_symbols.home: "P" stands for symbols.leave already`},
		"one half alone":     {"time_sheet:\n  two_halves: '{am}'\n", "config.yaml:2:3: time_sheet.two_halves: needs {am} and {pm}"},
		"no number":          {"backup:\n  keep: many\n", `config.yaml:2:9: backup.keep: "many" is not a whole number`},
		"not a number":       {"telegram:\n  rate:\n    per_second: .nan\n", `config.yaml:3:17: telegram.rate.per_second: ".nan" is not a number`},
		"no bool":            {"policy:\n  units:\n    VP: [{from: 2026-01-01, follow_pilot: yes}]\n", `config.yaml:3:43: policy.units.VP[0].follow_pilot: "yes" is neither true nor false`},
		"no period":          {"retention:\n  keep_outbox: 30\n", `config.yaml:2:16: retention.keep_outbox: "30" is not a time such as 30 days, 24 months or forever`},
		"late answers":       {"data_requests:\n  answer_within: 0\n", "config.yaml:2:3: data_requests.answer_within: 0 is not between 1 and 30 working days"},
		"too few copies":     {"backup:\n  keep: 0\n", "config.yaml:2:3: backup.keep: 0 is too few: at least one copy stays"},
		"time of day":        {"policy:\n  cutoff:\n    time: 25:00\n", `config.yaml:3:11: policy.cutoff.time: "25:00" is not a time of day such as 16:00`},
		"days":               {"policy:\n  days_per_week: 2.3\n", `config.yaml:2:18: policy.days_per_week: "2.3" is not a number of days such as 2 or 2.5, with block or approve_above behind it, nor off`},
		"more than a week":   {"policy:\n  days_per_week: 8\n", "config.yaml:2:3: policy.days_per_week: is more than the 7 days of a week"},
		"limit of 0":         {"policy:\n  unit_share: 0%\n", `config.yaml:2:15: policy.unit_share: "0%" is not a share over 0 and at most 100% such as 30%, 0.3 or 1/3, with block or approve_above behind it, nor off`},
		"limit of 500 %":     {"policy:\n  unit_share: 500%\n", `config.yaml:2:15: policy.unit_share: "500%" is not a share over 0 and at most 100% such as 30%, 0.3 or 1/3, with block or approve_above behind it, nor off`},
		"nobody present":     {"policy:\n  min_present: 0\n", `config.yaml:2:16: policy.min_present: "0" is not a number of people of at least 1, with block or approve_above behind it, nor off`},
		"misspelt mode":      {"policy:\n  days_per_week: 2 aprove_above\n", `config.yaml:2:18: policy.days_per_week: "2 aprove_above" is not a number of days such as 2 or 2.5, with block or approve_above behind it, nor off`},
		"working time":       {"policy:\n  remind_after: soon\n", `config.yaml:2:17: policy.remind_after: "soon" is not a stretch of working time such as 4h or 90m, nor never`},
		"too far ahead":      {"policy:\n  months_ahead: 12\n", "config.yaml:2:3: policy.months_ahead: is not between 0 and 11"},
		"no months":          {"policy:\n  months_ahead: soon\n", `config.yaml:2:17: policy.months_ahead: "soon" is not a number of months such as 1`},
		"raised first":       {"policy:\n  raise_after: 1h\n", "config.yaml:1:1: policy.remind_after: is not before raise_after: a request would be raised before its approver was reminded"},
		"change without day": {"policy:\n  changes:\n    - days_per_week: 3\n", "config.yaml:3:7: policy.changes[0]: has no day from which it holds (from: 2026-07-01)"},
		"changes backwards":  {"policy:\n  changes:\n    - from: 2026-07-01\n    - from: 2026-06-01\n", "config.yaml:4:7: policy.changes[1].from: 2026-06-01 is before the entry above it"},
		"change to nonsense": {"policy:\n  units:\n    VP:\n      - from: 2026-07-01\n        raise_after: 30m\n", "config.yaml:4:9: policy.units.VP[0].remind_after: is not before raise_after: a request would be raised before its approver was reminded"},
		"weekday":            {"calendar:\n  weekdays: [mon, tues]\n", `config.yaml:2:19: calendar.weekdays[1]: "tues" is none of mon, tue, wed, thu, fri, sat, sun; did you mean tue?`},
		"no weekday":         {"calendar:\n  weekdays: []\n", "config.yaml:2:3: calendar.weekdays: names no working day"},
		"hours":              {"calendar:\n  hours: [7:30]\n", `config.yaml:2:11: calendar.hours[0]: "7:30" is not a stretch of time such as 7:30-11:30`},
		"hours reversed":     {"calendar:\n  hours: [11:30-7:30]\n", `config.yaml:2:11: calendar.hours[0]: "11:30-7:30" ends before it begins`},
		"hours overlap":      {"calendar:\n  hours: [7:30-11:30, 11:00-17:00]\n", "config.yaml:2:23: calendar.hours[1]: begins before the stretch above it ends"},
		"no such year":       {"calendar:\n  years:\n    26:\n      days_off: {1/1: x}\n", "config.yaml:3:5: calendar.years.26: is not a year between 2000 and 2100"},
		"no such day":        {"calendar:\n  years:\n    2026:\n      days_off:\n        31/11: x\n", "config.yaml:4:7: calendar.years.2026.days_off: there is no 31/11/2026"},
		"range reversed":     {"calendar:\n  years:\n    2026:\n      days_off:\n        20/2-16/2: x\n", "config.yaml:4:7: calendar.years.2026.days_off: the range runs backwards"},
		"day twice":          {"calendar:\n  years:\n    2026:\n      days_off: {1/1-2/1: x, 2/1: y}\n", "config.yaml:4:7: calendar.years.2026.days_off: 2026-01-02 is named twice"},
		"day without a name": {"calendar:\n  years:\n    2026:\n      days_off: {1/1: ''}\n", "config.yaml:4:7: calendar.years.2026.days_off: 1/1 has no name"},
		"empty year":         {"calendar:\n  years:\n    2027: {}\n", "config.yaml:3:5: calendar.years.2027: names no day off; leave a year without a notice out, then nobody counts working days in it"},
		"worked weekday":     {"calendar:\n  years:\n    2026:\n      days_off: {1/1: x}\n      worked_days: {5/1: y}\n", "config.yaml:5:7: calendar.years.2026.worked_days: 2026-01-05 is a working day already"},
		"worked and off":     {"calendar:\n  years:\n    2026:\n      days_off: {10/1: x}\n      worked_days: {10/1: y}\n", "config.yaml:5:7: calendar.years.2026.worked_days: 2026-01-10 is a day off as well"},
		"presence unnamed":   {"calendar:\n  required_presence:\n    dated:\n      - day: 2026-12-10\n", "config.yaml:4:9: calendar.required_presence.dated[0]: has no name; people read it as the reason for a refusal"},
		"time zone":          {"time_zone: Hanoi\n", `config.yaml:1:12: time_zone: "Hanoi" is not a time zone such as Asia/Ho_Chi_Minh`},
		"machine's own zone": {"time_zone: Local\n", `config.yaml:1:12: time_zone: "Local" is not a time zone such as Asia/Ho_Chi_Minh`},
		"language":           {"language: fr\n", `config.yaml:1:11: language: "fr" is none of vi, en; known: vi, en`},
		"proxy's scheme":     {"telegram:\n  proxy: ftp://h:1\n", `config.yaml:2:10: telegram.proxy: a proxy is reached by http, https or socks5, not by "ftp"`},
		"API's address":      {"telegram:\n  api_url: api.telegram.org\n", "config.yaml:2:12: telegram.api_url: not an address such as https://api.telegram.org"},
		"rate":               {"telegram:\n  rate:\n    per_second: 0\n", "config.yaml:3:5: telegram.rate.per_second: 0 is not above 0 and at most 1000"},
		"text untranslated":  {"texts:\n  commitment:\n    version: 2\n    vi: Tôi cam kết\n", "config.yaml:2:3: texts.commitment: version 2 needs its text in both languages (vi, en)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse("config.yaml", []byte(c.text))
			if err == nil {
				t.Fatal("it was accepted")
			}
			if lines := strings.Split(err.Error(), "\n"); !slices.Contains(lines, c.want) {
				t.Errorf("got\n%v\nwant among it\n%s", err, c.want)
			}
		})
	}
}

func TestConfigShowsAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	_, err := Parse("c.yaml", []byte("language: fr\nlog:\n  levle: info\npolicy:\n  unit_share: most\n"))
	var faults *Error
	if !errors.As(err, &faults) || len(faults.Problems) != 3 {
		t.Fatalf("got %v", err)
	}
	for i, line := range []int{1, 3, 5} {
		if faults.Problems[i].Line != line {
			t.Errorf("fault %d is at line %d, want %d", i, faults.Problems[i].Line, line)
		}
	}
}

func TestConfigReadsEveryFormOfANumber(t *testing.T) {
	t.Parallel()
	config, err := Parse("c.yaml", []byte(`
telegram: {proxy: "socks5://u:p@10.0.0.1:1080", api_url: "http://127.0.0.1:8081/"}
policy:
  days_per_week: 2.5 approve_above
  days_per_month: off
  month_share: 0.4
  unit_share: 33.5%
  min_present: 2 approve_above
  remind_after: never
  changes:
    - from: 2026-07-01
      unit_share: 1/3 approve_above
      cutoff: {working_days_before: 2, time: 9:00}
  units:
    VP:
      - from: 2026-08-01
        required_presence:
          weekly: [{weekday: fri, part: pm, name: Họp giao ban}]
database: {path: /var/lib/tainha/t.db}
log:
`))
	if err != nil {
		t.Fatal(err)
	}
	p := config.Policy.Base
	if p.PerWeek != (rules.Quota{Max: 5, Mode: rules.ApproveAbove}) || p.PerMonth.Mode != rules.Off ||
		p.MonthShare.Ratio != (rules.Ratio{Num: 2, Den: 5}) || p.UnitShare.Ratio != (rules.Ratio{Num: 67, Den: 200}) ||
		p.MinPresent != (rules.Quota{Max: 2, Mode: rules.ApproveAbove}) || p.RemindAfter != 0 || p.RaiseAfter != 8*time.Hour {
		t.Errorf("the numbers are %+v", p)
	}
	later := config.Policy.At("VP", rules.MustDate("2026-08-01"))
	if later.UnitShare != (rules.Share{Ratio: rules.Ratio{Num: 1, Den: 3}, Mode: rules.ApproveAbove}) ||
		later.Cutoff != (rules.Cutoff{DaysBefore: 2, Minute: 9 * 60}) || len(later.Presence) != 1 {
		t.Errorf("the later numbers are %+v", later)
	}
	if got := config.Telegram.Proxy.String(); got != "socks5://u:p@10.0.0.1:1080" {
		t.Errorf("the proxy is %s", got)
	}
	if config.Telegram.APIURL != "http://127.0.0.1:8081" || config.Database.Path != "/var/lib/tainha/t.db" {
		t.Errorf("api_url %s, database %s", config.Telegram.APIURL, config.Database.Path)
	}
	if config.Log.Format != "text" {
		t.Error("a key without a value lost its default")
	}
}

func TestConfigPathsAreRelativeToItsFolder(t *testing.T) {
	t.Parallel()
	path := write(t, "config.yaml", "database: {path: data/t.db}\ntelegram: {token_file: token}\n")
	config, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Dir(path)
	if config.Database.Path != filepath.Join(folder, "data/t.db") || config.Telegram.TokenFile != filepath.Join(folder, "token") ||
		config.Backup.Dir != filepath.Join(folder, "backup") {
		t.Errorf("got %s, %s, %s", config.Database.Path, config.Telegram.TokenFile, config.Backup.Dir)
	}
}

func FuzzConfigNeverPanics(f *testing.F) {
	f.Add(exampleFile(f))
	f.Add([]byte("calendar: {years: {2026: {days_off: {99/99: x}}}}"))
	f.Add([]byte("? [a]\n: b\n"))
	f.Add([]byte("<<: *a"))
	f.Fuzz(func(_ *testing.T, source []byte) {
		_, _ = Parse("c.yaml", source)
	})
}

// The example names every job with its schedule: it is where an operator looks.
func TestTheExampleNamesEveryJob(t *testing.T) {
	t.Parallel()
	_, rest, found := strings.Cut(string(exampleFile(t)), "\njobs:\n")
	if !found {
		t.Fatal("the example has no jobs")
	}
	section, _, _ := strings.Cut(rest, "\n\n")
	named := map[string]string{}
	for _, line := range regexp.MustCompile(`(?m)^ {2}(\w+): "([^"]*)"`).FindAllStringSubmatch(section, -1) {
		named[line[1]] = line[2]
	}
	if diff := cmp.Diff(jobs.Specs(), named); diff != "" {
		t.Errorf("the jobs and their schedules (-code +config.example.yaml):\n%s", diff)
	}
}
