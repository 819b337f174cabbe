package bot

import (
	"strings"

	"tainha/fold"
	"tainha/report"
	"tainha/rules"
)

// texts is somebody's language: a Turn's or a View's.
type texts interface {
	Text(m rules.Message) (string, error)
}

// wording turns messages into the plain texts of a picture; the first error is kept.
type wording struct {
	texts
	err error
}

func (w *wording) text(m rules.Message) string {
	s, err := w.Text(m)
	if err != nil && w.err == nil {
		w.err = err
	}
	return s
}

func (w *wording) key(key string) string { return w.text(rules.Msg(key)) }

// board is the words of a board of people and days.
func (w *wording) board() report.BoardWords {
	return report.BoardWords{
		Person: w.key("board.person"), HomeTotal: w.key("board.home_total"), PresentTotal: w.key("board.present_total"),
		Morning: w.key("board.morning"), Afternoon: w.key("board.afternoon"), Away: w.key("board.away"),
		Home: w.key("board.home"), HomeMorning: w.key("board.home_morning"), HomeAfternoon: w.key("board.home_afternoon"),
		Asked: w.key("board.asked"), Absent: w.key("board.absent"), Must: w.key("board.must"), Off: w.key("board.off"), Office: w.key("board.office"),
	}
}

// fileName keeps what every system allows in a file's name.
func fileName(s string) string {
	return strings.ReplaceAll(fold.Text(s), " ", "-")
}
