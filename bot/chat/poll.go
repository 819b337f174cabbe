package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	tg "github.com/go-telegram/bot"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

const batchLimit = 100 // Telegram's own bound

var allowedUpdates = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// poll is the only reader of Telegram's queue, which is our inbox: the offset is
// stored in the transaction that holds the updates' effects, and only then the
// next poll confirms them. A crash before that commit gives the whole batch
// again, after it none of it.
func (b *Bot) poll(ctx context.Context) {
	for ctx.Err() == nil {
		wait, err := b.pollOnce(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			pause(ctx, wait)
		}
	}
}

// patience is how long to wait before the next poll after so many that failed in a
// row. The end of an outage is seen at once: people wait for it.
func patience(err error, failures int) time.Duration {
	most := 30 * time.Second
	var fault *databaseError
	var api *apiError
	if !errors.As(err, &fault) && !errors.As(err, &api) {
		most = 2 * time.Second
	}
	return retryAfter(err, min(time.Second/2<<max(0, min(failures-1, 10)), most))
}

// databaseError is a failure of our own file, not of Telegram.
type databaseError struct{ error }

func (e *databaseError) Unwrap() error { return e.error }

// failed logs a call that will be made again: a refused token and a database that
// fails loudly, for nothing works until somebody mends it. It is the n-th failure in a row.
func (b *Bot) failed(n int, err error) {
	if n&(n-1) != 0 { // the first, the second, the fourth …: an outage fills no log
		return
	}
	var fault *databaseError
	if errors.As(err, &fault) {
		b.Log.Error("the database fails, trying again", "err", b.Scrub.Err(err))
		return
	}
	err = b.Scrub.Err(err)
	var api *apiError
	if judge(err).fate == refused || errors.As(err, &api) && api.refusesToken() {
		b.Log.Error(tokenRefused, "err", err)
		return
	}
	b.Log.Warn("Telegram can't be reached, trying again", "err", err)
}

// retryAfter is what a 429 asked for, else the given wait.
func retryAfter(err error, wait time.Duration) time.Duration {
	var api *apiError
	var flood *tg.TooManyRequestsError
	switch {
	case errors.As(err, &api) && api.Parameters.RetryAfter > 0:
		return time.Duration(api.Parameters.RetryAfter) * time.Second
	case errors.As(err, &flood) && flood.RetryAfter > 0:
		return time.Duration(flood.RetryAfter) * time.Second
	}
	return wait
}

// pollOnce takes one batch. When it fails it says how long to wait for the next.
func (b *Bot) pollOnce(ctx context.Context) (wait time.Duration, err error) {
	if err = b.takeBatch(ctx); err != nil {
		if ctx.Err() == nil {
			b.failures++
			b.failed(b.failures, err)
		}
		return patience(err, b.failures), err
	}
	if b.failures > 0 {
		b.failures = 0
		if err := b.sender.end(ctx); err != nil {
			b.Log.Error("end the waits of the outage", "err", b.Scrub.Err(err))
		}
	}
	return 0, nil
}

func (b *Bot) takeBatch(ctx context.Context) error {
	var next int64
	if err := b.DB.Read(ctx, func(tx *store.Tx) (err error) {
		next, err = tx.NextUpdate()
		return err
	}); err != nil {
		return &databaseError{fmt.Errorf("read the offset: %w", err)}
	}
	raws, err := b.getUpdates(ctx, next)
	if err != nil {
		return err
	}
	return b.Handle(ctx, raws)
}

// missed is since when presses may have been lost, zero when none can have been:
// polls failed, or the process was away, for longer than Telegram keeps a press.
func (b *Bot) missed(now time.Time) time.Time {
	if b.failures > 0 && !b.heard.IsZero() && now.Sub(b.heard) > pressLife {
		return b.heard
	}
	return time.Time{}
}

// offerAgain offers what waits for an answer once more: the decisions, and the
// questions of the flows that people were in. Their buttons are as they were.
func (b *Bot) offerAgain(ctx context.Context, tx *store.Tx, now, since time.Time) error {
	if err := (*b.returned)(b.Pilot.Do(tx, now, pilot.Actor{Job: pilot.ByTelegram}), since); err != nil {
		return err
	}
	open, err := tx.OpenConversations(since.Add(-inFlow), mostOffered)
	if err != nil {
		return err
	}
	for _, c := range open {
		err := tx.Savepoint(func() error { return b.askAgain(ctx, tx, now, c) })
		if _, refused := IsRefusal(err); err != nil && !refused {
			b.Log.Error("a question could not be asked again", "err", b.Scrub.Err(err))
		}
	}
	return nil
}

const (
	inFlow      = time.Hour // who did nothing for so long before the outage pressed nothing in it
	mostOffered = 500
)

// askAgain asks the question of an open flow in a new message.
func (b *Bot) askAgain(ctx context.Context, tx *store.Tx, now time.Time, c store.Conversation) error {
	t := b.turn(ctx, tx, now, incoming{Chat: c.Chat, User: c.User, Private: true})
	if err := t.open(); err != nil {
		return err
	}
	f, open := t.flow()
	if !open || t.Person.ID == 0 {
		return nil
	}
	t.veiled = f.veils()
	if may, err := b.mayGoOn(t, f); err != nil || !may {
		return err
	}
	if err := t.Say(rules.Msg("back.flow")); err != nil {
		return err
	}
	return f.offer(t, t.conv)
}

// apiError is an answer of Telegram with ok = false.
type apiError struct {
	ErrorCode   int    `json:"error_code"`
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

// refusesToken: with an unknown token Telegram finds neither bot nor method.
func (e *apiError) refusesToken() bool {
	return e.ErrorCode == http.StatusUnauthorized || e.ErrorCode == http.StatusNotFound
}

func (e *apiError) Error() string {
	return fmt.Sprintf("Telegram says %d %s", e.ErrorCode, e.Description)
}

// getUpdates fetches raw updates, so that one which can't be decoded does not
// take its batch with it.
func (b *Bot) getUpdates(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{
		"offset": offset, "limit": batchLimit, "timeout": int(b.Poll.Seconds()), "allowed_updates": allowedUpdates,
	})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, b.APIURL+"/bot"+b.Token+"/getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("poll: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := b.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("poll: %w", err)
	}
	defer resp.Body.Close() //nolint:errcheck // nothing was written to it
	var answer struct {
		OK     bool              `json:"ok"`
		Result []json.RawMessage `json:"result"`
		apiError
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("poll: read the answer: %w", err)
	}
	if !answer.OK {
		return nil, fmt.Errorf("poll: %w", &answer.apiError)
	}
	return answer.Result, nil
}

// Handle takes a batch of raw updates in one write transaction, in order, each
// in a savepoint of its own, together with the new offset. It returns an error
// only when nothing of the batch was kept.
func (b *Bot) Handle(ctx context.Context, raws []json.RawMessage) error {
	now := b.Now()
	since := b.missed(now)
	if len(raws) == 0 && since.IsZero() {
		if err := b.sign(ctx); err != nil {
			return &databaseError{err}
		}
		b.heard = now
		return nil
	}
	var answers []answer
	err := b.DB.Write(ctx, func(tx *store.Tx) error {
		answers, b.muted = answers[:0], map[int64]bool{}
		next, err := tx.NextUpdate()
		if err != nil {
			return err
		}
		for _, raw := range raws {
			a, id, err := b.one(ctx, tx, now, raw)
			if err != nil {
				return err
			}
			if a.id != "" {
				answers = append(answers, a)
			}
			next = max(next, id+1)
		}
		if len(raws) > 0 && next <= 1 {
			return errors.New("no update of the batch has a number")
		}
		if !since.IsZero() {
			if err := b.offerAgain(ctx, tx, now, since); err != nil {
				return err
			}
		}
		return tx.SetNextUpdate(next, now)
	})
	if err != nil {
		return &databaseError{fmt.Errorf("take %d updates: %w", len(raws), err)}
	}
	b.heard = now
	spinning := map[int64]int{}
	for _, a := range answers {
		if spinning[a.user]++; spinning[a.user] <= answersWaiting {
			b.answer(ctx, a)
		}
	}
	return nil
}

// signEvery is how often a quiet bot leaves a sign of life: often enough to
// tell an outage longer than a press lives.
const signEvery = time.Minute

func (b *Bot) sign(ctx context.Context) error {
	now := b.Now()
	if d := now.Sub(b.signed); d >= 0 && d < signEvery {
		return nil
	}
	b.signed = now
	return b.DB.Write(ctx, func(tx *store.Tx) error {
		next, err := tx.NextUpdate()
		if err != nil {
			return err
		}
		return tx.SetNextUpdate(next, now)
	})
}
