package sandbox

import (
	"strings"
	"unicode/utf8"
)

// anonymousBot is the account under which Telegram shows an anonymous administrator.
var anonymousBot = User{ID: 1_087_968_824, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}

// SendInTopic writes in a topic of a forum, in reply to a message unless replyTo is 0.
func (p *Phone) SendInTopic(chat int64, topic int, text string, replyTo int) (Message, error) {
	m, err := written(text)
	if err != nil {
		return m, err
	}
	m.inTopic(topic)
	return p.post(chat, m, replyTo)
}

// SendAnonymously writes in a group as an administrator who stays anonymous.
func (p *Phone) SendAnonymously(chat int64, text string) (Message, error) {
	m, err := written(text)
	if err != nil {
		return m, err
	}
	p.s.mu.Lock()
	if r := p.s.rooms[chat]; r != nil {
		group, bot := r.Chat, anonymousBot
		m.SenderChat, m.From = &group, &bot
	}
	p.s.mu.Unlock()
	return p.post(chat, m, 0)
}

// Forward sends the bot what somebody else wrote; of 0 hides the account behind a name.
func (p *Phone) Forward(text string, of int64, name string) (Message, error) {
	m, err := written(text)
	if err != nil {
		return m, err
	}
	p.s.mu.Lock()
	m.ForwardOrigin = &ForwardOrigin{Type: "hidden_user", Date: p.s.clock.Now().Unix(), UserName: name}
	if who := p.s.people[of]; who != nil {
		u := who.User
		m.ForwardOrigin.Type, m.ForwardOrigin.User, m.ForwardOrigin.UserName = "user", &u, ""
	}
	p.s.mu.Unlock()
	return p.post(0, m, 0)
}

// SendVoice speaks for some seconds instead of writing; round takes a picture of who speaks.
func (p *Phone) SendVoice(seconds int, round bool) (Message, error) {
	r := &Recording{FileID: "voice-1", FileUniqueID: "v1", Duration: seconds}
	if round {
		r.Length = 240
		return p.post(0, Message{VideoNote: r}, 0)
	}
	return p.post(0, Message{Voice: r}, 0)
}

// SendSticker sends a sticker that stands for an emoji.
func (p *Phone) SendSticker(emoji string) (Message, error) {
	return p.post(0, Message{Sticker: &Sticker{FileID: "sticker-1", FileUniqueID: "s1", Type: "regular", Width: 512, Height: 512, Emoji: emoji}}, 0)
}

// SendLocation sends where the phone is.
func (p *Phone) SendLocation(latitude, longitude float64) (Message, error) {
	return p.post(0, Message{Location: &Location{latitude, longitude}}, 0)
}

// written is a text as a phone sends it.
func written(text string) (Message, error) {
	f, err := clean(formatted{text: strings.ToValidUTF8(text, "")})
	if err != nil || f.text == "" || utf8.RuneCountInString(f.text) > maxText {
		return Message{}, ErrText
	}
	return Message{Text: f.text, Entities: findEntities(f.text)}, nil
}

// Delete takes a message out of the private chat, for the bot too; Telegram tells the bot nothing of it.
func (p *Phone) Delete(messageID int) error {
	return p.act(0, func(_ *person, r *room) error {
		if r.messages[messageID] == nil {
			return ErrNoMessage
		}
		p.s.forget(r, messageID)
		return nil
	})
}
