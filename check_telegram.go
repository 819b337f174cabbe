package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"tainha/bot"
)

// checkTelegram asks the Bot API who the token's bot is: the one call that
// disturbs nothing.
func checkTelegram(ctx context.Context, config *Telegram, r *checkReport) {
	const item = "Telegram"
	me, err := askWho(ctx, config)
	var server *bot.ServerError
	switch {
	case err == nil:
		r.good(item, "%s knows the bot as @%s (%s)", config.APIURL, me.Username, me.FirstName)
	case errors.Is(err, telegram.ErrorUnauthorized), errors.Is(err, telegram.ErrorNotFound):
		r.fault(item, "%s refused the token: it is mistyped or was revoked; @BotFather shows it with /token", config.APIURL)
	case errors.As(err, &server):
		r.fault(item, "%s answered, but not as Telegram does: %v; is something else at telegram.api_url, or a login page in between?", config.APIURL, server)
	case config.Proxy != nil:
		r.fault(item, "%s can't be reached through the proxy at %s: %s", config.APIURL, config.Proxy.Host, cause(err, config))
	default:
		r.fault(item, "%s can't be reached: %s; some networks reach Telegram only through a proxy: see telegram.proxy", config.APIURL, cause(err, config))
	}
}

// askWho is Telegram's own word on the token's bot.
func askWho(ctx context.Context, config *Telegram) (*models.User, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	token := string(config.Token)
	client, err := telegram.New(token, telegram.WithSkipGetMe(), telegram.WithServerURL(config.APIURL),
		telegram.WithHTTPClient(0, bot.NewHTTPClient(token, config.Proxy, 0)))
	if err != nil {
		return nil, bot.NewScrubber(token, config.Proxy).Err(err)
	}
	return client.GetMe(ctx)
}

// botName asks Telegram for the user name of the token's bot.
func botName(ctx context.Context, config *Telegram) (string, error) {
	me, err := askWho(ctx, config)
	if err != nil {
		return "", fmt.Errorf("%s: %s", config.APIURL, cause(err, config))
	}
	return me.Username, nil
}

// cause is what happened on the network, without the request that it happened to.
func cause(err error, config *Telegram) string {
	var request *url.Error
	if errors.As(err, &request) {
		err = request.Err
	}
	return bot.NewScrubber(string(config.Token), config.Proxy).Err(err).Error()
}
