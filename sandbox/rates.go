package sandbox

import (
	"math"
	"strings"
	"time"
)

// Rate are Telegram's limits on what a bot sends; zero fields take the usual values.
// Time is the sandbox's clock.
type Rate struct {
	PerSecond int // sends and edits in all; default 30
	PerChat   int // sends a second in a chat; default 1
	Burst     int // sends that a quiet chat takes at once; default 3
	PerGroup  int // sends a minute in a group; default 20
}

// bucket holds tokens that come back with time.
type bucket struct {
	tokens float64
	at     time.Time
}

// take takes a token, or says how long until there is one.
func (b *bucket) take(now time.Time, perSecond, burst float64) time.Duration {
	if b.at.IsZero() {
		b.tokens = burst
	} else if d := now.Sub(b.at); d > 0 {
		b.tokens = math.Min(burst, b.tokens+d.Seconds()*perSecond)
	}
	b.at = now
	if b.tokens >= 1 {
		b.tokens--
		return 0
	}
	return time.Duration((1 - b.tokens) / perSecond * float64(time.Second))
}

type limiter struct {
	Rate
	all   bucket
	chats map[int64]*bucket
}

func newLimiter(r Rate) *limiter {
	def := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	def(&r.PerSecond, 30)
	def(&r.PerChat, 1)
	def(&r.Burst, 3)
	def(&r.PerGroup, 20)
	return &limiter{Rate: r, chats: map[int64]*bucket{}}
}

// checkRate refuses a send or an edit beyond the limits, with the seconds to wait.
func (s *Server) checkRate(m method, chat int64) *apiError {
	sends := strings.HasPrefix(m.name, "send") && m.name != "sendChatAction"
	if s.rate == nil || !sends && !strings.HasPrefix(m.name, "edit") {
		return nil
	}
	now, l := s.clock.Now(), s.rate
	wait := l.all.take(now, float64(l.PerSecond), float64(l.PerSecond))
	if wait == 0 && sends {
		b := l.chats[chat]
		if b == nil {
			b = &bucket{}
			l.chats[chat] = b
		}
		if chat < 0 {
			wait = b.take(now, float64(l.PerGroup)/60, float64(l.PerGroup))
		} else {
			wait = b.take(now, float64(l.PerChat), float64(l.Burst))
		}
	}
	if wait == 0 {
		return nil
	}
	return tooManyRequests(max(1, int(math.Ceil(wait.Seconds()))))
}
