// Package config reads the typed, strict configuration: an unknown key is a fault
// with its line.
package config

import (
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"tainha/rules"
	"tainha/rules/task"
)

// Config is the whole configuration, checked, with paths made absolute.
type Config struct {
	File      string // the file it came from
	Telegram  Telegram
	Database  Database
	Language  string // of people who have not chosen one: vi or en
	Calendar  rules.Calendar
	Policy    rules.PolicyBook
	Texts     Texts
	Authority string              // staff code of who decides above the top unit's head, empty: nobody
	Requests  rules.RequestPolicy // undoing and answers
	Powers    rules.PowerPolicy   // second confirmers
	Tasks     task.Policy         // equivalence, lights, the message budget
	Scoring   Evaluation          // criteria and how periods are scored
	Sheet     rules.SheetForm     // how the time sheet of a month is written
	Data      rules.DataPolicy    // requests about personal data, retention
	Jobs      map[string]string   // schedule by job; the job engine checks the schedules
	Backup    Backup
	Log       Log

	criteriaAt map[string]Problem // where the versions of the criteria stand, by name
}

// Telegram says how the Bot API is reached.
type Telegram struct {
	Token     Secret
	TokenFile string // empty when the token is given otherwise
	APIURL    string
	Proxy     *url.URL // nil: direct
	Rate      Rate
	Quiet     rules.Span // without sound, from an evening to a morning; empty: none

	TokenInFile bool // the configuration file itself holds a token
}

// Rate is how fast messages are sent.
type Rate struct {
	PerSecond float64 `yaml:"per_second"` // in all
	PerChat   float64 `yaml:"per_chat"`   // a second, to one chat
	Burst     int     `yaml:"burst"`      // to one chat at once, before PerChat holds
}

// Database is where the data lives.
type Database struct{ Path string }

// Texts are what people agree to. A greater version asks everybody again.
type Texts struct {
	DataNotice Agreement `yaml:"data_notice"` // thông báo xử lý dữ liệu cá nhân
	Commitment Agreement `yaml:"commitment"`  // cam kết về tiến độ, khối lượng, chất lượng
}

// Agreement is one text in both languages; version 0 means that none is asked for.
type Agreement struct {
	Version    int    `yaml:"version"`
	Vietnamese string `yaml:"vi"`
	English    string `yaml:"en"`
}

// Backup is where the nightly copies of the database go and how many stay.
type Backup struct {
	Dir  string
	Keep int
}

// Log is what is logged and how.
type Log struct {
	Level  slog.Level
	Format string // text or json
}

// Load reads the configuration with the bot's token. It refuses what
// Read refuses, and a configuration without a token.
func Load(path string, env func(string) string) (Config, error) {
	config, err := Read(path)
	if err != nil {
		return Config{}, err
	}
	if config.Telegram.Token, err = config.Telegram.FindToken(env); err != nil {
		return Config{}, Say("%s: %v", path, err)
	}
	return config, nil
}

// Read reads everything but the bot's token, for commands that need none:
// Telegram.Token is what the file itself holds, unchecked. Faults in the file
// come as a *Error that lists them all.
func Read(path string) (Config, error) {
	source, err := os.ReadFile(path) //nolint:gosec // the operator names the file
	if err != nil {
		return Config{}, Say("read the configuration: %v", err)
	}
	return Parse(path, source)
}

// Parse checks the text of a configuration; relative paths in it are
// relative to the folder of the file at path.
func Parse(path string, source []byte) (Config, error) {
	folder, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return Config{}, Say("find the folder of the configuration: %v", err)
	}
	file, t := defaultConfig(), newTree()
	t.decode(plainText(source), &file)
	config := file.build(t, folder)
	config.File = path
	if len(t.problems) > 0 {
		slices.SortStableFunc(t.problems, func(a, b Problem) int {
			return (a.Line-b.Line)*1000 + a.Column - b.Column
		})
		return Config{}, &Error{path, t.problems}
	}
	return config, nil
}
