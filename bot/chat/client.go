package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"
)

const (
	pollSlack   = 10 * time.Second // what a long poll may take beyond its own timeout
	dialTimeout = 10 * time.Second
	idleConns   = 64       // with net/http's default of 2 the sender runs at half its speed
	maxAnswer   = 16 << 20 // bytes of a JSON answer; a batch of 100 updates stays far below
	maxFile     = 20 << 20 // Telegram's own limit for downloads
)

// ServerError is an answer that is not Telegram's, or in which Telegram speaks
// of its own fault: a proxy's page, a redirect, an oversized body, a JSON error
// of 500 and above. A proxy's 401 or 403 is a ServerError as well, so it is never
// taken for a refused token or a person who blocked the bot. The call may be
// repeated later; only 413 (upload too large) is final.
type ServerError struct {
	Status      int // the HTTP status, or Telegram's error_code
	Description string
}

func (e *ServerError) Error() string { return e.Description }

// NotSentError says that no byte of the request left this machine: name not
// found, connection refused, proxy or TLS failed. Repeating it repeats nothing.
type NotSentError struct{ Err error }

func (e *NotSentError) Error() string { return e.Err.Error() }
func (e *NotSentError) Unwrap() error { return e.Err }

// NewHTTPClient returns the HTTP client for the Bot API. The token travels in
// the path of every request, so this client never follows a redirect (the
// Referer header would carry it on), replaces bodies that are not Telegram's and
// removes the token from those that are. proxy may be nil, http, https or socks5;
// the proxies of the environment are not consulted. A call may take
// pollTimeout + 10 s.
//
// Besides the errors of the Bot API its calls return *ServerError and
// *NotSentError; any other error leaves open whether the request took effect.
func NewHTTPClient(token string, proxy *url.URL, pollTimeout time.Duration) *http.Client {
	return &http.Client{
		Timeout: pollTimeout + pollSlack,
		Transport: &guard{
			scrub: NewScrubber(token, proxy),
			next: &http.Transport{
				Proxy:               http.ProxyURL(proxy),
				DialContext:         (&net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}).DialContext,
				TLSHandshakeTimeout: dialTimeout,
				MaxIdleConns:        2 * idleConns,
				MaxIdleConnsPerHost: idleConns,
				IdleConnTimeout:     90 * time.Second,
				ForceAttemptHTTP2:   true,
			},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// guard is the round tripper that lets through nothing but clean answers.
type guard struct {
	scrub *Scrubber
	next  *http.Transport
}

// CloseIdleConnections is what http.Client.CloseIdleConnections looks for.
func (g *guard) CloseIdleConnections() { g.next.CloseIdleConnections() }

func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	var written atomic.Bool
	ctx := httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		WroteHeaders: func() { written.Store(true) },
	})
	resp, err := g.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		if err = g.scrub.Err(err); !written.Load() {
			err = &NotSentError{err}
		}
		return nil, err
	}
	if resp.StatusCode == http.StatusOK && strings.HasPrefix(req.URL.Path, "/file/") {
		resp.Body = http.MaxBytesReader(nil, resp.Body, maxFile)
		return resp, nil
	}
	body, err := g.answer(resp)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	resp.ContentLength = int64(len(body))
	return resp, nil
}

// answer reads and closes the body, and returns it if Telegram wrote it.
func (g *guard) answer(resp *http.Response) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, g.scrub.Err(fmt.Errorf("read the answer: %w", err))
	}
	var head struct {
		OK          *bool  `json:"ok"`
		ErrorCode   int    `json:"error_code"`
		Description string `json:"description"`
	}
	if len(body) > maxAnswer {
		return nil, foreign(resp, "is larger than 16 MiB")
	}
	if json.Unmarshal(body, &head) != nil || head.OK == nil {
		return nil, foreign(resp, "is not Telegram's")
	}
	if !*head.OK && head.ErrorCode >= http.StatusInternalServerError {
		return nil, &ServerError{head.ErrorCode, g.scrub.Text(head.Description)}
	}
	return []byte(g.scrub.Text(string(body))), nil
}

// foreign describes an answer without quoting any of it: the page of a proxy
// may hold the path that was asked for, and with it the token.
func foreign(resp *http.Response, what string) *ServerError {
	return &ServerError{resp.StatusCode, fmt.Sprintf("the answer (HTTP %d) %s", resp.StatusCode, what)}
}

// ErrNoFile means that Telegram doesn't hand a file over, now or later: who sent it can send it again.
var ErrNoFile = errors.New("no such file is handed over")

// fetch downloads a file that somebody sent. Telegram asks to be asked where it stands.
func (b *Bot) fetch(ctx context.Context, file string) ([]byte, error) {
	f, err := b.api.GetFile(ctx, &tg.GetFileParams{FileID: file})
	switch {
	case errors.Is(err, tg.ErrorBadRequest):
		return nil, fmt.Errorf("%w: ask for the file: %w", ErrNoFile, err)
	case err != nil:
		return nil, fmt.Errorf("ask for the file: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.api.FileDownloadLink(f), http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("%w: fetch the file: %w", errPrepare, err)
	}
	resp, err := b.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch the file: %w", err)
	}
	data, err := io.ReadAll(resp.Body)
	if closed := resp.Body.Close(); err == nil {
		err = closed
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, fmt.Errorf("%w: fetch the file: %w", errPrepare, err)
	case err != nil:
		return nil, fmt.Errorf("fetch the file: %w", err)
	case resp.StatusCode != http.StatusOK:
		return nil, foreign(resp, "is no file")
	}
	return data, nil
}

// Me is what Telegram says of the bot that a token belongs to.
type Me struct{ Username, FirstName string }

// ErrTokenRefused means that Telegram knows no bot with the token.
var ErrTokenRefused = errors.New("the token is refused")

// AskMe is the one call that disturbs nothing: it may be made beside a live bot.
// It fails with ErrTokenRefused, a *ServerError, or what happened on the network;
// the token is in none of them.
func AskMe(ctx context.Context, token, apiURL string, proxy *url.URL) (Me, error) {
	client, err := tg.New(token, tg.WithSkipGetMe(), tg.WithServerURL(apiURL), tg.WithHTTPClient(0, NewHTTPClient(token, proxy, 0)))
	if err != nil {
		return Me{}, NewScrubber(token, proxy).Err(err)
	}
	me, err := client.GetMe(ctx)
	switch {
	case err == nil:
		return Me{me.Username, me.FirstName}, nil
	case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound):
		return Me{}, ErrTokenRefused
	}
	return Me{}, NewScrubber(token, proxy).Err(err)
}

// CommandNames are the two names of every command, English and Vietnamese.
func (b *Bot) CommandNames() (names [][2]string) {
	for _, c := range b.list {
		names = append(names, [2]string{c.Name, c.Alias})
	}
	return names
}

// hidden stands where a secret was.
const hidden = "<hidden>"

// shortestPassword is the length under which a proxy's password is not searched
// for: replacing every "a" would destroy texts and hide nothing.
const shortestPassword = 4

// Scrubber removes the bot's token and the proxy's password from texts and
// errors. It looks for the token's secret half alone, so that "ID:SECRET",
// "ID%3ASECRET" and the bare half are all found; the id in front of it is public
// and stays. A nil or zero Scrubber changes nothing. Safe for concurrent use.
type Scrubber struct{ replacer *strings.Replacer }

// NewScrubber returns the scrubber for one token and an optional proxy.
func NewScrubber(token string, proxy *url.URL) *Scrubber {
	var pairs []string
	if _, secret, found := strings.Cut(strings.TrimSpace(token), ":"); found && secret != "" {
		pairs = append(pairs, secret, hidden)
	}
	if proxy != nil {
		if password, set := proxy.User.Password(); set && len(password) >= shortestPassword {
			_, encoded, _ := strings.Cut(url.UserPassword("", password).String(), ":")
			for _, form := range []string{password, encoded, url.QueryEscape(password)} {
				pairs = append(pairs, form, hidden)
			}
		}
	}
	return &Scrubber{strings.NewReplacer(pairs...)}
}

// Text returns text without the secrets.
func (s *Scrubber) Text(text string) string {
	if s == nil || s.replacer == nil {
		return text
	}
	return s.replacer.Replace(text)
}

// Err returns an error whose text holds no secret and whose chain is err's own:
// errors.Is and errors.As go on working. Nil stays nil.
func (s *Scrubber) Err(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	clean := s.Text(text)
	if clean == text {
		return err
	}
	return &scrubbedError{clean, err}
}

type scrubbedError struct {
	text string
	err  error
}

func (e *scrubbedError) Error() string { return e.text }
func (e *scrubbedError) Unwrap() error { return e.err }
