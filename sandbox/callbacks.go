package sandbox

import (
	"maps"
	"strconv"
	"time"
)

// callbackLife is how long a press waits for its answer.
const callbackLife = 150 * time.Second

// pressed is a callback query.
type pressed struct {
	user   int64
	at     time.Time
	answer *Answer
}

// press queues a callback query about a message; data need not stand under it.
func (s *Server) press(by *person, r *room, m any, data string) string {
	s.querySeq++
	now := s.clock.Now()
	if len(s.queries) > 10_000 {
		maps.DeleteFunc(s.queries, func(_ string, p *pressed) bool { return now.Sub(p.at) > callbackLife })
	}
	id := strconv.FormatInt(by.ID<<24|s.querySeq&0xffffff, 10)
	s.queries[id] = &pressed{user: by.ID, at: now}
	s.pushUpdate("callback_query", map[string]any{"id": id, "from": by.User, "message": m,
		"chat_instance": strconv.FormatInt(r.ID*7_919+1, 10), "data": data})
	return id
}

func (s *Server) answerCallbackQuery(q *query) (any, *apiError) {
	id := q.str("callback_query_id")
	p := s.queries[id]
	if p == nil || p.answer != nil || s.clock.Now().Sub(p.at) > callbackLife {
		return nil, badRequest(textQueryTooOld)
	}
	if utf16Len(q.str("text")) > 200 {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	p.answer = &Answer{QueryID: id, UserID: p.user, Text: q.str("text"), Alert: q.bool("show_alert"), URL: q.str("url")}
	if s.hub.listening() {
		s.hub.send("toast", map[string]any{"user_id": p.user, "query_id": id, "text": p.answer.Text, "alert": p.answer.Alert})
	}
	s.touch()
	return true, nil
}
