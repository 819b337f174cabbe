package chat

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"tainha/pilot"
	"tainha/pilot/intake"
	"tainha/rules"
	"tainha/store"
)

// View is one reader's look at the present state, for cards and files.
type View struct {
	Tx     *store.Tx
	Pilot  *pilot.Pilot
	Now    time.Time
	Today  rules.Date
	Reader rules.Person // zero in a group
	Lang   string
	Chat   int64
	b      *Bot
	above  *telling
}

// Text is a message in the reader's language, without tags.
func (v View) Text(m rules.Message) (string, error) { return v.b.Catalog.Plain(v.Lang, m) }

// Upload is a document or picture ready to be sent.
type Upload struct {
	Name    string // file name; made safe by its maker
	Data    []byte
	Sent    string // a file that Telegram holds, by its id: it is sent again, in place of Data
	Photo   bool
	Caption rules.Message
	Rows    [][]store.Button
	Protect bool // as Object.Protect, where a setting says so
}

// deliver renders one message from the present state and sends it. A panic in a
// renderer is contained like any other failure of preparing.
func (b *Bot) deliver(ctx context.Context, o store.Out) (r result) {
	defer func() {
		if p := recover(); p != nil {
			b.Log.Error("a message could not be made", "outbox", o.ID, "panic", b.Scrub.Text(fmt.Sprint(p)), "stack", b.Scrub.Text(string(debug.Stack())))
			r = result{out: o, fate: unmade, reason: "panic while it was made"}
		}
	}()
	if o.Body.Work != nil && o.Chat != 0 { // its turn in the chat has come: it goes on beside the chat
		return result{out: o, fate: sent}
	}
	if o.Body.Work != nil {
		r = judge(b.Scrub.Err(b.work(ctx, o)))
		r.out = o
		return r
	}
	c, err := b.prepare(ctx, o)
	called := err == nil
	if called {
		c.message, err = b.call(ctx, o, c)
	}
	r = judge(b.Scrub.Err(err))
	r.out, r.message, r.shown, r.called = o, c.message, c.shown, called
	if o.EditOf != 0 && r.fate == sent {
		r.message = o.EditOf
	}
	return r
}

// Outside is what an object's work has: the network, and transactions of its own.
type Outside struct {
	b   *Bot
	ctx context.Context
}

// Fetch gets a file that somebody sent, of at most 20 MB. It fails with ErrNoFile where sending it again is the only way.
func (o Outside) Fetch(file string) ([]byte, error) { return o.b.fetch(o.ctx, file) }

// Tables are the kinds of tables that the features take.
func (o Outside) Tables() []intake.Kind { return o.b.tables }

// Read looks at the database.
func (o Outside) Read(fn func(do pilot.Do) error) error {
	return o.b.DB.Read(o.ctx, func(tx *store.Tx) error { return fn(o.b.Pilot.Do(tx, o.b.Now(), pilot.Actor{})) })
}

// Write is one transaction, in which time passes: the use case knows in whose name the work is done.
func (o Outside) Write(fn func(do pilot.Do) error) error {
	return o.b.DB.Write(o.ctx, func(tx *store.Tx) error { return fn(o.b.Pilot.Do(tx, o.b.Now(), pilot.Actor{Job: pilot.ByTelegram})) })
}

// work does what an object does outside the transactions. A decision that people may read is a fault here.
func (b *Bot) work(ctx context.Context, o store.Out) error {
	object, known := b.objects[o.Body.Work.Kind]
	if o.Broken != "" || !known || object.Work == nil {
		return fmt.Errorf("%w: no work of %q is known", errPrepare, o.Body.Work.Kind)
	}
	return object.Work(Outside{b, ctx}, o.Body.Work.ID)
}

// prepared is a message in the reader's language.
type prepared struct {
	text    string
	markup  models.ReplyMarkup
	upload  *Upload
	protect bool // the file is not to be passed on
	shown   shown
	message int64
}

func (b *Bot) prepare(ctx context.Context, o store.Out) (c prepared, err error) {
	if o.Broken != "" {
		return c, fmt.Errorf("%w: %s", errPrepare, o.Broken)
	}
	if o.Chat == 0 {
		return c, errNobody
	}
	if o.Body.Strip || o.Body.Menu {
		return c, nil
	}
	now := b.Now().In(b.Pilot.Calendar.Location)
	above := b.telling(ctx, o)
	defer above.wait()
	err = b.DB.Read(ctx, func(tx *store.Tx) error {
		v := View{Tx: tx, Pilot: b.Pilot, Now: now, Today: rules.DateOf(now), Lang: o.Language, Chat: o.Chat, b: b, above: above}
		if o.Body.Card != nil || o.Body.File != nil { // a screen holds its text: it asks no calendar
			v.Pilot = b.Pilot.In(tx)
			if v.Reader, _, err = b.Pilot.Do(tx, b.Now(), pilot.Actor{}).Who(o.Chat, v.Today); err != nil {
				return err
			}
			if o.Chat > 0 && v.Reader.ID == 0 {
				return errNobody // unlinked meanwhile: nothing of the organisation goes there
			}
			if above.message, err = b.making(tx, o); err != nil {
				return err
			}
		}
		return b.fill(v, o, &c)
	})
	if err != nil && !errors.Is(err, errNobody) && !errors.Is(err, errEmpty) {
		err = fmt.Errorf("%w: %w", errPrepare, err)
	}
	return c, err
}

// fill renders the body.
func (b *Bot) fill(v View, o store.Out, c *prepared) (err error) {
	var screen store.Screen
	switch {
	default:
		return errors.New("it holds nothing that this release knows")
	case o.Body.Screen != nil:
		screen = *o.Body.Screen
	case o.Body.Card != nil:
		card, known := b.objects[o.Body.Card.Kind]
		if !known || card.Card == nil {
			return fmt.Errorf("no card is called %q", o.Body.Card.Kind)
		}
		if c.shown.revision, err = v.Tx.Revision(o.Body.Card.Kind, o.Body.Card.ID); err != nil {
			return err
		}
		if screen, err = v.card(card, *o.Body.Card); err != nil {
			return err
		}
		if screen.Text.Key == "" && o.EditOf == 0 {
			return errEmpty
		}
	case o.Body.File != nil:
		file, known := b.objects[o.Body.File.Kind]
		if !known || file.File == nil {
			return fmt.Errorf("no file is called %q", o.Body.File.Kind)
		}
		up, err := v.file(file, *o.Body.File)
		if err != nil {
			return err
		}
		c.upload, c.protect = &up, file.Protect || up.Protect
		screen = store.Screen{Text: up.Caption, Rows: up.Rows}
	}
	if c.text, err = b.Catalog.HTML(v.Lang, screen.Text); err != nil {
		return err
	}
	for _, p := range screen.Panels {
		c.text += "\n\n" + b.panelText(v.Lang, o, p)
	}
	if heldNote(o) && v.Lang != "" {
		if err := b.tellHeld(v, o, c); err != nil {
			return err
		}
	}
	if o.Body.Card != nil && o.Body.Card.Kind == pilot.ObjectDigest {
		if err := b.holdsUnheard(v, o, c); err != nil {
			return err
		}
	}
	c.text = fit(c.text, c.upload != nil)
	c.shown.digits, c.shown.beside = screen.Digits, screen.Beside
	c.markup, c.shown.keys, err = b.markup(v.Lang, screen)
	return err
}

// tellHeld adds what may not have arrived, so that nothing is silently lost. What
// the message can't hold waits for the next one.
func (b *Bot) tellHeld(v View, o store.Out, c *prepared) error {
	held, err := v.Tx.HeldIn(o.Chat)
	if err != nil {
		return err
	}
	head, err := b.Catalog.HTML(v.Lang, rules.Msg("held.again"))
	if err != nil {
		return err
	}
	var lines []string
	room := textLimit - units(c.text+"\n\n"+head)
	for _, h := range held {
		if h.Broken == "" && h.Body.Screen == nil && h.Body.Card == nil {
			continue
		}
		text, ok := b.heldText(v, h)
		if !ok && b.waitsForItsHour(h) {
			continue
		}
		if !ok {
			c.shown.broken = append(c.shown.broken, h.ID)
			continue
		}
		if room -= 1 + units(text); room < 0 {
			break
		}
		lines = append(lines, text)
		c.shown.held = append(c.shown.held, h)
	}
	if len(lines) == 0 {
		return nil
	}
	c.text += "\n\n" + head + "\n" + strings.Join(lines, "\n")
	return nil
}

// holdsUnheard notes that a digest tells what earlier ones were to tell.
func (b *Bot) holdsUnheard(v View, o store.Out, c *prepared) error {
	unheard, err := v.Do().UnheardOuts(o.Person)
	c.shown.held = append(c.shown.held, unheard...)
	return err
}

// waitsForItsHour reports whether a held message that says nothing now may say it later: what is only for the hours in
// which its reader hears, as the digest is. The next of its kind tells what it was to tell.
func (b *Bot) waitsForItsHour(h store.Out) bool {
	return h.Broken == "" && h.Body.Card != nil && b.objects[h.Body.Card.Kind].Fleeting
}

// heldText words a held message; one that can't be worded must not keep the
// message back that was to tell it.
func (b *Bot) heldText(v View, h store.Out) (text string, ok bool) {
	if h.Broken != "" {
		b.Log.Error("a held message can't be read", "outbox", h.ID, "reason", h.Broken)
		return "", false
	}
	screen, err := b.heldScreen(v, h)
	if err == nil && screen.Text.Key == "" {
		return "", false // a card that has nothing to say any more
	}
	if err == nil {
		text, err = b.Catalog.HTML(v.Lang, screen.Text)
	}
	for _, p := range screen.Panels {
		text += "\n\n" + b.panelText(v.Lang, h, p)
	}
	if err != nil {
		b.Log.Error("a held message can't be worded", "outbox", h.ID, "err", b.Scrub.Err(err))
	}
	return text, err == nil
}

// markup renders the buttons. A message without any gets an empty keyboard when
// it is edited: the library would send a null that Telegram refuses.
func (b *Bot) markup(lang string, s store.Screen) (models.ReplyMarkup, []store.Key, error) {
	if s.ShareContact != nil {
		label, err := b.Catalog.Plain(lang, *s.ShareContact)
		return &models.ReplyKeyboardMarkup{
			Keyboard:       [][]models.KeyboardButton{{{Text: label, RequestContact: true}}},
			ResizeKeyboard: true, OneTimeKeyboard: true,
		}, nil, err
	}
	if s.CloseKeyboard {
		return &models.ReplyKeyboardRemove{RemoveKeyboard: true}, nil, nil
	}
	rows := make([][]models.InlineKeyboardButton, 0, len(s.Rows))
	var keys []store.Key
	for _, r := range s.Rows {
		row := make([]models.InlineKeyboardButton, 0, len(r))
		for _, x := range r {
			label, err := b.Catalog.Plain(lang, x.Label)
			if err != nil {
				return nil, nil, err
			}
			style := x.Style
			if p := b.pressOf(x.Data); p != nil && style == "" {
				style = p.style(x.Data)
			}
			row = append(row, models.InlineKeyboardButton{Text: label, CallbackData: x.Data, URL: x.URL, Style: string(style)})
			if x.Data != "" && !x.Idle {
				keys = append(keys, store.Key{Label: label, Data: x.Data, Yes: x.Yes, No: x.No})
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: rows}, keys, nil
}

// call makes the one request that a message is.
func (b *Bot) call(ctx context.Context, o store.Out, c prepared) (message int64, err error) {
	switch {
	case o.Body.Menu:
		return 0, b.setChatMenu(ctx, o.Chat)
	case o.Body.Strip:
		_, err = b.api.EditMessageReplyMarkup(ctx, &tg.EditMessageReplyMarkupParams{
			ChatID: o.Chat, MessageID: int(o.EditOf), ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{}},
		})
		return 0, err
	case c.upload != nil:
		return b.upload(ctx, o, c)
	case o.EditOf != 0:
		_, err = b.api.EditMessageText(ctx, &tg.EditMessageTextParams{
			ChatID: o.Chat, MessageID: int(o.EditOf), Text: c.text, ParseMode: models.ParseModeHTML, ReplyMarkup: c.markup, LinkPreviewOptions: noPreview(),
		})
		return o.EditOf, err
	}
	m, err := b.api.SendMessage(ctx, &tg.SendMessageParams{
		ChatID: o.Chat, MessageThreadID: int(o.Body.Thread), Text: c.text, ParseMode: models.ParseModeHTML, ReplyMarkup: c.markup,
		LinkPreviewOptions: noPreview(), DisableNotification: b.silent(o),
	})
	if err != nil {
		return 0, err
	}
	return int64(m.ID), nil
}

// noPreview keeps Telegram from fetching what somebody's note links to, and from
// showing it in the head's card.
func noPreview() *models.LinkPreviewOptions {
	off := true
	return &models.LinkPreviewOptions{IsDisabled: &off}
}

// silent reports whether a message rings nobody's phone: broadcasts never do, and
// no news in the quiet hours. Answers do: who asked is awake.
func (b *Bot) silent(o store.Out) bool {
	return o.Lane == store.LaneBroadcast || o.Lane == store.LaneNotice && b.Quiet.Holds(b.Now().In(b.Pilot.Calendar.Location))
}

func (b *Bot) upload(ctx context.Context, o store.Out, c prepared) (int64, error) {
	var file models.InputFile = &models.InputFileUpload{Filename: c.upload.Name, Data: bytes.NewReader(c.upload.Data)}
	if c.upload.Sent != "" {
		file = &models.InputFileString{Data: c.upload.Sent}
	}
	var m *models.Message
	var err error
	if c.upload.Photo {
		m, err = b.api.SendPhoto(ctx, &tg.SendPhotoParams{
			ChatID: o.Chat, Photo: file, Caption: c.text, ParseMode: models.ParseModeHTML, ReplyMarkup: c.markup,
			DisableNotification: b.silent(o), ProtectContent: c.protect,
		})
	} else {
		m, err = b.api.SendDocument(ctx, &tg.SendDocumentParams{
			ChatID: o.Chat, Document: file, Caption: c.text, ParseMode: models.ParseModeHTML, ReplyMarkup: c.markup,
			DisableNotification: b.silent(o), ProtectContent: c.protect,
		})
	}
	if err != nil {
		return 0, err
	}
	return int64(m.ID), nil
}

// BotName is the bot's username.
func (v View) BotName() string { return v.b.name }

// Do is the look as what loads takes it; it changes nothing.
func (v View) Do() pilot.Do { return v.Pilot.Do(v.Tx, v.Now, pilot.Actor{Person: v.Reader.ID}) }
