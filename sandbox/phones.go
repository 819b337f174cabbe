package sandbox

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Phone acts for one person. Its methods do what a Telegram client would let the
// person do and refuse the rest; each action is one update for the bot.
type Phone struct {
	s  *Server
	id int64
}

// Errors of a phone's actions.
var (
	ErrNoPerson  = errors.New("sandbox: nobody has that phone")
	ErrNoChat    = errors.New("sandbox: the person is not in that chat")
	ErrBlocked   = errors.New("sandbox: the person has blocked the bot")
	ErrNoMessage = errors.New("sandbox: the message is not there")
	ErrNoButton  = errors.New("sandbox: the message has no such button")
	ErrNotButton = errors.New("sandbox: the button opens something and tells the bot nothing")
	ErrPayload   = errors.New("sandbox: START_PARAM_INVALID: a deep link carries 1 to 64 of A-Z a-z 0-9 _ -")
	ErrText      = errors.New("sandbox: a message has 1 to 4096 characters")
)

// Phone is the phone of a person added before; without one its actions give ErrNoPerson.
func (s *Server) Phone(userID int64) *Phone { return &Phone{s, userID} }

// ID is the person's, and that of the private chat with the bot.
func (p *Phone) ID() int64 { return p.id }

// act runs f with the person and a chat (0: the private one), under the lock.
func (p *Phone) act(chat int64, f func(who *person, r *room) error) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	who := p.s.people[p.id]
	if who == nil {
		return ErrNoPerson
	}
	if chat == 0 {
		chat = p.id
	}
	r := p.s.rooms[chat]
	switch {
	case r == nil, r.owner != nil && r.owner != who, r.owner == nil && !r.members[p.id], r.moved != 0:
		return ErrNoChat
	case r.owner != nil && who.blocked:
		return ErrBlocked
	}
	return f(who, r)
}

// post adds a message of the person; writing in the private chat starts the bot.
func (p *Phone) post(chat int64, m Message, replyTo int) (Message, error) {
	err := p.act(chat, func(who *person, r *room) error {
		if replyTo != 0 {
			to := r.messages[replyTo]
			if to == nil {
				return ErrNoMessage
			}
			shallow := *to
			shallow.ReplyTo = nil
			m.ReplyTo = &shallow
			m.inTopic(max(shallow.ThreadID, m.ThreadID))
		}
		if r.owner != nil {
			who.started = true
		}
		p.s.incoming(r, who, &m)
		return nil
	})
	return m, err
}

// sendWhereOpen is SendTo as a client does it in a forum: into the topic that is
// open, which is that of the newest message.
func (p *Phone) sendWhereOpen(chat int64, text string, replyTo int) (Message, error) {
	p.s.mu.Lock()
	topic := 0
	if r := p.s.rooms[chat]; r != nil && r.IsForum && len(r.order) > 0 {
		if m := r.messages[r.order[len(r.order)-1]]; m != nil {
			topic = m.ThreadID
		}
	}
	p.s.mu.Unlock()
	return p.SendInTopic(chat, topic, text, replyTo)
}

// Send writes to the bot. Commands are ordinary text.
func (p *Phone) Send(text string) (Message, error) { return p.SendTo(0, text, 0) }

// SendTo writes in a chat (0: the private one), in reply to a message unless replyTo is 0.
func (p *Phone) SendTo(chat int64, text string, replyTo int) (Message, error) {
	m, err := written(text)
	if err != nil {
		return m, err
	}
	return p.post(chat, m, replyTo)
}

// Start opens the bot, or the deep link t.me/BOT?start=payload.
func (p *Phone) Start(payload string) (Message, error) {
	if payload == "" {
		return p.Send("/start")
	}
	if !validPayload(payload) {
		return Message{}, ErrPayload
	}
	return p.Send("/start " + payload)
}

func validPayload(payload string) bool {
	for _, c := range []byte(payload) {
		if !isLetter(c) && !isDigit(c) && c != '_' && c != '-' {
			return false
		}
	}
	return len(payload) <= 64
}

// Tap presses the inline button with that label; the answer comes to WaitAnswer.
func (p *Phone) Tap(messageID int, label string) (queryID string, err error) {
	return p.tap(0, messageID, func(m *Message) (Button, bool) { return m.Button(label) })
}

// TapAt presses the inline button in a row and column, both from 0.
func (p *Phone) TapAt(messageID, row, col int) (queryID string, err error) {
	return p.TapIn(0, messageID, row, col)
}

// TapIn is TapAt in any chat (0: the private one).
func (p *Phone) TapIn(chat int64, messageID, row, col int) (queryID string, err error) {
	return p.tap(chat, messageID, func(m *Message) (Button, bool) {
		if m.ReplyMarkup == nil || row < 0 || row >= len(m.ReplyMarkup.Rows) || col < 0 || col >= len(m.ReplyMarkup.Rows[row]) {
			return Button{}, false
		}
		return m.ReplyMarkup.Rows[row][col], true
	})
}

func (p *Phone) tap(chat int64, messageID int, find func(*Message) (Button, bool)) (id string, err error) {
	err = p.act(chat, func(who *person, r *room) error {
		m := r.messages[messageID]
		if m == nil {
			return ErrNoMessage
		}
		b, ok := find(m)
		switch {
		case !ok:
			return ErrNoButton
		case b.CallbackData == "" || b.Disabled != nil:
			return ErrNotButton
		}
		id = p.s.press(who, r, m, b.CallbackData)
		return nil
	})
	return id, err
}

// TapData is a forged press: any data, whether or not a button carries it. A
// message that is not there (any more) comes as an inaccessible one, as with
// Telegram after a deletion.
func (p *Phone) TapData(messageID int, data string) (queryID string, err error) {
	err = p.act(0, func(who *person, r *room) error {
		var m any = map[string]any{"chat": r.Chat, "message_id": messageID, "date": 0}
		if there := r.messages[messageID]; there != nil {
			m = there
		}
		queryID = p.s.press(who, r, m, data)
		return nil
	})
	return queryID, err
}

// ShareContact shares the person's own number, or somebody else's when of is not 0.
func (p *Phone) ShareContact(of int64) (Message, error) {
	if of == 0 {
		of = p.id
	}
	p.s.mu.Lock()
	whose := p.s.people[of]
	var c Contact
	if whose != nil {
		c = Contact{PhoneNumber: whose.Phone, FirstName: whose.FirstName, LastName: whose.LastName, UserID: whose.ID}
	}
	p.s.mu.Unlock()
	if whose == nil {
		return Message{}, ErrNoPerson
	}
	if c.PhoneNumber == "" {
		c.PhoneNumber = "849" + fmt.Sprintf("%08d", c.UserID%100_000_000)
	}
	return p.post(0, Message{Contact: &c}, 0)
}

// Upload sends a file as a document; chat 0 is the private one.
func (p *Phone) Upload(chat int64, name string, data []byte, caption string) (Message, error) {
	return p.upload(chat, name, data, caption, false, 0)
}

// UploadTo sends a file, as a photo or as a document, to the private chat as an answer to a message.
func (p *Phone) UploadTo(replyTo int, name string, data []byte, caption string, photo bool) (Message, error) {
	return p.upload(0, name, data, caption, photo, replyTo)
}

// UploadPhoto sends a picture (GIF, JPEG or PNG) as a photo.
func (p *Phone) UploadPhoto(chat int64, name string, data []byte, caption string) (Message, error) {
	return p.upload(chat, name, data, caption, true, 0)
}

func (p *Phone) upload(chat int64, name string, data []byte, caption string, photo bool, replyTo int) (Message, error) {
	f, err := clean(formatted{text: strings.ToValidUTF8(caption, "")})
	if err != nil || utf8.RuneCountInString(f.text) > maxCaption {
		return Message{}, ErrText
	}
	m := Message{Caption: f.text, CaptionEntities: findEntities(f.text)}
	p.s.mu.Lock()
	var refused *apiError
	if u := (upload{name: name, data: data}); photo {
		var kept *file
		if kept, refused = p.s.keepPhoto(u); refused == nil {
			m.Photo = kept.sizes()
		}
	} else {
		m.Document = p.s.keepFile("documents", u).document()
	}
	p.s.mu.Unlock()
	if refused != nil {
		return Message{}, refused
	}
	return p.post(chat, m, replyTo)
}

// Edit changes a text that the person wrote in the private chat.
func (p *Phone) Edit(messageID int, text string) error {
	return p.act(0, func(_ *person, r *room) error {
		old := r.messages[messageID]
		if old == nil || old.FromBot() || old.Text == "" {
			return ErrNoMessage
		}
		m := *old
		m.Text, m.Entities, m.EditDate = text, findEntities(text), p.s.clock.Now().Unix()
		r.messages[m.ID] = &m
		p.s.emitMessage(&m)
		p.s.pushUpdate("edited_message", &m)
		return nil
	})
}

// Block stops the bot, or lets it in again; the bot is told by my_chat_member.
func (p *Phone) Block(blocked bool) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	who := p.s.people[p.id]
	if who == nil {
		return ErrNoPerson
	}
	if who.blocked == blocked {
		return nil
	}
	who.blocked = blocked
	was, is := "member", "kicked"
	if !blocked {
		was, is = is, was
	}
	p.s.pushMembership(p.s.rooms[p.id], who, was, is)
	if p.s.hub.listening() {
		p.s.hub.send("blocked", map[string]any{"user_id": p.id, "blocked": blocked})
	}
	return nil
}

// Deactivate deletes the account: the bot's messages are refused from now on.
func (p *Phone) Deactivate() error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	who := p.s.people[p.id]
	if who == nil {
		return ErrNoPerson
	}
	who.deactivated = true
	return nil
}

// Invite puts an invitation on the person's phone; a later one takes its place.
func (p *Phone) Invite(i Invitation) error {
	if i.Payload == "" || !validPayload(i.Payload) {
		return ErrPayload
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	who := p.s.people[p.id]
	if who == nil {
		return ErrNoPerson
	}
	who.invitation = &i
	return nil
}

// Invitation is the one on the person's phone, if there is one.
func (p *Phone) Invitation() (Invitation, bool) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if who := p.s.people[p.id]; who != nil && who.invitation != nil {
		return *who.invitation, true
	}
	return Invitation{}, false
}

// Read marks the private chat read.
func (p *Phone) Read() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if r := p.s.rooms[p.id]; r != nil && r.unread > 0 {
		r.unread = 0
		p.s.emitUnread(r)
	}
}

// Unread counts the bot's messages since Read.
func (p *Phone) Unread() int {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if r := p.s.rooms[p.id]; r != nil {
		return r.unread
	}
	return 0
}

// Menu is the command menu that the person sees in the private chat.
func (p *Phone) Menu() []Command { return p.MenuIn(p.id) }

// MenuIn is the command menu that the person sees in a chat.
func (p *Phone) MenuIn(chat int64) []Command {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	who, r := p.s.people[p.id], p.s.rooms[chat]
	if who == nil || r == nil {
		return nil
	}
	return p.s.menuFor(who, r)
}

// Messages are those of the private chat, oldest first.
func (p *Phone) Messages() []Message { return p.s.Messages(p.id) }

// Last is the newest message that the bot wrote in the private chat.
func (p *Phone) Last() (Message, bool) { return p.s.Last(p.id) }

func (p *Phone) String() string { return "phone " + strconv.FormatInt(p.id, 10) }
