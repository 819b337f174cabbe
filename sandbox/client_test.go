package sandbox_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"tainha/sandbox"
)

// TestARealClientIsUnderstood speaks to the sandbox with the library that the bot uses.
func TestARealClientIsUnderstood(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{LanguageCode: "vi"})
	got := make(chan *models.Update, 10)
	c, err := tg.New(b.Token(), tg.WithServerURL(b.URL()), tg.WithDefaultHandler(func(_ context.Context, _ *tg.Bot, u *models.Update) { got <- u }))
	if err != nil {
		t.Fatal(err)
	}
	ctx := b.ctx()
	msg, err := c.SendMessage(ctx, &tg.SendMessageParams{ChatID: p.ID(), Text: "<b>Duyệt?</b>", ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: tg.True()},
		ReplyMarkup:        models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Duyệt", CallbackData: "ok"}}}}})
	if err != nil || msg.Text != "Duyệt?" || msg.ReplyMarkup.InlineKeyboard[0][0].CallbackData != "ok" {
		t.Fatal(msg, err)
	}
	if _, err := c.SendMessage(ctx, &tg.SendMessageParams{ChatID: p.ID(), Text: "x", ReplyMarkup: models.InlineKeyboardMarkup{}}); !errors.Is(err, tg.ErrorBadRequest) {
		t.Errorf("a keyboard of null was taken: %v", err)
	}
	if _, err := c.SendDocument(ctx, &tg.SendDocumentParams{ChatID: p.ID(), Document: &models.InputFileUpload{Filename: "a.xlsx", Data: strings.NewReader("x")}}); err != nil {
		t.Error(err)
	}
	if _, err := c.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: p.ID(), Photo: &models.InputFileUpload{Filename: "a.png", Data: strings.NewReader(string(picture(t, 9, 9)))}}); err != nil {
		t.Error(err)
	}
	if _, err := c.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: []models.BotCommand{{Command: "lich", Description: "Lịch"}}, LanguageCode: "vi",
		Scope: &models.BotCommandScopeChat{ChatID: p.ID()}}); err != nil || names(p.Menu()) != "lich" {
		t.Error(err, p.Menu())
	}
	b.Fault(sandbox.Fault{Kind: sandbox.FaultTooMany, RetryAfter: 4})
	var wait *tg.TooManyRequestsError
	if _, err := c.GetMe(ctx); !errors.As(err, &wait) || wait.RetryAfter != 4 {
		t.Error(err)
	}
	polling, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() { c.Start(polling); close(ended) }()
	if _, err := p.Tap(msg.ID, "Duyệt"); err != nil {
		t.Fatal(err)
	}
	u := <-got
	if u.CallbackQuery == nil || u.CallbackQuery.Data != "ok" || u.CallbackQuery.Message.Message.ID != msg.ID {
		t.Fatalf("got %+v", u)
	}
	if _, err := c.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "Đã duyệt"}); err != nil {
		t.Error(err)
	}
	if _, err := c.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: p.ID(), MessageID: msg.ID, Text: "Đã duyệt"}); err != nil {
		t.Error(err)
	}
	stop()
	<-ended
	if last, _ := b.Message(p.ID(), msg.ID); last.Text != "Đã duyệt" || last.ReplyMarkup != nil {
		t.Errorf("got %+v", last)
	}
}
