package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"tainha/config"
	"tainha/phrase"
	"tainha/rules"
)

type explainCmd struct {
	Today  string   `help:"Read as if today were this day." placeholder:"YYYY-MM-DD"`
	Config string   `help:"Take the calendar from this configuration; without it, from the built-in example." type:"path" placeholder:"FILE"`
	Names  string   `help:"Take the names of the staff from this file, one a line." type:"existingfile" placeholder:"FILE"`
	Words  bool     `help:"Explain in plain Vietnamese instead of the notation."`
	Text   []string `arg:"" help:"The sentence; with - the sentences are read from standard input, one a line."`
}

func (*explainCmd) Help() string {
	return `Prints INTENT<TAB>WHAT IT IS ABOUT, one line a sentence; several wishes are joined by +. It needs no bot token and no database.

Examples:
  tainha explain mai em xin làm ở nhà
  tainha explain --today 2026-11-23 "đổi t5 sang t6"
  tainha explain --names staff.txt "duyệt cho Bình thứ 5"
  tainha explain --words "thứ 5 em ở nhà, thứ 6 nghỉ phép"
  tainha explain - < sentences.txt

Xem bot hiểu một câu như thế nào: ý định, những ngày và những người được nhắc đến.`
}

func (c *explainCmd) Run(p *Process) error {
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
	context := phrase.Context{Today: today, Calendar: &config.Calendar, Names: phrase.NewRoll(names)}
	explain := func(text string) string {
		u := phrase.Understand(context, text)
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
