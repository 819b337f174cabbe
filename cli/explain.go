package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"tainha/config"
	"tainha/phrase"
	"tainha/rules"
	"tainha/store"
)

type explainCmd struct {
	Today  string   `help:"Read as if today were this day." placeholder:"YYYY-MM-DD"`
	Config string   `help:"Take the calendar from this configuration and its database; without it, from the built-in example." type:"path" placeholder:"FILE"`
	Names  string   `help:"Take the names of the staff from this file, one a line." type:"existingfile" placeholder:"FILE"`
	Words  bool     `help:"Explain in plain Vietnamese instead of the notation."`
	Text   []string `arg:"" help:"The sentence; with - the sentences are read from standard input, one a line."`
}

func (*explainCmd) Help() string {
	return `Prints INTENT<TAB>WHAT IT IS ABOUT, one line a sentence; several wishes are joined by +. It needs no bot token and no
database; where the configuration's database is there, what was entered in the chat counts as for the bot.

Examples:
  tainha explain mai em xin làm ở nhà
  tainha explain --today 2026-11-23 "đổi t5 sang t6"
  tainha explain --names staff.txt "duyệt cho Bình thứ 5"
  tainha explain --words "thứ 5 em ở nhà, thứ 6 nghỉ phép"
  tainha explain - < sentences.txt

Xem bot hiểu một câu như thế nào: ý định, những ngày và những người được nhắc đến.`
}

func (c *explainCmd) Run(ctx context.Context, p *Process) error {
	config, err := c.config(p)
	if err != nil {
		return err
	}
	today := rules.DateOf(p.Now().In(config.Calendar.Location))
	if c.Today != "" {
		if today, err = rules.ParseDate(c.Today); err != nil {
			return misused(fmt.Errorf("--today: %w", err))
		}
	}
	names, err := c.names()
	if err != nil {
		return err
	}
	calendar, err := c.calendar(ctx, &config)
	if err != nil {
		return err
	}
	reading := phrase.Context{Today: today, Calendar: calendar, Names: phrase.NewRoll(names)}
	explain := func(text string) string {
		u := phrase.Understand(reading, text)
		if c.Words {
			return u.InWords()
		}
		return u.Explain()
	}
	if len(c.Text) == 1 && c.Text[0] == "-" {
		return explainLines(p.Stdin, p.Stdout, explain)
	}
	_, err = fmt.Fprintln(p.Stdout, explain(strings.Join(c.Text, " ")))
	return err
}

// names reads the file of names; none without one.
func (c *explainCmd) names() ([]string, error) {
	if c.Names == "" {
		return nil, nil
	}
	data, err := os.ReadFile(c.Names)
	if err != nil {
		return nil, fmt.Errorf("read the names: %w", err)
	}
	var names []string
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		if line = strings.TrimSpace(line); line != "" {
			names = append(names, line)
		}
	}
	return names, nil
}

// calendar is the built-in example's, or that of a configuration with what its database holds.
func (c *explainCmd) calendar(ctx context.Context, config *config.Config) (*rules.Calendar, error) {
	if c.Config == "" {
		return &config.Calendar, nil
	}
	return calendarInUse(ctx, config)
}

// calendarInUse is the calendar as the bot counts by it: the configuration's, and on top of it what was entered in the
// chat, where there is a database. It may be read beside a live bot.
func calendarInUse(ctx context.Context, config *config.Config) (*rules.Calendar, error) {
	report, err := store.Inspect(ctx, config.Database.Path)
	if err != nil {
		return nil, fmt.Errorf("read what was entered into the calendar: %w", err)
	}
	return config.Calendar.With(report.Calendar), nil
}

func (c *explainCmd) config(p *Process) (config.Config, error) {
	if c.Config == "" {
		return p.example()
	}
	return p.read(c.Config)
}

// longestLine is how much of a line is read; a message of Telegram has at most
// 4,096 characters.
const longestLine = 64 << 10

// explainLines answers each line of in with one line. An answer is written at
// once when no further line waits, so that it also serves as a dialogue.
func explainLines(in io.Reader, out io.Writer, explain func(string) string) error {
	lines, answers := bufio.NewReaderSize(in, longestLine), bufio.NewWriter(out)
	for {
		line, more, err := lines.ReadLine()
		if err == io.EOF {
			return answers.Flush()
		}
		if err != nil {
			return fmt.Errorf("read the sentences: %w", err)
		}
		text := string(line)
		for more && err == nil { // the rest of an overlong line
			_, more, err = lines.ReadLine()
		}
		_, _ = fmt.Fprintln(answers, explain(text)) // Flush returns its error
		if lines.Buffered() == 0 {
			if err := answers.Flush(); err != nil {
				return fmt.Errorf("write the answers: %w", err)
			}
		}
	}
}
