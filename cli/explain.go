package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"tainha/config"
	"tainha/phrase"
	"tainha/rules"
)

type explainCmd struct {
	Today  string   `help:"Read as if today were this day." placeholder:"YYYY-MM-DD"`
	Config string   `help:"Take the calendar from this configuration; without it, from the built-in example." type:"path" placeholder:"FILE"`
	Text   []string `arg:"" help:"The sentence; with - the sentences are read from standard input, one a line."`
}

func (*explainCmd) Help() string {
	return `Prints INTENT<TAB>DAYS, one line a sentence. It needs no bot token and no database.

Examples:
  tainha explain mai em xin làm ở nhà
  tainha explain --today 2026-11-23 "đổi t5 sang t6"
  tainha explain - < sentences.txt

Xem bot hiểu một câu như thế nào: ý định và những ngày được nhắc đến.`
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
	if len(c.Text) == 1 && c.Text[0] == "-" {
		return explainLines(p.Stdin, p.Stdout, today, &config.Calendar)
	}
	_, err = fmt.Fprintln(p.Stdout, phrase.Read(strings.Join(c.Text, " "), today, &config.Calendar).Explain())
	return err
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
func explainLines(in io.Reader, out io.Writer, today rules.Date, calendar *rules.Calendar) error {
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
		_, _ = fmt.Fprintln(answers, phrase.Read(text, today, calendar).Explain()) // Flush returns its error
		if lines.Buffered() == 0 {
			if err := answers.Flush(); err != nil {
				return fmt.Errorf("write the answers: %w", err)
			}
		}
	}
}
