package chat

import (
	"net/url"
	"strings"
)

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
