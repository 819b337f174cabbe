package bot_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"testing"

	"tainha/bot/chat"
)

func TestScrubberFindsEveryFormOfTheToken(t *testing.T) {
	t.Parallel()
	s := chat.NewScrubber(token+"\n", nil)
	for _, text := range []string{
		token,
		secret,
		url.QueryEscape(token),
		strings.Replace(token, ":", "%3a", 1),
		"https://api.telegram.org/file/bot" + token + "/photos/1.jpg?a=" + token,
	} {
		if got := s.Text(text); strings.Contains(got, secret) || !strings.Contains(got, "<hidden>") {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestScrubberKeepsTheChainOfAnError(t *testing.T) {
	t.Parallel()
	s := chat.NewScrubber(token, nil)
	err := s.Err(fmt.Errorf("get /bot%s/getMe: %w", token, fs.ErrPermission))
	if strings.Contains(err.Error(), secret) {
		t.Errorf("the token is in %q", err)
	}
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v lost its cause", err)
	}
	if s.Err(nil) != nil {
		t.Error("no error became one")
	}
}

func TestScrubberFindsTheProxysPassword(t *testing.T) {
	t.Parallel()
	proxy := &url.URL{Scheme: "socks5", Host: "10.0.0.1:1080", User: url.UserPassword("clerk", "p@ss/word")}
	s := chat.NewScrubber(token, proxy)
	for _, text := range []string{"p@ss/word", proxy.String(), url.QueryEscape("p@ss/word")} {
		if got := s.Text("through " + text); !strings.Contains(got, "<hidden>") {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestScrubberWithoutASecretChangesNothing(t *testing.T) {
	t.Parallel()
	var none *chat.Scrubber
	for _, s := range []*chat.Scrubber{none, {}, chat.NewScrubber("", nil), chat.NewScrubber("no colon", nil)} {
		if got := s.Text("mai em xin làm ở nhà"); got != "mai em xin làm ở nhà" {
			t.Errorf("the text became %q", got)
		}
	}
}
