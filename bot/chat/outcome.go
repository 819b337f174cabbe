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
)

// heldNote is whether a message may also tell what may not have arrived.
func heldNote(o store.Out) bool {
	return o.EditOf == 0 && o.Lane != store.LaneBroadcast && (o.Body.Screen != nil || o.Body.Card != nil)
}
