package chat

import (
	"context"
	"errors"
	"net/url"

	tg "github.com/go-telegram/bot"
)

// Me is what Telegram says of the bot that a token belongs to.
type Me struct{ Username, FirstName string }

// ErrTokenRefused means that Telegram knows no bot with the token.
var ErrTokenRefused = errors.New("the token is refused")

// AskMe is the one call that disturbs nothing: it may be made beside a live bot.
// It fails with ErrTokenRefused, a *ServerError, or what happened on the network;
// the token is in none of them.
func AskMe(ctx context.Context, token, apiURL string, proxy *url.URL) (Me, error) {
	client, err := tg.New(token, tg.WithSkipGetMe(), tg.WithServerURL(apiURL), tg.WithHTTPClient(0, NewHTTPClient(token, proxy, 0)))
	if err != nil {
		return Me{}, NewScrubber(token, proxy).Err(err)
	}
	me, err := client.GetMe(ctx)
	switch {
	case err == nil:
		return Me{me.Username, me.FirstName}, nil
	case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound):
		return Me{}, ErrTokenRefused
	}
	return Me{}, NewScrubber(token, proxy).Err(err)
}

// CommandNames are the two names of every command, English and Vietnamese.
func (b *Bot) CommandNames() (names [][2]string) {
	for _, c := range b.list {
		names = append(names, [2]string{c.Name, c.Alias})
	}
	return names
}
