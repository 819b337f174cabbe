package config

import (
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tainha/jobs"
	"tainha/rules"
)

// configFile is the shape of the file; its yaml tags are all the keys there are.
type configFile struct {
	Telegram     telegramFile      `yaml:"telegram"`
	Database     databaseFile      `yaml:"database"`
	TimeZone     zone              `yaml:"time_zone"`
	Language     language          `yaml:"language"`
	Calendar     calendarFile      `yaml:"calendar"`
	Policy       policyFile        `yaml:"policy"`
	Texts        Texts             `yaml:"texts"`
	Requests     requestsFile      `yaml:"requests"`
	Authority    string            `yaml:"authority"` // staff code
	Powers       powersFile        `yaml:"powers"`
	Tasks        tasksFile         `yaml:"tasks"`
	Evaluation   evaluationFile    `yaml:"evaluation"`
	TimeSheet    timeSheetFile     `yaml:"time_sheet"`
	DataRequests dataRequestsFile  `yaml:"data_requests"`
	Retention    retentionFile     `yaml:"retention"`
	Jobs         map[string]string `yaml:"jobs"`
	Backup       backupFile        `yaml:"backup"`
	Log          logFile           `yaml:"log"`
}

type telegramFile struct {
	Token     Secret   `yaml:"token"`
	TokenFile string   `yaml:"token_file"`
	APIURL    apiURL   `yaml:"api_url"`
	Proxy     proxyURL `yaml:"proxy"`
	Rate      Rate     `yaml:"rate"`
	Quiet     night    `yaml:"quiet"`
}

type databaseFile struct {
	Path string `yaml:"path"`
}

type backupFile struct {
	Dir  string `yaml:"dir"`
	Keep int    `yaml:"keep"`
}

type logFile struct {
	Level  logLevel  `yaml:"level"`
	Format logFormat `yaml:"format"`
}

// defaultConfig is what holds where the file is silent. The calendar's years
// have no default: they are data, and guessing them is refused.
func defaultConfig() configFile {
	return configFile{
		Telegram: telegramFile{
			APIURL: "https://api.telegram.org",
			Rate:   Rate{PerSecond: 30, PerChat: 1, Burst: 3}, //nolint:mnd // Telegram's own limits
			Quiet:  night{From: 20 * 60, To: 6*60 + 30},
		},
		Database: databaseFile{Path: "tainha.db"},
		TimeZone: zone{time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)},
		Language: "vi",
		Calendar: calendarFile{
			Weekdays: []weekday{1, 2, 3, 4, 5},
			Hours:    []hours{{From: 7*60 + 30, To: 11*60 + 30}, {From: 13 * 60, To: 17 * 60}},
		},
		Policy:       defaultPolicy(),
		Requests:     defaultRequests(),
		Powers:       powersFile(rules.DefaultPowerPolicy()),
		Tasks:        defaultTasks(),
		Evaluation:   defaultEvaluation(),
		TimeSheet:    defaultTimeSheet(),
		DataRequests: defaultDataRequests(),
		Retention:    defaultRetention(),
		Jobs:         jobs.Specs(),
		Backup:       backupFile{Dir: "backup", Keep: 14},
		Log:          logFile{Level: logLevel(slog.LevelInfo), Format: "text"},
	}
}

// build checks what single values can't show and returns the configuration;
// faults go to t.
func (f *configFile) build(t *tree, folder string) Config {
	calendar := f.Calendar.build(t, f.TimeZone.Location)
	f.checkRate(t)
	f.Texts.check(t)
	known := slices.Sorted(maps.Keys(jobs.Specs()))
	for _, name := range slices.Sorted(maps.Keys(f.Jobs)) {
		if !slices.Contains(known, name) {
			t.faultAt("jobs."+name, "unknown job%s", didYouMean(name, known))
		}
	}
	if f.Database.Path == "" {
		t.faultAt("database.path", "is empty")
	}
	if f.Backup.Keep < 1 {
		t.faultAt("backup.keep", "%d is too few: at least one copy stays", f.Backup.Keep)
	}
	return Config{
		Telegram: Telegram{
			Token: f.Telegram.Token, TokenFile: inFolder(folder, f.Telegram.TokenFile),
			APIURL: string(f.Telegram.APIURL), Proxy: f.Telegram.Proxy.URL, Rate: f.Telegram.Rate,
			Quiet: rules.Span(f.Telegram.Quiet), TokenInFile: f.Telegram.Token != "",
		},
		Database:  Database{inFolder(folder, f.Database.Path)},
		Language:  string(f.Language),
		Calendar:  calendar,
		Policy:    f.Policy.build(t),
		Texts:     f.Texts,
		Authority: f.Authority,
		Requests:  f.requestPolicy(t),
		Powers:    f.powerPolicy(t),
		Tasks:     f.taskPolicy(t),
		Scoring:   f.evaluation(t),
		Sheet:     f.sheetForm(t),
		Data:      f.dataPolicy(t),
		Jobs:      f.Jobs,
		Backup:    Backup{inFolder(folder, f.Backup.Dir), f.Backup.Keep},
		Log:       Log{slog.Level(f.Log.Level), string(f.Log.Format)},

		criteriaAt: f.Evaluation.criteriaAt(t),
	}
}

func (f *configFile) checkRate(t *tree) {
	rate := f.Telegram.Rate
	if rate.PerSecond <= 0 || rate.PerSecond > 1000 {
		t.faultAt("telegram.rate.per_second", "%g is not above 0 and at most 1000", rate.PerSecond)
	}
	if rate.PerChat <= 0 || rate.PerChat > rate.PerSecond {
		t.faultAt("telegram.rate.per_chat", "%g is not above 0 and at most per_second", rate.PerChat)
	}
	if rate.Burst < 1 || rate.Burst > 20 {
		t.faultAt("telegram.rate.burst", "%d is not between 1 and 20", rate.Burst)
	}
}

func (x *Texts) check(t *tree) {
	for _, a := range []struct {
		path string
		text Agreement
	}{{"texts.data_notice", x.DataNotice}, {"texts.commitment", x.Commitment}} {
		switch {
		case a.text.Version < 0:
			t.faultAt(a.path+".version", "%d is below 0", a.text.Version)
		case a.text.Version > 0 && (strings.TrimSpace(a.text.Vietnamese) == "" || strings.TrimSpace(a.text.English) == ""):
			t.faultAt(a.path, "version %d needs its text in both languages (vi, en)", a.text.Version)
		}
	}
}

// inFolder makes a path of the file absolute; an empty one stays empty.
func inFolder(folder, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}
