package cli

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"tainha/sandbox"
)

// newDemo runs a demo on a free port until the test ends; everybody has been greeted.
func newDemo(t *testing.T, at string) *stage {
	t.Helper()
	command := demoCmd{Listen: "127.0.0.1:0", At: at}
	begin := time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	d, err := command.start(ctx, &Process{
		Stderr: io.Discard, Stdout: io.Discard, Now: func() time.Time { return begin }, Example: []byte(read(t, exampleName)),
	})
	if err != nil {
		stop()
		t.Fatalf("start the demo: %v", err)
	}
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- d.run(ctx, func() { close(ready) }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended: %v", err)
		}
		if err := d.close(); err != nil {
			t.Errorf("close the demo: %v", err)
		}
	})
	select {
	case <-ready:
	case err := <-ended:
		ended <- err
		t.Fatalf("the demo ended before it was ready: %v", err)
	}
	return d
}

// The guide is followed as the page's "do it for me" does: press the newest
// button with the label, else say the words.
func TestTheGuideCanBeFollowedWheneverTheDemoBegins(t *testing.T) {
	t.Parallel()
	for _, at := range []string{"2026-11-23T09:00", "2026-11-25T16:30", "2026-11-26T08:00", "2026-11-27T15:59", "2026-02-12T10:00"} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			d := newDemo(t, at)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			for _, step := range d.script.Guide[:4] {
				follow(ctx, t, d.server, step)
			}
			_, err := d.server.WaitMessage(ctx, d.script.Guide[3].Phone, func(m sandbox.Message) bool {
				return strings.Contains(m.Text, "Lịch làm việc tại nhà") && strings.Contains(m.Text, "✅ đã duyệt")
			})
			if err != nil {
				t.Errorf("the clerk's days show no approval: %v; %+v", err, d.server.Messages(d.script.Guide[3].Phone))
			}
		})
	}
}

func follow(ctx context.Context, t *testing.T, server *sandbox.Server, step sandbox.Step) {
	t.Helper()
	words, phone := step.Try.VI, server.Phone(step.Phone)
	if !strings.ContainsAny(words, "✅📨") {
		if _, err := phone.Send(words); err != nil {
			t.Fatalf("%s: send %q: %v", step.Title.EN, words, err)
		}
		return
	}
	m, err := server.WaitMessage(ctx, step.Phone, func(m sandbox.Message) bool { _, has := m.Button(words); return has })
	if err != nil {
		t.Fatalf("%s: wait for the button %q: %v", step.Title.EN, words, err)
	}
	if _, err := phone.Tap(m.ID, words); err != nil {
		t.Fatalf("%s: press %q: %v", step.Title.EN, words, err)
	}
}

func TestEachDemoHasATokenOfItsOwn(t *testing.T) {
	t.Parallel()
	const at = "2026-11-23T09:00"
	a, b := newDemo(t, at), newDemo(t, at)
	if a.server.Token() == b.server.Token() || a.server.Token() == sandbox.DefaultToken {
		t.Error("somebody knows the token before the demo begins")
	}
}
