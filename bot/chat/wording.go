package chat

import (
	"strings"

	"tainha/fold"
	"tainha/report"
	"tainha/rules"
)

// Texts is somebody's language: a Turn's or a View's.
type Texts interface {
	Text(m rules.Message) (string, error)
}

// Wording turns messages into the plain texts of a picture; the first error is kept.
type Wording struct {
	Texts
	Err error
}

func (w *Wording) Word(m rules.Message) string {
	s, err := w.Text(m)
	if err != nil && w.Err == nil {
		w.Err = err
	}
	return s
}

func (w *Wording) Key(key string) string { return w.Word(rules.Msg(key)) }

// Board is the words of a board of people and days.
func (w *Wording) Board() report.BoardWords {
	return report.BoardWords{
		Person: w.Key("board.person"), HomeTotal: w.Key("board.home_total"), PresentTotal: w.Key("board.present_total"),
		Morning: w.Key("board.morning"), Afternoon: w.Key("board.afternoon"), Away: w.Key("board.away"),
		Home: w.Key("board.home"), HomeMorning: w.Key("board.home_morning"), HomeAfternoon: w.Key("board.home_afternoon"),
		Asked: w.Key("board.asked"), Absent: w.Key("board.absent"), Must: w.Key("board.must"), Off: w.Key("board.off"), Office: w.Key("board.office"),
	}
}

// FileName keeps what every system allows in a file's name.
func FileName(s string) string {
	return strings.ReplaceAll(fold.Text(s), " ", "-")
}
