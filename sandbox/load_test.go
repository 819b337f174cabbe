package sandbox_test

import (
	"fmt"
	"sync"
	"testing"

	"tainha/sandbox"
)

// TestManyCallsAtOnce lets phones, senders, a poller and a page work together: each
// update comes exactly once and in its chat's order, and every message is there.
func TestManyCallsAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const people, each = 8, 40
	events := b.events()
	go func() {
		for range events {
		}
	}()
	var phones []*sandbox.Phone
	for range people {
		phones = append(phones, b.started(sandbox.User{}))
	}
	var work sync.WaitGroup
	for _, p := range phones {
		work.Go(func() {
			for i := range each {
				if _, err := p.Send(fmt.Sprint(i)); err != nil {
					t.Error(err)
				}
			}
		})
		work.Go(func() {
			for i := range each {
				if a := b.call("sendMessage", m{"chat_id": p.ID(), "text": fmt.Sprint(i)}); !a.OK {
					t.Error(a.Description)
				}
			}
		})
	}
	offset := b.pollInOrder(people * each)
	work.Wait()
	b.ok("getUpdates", m{"offset": offset})
	if err := b.Idle(b.ctx()); err != nil {
		t.Error(err)
	}
	for _, p := range phones {
		n := 0
		for _, msg := range p.Messages() {
			if msg.FromBot() {
				if msg.Text != fmt.Sprint(n) {
					t.Fatalf("message %d says %s", n, msg.Text)
				}
				n++
			}
		}
		if n != each {
			t.Errorf("%d of %d messages", n, each)
		}
	}
}

// pollInOrder polls until so many updates came, each once and in its person's order,
// and gives the offset that confirms them.
func (b bench) pollInOrder(count int) (offset int64) {
	b.Helper()
	seen := map[int64]int{}
	last := int64(0)
	for total := 0; total < count; {
		us := b.updates(m{"offset": offset, "timeout": 50})
		for _, u := range us {
			if u.ID <= last {
				b.Fatalf("update %d after %d", u.ID, last)
			}
			last = u.ID
			if want := fmt.Sprint(seen[u.Message.From.ID]); u.Message.Text != want {
				b.Fatalf("%d wrote %s, want %s", u.Message.From.ID, u.Message.Text, want)
			}
			seen[u.Message.From.ID]++
			total++
		}
		offset = last + 1
	}
	return offset
}

// BenchmarkEcho is one update in and one message out, over HTTP, in batches as they come.
func BenchmarkEcho(b *testing.B) {
	s := sandbox.New(sandbox.Options{})
	if err := s.Start(); err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	p := s.AddPerson(sandbox.User{})
	client := newCaller(b, s)
	for b.Loop() {
		if _, err := p.Send("/wfh mai"); err != nil {
			b.Fatal(err)
		}
		client.post("getUpdates", `{"offset":-1}`)
		client.post("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"<b>Thứ Ba 24/11</b>","parse_mode":"HTML","reply_markup":{"inline_keyboard":[[{"text":"Duyệt","callback_data":"a:1"}]]}}`, p.ID()))
	}
}
