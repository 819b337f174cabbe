package bot

import (
	"context"
)

// Turn over: the tests drive the bot by hand, so that a transcript is the same
// every time. PollOnce takes one batch, Drain sends until nothing is due.

func (b *Bot) PollOnce(ctx context.Context) error { return b.pollOnce(ctx) }

func (b *Bot) Begin(ctx context.Context) error {
	if err := b.begin(ctx); err != nil {
		return err
	}
	return b.sender.loadPauses(ctx)
}

func (b *Bot) Drain(ctx context.Context) error {
	s := b.sender
	for {
		if _, err := s.dispatch(ctx); err != nil {
			return err
		}
		if s.flying == 0 {
			b.answers.Wait()
			return nil
		}
		s.settle(ctx, append([]result{<-s.done}, s.drain()...))
	}
}

// Commands lists everything that people can enter through, for the walk of
// permissions.
func (b *Bot) Commands() []Command { return b.list }
