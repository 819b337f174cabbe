package chat

import (
	"context"
	"fmt"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"tainha/locale"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// menu lists the commands that somebody with these roles may use, in one
// language: Vietnamese names for Vietnamese readers, English ones for English.
func (b *Bot) menu(lang string, who rules.Actor) ([]models.BotCommand, error) {
	var out []models.BotCommand
	for _, c := range b.list {
		if !c.InMenu || !who.Sees(c.Access) {
			continue
		}
		text, err := b.Catalog.Plain(lang, rules.Msg("menu."+c.Name))
		if err != nil {
			return nil, fmt.Errorf("menu of %s: %w", c.Name, err)
		}
		out = append(out, models.BotCommand{Command: c.NameIn(lang), Description: text})
	}
	return out, nil
}

// NameIn is the command's name for readers of a language.
func (c Command) NameIn(lang string) string {
	if lang == "vi" {
		return c.Alias
	}
	return c.Name
}

// setMenus sets what everybody sees by the language of their Telegram: the
// commands of staff. Who has more roles or chose another language gets a menu of
// their own.
func (b *Bot) setMenus(ctx context.Context) error {
	staff := rules.Actor{Roles: rules.Staff}
	for _, lang := range append([]string{""}, locale.Languages...) {
		list, err := b.menu(locale.Known(lang), staff)
		if err != nil {
			return err
		}
		if _, err := b.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{
			Commands: list, Scope: &models.BotCommandScopeAllPrivateChats{}, LanguageCode: lang,
		}); err != nil {
			return fmt.Errorf("set the menu: %w", err)
		}
	}
	return nil
}

// setChatMenu sets the menu of one person from their present roles and language.
func (b *Bot) setChatMenu(ctx context.Context, chat int64) error {
	now := b.Now().In(b.Pilot.Calendar.Location)
	var list []models.BotCommand
	err := b.DB.Read(ctx, func(tx *store.Tx) error {
		person, lang, err := b.Pilot.Do(tx, b.Now(), pilot.Actor{}).Who(chat, rules.DateOf(now))
		if err != nil || person.ID == 0 {
			return err
		}
		actor, err := b.Pilot.Do(tx, b.Now(), pilot.Actor{}).Actor(person, rules.DateOf(now))
		if err != nil {
			return err
		}
		list, err = b.menu(lang, actor)
		return err
	})
	if err != nil {
		return fmt.Errorf("%w: %w", errPrepare, err)
	}
	scope := &models.BotCommandScopeChat{ChatID: chat}
	if len(list) == 0 { // not linked any more
		_, err = b.api.DeleteMyCommands(ctx, &tg.DeleteMyCommandsParams{Scope: scope})
		return err
	}
	_, err = b.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: list, Scope: scope})
	return err
}

// Begin runs the command at a place of the menu, as if its name was written.
func (t *Turn) Begin(place int) error {
	for _, c := range t.b.list {
		if c.Place == place && c.InMenu {
			return t.b.run(t, c, "")
		}
	}
	return t.Stale()
}
