package sandbox

import "slices"

// Topic is a thread of a supergroup with topics (a forum).
type Topic struct {
	ID     int // message_thread_id; 0: chosen
	Title  string
	Closed bool // only administrators write there
}

// general is the topic that every forum has: its messages carry no thread.
const general = 1

// Restriction is what a group forbids the bot.
type Restriction string

// Restrictions, with what Telegram answers.
const (
	Unrestricted   Restriction = ""
	NoTextMessages Restriction = "not enough rights to send text messages to the chat"
	ChatRestricted Restriction = "CHAT_RESTRICTED"
)

// CloseTopic closes or opens a topic of a forum.
func (s *Server) CloseTopic(group int64, topic int, closed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.rooms[group]; r != nil && r.IsForum {
		for i := range r.topics {
			if r.topics[i].ID == topic {
				r.topics[i].Closed = closed
			}
		}
	}
}

// DeleteTopic takes a topic away: what names it is refused from then on.
func (s *Server) DeleteTopic(group int64, topic int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.rooms[group]; r != nil {
		r.topics = slices.DeleteFunc(r.topics, func(t Topic) bool { return t.ID == topic })
	}
}

// Restrict lets a group refuse the bot's messages, or take them again.
func (s *Server) Restrict(group int64, to Restriction) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.rooms[group]; r != nil {
		r.restricted = to
	}
}

func (r *room) topic(id int) (Topic, bool) {
	i := slices.IndexFunc(r.topics, func(t Topic) bool { return t.ID == id })
	if i < 0 {
		return Topic{}, false
	}
	return r.topics[i], true
}

// addTopics gives a forum its topics; General comes first.
func (r *room) addTopics(topics []Topic) {
	r.IsForum = true
	r.topics = []Topic{{ID: general, Title: "General"}}
	for i, t := range topics {
		if t.ID == 0 {
			t.ID = 2 + i
		}
		r.topics = append(r.topics, t)
		r.lastID = max(r.lastID, t.ID) // a topic is named by the message that made it
	}
}

// placeInTopic puts a message of the bot into the topic that the query names, or
// into that of the message it answers, and refuses what Telegram refuses there.
func (s *Server) placeInTopic(q *query, r *room, m *Message) *apiError {
	if r.restricted != Unrestricted {
		return badRequest("%s", string(r.restricted))
	}
	thread := int(q.int("message_thread_id"))
	if thread == 0 && m.ReplyTo != nil {
		thread = m.ReplyTo.ThreadID
	}
	if !r.IsForum {
		if thread != 0 {
			return badRequest("message thread not found")
		}
		return nil
	}
	t, ok := r.topic(max(thread, general))
	switch {
	case !ok:
		return badRequest("message thread not found")
	case t.Closed && !r.admins[s.bot.ID]:
		return badRequest("TOPIC_CLOSED")
	}
	m.inTopic(t.ID)
	return nil
}

func (m *Message) inTopic(id int) {
	if id > general {
		m.ThreadID, m.IsTopic = id, true
	}
}
