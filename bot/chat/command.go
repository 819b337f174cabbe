package chat

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"tainha/fold"
	"tainha/locale"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// Command is one thing people can ask for. Everything that belongs to it stands
// in one file: its names, who may use it, its flows and buttons.
type Command struct {
	Name   string // English, as in /wfh; the menu text is the message "menu.NAME"
	Alias  string // Vietnamese without diacritics, as in /tainha
	Access rules.Access
	Place  int // where it stands in menus and the help, from the top: no two in one
	InMenu bool
	// Groups says that it may be used in a group, where nothing personal is shown.
	Groups bool
	// BeforeConsent says that it may be used before the data notice was agreed to.
	BeforeConsent bool
	// Veiled says that nothing of whoever uses it may stay, as of a Press that is Veiled.
	Veiled bool
	// KeepsFlow says that it leaves the open flow as it is.
	KeepsFlow bool
	Run       func(t *Turn, args string) error

	Flows   []Conversation
	Presses []Presser

	feature string // whose it is
}

// Permission is what one entry point declares: who may use it, on whose data.
type Permission struct {
	Kind   string // command, button, start (of a flow by a link or contact)
	Name   string
	Of     string // the command that a button belongs to
	Access rules.Access
}

// Permissions lists every entry point with its declaration, for the document
// and the test that walks them all.
func (b *Bot) Permissions() []Permission {
	var out []Permission
	for _, c := range b.list {
		out = append(out, Permission{"command", c.Name, c.Name, c.Access})
		presses := slices.SortedFunc(slices.Values(c.Presses), func(x, y Presser) int { return strings.Compare(x.name(), y.name()) })
		for _, p := range presses {
			out = append(out, Permission{"button", p.name(), c.Name, p.access()})
		}
	}
	return out
}

// Objects lists the kinds of objects that the features declare.
func (b *Bot) Objects() []string { return slices.Sorted(maps.Keys(b.objects)) }

// CmdCancel leaves what is open, for good.
func CmdCancel() Command {
	return Command{
		Name: "cancel", Alias: "huy", Place: 160, InMenu: true,
		Access:        rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true},
		BeforeConsent: true, KeepsFlow: true,
		Flows: []Conversation{typedFlow()},
		Run: func(t *Turn, _ string) error {
			f, known := t.b.flows[t.conv.Flow]
			if !known {
				return t.Say(rules.Msg("cancel.nothing"))
			}
			return f.stop(t, t.conv)
		},
	}
}

// CmdResume shows the open question again, or takes up the one that another
// command replaced.
func CmdResume() Command {
	return Command{
		Name: "resume", Alias: "tiep", Place: 100, InMenu: true,
		Access:        rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true},
		BeforeConsent: true, KeepsFlow: true,
		Run: func(t *Turn, _ string) error {
			f, known := t.b.flows[t.conv.Flow]
			if !known {
				return t.Say(rules.Msg("resume.nothing"))
			}
			if may, err := t.b.mayGoOn(t, f); err != nil || !may {
				return err
			}
			return f.again(t, t.conv)
		},
		Presses: []Presser{
			opensKey.On(rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true}, AboutSelf[opensPress], opens),
			restKey.On(rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true}, AboutSelf[restPress], beginRest),
		},
	}
}

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

// opensPress runs a command in a new message below, by its place.
type opensPress struct{ Place int16 }

var opensKey = DefinePress[opensPress]("oc")

// Opens is a button that runs a command below: what it stands under stays.
func (v View) Opens(command, key string, namesAndValues ...any) store.Button {
	return opensKey.Button(opensPress{int16(v.b.byName[command].Place)}, key, namesAndValues...)
}

// opens runs a command as if it was written.
func opens(t *Turn, p opensPress) error {
	for _, c := range t.b.list {
		if c.Place == int(p.Place) {
			return t.b.run(t.Below(), c, "")
		}
	}
	return t.Stale()
}

// Below is the turn as if its press had been written: it answers below, and what was pressed
// stays.
func (t *Turn) Below() *Turn {
	below := *t
	below.pressed, below.in.Press = 0, nil
	return &below
}

// Begin runs a command as if it was written, with what stands behind its name.
func (t *Turn) Begin(name, args string) error {
	for _, c := range t.b.list {
		if c.Name == name {
			return t.b.run(t, c, args)
		}
	}
	return t.Stale()
}

// byWords finds the command of the menu whose name was written without its slash
// ("lịch"), or one by the words by which people call it.
func (b *Bot) byWords(t *Turn) (Command, bool) {
	want := fold.Text(t.in.Text)
	name := strings.ReplaceAll(want, " ", "")
	for _, c := range b.list {
		named := c.InMenu && (name == c.Name || name == c.Alias)
		if t.Actor.Sees(c.Access) && (named || reply.Calls(t.in.Text, c.Name)) {
			return c, true
		}
	}
	return Command{}, false
}

// ofKind reports a text that names a kind of absence and nothing more.
func ofKind(text string) bool {
	_, ok := reply.Absence(text)
	return ok
}

// offered begins the only wish that the newest message offers: "gửi luôn" below "Còn: …".
func (b *Bot) offered(t *Turn) (taken bool, err error) {
	keyboards, err := t.Tx.Keyboards(t.Chat)
	if err != nil {
		return false, fmt.Errorf("find what was offered: %w", err)
	}
	if len(keyboards) == 0 || keyboards[0].Below || !keyboards[0].Asked {
		return false, nil
	}
	offers := slices.DeleteFunc(slices.Clone(keyboards[0].Keys), func(k store.Key) bool { _, rest := restKey.decode(k.Data); return !rest })
	if len(offers) != 1 {
		return false, nil
	}
	return true, b.routePress(t, offers[0].Data)
}

// sentAlready answers "gửi đi" of who has sent already what waits for a decision.
func (b *Bot) sentAlready(t *Turn) (taken bool, err error) {
	open, err := t.Tx.OpenOf(t.Person.ID)
	if err != nil || len(open) == 0 {
		return false, err
	}
	return true, t.Say(rules.Msg("send.sent", "days", open[len(open)-1].Slots(rules.Pending)))
}
