package chat

import (
	"strings"

	"tainha/fold"
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

// Word is a message as plain text, empty once one could not be had.
func (w *Wording) Word(m rules.Message) string {
	s, err := w.Text(m)
	if err != nil && w.Err == nil {
		w.Err = err
	}
	return s
}

// Key is Word for a message without arguments.
func (w *Wording) Key(key string) string { return w.Word(rules.Msg(key)) }

// FileName keeps what every system allows in a file's name.
func FileName(s string) string {
	return strings.ReplaceAll(fold.Text(s), " ", "-")
}
