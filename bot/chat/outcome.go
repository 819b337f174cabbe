package chat

import (
	"errors"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"

	"tainha/store"
)

// fate is what an answer of Telegram means for a message.
type fate int

const (
	sent        fate = iota // Telegram has it, or it already looked like that
	gone                    // the message to edit does not exist any more: send a new one
	tooMany                 // 429: wait exactly as told
	later                   // nothing happened: try again
	unknown                 // it may or may not have happened
	moved                   // the group has a new id
	unreachable             // blocked, deactivated, kicked, never started
	shut                    // the group or its topic does not let the bot write
	refused                 // the token is not accepted: stop
	deadLetter              // refused for good; never retried
	unmade                  // it can't be prepared; never retried
	empty                   // it has nothing to say any more; never sent
)

// judge reads the error of a call. A nil error is sent.
func judge(err error) (r result) {
	if err == nil {
		return result{fate: sent}
	}
	r.reason = err.Error()
	var flood *tg.TooManyRequestsError
	var migrated *tg.MigrateError
	var server *ServerError
	var unsent *NotSentError
	switch {
	case errors.As(err, &flood):
		r.fate, r.wait = tooMany, time.Duration(max(flood.RetryAfter, 1))*time.Second
	case errors.As(err, &migrated):
		r.fate, r.to = moved, int64(migrated.MigrateToChatID)
	case errors.As(err, &server):
		r.fate = later
		if server.Status == 413 {
			r.fate = deadLetter
		}
	case errors.As(err, &unsent):
		r.fate = later
	case errors.Is(err, tg.ErrorForbidden):
		r.fate = unreachable
	case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound):
		r.fate = refused
	case errors.Is(err, tg.ErrorBadRequest):
		r.fate = judgeBad(r.reason)
	case errors.Is(err, tg.ErrorConflict):
		r.fate = later
	case errors.Is(err, errEmpty):
		r.fate = empty
	case errors.Is(err, errPrepare):
		r.fate = unmade
	case errors.Is(err, errNobody):
		r.fate = unreachable
	default:
		r.fate = unknown
	}
	return r
}

// judgeBad tells the kinds of 400 apart; Telegram gives them no other mark than
// their text.
func judgeBad(text string) fate {
	for _, c := range []struct {
		part string
		fate fate
	}{
		{"message is not modified", sent},
		{"message to edit not found", gone},
		{"message can't be edited", gone},
		{"MESSAGE_ID_INVALID", gone},
		{"USER_IS_BLOCKED", unreachable},
		{"chat not found", unreachable},
		{"PEER_ID_INVALID", unreachable},
		{"user is deactivated", unreachable},
		{"TOPIC_CLOSED", shut},
		{"TOPIC_DELETED", shut},
		{"message thread not found", shut},
		{"not enough rights to send", shut},
		{"CHAT_RESTRICTED", shut},
		{"CHAT_WRITE_FORBIDDEN", shut},
	} {
		if strings.Contains(text, c.part) {
			return c.fate
		}
	}
	return deadLetter
}

var (
	errPrepare = errors.New("it can't be prepared")
	errNobody  = errors.New("no account is linked")
	errEmpty   = errors.New("it has nothing to say")
)

// heldNote is whether a message may also tell what may not have arrived.
func heldNote(o store.Out) bool {
	return o.EditOf == 0 && !o.Body.Last && o.Lane != store.LaneBroadcast && (o.Body.Screen != nil || o.Body.Card != nil)
}

// quiet is the silence that Telegram asked for, and what is guessed from it. A 429
// concerns its chat alone; one of a second chat may mean all, and a refused token
// means all: then one call at a time looks soon whether it is over, and an answer of
// any other kind ends the guess.
type quiet struct {
	chats map[int64]time.Time // until when, as told
	until time.Time           // … in every chat: a guess, or what an older release noted
	since time.Time           // when the guess was made last
	tries int                 // how often it was made in a row
}

const longestGuess = time.Minute

// load takes over the pauses that an earlier process was told of.
func (q *quiet) load(now time.Time, chats map[int64]time.Time) {
	q.until = chats[0]
	delete(chats, 0)
	q.chats = chats
	if len(chats) > 1 {
		q.since, q.tries = now, 1
	}
}

// most is how many calls may be under way, and when to look again if it is none.
func (q *quiet) most(now time.Time, flying int) (n int, next time.Time) {
	switch {
	case now.Before(q.until) && q.until.Sub(now) <= longestGuess:
		return 0, q.until
	case q.tries == 0:
		return maxFlying, time.Time{}
	}
	return max(0, 1-flying), time.Time{}
}

// hear notes what a result says about silence.
func (q *quiet) hear(now time.Time, r *result) {
	switch {
	case r.fate == tooMany:
		second := false
		for chat, until := range q.chats {
			second = second || chat != r.out.Chat && now.Before(until)
		}
		q.chats[r.out.Chat] = now.Add(r.wait)
		if second {
			q.guess(now, r, r.wait)
		}
	case r.fate == refused:
		q.guess(now, r, longestGuess)
	case r.answered() && r.began.After(q.since):
		q.until, q.tries = time.Time{}, 0
	}
}

// guess silences all for a moment, longer each time that it proves right. What was
// under way when it was made says nothing new.
func (q *quiet) guess(now time.Time, r *result, most time.Duration) {
	if q.tries > 0 && !r.began.After(q.since) {
		return
	}
	q.until, q.since = now.Add(min(time.Second<<min(q.tries, 6), most, longestGuess)), now
	q.tries++
}

// answered is whether Telegram answered the call, and took the token.
func (r *result) answered() bool {
	switch r.fate {
	case sent, gone, moved, shut, deadLetter, tooMany:
		return true
	case unreachable:
		return r.called
	}
	return false
}

// outage is when the network fails as the sender sees it: in two chats at least,
// with no answer between. One message that fails for ever makes none.
type outage struct {
	chats map[int64]bool
	over  time.Time // when the last one ended
}

// overEvery is how often an outage may end: where some calls fail and others don't,
// what waits must not be tried at the pace of the others.
const overEvery = 5 * time.Second

// ends reports whether a result is the first answer after an outage.
func (o *outage) ends(now time.Time, r *result) bool {
	if r.fate == later || r.fate == unknown {
		if o.chats == nil {
			o.chats = map[int64]bool{}
		}
		o.chats[r.out.Chat] = true
		return false
	}
	if !r.answered() {
		return false
	}
	ends := len(o.chats) > 1 && (now.Sub(o.over) >= overEvery || now.Before(o.over))
	clear(o.chats)
	if ends {
		o.over = now
	}
	return ends
}
