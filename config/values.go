package config

import (
	"log/slog"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Secret is a text that shows itself to nobody: every way of printing it gives
// "<hidden>". string(s) is the way to its value.
type Secret string

const hiddenSecret = "<hidden>"

// String hides the secret from fmt.
func (s Secret) String() string { return hiddenSecret }

// GoString hides it from %#v.
func (s Secret) GoString() string { return hiddenSecret }

// LogValue hides it from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hiddenSecret) }

// MarshalText hides it from what writes files.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hiddenSecret), nil }

// UnmarshalText takes any text, without the white space around it.
func (s *Secret) UnmarshalText(b []byte) error {
	*s = Secret(strings.TrimSpace(string(b)))
	return nil
}

// tokenForm is what BotFather gives out: the bot's id, a colon, the secret.
var tokenForm = regexp.MustCompile(`^\d{1,20}:[A-Za-z0-9_-]{30,}$`)

// tokenLike finds anything that may be a token in a text for people: a mistyped
// or shortened one too, and the secret half as BotFather forms it.
var tokenLike = regexp.MustCompile(`\d{4,20}(:|%3[Aa])[A-Za-z0-9_-]{6,}|\bAA[A-Za-z0-9_-]{30,}`)

// MaskTokens hides whatever may be a token in a text for people.
func MaskTokens(text string) string { return tokenLike.ReplaceAllString(text, hiddenSecret) }

// proxyURL is the address of an http, https or socks5 proxy; its errors never
// show it, for it may hold a password.
type proxyURL struct{ *url.URL }

func (p *proxyURL) UnmarshalText(b []byte) error {
	u, err := url.Parse(strings.TrimSpace(string(b)))
	if err != nil || u.Host == "" {
		return Say("not an address such as socks5://10.0.0.1:1080")
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		p.URL = u
		return nil
	}
	return Say("a proxy is reached by http, https or socks5, not by %q", u.Scheme)
}

// apiURL is the address of a Bot API server, without a slash at its end.
type apiURL string

func (a *apiURL) UnmarshalText(b []byte) error {
	u, err := url.Parse(strings.TrimRight(strings.TrimSpace(string(b)), "/"))
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return Say("not an address such as https://api.telegram.org")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return Say("takes a scheme, a host and at most a path")
	case tokenLike.MatchString(u.Path):
		return Say("takes no token; that has its own key")
	}
	*a = apiURL(u.String())
	return nil
}

// clock is a time of day in minutes from midnight, written 16:00.
type clock int

func (c *clock) UnmarshalText(b []byte) error {
	t, err := time.Parse("15:04", strings.TrimSpace(string(b)))
	if err != nil {
		return Say("%q is not a time of day such as 16:00", b)
	}
	*c = clock(t.Hour()*60 + t.Minute())
	return nil
}

// choice returns the value that text names, or an error that lists the names.
func choice[T any](text string, names []string, values []T) (T, error) {
	for i, name := range names {
		if name == text {
			return values[i], nil
		}
	}
	var zero T
	return zero, Say("%q is none of %s%s", text, strings.Join(names, ", "), didYouMean(text, names))
}

// weekday is a day of the week by its short English name.
type weekday time.Weekday

var weekdayNames = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

func (w *weekday) UnmarshalText(b []byte) (err error) {
	*w, err = choice(string(b), weekdayNames, []weekday{1, 2, 3, 4, 5, 6, 0})
	return err
}

// zone is a time zone by its IANA name.
type zone struct{ *time.Location }

func (z *zone) UnmarshalText(b []byte) error {
	location, err := time.LoadLocation(string(b))
	if err != nil || len(b) == 0 || string(b) == "Local" {
		return Say("%q is not a time zone such as Asia/Ho_Chi_Minh", b)
	}
	z.Location = location
	return nil
}

// language is one that the bot speaks.
type language string

func (l *language) UnmarshalText(b []byte) (err error) {
	*l, err = choice(string(b), []string{"vi", "en"}, []language{"vi", "en"})
	return err
}

// logLevel is the least severity that is logged.
type logLevel slog.Level

func (l *logLevel) UnmarshalText(b []byte) (err error) {
	*l, err = choice(string(b), []string{"debug", "info", "warn", "error"},
		[]logLevel{logLevel(slog.LevelDebug), logLevel(slog.LevelInfo), logLevel(slog.LevelWarn), logLevel(slog.LevelError)})
	return err
}

// logFormat is text for people, or json for a log collector.
type logFormat string

func (f *logFormat) UnmarshalText(b []byte) (err error) {
	*f, err = choice(string(b), []string{"text", "json"}, []logFormat{"text", "json"})
	return err
}
