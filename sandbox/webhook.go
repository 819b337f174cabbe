package sandbox

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	webhookTimeout  = 10 * time.Second
	webhookRetry    = 50 * time.Millisecond // doubled after each failure
	webhookRetryMax = 5 * time.Second
)

// webhook is where updates go instead of into polls. They are delivered one at a
// time and in order; a call in the body of the answer is not carried out.
type webhook struct {
	url, secret string
	version     int // counts the settings, so that a delivery under way can tell
	connections int
	kick        chan struct{}
	failedAt    time.Time
	failure     string
}

func (h *webhook) rouse() {
	select {
	case h.kick <- struct{}{}:
	default:
	}
}

func (s *Server) setWebhook(q *query) (any, *apiError) {
	target := q.str("url")
	if target == "" {
		return s.deleteWebhook(q)
	}
	u, err := url.Parse(target)
	switch {
	case err != nil || u.Host == "":
		return nil, badRequest("bad webhook: invalid URL specified")
	case u.Scheme != "https" && u.Scheme != "http": // plain HTTP as a self-hosted server allows it
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if fault := s.webhookFault(u); fault != "" {
		return nil, badRequest("bad webhook: %s", fault)
	}
	secret := q.str("secret_token")
	if len(secret) > 256 {
		return nil, badRequest("secret token is too long")
	}
	for _, c := range []byte(secret) {
		if !isLetter(c) && !isDigit(c) && c != '_' && c != '-' {
			return nil, badRequest("secret token contains unallowed characters")
		}
	}
	if q.has("allowed_updates") {
		allowed, err := parseAllowed(q.str("allowed_updates"))
		if err != nil {
			return nil, err
		}
		s.queue.allowed = allowed
	}
	if q.bool("drop_pending_updates") {
		s.queue.items = nil
	}
	s.hook.url, s.hook.secret, s.hook.connections = target, secret, int(q.int("max_connections"))
	if s.hook.connections == 0 {
		s.hook.connections = 40
	}
	s.hook.version++
	s.hook.failure, s.hook.failedAt = "", time.Time{}
	if p := s.queue.poller; p != nil {
		p.evicted = true
		p.rouse()
		s.queue.poller = nil
	}
	s.hook.rouse()
	return true, nil
}

func (s *Server) deleteWebhook(q *query) (any, *apiError) {
	if q.bool("drop_pending_updates") {
		s.queue.items = nil
		s.touch()
	}
	s.hook.url, s.hook.secret = "", ""
	s.hook.version++
	return true, nil
}

func (s *Server) getWebhookInfo(*query) (any, *apiError) {
	info := map[string]any{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.queue.items)}
	if s.hook.url != "" {
		info["max_connections"] = s.hook.connections
	}
	if s.hook.failure != "" {
		info["last_error_date"], info["last_error_message"] = s.hook.failedAt.Unix(), s.hook.failure
	}
	if s.queue.allowed != nil {
		info["allowed_updates"] = s.queue.allowed
	}
	return info, nil
}

// deliverWebhook runs until Close and posts what is queued while a webhook is set.
func (s *Server) deliverWebhook() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s.running.Go(func() {
		<-s.done
		cancel()
	})
	client := s.webhookClient()
	defer client.CloseIdleConnections()
	retry := webhookRetry
	for {
		s.mu.Lock()
		s.queue.expire(s.clock.Now())
		var next queuedUpdate
		hook := s.hook
		if hook.url != "" && len(s.queue.items) > 0 {
			next = s.queue.items[0]
		}
		s.mu.Unlock()
		if next.b == nil {
			select {
			case <-s.hook.kick:
				continue
			case <-s.done:
				return
			}
		}
		err := post(ctx, client, hook, next.b)
		s.mu.Lock()
		if err == nil && s.hook.version == hook.version {
			s.queue.confirm(next.id + 1)
			s.touch()
		}
		if err != nil {
			s.hook.failure, s.hook.failedAt = err.Error(), s.clock.Now()
		}
		s.mu.Unlock()
		if err == nil {
			retry = webhookRetry
			continue
		}
		if !s.pause(ctx, retry) {
			return
		}
		retry = min(2*retry, webhookRetryMax)
	}
}

func post(ctx context.Context, client *http.Client, hook webhook, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, hook.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if hook.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
	}
	res, err := client.Do(req)
	if err != nil {
		return official("Connection failed: %s", strings.ReplaceAll(err.Error(), hook.url, "webhook"))
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return official("Wrong response from the webhook: %s", res.Status)
	}
	return nil
}
