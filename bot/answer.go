package bot

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
	id    string // of the callback query; empty: nothing was pressed
	lang  string
	toast rules.Message
	alert bool
}

func (t *Turn) answer() answer {
	if t.in.Press == nil {
		return answer{}
	}
	return answer{t.in.Press.ID, t.Lang, t.toast, t.alert}
}

// answer is sent at once and at best effort, outside the outbox: a press lives
// only seconds, and nothing but the spinning depends on it.
func (b *Bot) answer(ctx context.Context, a answer) {
	p := &tg.AnswerCallbackQueryParams{CallbackQueryID: a.id, ShowAlert: a.alert}
	if a.toast.Key != "" {
		text, err := b.Catalog.Plain(a.lang, a.toast)
		if err != nil {
			b.Log.Error("render a toast", "err", err)
		}
		p.Text = short(text, toastLimit)
	}
	b.answers.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerLimit)
		defer cancel()
		if _, err := b.api.AnswerCallbackQuery(ctx, p); err != nil {
			b.Log.Debug("a press was not answered", "err", b.Scrub.Err(err))
		}
	})
}

// short cuts a text to so many characters.
func short(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return string(r[:limit-1]) + "…"
}
