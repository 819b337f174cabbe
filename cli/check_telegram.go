package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"tainha/bot/chat"
	"tainha/config"
)

// checkTelegram asks the Bot API who the token's bot is: the one call that
// disturbs nothing.
func checkTelegram(ctx context.Context, config *config.Telegram, r *checkReport) {
	const item = "Telegram"
	me, err := askMe(ctx, config)
	var server *chat.ServerError
	switch {
	case err == nil:
		r.good(item, "%s knows the bot as @%s (%s)", config.APIURL, me.Username, me.FirstName)
	case errors.Is(err, chat.ErrTokenRefused):
		r.fault(item, "%s refused the token: it is mistyped or was revoked; @BotFather shows it with /token", config.APIURL)
	case errors.As(err, &server):
		r.fault(item, "%s answered, but not as Telegram does: %v; is something else at telegram.api_url, or a login page in between?", config.APIURL, server)
	case config.Proxy != nil:
		r.fault(item, "%s can't be reached through the proxy at %s: %v", config.APIURL, config.Proxy.Host, cause(err, config))
	default:
		r.fault(item, "%s can't be reached: %v; some networks reach Telegram only through a proxy: see telegram.proxy", config.APIURL, cause(err, config))
	}
}

func askMe(ctx context.Context, config *config.Telegram) (chat.Me, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	return chat.AskMe(ctx, string(config.Token), config.APIURL, config.Proxy)
}

// botName asks Telegram for the user name of the token's bot.
func botName(ctx context.Context, config *config.Telegram) (string, error) {
	me, err := askMe(ctx, config)
	if err != nil {
		return "", fmt.Errorf("%s: %w", config.APIURL, cause(err, config))
	}
	return me.Username, nil
}

// cause is what happened on the network, without the request that it happened to.
func cause(err error, config *config.Telegram) error {
	var request *url.Error
	if errors.As(err, &request) {
		err = request.Err
	}
	return chat.NewScrubber(string(config.Token), config.Proxy).Err(err)
}
