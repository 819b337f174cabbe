package chat

import (
	"context"
	"time"

	tg "github.com/go-telegram/bot"

	"tainha/rules"
)

const (
	toastLimit  = 200 // characters, Bot API limit
	answerLimit = 10 * time.Second
)

// answer stops the spinning of a pressed button, with a line that vanishes.
type answer struct {
	id    string // of the callback query; empty: nothing was pressed, or nothing is said
	user  int64
	toast rules.Message
	text  string
	alert bool
}

// wordToast words what vanishes by itself while the turn can still be undone: one
// that can't be worded is a fault like any other.
func (t *Turn) wordToast() (err error) {
	t.words = ""
	if t.in.Press == nil || t.toast.Key == "" {
		return nil
	}
	t.words, err = t.Text(t.toast)
	return err
}

func (t *Turn) answer() answer {
	if t.in.Press == nil || t.quiet {
		return answer{}
	}
	if err := t.wordToast(); err != nil {
		t.b.Log.Error("word a toast", "err", t.b.Scrub.Err(err))
		t.toast, t.alert = rules.Msg("oops"), true
		_ = t.wordToast() // without that text there is nothing to say it with
	}
	return answer{t.in.Press.ID, t.User, t.toast, Short(t.words, toastLimit), t.alert}
}

// answer is sent at once and at best effort, outside the outbox: a press lives
// only seconds, and nothing but the spinning depends on it.
func (b *Bot) answer(ctx context.Context, a answer) {
	p := &tg.AnswerCallbackQueryParams{CallbackQueryID: a.id, ShowAlert: a.alert, Text: a.text}
	b.answers.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerLimit)
		defer cancel()
		if _, err := b.api.AnswerCallbackQuery(ctx, p); err != nil {
			b.Log.Debug("a press was not answered", "err", b.Scrub.Err(err))
		}
	})
}

// Short cuts a text to so many characters.
func Short(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return string(r[:limit-1]) + "…"
}
