package bot

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"github.com/go-telegram/bot/models"
	"golang.org/x/text/unicode/norm"
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
	Press   *pressed
	Contact *contact
	Left    bool // the person blocked the bot or the group removed it
	Back    bool // … or let it in again
}

type pressed struct {
	ID      string // of the callback query
	Data    string
	Message int64
}

type contact struct {
	Phone string
	Own   bool // the sender's own number, as Telegram vouches
}

// decode reads one raw update. ok is false for what concerns nobody: a kind of
// update that was not asked for, an edited message, a channel post.
func decode(raw json.RawMessage, botName string) (in incoming, ok bool, err error) {
	var u models.Update
	if err := json.Unmarshal(raw, &u); err != nil {
		return incoming{ID: updateID(raw)}, false, fmt.Errorf("decode update: %w", err)
	}
	in.ID = u.ID
	switch {
	case u.Message != nil && u.Message.From != nil && !u.Message.From.IsBot:
		in.fromMessage(u.Message, botName)
	case u.CallbackQuery != nil:
		if !in.fromPress(u.CallbackQuery) {
			return in, false, nil
		}
	case u.MyChatMember != nil:
		in.fromMember(u.MyChatMember)
	default:
		return in, false, nil
	}
	return in, true, nil
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
	in.Chat, in.Private = m.Chat.ID, m.Chat.Type == models.ChatTypePrivate
	in.User, in.Lang = m.From.ID, m.From.LanguageCode
	in.Text = clean(m.Text)
	if in.Text == "" {
		in.Text = clean(m.Caption)
	}
	in.Command, in.Args = command(in.Text, botName)
	if c := m.Contact; c != nil {
		in.Contact = &contact{Phone: c.PhoneNumber, Own: c.UserID == m.From.ID}
	}
}

func (in *incoming) fromPress(q *models.CallbackQuery) bool {
	in.User, in.Lang = q.From.ID, q.From.LanguageCode
	in.Press = &pressed{ID: q.ID, Data: q.Data}
	switch {
	case q.Message.Message != nil:
		in.Chat, in.Private = q.Message.Message.Chat.ID, q.Message.Message.Chat.Type == models.ChatTypePrivate
		in.Press.Message = int64(q.Message.Message.ID)
	case q.Message.InaccessibleMessage != nil:
		c := q.Message.InaccessibleMessage.Chat
		in.Chat, in.Private = c.ID, c.Type == models.ChatTypePrivate
		in.Press.Message = int64(q.Message.InaccessibleMessage.MessageID)
	default: // an inline message: this bot sends none
		return false
	}
	return true
}

func (in *incoming) fromMember(m *models.ChatMemberUpdated) {
	in.Chat, in.Private = m.Chat.ID, m.Chat.Type == models.ChatTypePrivate
	in.User, in.Lang = m.From.ID, m.From.LanguageCode
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
