package cli

import (
	"fmt"
	"io"
	"log/slog"

	"tainha/bot/chat"
	"tainha/config"
)

// newLogger returns the logger of the whole process. Every record passes the
// scrubber as finished text, so a secret is removed whatever it was logged in:
// a message, a group, a wrapped error, a struct, a LogValuer.
func newLogger(w io.Writer, config config.Log, scrub *chat.Scrubber) *slog.Logger {
	out := scrubbingWriter{w, scrub}
	options := &slog.HandlerOptions{Level: config.Level, ReplaceAttr: textOfBytes}
	if config.Format == "json" {
		return slog.New(slog.NewJSONHandler(out, options))
	}
	return slog.New(slog.NewTextHandler(out, options))
}

// textOfBytes keeps the JSON handler from writing bytes as base64, in which the
// scrubber could not see a secret.
func textOfBytes(_ []string, a slog.Attr) slog.Attr {
	if b, ok := a.Value.Any().([]byte); ok {
		a.Value = slog.StringValue(string(b))
	}
	return a
}

// scrubbingWriter removes secrets from what a slog handler writes: one whole
// record a call.
type scrubbingWriter struct {
	w     io.Writer
	scrub *chat.Scrubber
}

func (s scrubbingWriter) Write(record []byte) (int, error) {
	if _, err := io.WriteString(s.w, s.scrub.Text(string(record))); err != nil {
		return 0, fmt.Errorf("write the log: %w", err)
	}
	return len(record), nil
}
