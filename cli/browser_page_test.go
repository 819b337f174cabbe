//go:build browser

package cli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// The screens on which the demo must work.
type screen struct{ width, height int64 }

var (
	phoneScreen = screen{390, 844}
	deskScreen  = screen{1440, 900}
)

// Whose phones the tests hold.
const (
	clerk    = "7000000003" // Trần Quốc Bình
	head     = "7000000002" // Nguyễn Thị Thu An
	newcomer = "7000000011" // Ngô Thanh Hương, not linked yet
	reminded = "7000000013" // Dương Minh Khôi, at home on the day of the guide, too
)

// patience is how long a test waits for one thing to come about.
const patience = 45 * time.Second

// newBrowser starts Chromium; the context it gives makes tabs.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("CHROMIUM")
	if path == "" {
		path = "chromium"
	}
	path, err := exec.LookPath(path)
	if err != nil {
		t.Fatalf("the browser test needs Chromium (apt-get install chromium, or set CHROMIUM to its path): %v", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()))
	allocator, stop := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
	browser, closeBrowser := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		if err := chromedp.Cancel(browser); err != nil {
			t.Logf("close Chromium: %v", err)
		}
		closeBrowser()
		stop()
	})
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return browser
}

// page is the demo's page in a tab of its own, on a demo of its own.
type page struct {
	*testing.T
	ctx    context.Context
	demo   *stage
	narrow bool

	faults     func() []string // what the console has complained of
	complained chan struct{}   // receives once it does
}

// newPage opens a demo that begins at 9:00 on Monday 23 November 2026. The test
// fails when the console complains or the page scrolls sideways.
func newPage(browser context.Context, t *testing.T, on screen) *page {
	t.Helper()
	p := &page{T: t, demo: newDemo(t, "2026-11-23T09:00"), narrow: on.width < 720, complained: make(chan struct{}, 1)}
	tab, closeTab := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(closeTab)
	p.ctx = tab
	p.listen()
	p.do("open the page", chromedp.EmulateViewport(on.width, on.height), chromedp.Navigate(p.demo.server.URL()))
	p.until("the first phone", `document.querySelector("[data-phone] [data-message]")`)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the page reads:\n%s", p.value(`document.body.innerText`))
		}
	})
	return p
}

// listen collects what the console complains of: errors of the page, refused
// requests, breaches of its content policy.
func (p *page) listen() {
	p.Helper()
	var mu sync.Mutex
	var faults []string
	messages := chromedp.Console(p.ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleWarning || m.Type == chromedp.ConsoleException {
				mu.Lock()
				faults = append(faults, string(m.Type)+": "+m.Text)
				mu.Unlock()
				select {
				case p.complained <- struct{}{}:
				default:
				}
			}
		}
	}()
	p.faults = func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(faults)
	}
}

// sound fails the test when the console has complained or something is wider than the screen.
func (p *page) sound() {
	p.Helper()
	if faults := p.faults(); len(faults) > 0 {
		p.Errorf("the console complains:\n%s", strings.Join(faults, "\n"))
	}
	wide := p.value(`[document.documentElement, ...document.querySelectorAll(".log, .tabs, .guide, .clock")]
		.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className || e.tagName).join(" ")`)
	if wide != "" {
		p.Errorf("these scroll sideways at this width: %s", wide)
	}
}

// once is for one thing that a test does: each has its own time, however many there are.
func (p *page) once() (context.Context, context.CancelFunc) {
	const over = 5 * time.Second // what waits by itself says so first
	return context.WithTimeout(p.ctx, patience+over)
}

func (p *page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	ctx, cancel := p.once()
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.Fatalf("%s: %v", what, err)
	}
}

// until waits for a JavaScript expression to become true.
func (p *page) until(what, expression string) {
	p.Helper()
	ctx, cancel := p.once()
	defer cancel()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(patience)))
	if err != nil {
		p.Fatalf("wait for %s: %v", what, err)
	}
}

// value is what an expression gives, as text.
func (p *page) value(expression string) string {
	p.Helper()
	ctx, cancel := p.once()
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		p.Fatalf("evaluate %s: %v", expression, err)
	}
	return v
}

func (p *page) click(selector string) {
	p.Helper()
	p.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// hold takes a person's phone in hand, from among the other people where it has no tab.
func (p *page) hold(person string) {
	p.Helper()
	if p.narrow || p.value(`!!document.querySelector('[data-phone="`+person+`"]')`) == "false" {
		if p.value(`!!document.querySelector('[data-person="`+person+`"]')`) == "false" { // not among the tabs
			p.click("[data-people]")
		}
		p.click(`[data-person="` + person + `"]`)
	}
	p.until("the phone of "+person, `document.querySelector('[data-phone="`+person+`"]')`)
}

// say types words on a phone and sends them.
func (p *page) say(person, words string) {
	p.Helper()
	field := `[data-phone="` + person + `"] [data-input]`
	p.click(field)
	p.insert(words)
	p.click(`[data-phone="` + person + `"] [data-send]`)
	p.until("the words to leave the field", `document.querySelector('`+field+`').value === ""`)
}

// insert puts words where the focus is, as a typing method does.
func (p *page) insert(words string) {
	p.Helper()
	ctx, cancel := p.once()
	defer cancel()
	if _, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: words}); err != nil {
		p.Fatalf("type %q: %v", words, err)
	}
}

// press presses the newest button with that label on a phone.
func (p *page) press(person, label string) {
	p.Helper()
	p.still(person, label)
	p.do("press "+label, chromedp.Click(newestButton(person, label)))
}

func (p *page) pressTwice(person, label string) {
	p.Helper()
	p.still(person, label)
	p.do("press "+label+" twice", chromedp.DoubleClick(newestButton(person, label)))
}

// still waits until a button is there and has stopped moving: a message that arrives
// pushes it away from under a press.
func (p *page) still(person, label string) {
	p.Helper()
	p.until("the button "+label+" to stand still", fmt.Sprintf(`(() => {
		const all = document.querySelectorAll('[data-phone=%q] button[data-button=%q]');
		if (!all.length) return false;
		const at = all[all.length - 1].getBoundingClientRect().top, before = window.stood;
		window.stood = at;
		return at === before;
	})()`, person, label))
	p.value("delete window.stood")
}

// watchSpins notes each button of this label that spins from now on, so that a look
// that comes late on a loaded machine still finds that it did.
func (p *page) watchSpins(label string) {
	p.Helper()
	p.value(fmt.Sprintf(`(() => {
		window.spun = 0;
		window.spins?.disconnect();
		window.spins = new MutationObserver(() => { if (document.querySelector('[data-button=%q][aria-busy=true]')) window.spun++; });
		window.spins.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-busy"] });
	})()`, label))
}

// spun waits until a button that is watched has spun.
func (p *page) spun() {
	p.Helper()
	p.until("the button to spin", `window.spun`)
}

func newestButton(person, label string) chromedp.Search {
	return chromedp.Search(fmt.Sprintf(`(//*[@data-phone=%q]//button[@data-button=%q])[last()]`, person, label))
}

// sees waits until a phone shows a message with these words.
func (p *page) sees(person, words string) {
	p.Helper()
	p.until(fmt.Sprintf("%q on the phone of %s", words, person), fmt.Sprintf(
		`[...document.querySelectorAll('[data-phone=%q] [data-message]')].some((m) => m.textContent.includes(%q))`, person, words))
}

// key presses a key as a keyboard does, with Alt when it is a shortcut.
func (p *page) key(code, name string, modifiers int64) {
	p.Helper()
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Code: code, Key: name, Modifiers: modifiers}
	switch name {
	case "Enter":
		down.Text, down.WindowsVirtualKeyCode = "\r", 13
	case "Escape":
		down.WindowsVirtualKeyCode = 27
	}
	up := down
	up.Type, up.Text = input.DispatchKeyEventTypeKeyUp, ""
	ctx, cancel := p.once()
	defer cancel()
	for _, event := range []input.DispatchKeyEventParams{down, up} {
		if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, event); err != nil {
			p.Fatalf("press the key %s: %v", name, err)
		}
	}
}
