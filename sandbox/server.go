// Package sandbox is a strict Telegram Bot API server on loopback, with people
// and their phones: for tests, benchmarks and a demo in a web page. A bot talks
// to it over HTTP as to api.telegram.org; people are driven from Go (Server.Phone)
// or from the page. It refuses what Telegram refuses, with Telegram's texts, and
// beyond that unknown parameters and fields, which Telegram would pass over.
package sandbox

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// DefaultToken has the form of a real token and opens nothing but a sandbox.
const DefaultToken = "7000000001:AAsandbox-sandbox-sandbox-sandbox-0"

// Options of a Server; the zero value is ready for a test.
type Options struct {
	Token     string         // default DefaultToken, which everybody knows; see NewToken
	Bot       User           // default id 7000000001, @TaiNhaBot
	Clock     *Clock         // default NewClock()
	Location  *time.Location // of the times in the page's API; default time.Local
	Addr      string         // where to listen; default 127.0.0.1:0. Only loopback is accepted
	RTT       time.Duration  // see SetRTT
	Rate      *Rate          // nil: no limits
	KeepCalls int            // how many calls the journal keeps; default 100,000
	// ReadAllGroupMessages turns privacy mode off: without it the bot sees in groups
	// only commands, mentions, replies to it and service messages.
	ReadAllGroupMessages bool
	// AnyWebhook lets updates be posted to other machines; without it a webhook is on loopback.
	AnyWebhook bool
	Demo       *Demo // what the page shows; nil: a page with the people added
}

// Server is the Bot API with its people. All methods may be called concurrently.
type Server struct {
	token      string
	bot        User
	clock      *Clock
	location   *time.Location
	addr       string
	demo       Demo
	privacy    bool
	anyWebhook bool
	keep       int
	methods    map[string]method
	web        web
	done       chan struct{}
	http       *http.Server
	url        string
	running    sync.WaitGroup
	stopTell   func()

	mu        sync.Mutex
	closed    bool
	started   bool
	rtt       time.Duration
	people    map[int64]*person
	order     []int64 // people as they were added
	rooms     map[int64]*room
	messageID int // counts in private chats and basic groups, as Telegram does per account
	queue     updateQueue
	hook      webhook
	calls     []Call
	callSeq   int64
	faults    []Fault
	rate      *limiter
	queries   map[string]*pressed
	querySeq  int64
	files     map[string]*file
	fileSeq   int
	menus     map[menuKey][]Command
	profile   map[string]string
	menuKeys  map[int64]string
	change    chan struct{}
	waiters   int
	hub       hub
}

// New makes a server that doesn't listen yet.
func New(o Options) *Server {
	s := &Server{
		token: o.Token, bot: o.Bot, clock: o.Clock, location: o.Location, addr: o.Addr, rtt: o.RTT,
		privacy: !o.ReadAllGroupMessages, anyWebhook: o.AnyWebhook, keep: o.KeepCalls, done: make(chan struct{}),
		people: map[int64]*person{}, rooms: map[int64]*room{}, queries: map[string]*pressed{},
		files: map[string]*file{}, menus: map[menuKey][]Command{}, profile: map[string]string{},
		menuKeys: map[int64]string{}, change: make(chan struct{}), queue: newUpdateQueue(),
	}
	if s.token == "" {
		s.token = DefaultToken
	}
	if s.bot.ID == 0 {
		s.bot = User{ID: 7_000_000_001, FirstName: "Tại Nhà", Username: "TaiNhaBot"}
	}
	s.bot.IsBot = true
	if s.clock == nil {
		s.clock = NewClock()
	}
	if s.location == nil {
		s.location = time.Local
	}
	if s.addr == "" {
		s.addr = "127.0.0.1:0"
	}
	if s.keep == 0 {
		s.keep = 100_000
	}
	if o.Rate != nil {
		s.rate = newLimiter(*o.Rate)
	}
	if o.Demo != nil {
		s.demo = *o.Demo
	}
	s.demo.Phones = slices.Clone(s.demo.Phones)
	for i, p := range s.demo.Phones {
		s.demo.Phones[i].User.ID = s.AddPerson(p.User).ID()
	}
	s.hook.kick = make(chan struct{}, 1)
	s.hub.init()
	s.methods = methodTable()
	s.web = newWeb()
	s.stopTell = s.clock.OnMove(s.clockMoved)
	return s
}

// Start listens and serves until Close. It fails when the address is taken or not on loopback.
func (s *Server) Start() error {
	l, err := net.Listen("tcp", s.addr)
	if err != nil {
		return fmt.Errorf("sandbox: %w", err)
	}
	if addr, ok := l.Addr().(*net.TCPAddr); !ok || !addr.IP.IsLoopback() {
		return errors.Join(fmt.Errorf("sandbox: %s is not on loopback", l.Addr()), l.Close())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.started || s.closed {
		return errors.Join(errors.New("sandbox: started twice or after Close"), l.Close())
	}
	s.started = true
	s.url = "http://" + l.Addr().String()
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	s.running.Go(func() { _ = s.http.Serve(l) }) // always ErrServerClosed after Close
	s.running.Go(s.deliverWebhook)
	s.running.Go(s.watchStrip)
	return nil
}

// Close stops listening, ends every open request and waits for what the server runs.
func (s *Server) Close() {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.closed = true
	close(s.done)
	server := s.http
	s.mu.Unlock()
	s.stopTell()
	if server != nil {
		_ = server.Close() // an error of closing a listener leaves nothing to do
	}
	s.running.Wait()
}

// URL is the address of the API and of the page, "http://127.0.0.1:PORT". Empty before Start.
func (s *Server) URL() string { return s.url }

// Token is the bot's token.
func (s *Server) Token() string { return s.token }

// Bot is the bot's account.
func (s *Server) Bot() User { return s.bot }

// Clock is the time in which the sandbox lives.
func (s *Server) Clock() *Clock { return s.clock }

// SetRTT makes every Bot API call take that much longer, half before its effect and half after.
func (s *Server) SetRTT(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rtt = max(d, 0)
}

// ServeHTTP serves the Bot API, file downloads, the phones' API and the page.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		http.Error(w, "closed", http.StatusServiceUnavailable)
		return
	}
	s.running.Add(1)
	s.mu.Unlock()
	defer s.running.Done()
	if s.refuseForeign(w, r) {
		return
	}
	path := r.URL.Path
	switch {
	case strings.HasPrefix(path, "/bot"):
		s.serveBot(w, r, path[len("/bot"):])
	case strings.HasPrefix(path, "/file/bot"):
		s.serveDownload(w, r, path[len("/file/bot"):])
	case strings.HasPrefix(path, "/phone/"):
		s.servePhone(w, r, path[len("/phone/"):])
	default:
		s.servePage(w, r)
	}
}

func (s *Server) tokenIs(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) == 1
}

func (s *Server) serveBot(w http.ResponseWriter, r *http.Request, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	m, known := s.methods[strings.ToLower(name)]
	switch {
	case !s.tokenIs(token):
		writeAnswer(w, nil, unauthorized())
	case !known || r.Method != http.MethodGet && r.Method != http.MethodPost:
		writeAnswer(w, nil, notFound())
	default:
		s.serveMethod(w, r, m)
	}
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request, m method) {
	began := time.Now()
	q, err := readQuery(m.name, w, r)
	if err == nil {
		err = q.check(m.name, m.params)
	}
	s.mu.Lock()
	half := s.rtt / 2
	s.mu.Unlock()
	if !s.pause(r.Context(), half) {
		panic(http.ErrAbortHandler)
	}
	if q == nil {
		q = &query{method: m.name, http: r}
	}
	out := s.perform(m, q, err, began)
	if !s.pause(r.Context(), half+out.delay) || out.drop {
		panic(http.ErrAbortHandler) // closes the connection without a word
	}
	switch {
	case out.html:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte(badGateway))
	default:
		writeAnswer(w, out.result, out.err)
	}
}

// pause waits; false when the caller or the server has gone meanwhile.
func (s *Server) pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
	case <-s.done:
	}
	return false
}

// outcome is what a call's answer will be.
type outcome struct {
	result any
	err    *apiError
	drop   bool
	html   bool
	delay  time.Duration
}

// perform applies a fault or the method, and writes the journal, in one step.
func (s *Server) perform(m method, q *query, refused *apiError, began time.Time) outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	call := Call{Method: m.name, Params: q.values, ChatID: q.int("chat_id"), At: s.clock.Now()}
	for name := range q.files {
		call.Files = append(call.Files, name)
	}
	var out outcome
	fault := s.takeFault(m.name, call.ChatID)
	if fault != nil {
		call.Fault = string(fault.Kind)
		out = fault.before()
	}
	if out.err == nil && !out.drop && !out.html {
		if out.err = refused; out.err == nil {
			out.err = s.checkRate(m, call.ChatID)
		}
		if out.err == nil {
			out.result, out.err = m.run(s, q)
			call.Applied = out.err == nil
		}
	}
	if fault != nil {
		fault.after(&out)
	}
	call.Took = time.Since(began)
	s.record(call, out)
	return out
}
