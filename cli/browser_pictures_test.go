//go:build browser

package cli

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

var updatePictures = flag.Bool("update-pictures", false, "take the pictures of the demo in docs/ again")

// TestBrowserPicturesOfTheDemo looks after the pictures that the handbooks show:
// with -update-pictures it takes them again.
func TestBrowserPicturesOfTheDemo(t *testing.T) {
	t.Parallel()
	var browser context.Context
	if *updatePictures {
		browser = newBrowser(t)
	}
	const most = 300 << 10 // bytes, so that a page shows at once
	for _, c := range []struct {
		name  string
		on    screen
		scale float64
		scene func(*page)
	}{
		{"demo-desktop.png", deskScreen, 1, finishedApproval},
		{"demo-phone.png", phoneScreen, 2, pickedDays},
		{"demo-dark-en.png", deskScreen, 1, behindInTheDark},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join("..", "docs", c.name)
			if *updatePictures {
				p := newPage(browser, t, c.on)
				c.scene(p)
				p.picture(file, c.on, c.scale)
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			config, _, err := image.DecodeConfig(bytes.NewReader(data))
			if err != nil || int64(config.Width) != c.on.width*int64(c.scale) || len(data) > most {
				t.Errorf("%s has %d bytes (at most %d) and is %d wide: %v; take it again with -update-pictures", file, len(data), most, config.Width, err)
			}
		})
	}
}

// picture writes what the page shows once no toast is in the way.
func (p *page) picture(file string, on screen, scale float64) {
	p.Helper()
	p.until("the toasts to go", `!document.querySelector("[data-toast]")`)
	p.sound()
	p.do("sharpen", chromedp.EmulateViewport(on.width, on.height, chromedp.EmulateScale(scale)))
	ctx, cancel := p.once()
	defer cancel()
	shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.Fatalf("take the picture: %v", err)
	}
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		p.Fatalf("read the picture: %v", err)
	}
	var small bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&small, img); err != nil {
		p.Fatalf("compress the picture: %v", err)
	}
	if err := os.WriteFile(file, small.Bytes(), 0o600); err != nil {
		p.Fatal(err)
	}
}

// reads puts the focus into the messages of a phone: a click could meet one of their buttons.
func (p *page) reads(person string) {
	p.Helper()
	p.value(`document.querySelector('[data-phone="` + person + `"] [data-list]').focus() ?? true`)
}

// finishedApproval: a day declared in a sentence, approved, seen by both.
func finishedApproval(p *page) {
	for _, step := range []string{"0", "1", "2"} {
		p.until("step "+step, `document.querySelector('[data-guide-step="`+step+`"]')`)
		p.click("[data-guide-do]")
	}
	p.sees(head, "Nguyễn Thị Thu An đã duyệt")
	p.sees(clerk, "đã duyệt làm việc tại nhà")
	p.reads(clerk)
}

// pickedDays: the month's calendar with a day and a half picked.
func pickedDays(p *page) {
	p.click("[data-guide-close]")
	p.say(clerk, "/tainha")
	p.press(clerk, "25")
	p.sees(clerk, "Thứ Tư 25/11/2026")
	p.press(clerk, "26")
	p.sees(clerk, "Thứ Năm 26/11/2026")
	p.press(clerk, "✓26")
	p.sees(clerk, "Sáng thứ Năm 26/11/2026")
}

// behindInTheDark: the English reader's phone beside the head's, and what happens behind.
func behindInTheDark(p *page) {
	const bao, tuan = "7000000010", "7000000008"
	p.click("[data-lang]")
	p.click(`[data-theme="light"]`)
	p.click("[data-guide-close]")
	for _, person := range []string{clerk, head, reminded} {
		p.click(`[data-phone="` + person + `"] .caption button`)
		if person == clerk {
			p.click(`[data-person="` + bao + `"]`)
		}
		if person == head {
			p.click(`[data-person="` + tuan + `"]`)
		}
	}
	p.say(bao, "wednesday from home please")
	p.press(bao, "📨 Send the request")
	p.sees(bao, "Waiting")
	p.sees(tuan, "25/11/2026")
	p.click(".behind-bar")
	p.reads(tuan)
}
