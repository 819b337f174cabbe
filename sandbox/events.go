package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	eventBuffer   = 512 // a page that falls further behind is cut off and fetches the state anew
	heartbeat     = 15 * time.Second
	stripEvery    = time.Second
	stripAtMost   = 200 * time.Millisecond
	shownCalls    = 50
	shownMessages = 200
	shownPeople   = 50
)

type event struct {
	id   int64
	name string
	data []byte
}

// hub sends events to the open pages. It is guarded by the server's lock and never blocks.
type hub struct {
	clients   map[chan event]bool
	seq       int64
	strip     chan struct{}
	lastStrip []byte
}

func (h *hub) init() {
	h.clients = map[chan event]bool{}
	h.strip = make(chan struct{}, 1)
}

// listening says that a page is open; without one no event is even built.
func (h *hub) listening() bool { return len(h.clients) > 0 }

func (h *hub) send(name string, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("sandbox: event %s: %v", name, err)) // our own types always marshal
	}
	h.seq++
	for c := range h.clients {
		select {
		case c <- event{h.seq, name, data}:
		default:
			delete(h.clients, c)
			close(c)
		}
	}
}

func (h *hub) kickStrip() {
	select {
	case h.strip <- struct{}{}:
	default:
	}
}

func (s *Server) emitMessage(m *Message) {
	if s.hub.listening() {
		s.hub.send("message", s.pageMessage(m))
	}
}

func (s *Server) emitUnread(r *room) {
	if s.hub.listening() {
		s.hub.send("unread", map[string]any{"user_id": r.ID, "unread": r.unread})
	}
}

// emitMenus tells the pages whose menu a change of commands has changed.
func (s *Server) emitMenus() {
	s.touch()
	if !s.hub.listening() {
		return
	}
	for _, id := range s.shown() {
		menu := s.menuFor(s.people[id], s.rooms[id])
		b, _ := json.Marshal(menu) // strings only
		if s.menuKeys[id] != string(b) {
			s.menuKeys[id] = string(b)
			s.hub.send("menu", map[string]any{"user_id": id, "commands": menu})
		}
	}
}

// serveEvents streams events until the page goes, falls behind, or the server closes.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	flush := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no")
	c := make(chan event, eventBuffer)
	s.mu.Lock()
	s.hub.clients[c] = true
	first := s.hub.seq
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.hub.clients, c)
	}()
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	if _, err := fmt.Fprintf(w, "retry: 500\nid: %d\nevent: hello\ndata: {}\n\n", first); err != nil || flush.Flush() != nil {
		return
	}
	for {
		var err error
		select {
		case e, open := <-c:
			if !open {
				return
			}
			_, err = fmt.Fprintf(w, "id: %d\nevent: %s\ndata: %s\n\n", e.id, e.name, e.data)
			if len(c) > 0 {
				continue // flushed with the last of the burst
			}
		case <-beat.C:
			_, err = w.Write([]byte(": .\n\n"))
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
		if err != nil || flush.Flush() != nil {
			return
		}
	}
}

// watchStrip polls the demo's counters while a page is open and sends what changed.
func (s *Server) watchStrip() {
	if s.demo.Strip == nil {
		return
	}
	tick := time.NewTicker(stripEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-s.hub.strip:
		case <-s.done:
			return
		}
		s.mu.Lock()
		open := s.hub.listening()
		s.mu.Unlock()
		if !open {
			continue
		}
		rows := s.strip()
		b, _ := json.Marshal(rows) // strings only
		s.mu.Lock()
		if !bytes.Equal(b, s.hub.lastStrip) {
			s.hub.lastStrip = b
			s.hub.send("strip", map[string]any{"rows": rows})
		}
		s.mu.Unlock()
		t := time.NewTimer(stripAtMost)
		select {
		case <-t.C:
		case <-s.done:
			t.Stop()
			return
		}
	}
}

func (s *Server) strip() []StripRow {
	if s.demo.Strip == nil {
		return []StripRow{}
	}
	return append([]StripRow{}, s.demo.Strip()...)
}
