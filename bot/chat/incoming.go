package chat

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"
	"unicode"

	"github.com/go-telegram/bot/models"
	"golang.org/x/text/unicode/norm"

	"tainha/store"
)

const maxText = 4096 // UTF-16 units that Telegram lets through; bytes are cut at four times that

// incoming is an update as the rest of the package sees it: Telegram's types
// stop here.
type incoming struct {
	ID      int64
	Chat    int64
	Private bool
	User    int64
	Lang    string // language of the person's Telegram client
	Text    string // NFC, without control characters, trimmed
	Command string // without slash and bot name, lower case; empty for plain text
	Args    string
	Message int64  // the number of the message, 0 for what is none
	ReplyTo int64  // the message that it answers, 0 for none
	Quoted  string // its words, or what was chosen of them
	Edited  bool   // a message was changed after it was sent
	Forward *forward
	Press   *pressed
	Contact *contact
	Thing   thing // what came in place of words
	File    *Document
	Left    bool  // the person blocked the bot or the group removed it
	Back    bool  // … or let it in again
	MovedTo int64 // the supergroup that the group became
	Thread  int64 // the topic of a group with topics, 0 for none
	Unnamed bool  // an administrator of the group who stays anonymous
}

// asks reports whether the update expects an answer; small talk in a group and
// news of who left don't.
func (in incoming) asks() bool {
	return !in.Left && !in.Back && in.MovedTo == 0 && (in.Private || in.Press != nil || in.Command != "")
}

// thing is what a message holds that the bot can't read; with words beside it they count.
type thing uint8

const (
	noThing thing = iota
	spoken
	sticker
	picture
	location
)

func thingOf(m *models.Message) thing {
	switch {
	case m.Voice != nil, m.VideoNote != nil, m.Audio != nil:
		return spoken
	case m.Sticker != nil, m.Dice != nil:
		return sticker
	case m.Photo != nil, m.Video != nil, m.Animation != nil, m.Document != nil:
		return picture
	case m.Location != nil, m.Venue != nil:
		return location
	}
	return noThing
}

type pressed struct {
	ID      string // of the callback query
	Data    string
	Message int64
}

// forward is who wrote what a person passes on, as Telegram tells it.
type forward struct {
	User int64 // 0: they hide their account, or it is no person
	Name string
	At   time.Time
}

// Document is a file that somebody sent. Its bytes are Telegram's until work fetches them.
type Document struct {
	ID    string // by which Telegram gives it
	Name  string
	Size  int64
	Type  string // as the sender's Telegram says; empty: not said
	Photo bool   // a picture that Telegram has made smaller: it has no name
}

// fileOf is the document or the largest form of the photo of a message, nil for none.
func fileOf(m *models.Message) *Document {
	switch d := m.Document; {
	case d != nil && m.Animation == nil:
		return &Document{ID: d.FileID, Name: Short(strings.Join(strings.Fields(clean(d.FileName)), " "), MaxName), Size: d.FileSize, Type: Short(clean(d.MimeType), MaxName)}
	case len(m.Photo) > 0:
		p := m.Photo[len(m.Photo)-1]
		return &Document{ID: p.FileID, Size: int64(p.FileSize), Type: "image/jpeg", Photo: true}
	}
	return nil
}

type contact struct {
	Phone string
	Own   bool // the sender's own number, as Telegram vouches
}

// decode reads one raw update. ok is false for what concerns nobody: a kind of
// update that was not asked for, a channel post, and whatever
// does not come from a person in a private chat of their own or in a group. A
// panic of the decoder is an error: the update must not come for ever.
func decode(raw json.RawMessage, botName string) (in incoming, ok bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			in, ok, err = incoming{ID: updateID(raw)}, false, &store.PanicError{Value: p, Stack: debug.Stack()}
		}
	}()
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		return incoming{ID: updateID(raw)}, false, fmt.Errorf("decode update: %w", err)
	}
	if in.ID = u.ID; in.ID <= 0 {
		return incoming{}, false, errors.New("decode update: it has no number")
	}
	switch {
	case u.Message != nil && u.Message.From != nil && (!u.Message.From.IsBot || unnamed(u.Message)):
		in.fromMessage(u.Message, botName)
	case u.EditedMessage != nil && u.EditedMessage.From != nil && !u.EditedMessage.From.IsBot:
		in.fromMessage(u.EditedMessage, botName)
		in.Edited = true
	case u.CallbackQuery != nil:
		if !in.fromPress(u.CallbackQuery) {
			return in, false, nil
		}
	case u.MyChatMember != nil:
		in.fromMember(u.MyChatMember)
	default:
		return in, false, nil
	}
	return in, in.User > 0 && (in.Private || in.Chat < 0), nil
}

// where notes the chat and who acts in it. A private chat has the number of its
// person: in another one nobody is answered.
func (in *incoming) where(c models.Chat, who models.User) {
	in.User, in.Lang = who.ID, who.LanguageCode
	switch c.Type {
	case models.ChatTypePrivate:
		in.Chat, in.Private = c.ID, c.ID == who.ID
	case models.ChatTypeGroup, models.ChatTypeSupergroup:
		in.Chat = c.ID
	}
}

// updateID reads the number of an update that can't be decoded otherwise, 0 if
// even that is impossible.
func updateID(raw json.RawMessage) int64 {
	var head struct {
		ID int64 `json:"update_id"`
	}
	if json.Unmarshal(raw, &head) != nil {
		return 0
	}
	return head.ID
}

func (in *incoming) fromMessage(m *models.Message, botName string) {
	in.where(m.Chat, *m.From)
	in.Text = clean(m.Text)
	if in.Text == "" {
		in.Text = clean(m.Caption)
	}
	in.Command, in.Args = command(in.Text, botName)
	in.MovedTo, in.Message = m.MigrateToChatID, int64(m.ID)
	in.Forward = forwardOf(m.ForwardOrigin)
	if m.ReplyToMessage != nil {
		in.ReplyTo = int64(m.ReplyToMessage.ID)
		if in.Quoted = clean(m.ReplyToMessage.Text); in.Quoted == "" {
			in.Quoted = clean(m.ReplyToMessage.Caption)
		}
	}
	if m.Quote != nil && clean(m.Quote.Text) != "" {
		in.Quoted = clean(m.Quote.Text)
	}
	in.Unnamed, in.Thing = unnamed(m), thingOf(m)
	if m.IsTopicMessage {
		in.Thread = int64(m.MessageThreadID)
	}
	in.File = fileOf(m)
	if c := m.Contact; c != nil {
		in.Contact = &contact{Phone: c.PhoneNumber, Own: c.UserID == m.From.ID}
	}
}

// unnamed reports whether an administrator writes in the name of the group.
func unnamed(m *models.Message) bool {
	return m.From.IsBot && m.SenderChat != nil && m.SenderChat.ID == m.Chat.ID
}

func forwardOf(o *models.MessageOrigin) *forward {
	switch {
	case o == nil:
		return nil
	case o.MessageOriginUser != nil:
		u := o.MessageOriginUser.SenderUser
		return &forward{u.ID, clean(u.FirstName + " " + u.LastName), time.Unix(int64(o.MessageOriginUser.Date), 0)}
	case o.MessageOriginHiddenUser != nil:
		return &forward{0, clean(o.MessageOriginHiddenUser.SenderUserName), time.Unix(int64(o.MessageOriginHiddenUser.Date), 0)}
	case o.MessageOriginChat != nil:
		return &forward{0, clean(o.MessageOriginChat.SenderChat.Title), time.Unix(int64(o.MessageOriginChat.Date), 0)}
	case o.MessageOriginChannel != nil:
		return &forward{0, clean(o.MessageOriginChannel.Chat.Title), time.Unix(int64(o.MessageOriginChannel.Date), 0)}
	}
	return &forward{}
}

func (in *incoming) fromPress(q *models.CallbackQuery) bool {
	in.Press = &pressed{ID: q.ID, Data: q.Data}
	switch {
	case q.From.IsBot:
		return false
	case q.Message.Message != nil:
		in.where(q.Message.Message.Chat, q.From)
		in.Press.Message = int64(q.Message.Message.ID)
	case q.Message.InaccessibleMessage != nil:
		in.where(q.Message.InaccessibleMessage.Chat, q.From)
		in.Press.Message = int64(q.Message.InaccessibleMessage.MessageID)
	default: // an inline message: this bot sends none
		return false
	}
	return true
}

func (in *incoming) fromMember(m *models.ChatMemberUpdated) {
	in.where(m.Chat, m.From)
	switch m.NewChatMember.Type {
	case models.ChatMemberTypeBanned, models.ChatMemberTypeLeft:
		in.Left = true
	default:
		in.Back = true
	}
}

// clean is the one way in which text from people enters: NFC, without control,
// format and direction characters (a name may not turn the line around), trimmed.
func clean(s string) string {
	if len(s) > 4*maxText {
		s = s[:4*maxText]
	}
	s = strings.ToValidUTF8(s, "")
	s = norm.NFC.String(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u200d' || r == '\ufe0f': // joins emoji
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// command splits "/wfh@tainha_bot mai" into "wfh" and "mai". A command that
// names another bot is none of ours.
func command(text, botName string) (name, args string) {
	if !strings.HasPrefix(text, "/") {
		return "", ""
	}
	name, args = text[1:], ""
	if i := strings.IndexFunc(name, unicode.IsSpace); i >= 0 {
		name, args = name[:i], strings.TrimSpace(name[i:])
	}
	name, bot, named := strings.Cut(name, "@")
	if named && !strings.EqualFold(bot, botName) {
		return "", ""
	}
	return strings.ToLower(name), args
}
