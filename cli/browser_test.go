//go:build browser

package cli

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// TestBrowser holds the phones of the demo's page in Debian's Chromium, on the
// screen of a phone and on a desktop. Each test has a demo and a tab of its own.
func TestBrowser(t *testing.T) {
	t.Parallel()
	browser := newBrowser(t)
	both := []screen{phoneScreen, deskScreen}
	for _, c := range []struct {
		name string
		on   []screen
		test func(*page)
	}{
		{"a sentence is sent, approved and seen by both", both, declareBySentence},
		{"half a day is picked in the calendar, approved and seen by both", both, declareByCalendar},
		{"the guide does it all to the end", both, guideToTheEnd},
		{"language and theme change and stay", both, languageAndTheme},
		{"the clock moves the bot past the cut-off", both, clockPastTheCutoff},
		{"the keyboard alone is enough", []screen{deskScreen}, keyboardAlone},
		{"unread marks come and go", []screen{deskScreen}, unreadMarks},
		{"a message held up by 429 arrives", []screen{deskScreen}, recoverFrom429},
		{"a double press on a slow line has one effect", both, doublePressOnASlowLine},
		{"a stranger's way in and an invitation", both, firstContact},
		{"foreign script does not run and is told of", []screen{deskScreen}, foreignScript},
	} {
		for _, on := range c.on {
			t.Run(fmt.Sprintf("%s/%d", c.name, on.width), func(t *testing.T) {
				t.Parallel()
				c.test(newPage(browser, t, on))
			})
		}
	}
}

func declareBySentence(p *page) {
	p.say(clerk, "thứ 5 em xin làm ở nhà")
	p.sees(clerk, "Thứ Năm 26/11/2026")
	p.sees(clerk, "Người duyệt: Nguyễn Thị Thu An")
	p.press(clerk, "📨 Gửi đề nghị")
	p.sees(clerk, "Đang chờ Nguyễn Thị Thu An")
	p.hold(head)
	p.sees(head, "Trần Quốc Bình xin làm việc tại nhà")
	p.sound()
	p.press(head, "✅ Duyệt")
	p.sees(head, "Nguyễn Thị Thu An đã duyệt")
	p.until("no button to decide with", `!document.querySelector('[data-phone="`+head+`"] [data-button="✅ Duyệt"]')`)
	p.hold(clerk)
	p.sees(clerk, "✅ Nguyễn Thị Thu An đã duyệt làm việc tại nhà")
	p.sound()
}

func declareByCalendar(p *page) {
	p.click("[data-guide-close]")
	p.say(clerk, "/tainha")
	p.sees(clerk, "– thứ Ba 24/11: nghỉ")
	p.sees(clerk, "× đã đủ")
	p.press(clerk, "×27")
	p.until("why Friday can't be had", `document.querySelector("[data-toast]")?.textContent.includes("Thứ Sáu 27/11 đã đủ 1 người ở nhà")`)
	p.click("[data-toast] button")
	p.until("the reason to go", `!document.querySelector("[data-toast]")`)
	p.press(clerk, "26")
	p.sees(clerk, "Thứ Năm 26/11/2026")
	p.press(clerk, "✓26")
	p.sees(clerk, "Sáng thứ Năm 26/11/2026")
	p.press(clerk, "tháng 12 ›")
	p.press(clerk, "‹ tháng 11")
	p.until("the half still picked", `document.querySelector('[data-phone="`+clerk+`"] [data-button="◐26"]')`)
	p.sound()
	p.press(clerk, "✓ Xong (0,5 ngày)")
	p.press(clerk, "📨 Gửi đề nghị")
	p.sees(clerk, "Đang chờ Nguyễn Thị Thu An")
	p.hold(head)
	p.sees(head, "Sáng thứ Năm 26/11/2026")
	p.press(head, "✅ Duyệt")
	p.sees(head, "Nguyễn Thị Thu An đã duyệt")
	p.hold(clerk)
	p.sees(clerk, "đã duyệt làm việc tại nhà")
	p.sound()
}

func guideToTheEnd(p *page) {
	for i, step := range p.demo.script.Guide {
		p.until(fmt.Sprintf("step %d of the guide", i+1), fmt.Sprintf(`document.querySelector('[data-guide-step="%d"]')`, i))
		p.sound()
		if step.Try == (sandbox.Text{}) && step.File == nil && step.Clock.IsZero() { // it only says something
			p.click("[data-guide-next]")
		} else {
			p.click("[data-guide-do]:not([disabled])")
		}
		if words := leads[step.Title.EN]; words != "" {
			p.sees(strconv.FormatInt(step.Phone, 10), words)
		}
	}
	p.until("the guide's end", `document.querySelector("[data-guide] h3").textContent.includes("xong một vòng")`)
	p.hold(clerk)
	p.sees(clerk, "Nhật ký công việc của tôi")
	p.hold(head)
	p.sees(head, "Đã xác nhận 3 việc")
	p.hold(newcomer)
	p.sees(newcomer, "Chào Ngô Thanh Hương")
	p.click("[data-guide-close]:not([aria-label])")
	p.until("the guide to go", `!document.querySelector("[data-guide]")`)
	p.sound()
}

func languageAndTheme(p *page) {
	p.click("[data-lang]")
	p.until("English", `document.documentElement.lang === "en" && document.querySelector("[data-guide] h3").textContent === "Ask for a day at home"`)
	p.sees(clerk, "mọi thứ đã sẵn sàng") // the phones keep their people's language
	before := p.value(`getComputedStyle(document.documentElement).backgroundColor`)
	if p.narrow {
		p.click(".top [aria-haspopup=menu]")
	}
	p.click(`[data-theme="light"]`)
	p.until("the dark", `document.documentElement.dataset.scheme === "dark"`)
	p.do("load the page again", chromedp.Reload())
	p.until("the page again", `document.querySelector("[data-phone] [data-message]")`)
	if lang, scheme := p.value(`document.documentElement.lang`), p.value(`document.documentElement.dataset.scheme`); lang != "en" || scheme != "dark" {
		p.Errorf("after loading again the page is %s and %s", lang, scheme)
	}
	if after := p.value(`getComputedStyle(document.documentElement).backgroundColor`); after == before {
		p.Errorf("the dark theme has the light one's background %s", after)
	}
	p.sound()
}

func clockPastTheCutoff(p *page) {
	if p.narrow {
		p.click("[data-clock-open]")
	}
	p.click(`[data-clock-preset="next-16:00"]`)
	p.until("16:00", `document.querySelector("dialog .clock-time, .clock-time").textContent.startsWith("16:00")`)
	if p.narrow {
		p.key("Escape", "Escape", 0)
		p.until("the clock's dialog to go", `!document.querySelector("dialog[open]")`)
	}
	p.say(clerk, "thứ 4 em xin làm ở nhà") // Tuesday is a holiday: the cut-off was Monday 16:00
	p.sees(clerk, "16:00 thứ Hai 23/11")
	p.press(clerk, "Đổi sang T5 26/11")
	p.sees(clerk, "Thứ Năm 26/11/2026")
	p.sound()
}

func unreadMarks(p *page) {
	const badge = `document.querySelector('[data-phone="` + head + `"] .caption .badge')`
	p.until("nothing unread at first", "!"+badge)
	p.say(clerk, "thứ 5 em xin làm ở nhà")
	p.press(clerk, "📨 Gửi đề nghị")
	p.until("a mark on the head's phone", badge+`?.textContent.startsWith("1")`)
	p.until("the line above what is new", `document.querySelector('[data-phone="`+head+`"] .line.unread')`)
	p.click(`[data-phone="` + head + `"] [data-list]`)
	p.until("the mark to go", "!"+badge)
	p.sound()
}

func recoverFrom429(p *page) {
	p.click(".behind-bar")
	p.click("[data-fault]")
	p.until("a fault that waits", `document.querySelector(".armed")`)
	p.say(clerk, "thứ 5 em xin làm ở nhà")
	p.until("the refused call", `document.querySelector(".call.warn")?.textContent.includes("429")`)
	p.sees(clerk, "Người duyệt: Nguyễn Thị Thu An")
	p.until("no fault left", `!document.querySelector(".armed")`)
	p.sound()
}

// doublePressOnASlowLine presses twice while each call takes 0.8 s longer.
func doublePressOnASlowLine(p *page) {
	p.say(clerk, "thứ 5 em xin làm ở nhà")
	p.sees(clerk, "Người duyệt: Nguyễn Thị Thu An")
	p.demo.server.SetRTT(800 * time.Millisecond)
	p.watchSpins("📨 Gửi đề nghị")
	p.pressTwice(clerk, "📨 Gửi đề nghị")
	p.spun()
	p.sees(clerk, "Đang chờ Nguyễn Thị Thu An")
	p.hold(head)
	p.watchSpins("✅ Duyệt")
	p.pressTwice(head, "✅ Duyệt")
	p.spun()
	p.sees(head, "Nguyễn Thị Thu An đã duyệt")
	p.hold(clerk)
	p.sees(clerk, "đã duyệt làm việc tại nhà")
	var requests []rules.Request
	err := p.demo.service.DB.Read(context.WithoutCancel(p.ctx), func(tx *store.Tx) error {
		person, err := tx.PersonByCode("TN03", rules.NewDate(2026, 11, 23))
		if err != nil {
			return err
		}
		requests, err = tx.RequestsOf(person.ID, rules.NewDate(2026, 11, 1), rules.NewDate(2026, 12, 31))
		return err
	})
	if err != nil || len(requests) != 1 {
		p.Errorf("two presses made %d requests (%v)", len(requests), err)
	}
	if told := p.value(`[...document.querySelectorAll('[data-from="bot"]')].filter((m) => m.textContent.includes("đã duyệt làm việc tại nhà")).length`); told != "1" {
		p.Errorf("the clerk was told %s times", told)
	}
	p.sound()
}

func firstContact(p *page) {
	p.hold(newcomer)
	p.until("the invitation", `document.querySelector('[data-phone="`+newcomer+`"] [data-invitation]')`)
	p.click(`[data-phone="` + newcomer + `"] [data-start]`)
	p.sees(newcomer, "chỉ dành cho người được cơ quan mời")
	p.click(`[data-phone="` + newcomer + `"] [data-invitation] button`)
	p.sees(newcomer, "Chào Ngô Thanh Hương")
	p.press(newcomer, "Tiếng Việt")
	p.press(newcomer, "Tôi đồng ý")
	p.press(newcomer, "Tôi cam kết")
	p.sees(newcomer, "mọi thứ đã sẵn sàng")
	p.sound()
}

// foreignScript pins that the page's policy holds and that these tests would notice a breach.
func foreignScript(p *page) {
	p.value(`document.head.append(Object.assign(document.createElement("script"), {textContent: "window.foreign = true"}))`)
	select {
	case <-p.complained:
	case <-time.After(patience):
		p.Error("the console did not tell of the breach")
	}
	if ran := p.value(`"foreign" in window`); ran != "false" {
		p.Error("a script that is not the page's own ran")
	}
}

// keyboardAlone declares and approves without a pointer.
func keyboardAlone(p *page) {
	const alt = 1
	focused := func(what, selector string) {
		p.Helper()
		p.until("the focus on "+what, `document.activeElement.matches('`+selector+`')`)
	}
	p.key("KeyI", "i", alt)
	focused("the clerk's field", `[data-phone="`+clerk+`"] [data-input]`)
	p.insert("thứ 5 em xin làm ở nhà")
	p.key("Enter", "Enter", 0)
	p.sees(clerk, "Người duyệt: Nguyễn Thị Thu An")
	p.key("KeyK", "k", alt)
	focused("the first button", `[data-phone="`+clerk+`"] [data-button="📨 Gửi đề nghị"]`)
	p.key("ArrowDown", "ArrowDown", 0)
	focused("the button below", `[data-button="📝 Ghi chú"]`)
	p.key("ArrowUp", "ArrowUp", 0)
	p.key("Enter", "Enter", 0)
	p.sees(clerk, "Đang chờ Nguyễn Thị Thu An")
	focused("the chat, as its buttons are gone", `[data-phone="`+clerk+`"] *`)
	p.key("KeyN", "n", alt)
	focused("the head's field", `[data-phone="`+head+`"] [data-input]`)
	p.sees(head, "Trần Quốc Bình xin làm việc tại nhà")
	p.key("KeyK", "k", alt)
	focused("the card's first button", `[data-phone="`+head+`"] [data-button="✅ Duyệt"]`)
	p.key("Enter", "Enter", 0)
	p.sees(head, "Nguyễn Thị Thu An đã duyệt")
	p.sees(clerk, "đã duyệt làm việc tại nhà")
	p.sound()
}
