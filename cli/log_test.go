package cli

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"tainha/bot/chat"
	"tainha/config"
)

type tokenValuer struct{}

func (tokenValuer) LogValue() slog.Value { return slog.GroupValue(slog.String("inner", testToken)) }

type panickingValuer struct{}

func (panickingValuer) LogValue() slog.Value { panic("no value " + testToken) }

type tokenStringer struct{ hidden string }

func (s tokenStringer) String() string { return s.hidden }

func TestLogShowsNoTokenWhateverIsLogged(t *testing.T) {
	t.Parallel()
	nested := struct {
		URL   string
		Inner map[string][]string
	}{"https://api.telegram.org/bot" + testToken + "/getMe", map[string][]string{testToken: {testToken}}}
	cause := &url.Error{Op: "Post", URL: "https://api.telegram.org/bot" + testToken + "/sendMessage", Err: errors.New("reset")}
	for _, format := range []string{"text", "json"} {
		var out bytes.Buffer
		log := newLogger(&out, config.Log{Level: slog.LevelDebug, Format: format}, chat.NewScrubber(testToken, nil))
		log.With("with", testToken).WithGroup(testToken).Error("sent to /bot"+testToken,
			"string", testToken,
			"escaped", url.QueryEscape(testToken),
			"error", fmt.Errorf("deliver: %w", cause),
			"joined", errors.Join(cause, cause),
			"group", slog.GroupValue(slog.Group("deep", "er", testToken)),
			"struct", nested,
			"pointer", &nested,
			"bytes", []byte(testToken),
			"stringer", tokenStringer{testToken},
			"valuer", tokenValuer{},
			"panic", panickingValuer{},
			"any", any([]any{testToken, 1}),
			testToken, "key",
			"kept", "mai em xin làm ở nhà",
		)
		if strings.Contains(out.String(), "tests_only") {
			t.Errorf("%s: the token is in %s", format, out.String())
		}
		if !strings.Contains(out.String(), "mai em xin làm ở nhà") || strings.Count(out.String(), "\n") != 1 {
			t.Errorf("%s: the record is damaged: %s", format, out.String())
		}
	}
}

func TestLogDropsWhatIsBelowItsLevel(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := newLogger(&out, config.Log{Level: slog.LevelWarn, Format: "text"}, nil)
	log.Info("quiet")
	log.Warn("loud")
	if strings.Contains(out.String(), "quiet") || !strings.Contains(out.String(), "loud") {
		t.Errorf("got %s", out.String())
	}
}
