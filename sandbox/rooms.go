package sandbox

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// person is somebody with a phone. The bot may write to them once they started it.
type person struct {
	User
	started     bool
	blocked     bool
	deactivated bool
	invitation  *Invitation
}

// room is a chat with its history.
type room struct {
	Chat
	owner    *person        // of a private chat
	members  map[int64]bool // of a group
	admins   map[int64]bool
	messages map[int]*Message
	order    []int // identifiers, oldest first
	lastID   int   // a supergroup counts for itself
	pinned   int
	unread   int   // the bot's messages that the owner has not read
	moved    int64 // the supergroup that this group became
	kicked   bool  // a group that the bot was removed from

	topics     []Topic     // of a forum
	restricted Restriction // what the group forbids the bot
}

// AddPerson adds somebody with a Telegram account who has not yet met the bot.
// An ID of 0 gets the next free one above 5,000,000,000; a missing name gets one.
// Adding the same ID again replaces the account's names and keeps the chat.
func (s *Server) AddPerson(u User) *Phone {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u.ID == 0 {
		u.ID = 5_000_000_001 + int64(len(s.people))
		for s.people[u.ID] != nil {
			u.ID++
		}
	}
	if u.FirstName == "" {
		u.FirstName = "Người " + strconv.FormatInt(u.ID%1000, 10)
	}
	u.IsBot = false
	if p := s.people[u.ID]; p != nil {
		p.User = u
		return &Phone{s, u.ID}
	}
	p := &person{User: u}
	s.people[u.ID] = p
	s.order = append(s.order, u.ID)
	s.rooms[u.ID] = &room{owner: p, messages: map[int]*Message{},
		Chat: Chat{ID: u.ID, Type: "private", FirstName: u.FirstName, LastName: u.LastName, Username: u.Username}}
	return &Phone{s, u.ID}
}

// Group is a group chat to be added.
type Group struct {
	ID      int64 // 0: chosen
	Title   string
	Basic   bool    // a basic group, which can be upgraded; else a supergroup
	Topics  []Topic // makes the supergroup a forum
	Members []int64
	Admins  []int64
}

// AddGroup makes a group with the bot in it, added by its first member; the bot is
// told so with my_chat_member and a service message. It gives the chat's ID. Members
// must have been added before.
func (s *Server) AddGroup(g Group) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g.ID == 0 {
		g.ID = -1_002_000_000_001 - int64(len(s.rooms))
		if g.Basic {
			g.ID = -4_000_000_001 - int64(len(s.rooms))
		}
	}
	kind := "supergroup"
	if g.Basic {
		kind = "group"
	}
	r := &room{Chat: Chat{ID: g.ID, Type: kind, Title: g.Title}, messages: map[int]*Message{}, members: map[int64]bool{}, admins: map[int64]bool{}}
	if g.Topics != nil && !g.Basic {
		r.addTopics(g.Topics)
	}
	for _, id := range slices.Concat(g.Members, g.Admins) {
		r.members[id] = true
	}
	for _, id := range g.Admins {
		r.admins[id] = true
	}
	s.rooms[g.ID] = r
	if len(g.Members) > 0 && s.people[g.Members[0]] != nil {
		by := s.people[g.Members[0]]
		s.pushMembership(r, by, "left", "member")
		s.incoming(r, by, &Message{NewChatMembers: []User{s.bot}})
	}
	return g.ID
}

// Upgrade turns a basic group into a supergroup and gives its new ID. The bot is
// told by two service messages; calls with the old ID are refused with migrate_to_chat_id.
func (s *Server) Upgrade(group int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.rooms[group]
	if old == nil || old.Type != "group" || old.moved != 0 {
		return 0
	}
	id := -1_003_000_000_001 - int64(len(s.rooms))
	s.rooms[id] = &room{Chat: Chat{ID: id, Type: "supergroup", Title: old.Title}, messages: map[int]*Message{}, members: maps.Clone(old.members), admins: maps.Clone(old.admins)}
	old.moved = id
	by := s.anyMember(old)
	s.incoming(old, by, &Message{MigrateTo: id})
	s.incoming(s.rooms[id], by, &Message{MigrateFrom: group})
	return id
}

// Kick removes the bot from a group, by one of its members. The bot is told, and
// calls to the group are refused from then on.
func (s *Server) Kick(group int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[group]
	if r == nil || r.owner != nil || r.kicked {
		return
	}
	r.kicked = true
	s.pushMembership(r, s.anyMember(r), "member", "kicked")
}

func (s *Server) anyMember(r *room) *person {
	for _, id := range slices.Sorted(maps.Keys(r.members)) {
		if p := s.people[id]; p != nil {
			return p
		}
	}
	return &person{User: User{ID: 1_087_968_824, FirstName: "Group"}}
}

func (s *Server) messagesOf(chat int64) []Message {
	r := s.rooms[chat]
	if r == nil {
		return nil
	}
	out := make([]Message, 0, len(r.order))
	for _, id := range r.order {
		if m := r.messages[id]; m != nil {
			out = append(out, *m)
		}
	}
	return out
}

// add gives a message its identifier, chat and date and puts it into the room.
func (s *Server) add(r *room, m *Message) {
	if r.Type == "supergroup" {
		r.lastID++
		m.ID = r.lastID
	} else {
		s.messageID++
		m.ID = s.messageID
	}
	m.Chat = r.Chat
	m.Date = s.clock.Now().Unix()
	r.messages[m.ID] = m
	r.order = append(r.order, m.ID)
	if m.FromBot() && r.owner != nil {
		r.unread++
		s.emitUnread(r)
	}
	s.emitMessage(m)
	s.touch()
}

// incoming adds a message of a person and queues its update, unless privacy mode hides it.
func (s *Server) incoming(r *room, from *person, m *Message) {
	if u := from.User; m.From == nil {
		m.From = &u
	}
	s.add(r, m)
	if r.owner == nil && s.privacy && !s.concernsBot(m) {
		return
	}
	s.pushUpdate("message", m)
}

// concernsBot is privacy mode: commands, mentions of the bot, replies to it and service messages.
func (s *Server) concernsBot(m *Message) bool {
	if m.ReplyTo != nil && m.ReplyTo.FromBot() || m.NewChatMembers != nil || m.MigrateTo != 0 || m.MigrateFrom != 0 {
		return true
	}
	return slices.ContainsFunc(append(m.Entities, m.CaptionEntities...), func(e Entity) bool {
		return e.Type == "bot_command" || e.Type == "mention" && cutUTF16(m.Content(), e) == "@"+s.bot.Username
	})
}

func cutUTF16(text string, e Entity) string {
	at, start, end := 0, len(text), len(text)
	for i, r := range text {
		if at == e.Offset {
			start = i
		}
		if at == e.Offset+e.Length {
			end = i
			break
		}
		at++
		if r > 0xffff {
			at++
		}
	}
	return text[min(start, end):end]
}

// pushMembership queues my_chat_member: the bot's own state in a chat changed.
func (s *Server) pushMembership(r *room, by *person, was, is string) {
	member := func(status string) map[string]any {
		m := map[string]any{"user": s.bot, "status": status}
		if status == "kicked" {
			m["until_date"] = 0
		}
		return m
	}
	s.pushUpdate("my_chat_member", map[string]any{"chat": r.Chat, "from": by.User, "date": s.clock.Now().Unix(),
		"old_chat_member": member(was), "new_chat_member": member(is)})
}

// target finds the chat that the bot names and says why it may not write there.
func (s *Server) target(chat string) (*room, *apiError) {
	if chat == "" {
		return nil, badRequest("chat_id is empty")
	}
	id, err := strconv.ParseInt(chat, 10, 64)
	r := s.rooms[id]
	if err != nil || r == nil {
		return nil, badRequest(textChatNotFound)
	}
	switch p := r.owner; {
	case r.moved != 0:
		e := badRequest(textUpgraded)
		e.migrateTo = r.moved
		return nil, e
	case r.kicked:
		return nil, forbidden("bot was kicked from the " + r.Type + " chat")
	case p == nil:
		return r, nil
	case p.deactivated:
		return nil, forbidden(textDeactivated)
	case p.blocked:
		return nil, forbidden(textBlocked)
	case !p.started && s.sharesGroup(p.ID):
		return nil, forbidden(textCantInitiate)
	case !p.started:
		return nil, badRequest(textChatNotFound)
	}
	return r, nil
}

func (s *Server) sharesGroup(id int64) bool {
	for _, r := range s.rooms {
		if r.members[id] {
			return true
		}
	}
	return false
}

// old says that a message is older than d.
func (s *Server) old(m *Message, d time.Duration) bool {
	return s.clock.Now().Sub(time.Unix(m.Date, 0)) > d
}
