package cli

import (
	"context"
	"log/slog"

	"tainha/bot/chat"
)

type runCmd struct {
	Config string `help:"The configuration." type:"path" default:"config.yaml" placeholder:"FILE"`
}

func (*runCmd) Help() string {
	return `It polls Telegram, answers, and sends reminders until it is told to stop (Ctrl+C or SIGTERM);
then it finishes what is under way. A second signal ends it at once; nothing is lost by that.

Example:
  tainha run --config /etc/tainha/config.yaml

Chạy bot. Dừng bằng Ctrl+C: bot làm xong việc đang dở rồi mới dừng.`
}

func (c *runCmd) Run(ctx context.Context, p *Process) error {
	config, err := p.load(c.Config)
	if err != nil {
		return err
	}
	log := newLogger(p.Stderr, config.Log, chat.NewScrubber(string(config.Telegram.Token), config.Telegram.Proxy))
	slog.SetDefault(log)
	s, err := NewService(ctx, &config, p.Now, log)
	if err != nil {
		return err
	}
	err = s.Run(ctx)
	if cerr := s.Close(); err == nil {
		err = cerr
	}
	log.Info("stopped")
	return err
}
