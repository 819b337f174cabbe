package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"
)

// refusal is an error of the phones' API: a status and a text in both languages.
type refusal struct {
	status int
	text   Text
}

func (e *refusal) Error() string { return e.text.EN }

func refuse(status int, vi, en string) *refusal { return &refusal{status, Text{vi, en}} }

// refusalOf finds the words for a phone's error.
func refusalOf(err error) *refusal {
	var r *refusal
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &r):
		return r
	case errors.As(err, &large):
		return refuse(413, "Tệp quá lớn.", "The file is too large.")
	case errors.Is(err, ErrNoPerson):
		return refuse(404, "Không có điện thoại này.", "There is no such phone.")
	case errors.Is(err, ErrNoChat):
		return refuse(404, "Người này không ở trong cuộc trò chuyện đó.", "This person is not in that chat.")
	case errors.Is(err, ErrNoMessage):
		return refuse(404, "Tin nhắn này không còn.", "This message is no longer there.")
	case errors.Is(err, ErrNoButton):
		return refuse(409, "Nút này không còn.", "This button is no longer there.")
	case errors.Is(err, ErrNotButton):
		return refuse(409, "Nút này chỉ mở liên kết.", "This button only opens a link.")
	case errors.Is(err, ErrBlocked):
		return refuse(409, "Bạn đang chặn bot. Hãy bỏ chặn trước.", "You have blocked the bot. Unblock it first.")
	case errors.Is(err, ErrPayload):
		return refuse(400, "Liên kết mời không đúng.", "The deep link is not valid.")
	case errors.Is(err, ErrText):
		return refuse(400, "Tin nhắn cần có từ 1 đến 4096 ký tự.", "A message needs 1 to 4096 characters.")
	}
	return refuse(400, "Yêu cầu không hợp lệ.", err.Error())
}

// servePhone serves /phone/*, the page's API (see README.md). It acts for anybody,
// so beyond what refuseForeign asks a POST must carry a type that no foreign form sends.
func (s *Server) servePhone(w http.ResponseWriter, r *http.Request, what string) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if err := guard(r); err != nil {
		s.writePhone(w, nil, err)
		return
	}
	if r.Method == http.MethodGet {
		switch id, isFile := strings.CutPrefix(what, "file/"); {
		case isFile:
			s.servePhoneFile(w, r, id)
		case what == "events":
			s.serveEvents(w, r)
		case what == "state":
			s.writePhone(w, s.pageState(), nil)
		default:
			s.writePhone(w, nil, refuse(404, "Không có mục này.", "No such endpoint."))
		}
		return
	}
	if what == "upload" {
		id, err := s.phoneUpload(w, r)
		s.writePhone(w, map[string]int{"message_id": id}, err)
		return
	}
	action := phoneAction(what)
	if action == nil {
		s.writePhone(w, nil, refuse(404, "Không có mục này.", "No such endpoint."))
		return
	}
	var in phoneRequest
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		s.writePhone(w, nil, refuse(400, "Không đọc được yêu cầu.", "The request can't be read: "+err.Error()))
		return
	}
	result, err := action(s, in)
	s.writePhone(w, result, err)
}

func guard(r *http.Request) error {
	switch r.Method {
	case http.MethodGet:
		return nil
	case http.MethodPost:
	default:
		return refuse(405, "Phương thức không được phép.", "Method not allowed.")
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/json" && (kind != "multipart/form-data" || r.URL.Path != "/phone/upload") {
		return refuse(415, "Cần Content-Type: application/json.", "Content-Type: application/json is needed.")
	}
	return nil
}

func (s *Server) writePhone(w http.ResponseWriter, result any, err error) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err != nil {
		r := refusalOf(err)
		w.WriteHeader(r.status)
		result = map[string]Text{"error": r.text}
	}
	b, _ := json.Marshal(result) // our own plain types
	_, _ = w.Write(b)
}

// phoneRequest is the union of what the POST endpoints take.
type phoneRequest struct {
	User       int64     `json:"user"`
	Chat       int64     `json:"chat"`
	Text       string    `json:"text"`
	ReplyTo    int       `json:"reply_to"`
	Payload    string    `json:"payload"`
	Message    int       `json:"message"`
	Row        int       `json:"row"`
	Col        int       `json:"col"`
	Of         int64     `json:"of"`
	Blocked    bool      `json:"blocked"`
	Preset     string    `json:"preset"`
	To         time.Time `json:"to"`
	Method     string    `json:"method"`
	Kind       FaultKind `json:"kind"`
	RetryAfter int       `json:"retry_after"`
	MS         int64     `json:"ms"`
	Times      int       `json:"times"`
}

// phoneAction finds what a POST endpoint does; nil when there is none.
func phoneAction(what string) func(*Server, phoneRequest) (any, error) {
	switch what {
	case "send":
		return func(s *Server, in phoneRequest) (any, error) {
			m, err := s.Phone(in.User).sendWhereOpen(in.Chat, in.Text, in.ReplyTo)
			return map[string]int{"message_id": m.ID}, err
		}
	case "start":
		return func(s *Server, in phoneRequest) (any, error) {
			m, err := s.Phone(in.User).Start(in.Payload)
			return map[string]int{"message_id": m.ID}, err
		}
	case "tap":
		return func(s *Server, in phoneRequest) (any, error) {
			id, err := s.Phone(in.User).TapIn(in.Chat, in.Message, in.Row, in.Col)
			return map[string]string{"query_id": id}, err
		}
	case "contact":
		return func(s *Server, in phoneRequest) (any, error) {
			m, err := s.Phone(in.User).ShareContact(in.Of)
			return map[string]int{"message_id": m.ID}, err
		}
	case "read":
		return func(s *Server, in phoneRequest) (any, error) {
			s.Phone(in.User).Read()
			return struct{}{}, nil
		}
	case "block":
		return func(s *Server, in phoneRequest) (any, error) {
			return struct{}{}, s.Phone(in.User).Block(in.Blocked)
		}
	case "clock":
		return (*Server).phoneClock
	case "faults":
		return (*Server).phoneFaults
	case "rtt":
		return func(s *Server, in phoneRequest) (any, error) {
			s.SetRTT(time.Duration(in.MS) * time.Millisecond)
			return struct{}{}, nil
		}
	}
	return nil
}

func (s *Server) phoneClock(in phoneRequest) (any, error) {
	to := in.To
	if in.Preset != "" {
		for _, p := range s.presets(s.clock.Now()) {
			if p.ID == in.Preset {
				to = p.To
			}
		}
	}
	if to.IsZero() {
		return nil, refuse(400, "Hãy chọn một thời điểm.", "Choose a time.")
	}
	s.clock.Set(to)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pageClock(), nil
}

// phoneFaults adds a fault; the kind "none" ends them all.
func (s *Server) phoneFaults(in phoneRequest) (any, error) {
	switch {
	case in.Kind == "none":
		s.ClearFaults()
	case !in.Kind.known():
		return nil, refuse(400, "Không có loại sự cố này.", "There is no such fault.")
	default:
		s.Fault(Fault{Method: in.Method, Kind: in.Kind, RetryAfter: in.RetryAfter, Delay: time.Duration(in.MS) * time.Millisecond, Times: in.Times})
	}
	return map[string]any{"faults": pageFaults(s.Faults())}, nil
}

// phoneUpload takes multipart user, chat, caption and file; a picture is sent as a photo.
func (s *Server) phoneUpload(w http.ResponseWriter, r *http.Request) (int, error) {
	q, refused := readQuery("upload", w, r)
	if refused != nil {
		if refused.code == 413 {
			return 0, refuse(413, "Tệp quá lớn.", "The file is too large.")
		}
		return 0, refused
	}
	u, has := q.files["file"]
	if !has {
		return 0, refuse(400, "Chưa có tệp nào.", "There is no file.")
	}
	p := s.Phone(q.int("user"))
	if strings.HasPrefix(u.mime, "image/") {
		m, err := p.UploadPhoto(q.int("chat"), u.name, u.data, q.str("caption"))
		var unreadable *apiError
		if !errors.As(err, &unreadable) {
			return m.ID, err
		}
	}
	m, err := p.Upload(q.int("chat"), u.name, u.data, q.str("caption"))
	return m.ID, err
}

// servePhoneFile gives the bytes of a document or photo. What is no picture is
// only ever downloaded, so that a file can't act as a page of ours.
func (s *Server) servePhoneFile(w http.ResponseWriter, r *http.Request, id string) {
	s.mu.Lock()
	f := s.files[id]
	s.mu.Unlock()
	if f == nil {
		s.writePhone(w, nil, refuse(404, "Không có tệp này.", "No such file."))
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Content-Type", f.mime)
	if f.folder != "photos" {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.data))
}

// pageState is everything that the page shows.
func (s *Server) pageState() any {
	strip := s.strip() // before the lock: it may ask the server
	s.mu.Lock()
	defer s.mu.Unlock()
	phones, chats, groups := []pagePhone{}, map[int64]pageChat{}, []pageChat{}
	for i, id := range s.shown() {
		u := s.people[id].User
		p := pagePhone{Invitation: pageInvite(s.people[id].invitation), User: pageUser{u.ID, u.FirstName, u.LastName, u.Username, u.LanguageCode, u.Phone}}
		if len(s.demo.Phones) > 0 {
			info := s.demo.Phones[i]
			p.Title, p.Unit, p.Note = info.Title, info.Unit, optional(info.Note)
		}
		phones = append(phones, p)
		chats[id] = s.pageChat(s.rooms[id], s.people[id])
	}
	for _, r := range s.groups() {
		groups = append(groups, s.pageChat(r, s.anyMember(r)))
	}
	steps := []pageStep{}
	for _, g := range s.demo.Guide {
		steps = append(steps, s.pageStep(g))
	}
	calls := []pageCallView{}
	for _, c := range s.calls[max(0, len(s.calls)-shownCalls):] {
		calls = append(calls, pageCall(c, s.location))
	}
	return map[string]any{
		"bot":   map[string]any{"id": s.bot.ID, "username": s.bot.Username, "first_name": s.bot.FirstName},
		"title": s.demo.Title, "clock": s.pageClock(), "phones": phones, "chats": chats, "groups": groups,
		"guide": map[string]any{"steps": steps}, "strip": map[string]any{"rows": strip}, "calls": calls,
		"faults": pageFaults(s.faults), "rtt_ms": s.rtt.Milliseconds(),
	}
}

func pageInvite(i *Invitation) *pageInvitation {
	if i == nil {
		return nil
	}
	return &pageInvitation{i.Head, i.Text, i.Button, i.Payload}
}

func optional(t Text) *Text {
	if t == (Text{}) {
		return nil
	}
	return &t
}

// groups are the group chats that still live, in the order of their IDs.
func (s *Server) groups() []*room {
	var out []*room
	for _, id := range slices.Sorted(maps.Keys(s.rooms)) {
		if r := s.rooms[id]; r.owner == nil && r.moved == 0 {
			out = append(out, r)
		}
	}
	return out
}
