package sandbox

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// NewToken has the form of a real token and is a new one each time: what runs for
// people to play with must not answer to a token that anybody knows.
func NewToken() string {
	const idOfTheBot, secretLength = "7000000001", 35
	return idOfTheBot + ":AA" + (rand.Text() + rand.Text())[:secretLength-2]
}

// foreign says why a request may not come in by any door; empty: it may. The
// server acts for everybody, so no other site may reach it through a browser on
// this machine: neither under a name of its own that it points here, nor by a
// request across sites. What is no browser sends neither Origin nor Sec-Fetch-Site.
func foreign(r *http.Request) string {
	if !loopbackHost(r.Host) {
		return "only on this machine"
	}
	for _, origin := range r.Header.Values("Origin") {
		if origin != "http://"+r.Host {
			return "the request comes from another site"
		}
	}
	// A picture or a script of another site is fetched without an Origin.
	switch site := r.Header.Get("Sec-Fetch-Site"); {
	case site == "", site == "same-origin", site == "none":
	case r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate": // a link to the page
	default:
		return "the request comes from another site"
	}
	return ""
}

// refuseForeign answers a foreign request as its door answers; false: it is none.
func (s *Server) refuseForeign(w http.ResponseWriter, r *http.Request) bool {
	reason := foreign(r)
	switch {
	case reason == "":
		return false
	case strings.HasPrefix(r.URL.Path, "/bot"):
		writeAnswer(w, nil, forbidden(reason))
	case strings.HasPrefix(r.URL.Path, "/phone/"):
		s.writePhone(w, nil, refuse(http.StatusForbidden, "Chỉ dùng được từ trang này, trên máy này.", "Only from this page, on this machine."))
	default:
		http.Error(w, reason, http.StatusForbidden)
	}
	return true
}

// loopbackHost says that a request was addressed to this machine by a name that no
// other site can point here: no other spelling of the address counts.
func loopbackHost(hostport string) bool {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]")
	} else if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return false
	}
	switch host {
	case "127.0.0.1", "localhost", "::1":
		return true
	}
	return false
}

// webhookFault says why updates are not to be posted to an address: what people
// play with here must not leave this machine. Empty: they may.
func (s *Server) webhookFault(u *url.URL) string {
	switch {
	case s.anyWebhook:
		return ""
	case u.User != nil:
		return "a user name in the URL is not accepted"
	case u.Hostname() == "localhost", loopbackIP(u.Hostname()):
		return ""
	}
	return "only addresses of this machine are accepted"
}

func loopbackIP(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// webhookClient follows no redirect and uses no proxy; whatever a name stands for,
// it connects to this machine only, unless any address is allowed.
func (s *Server) webhookClient() *http.Client {
	dialer := &net.Dialer{Timeout: webhookTimeout}
	if !s.anyWebhook {
		dialer.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error {
			host, _, err := net.SplitHostPort(address)
			if err != nil {
				return fmt.Errorf("webhook: %w", err)
			}
			if !loopbackIP(host) {
				return errors.New("the webhook is not on this machine")
			}
			return nil
		}
	}
	return &http.Client{
		Timeout:       webhookTimeout,
		Transport:     &http.Transport{DialContext: dialer.DialContext, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
