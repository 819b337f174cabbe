package bot_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"tainha/sandbox"
)

// note writes down what the bot did since, chat by chat.
func (p *player) note() {
	byChat := map[int64][]sandbox.Call{}
	for _, c := range p.server.Calls() {
		if c.Seq > p.seen && !slices.Contains([]string{"getUpdates", "getMe", "getFile"}, c.Method) {
			byChat[c.ChatID] = append(byChat[c.ChatID], c)
		}
		p.seen = max(p.seen, c.Seq)
	}
	var chats []int64
	for chat := range byChat {
		chats = append(chats, chat)
	}
	slices.Sort(chats)
	for _, chat := range chats {
		if chat == 0 { // menus of several people are set side by side
			sort.SliceStable(byChat[chat], func(i, j int) bool {
				return byChat[chat][i].Params["commands"] < byChat[chat][j].Params["commands"]
			})
		}
		// Toasts are sent beside the outbox: they come in any order.
		sort.SliceStable(byChat[chat], func(i, j int) bool {
			return byChat[chat][i].Method == "answerCallbackQuery" && byChat[chat][j].Method != "answerCallbackQuery"
		})
		for _, c := range byChat[chat] {
			p.writeCall(p.nameOf(chat), c)
		}
	}
}

func (p *player) nameOf(chat int64) string {
	for name, id := range p.room {
		if id == chat {
			return name
		}
	}
	for name, person := range folk {
		if person.chat == chat {
			return name
		}
	}
	return strconv.FormatInt(chat, 10)
}

func (p *player) writeCall(who string, c sandbox.Call) {
	if c.Status != 200 {
		p.say("! %s: %s %d %s", who, c.Method, c.Status, c.Description)
		return
	}
	switch c.Method {
	case "answerCallbackQuery":
		if c.Params["text"] != "" {
			p.say("☐ %s: %s", p.who, c.Params["text"])
		}
	case "setMyCommands":
		p.say("≡ %s: %s", who, p.menuOf(c.Params["commands"]))
	case "sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup":
		m, ok := c.Message()
		if !ok {
			p.say("? %s: %s", who, c.Method)
			return
		}
		if m.ThreadID != 0 {
			who = fmt.Sprintf("%s/%d", who, m.ThreadID)
		}
		if m.Document != nil {
			p.say("→ %s: 📎 %s", who, m.Document.FileName)
			p.writeRows(m.Document)
		} else if len(m.Photo) > 0 {
			p.say("→ %s: 🖼", who)
		}
		p.writeMessage(who, c.Method, m)
	default:
		p.say("· %s: %s", who, c.Method)
	}
}

// writeRows writes the first rows of a file for other programs.
func (p *player) writeRows(d *sandbox.Document) {
	const most = 8
	name, data, ok := p.server.File(d.FileID)
	if !ok || !strings.HasSuffix(name, ".csv") {
		return
	}
	rows := strings.Split(strings.TrimSpace(strings.TrimPrefix(string(data), "\ufeff")), "\n")
	for _, row := range rows[:min(len(rows), most)] {
		p.say("    %s", strings.TrimSpace(row))
	}
}

// menuOf words a menu: its commands, or its language alone.
func (p *player) menuOf(commands string) string {
	var list []struct{ Command string }
	if err := json.Unmarshal([]byte(commands), &list); err != nil {
		p.t.Fatal(err)
	}
	var names []string
	language := "English"
	for _, c := range list {
		names = append(names, "/"+c.Command)
		if c.Command == "tainha" || c.Command == "trogiup" {
			language = "tiếng Việt"
		}
	}
	if p.menu {
		return strings.Join(names, " ")
	}
	return "menu " + language
}

// helpLine is a command in the help.
var helpLine = regexp.MustCompile(`(?m)(^/[a-z]+ – .*\n?)+`)

// auditHead is the end of the audit, whose hash is another each time.
var auditHead = regexp.MustCompile(`\d+:[0-9a-f]{64}`)

func (p *player) writeMessage(who, method string, m sandbox.Message) {
	content := auditHead.ReplaceAllString(m.Content(), "HASH")
	if found := oneTime.FindStringSubmatch(content); found != nil {
		p.code = found[1]
		content = strings.ReplaceAll(content, p.code, "CODE")
	}
	if found := linked.FindAllStringSubmatch(content, -1); found != nil {
		p.link = found[len(found)-1][1]
		content = linked.ReplaceAllString(content, "start=LINK")
	}
	if !p.menu {
		content = strings.TrimRight(helpLine.ReplaceAllString(content, "(menu)\n"), "\n")
	}
	switch method {
	case "editMessageReplyMarkup":
		p.say("✎ %s: (nút / buttons)", who)
	case "editMessageText":
		p.say("✎ %s: %s", who, content)
	default:
		p.say("→ %s: %s", who, content)
	}
	for _, row := range m.Labels() {
		p.say("  [%s]", strings.Join(row, "] ["))
		for _, label := range row {
			p.old[who+" "+label] = append(p.old[who+" "+label], m)
		}
	}
	for _, row := range m.Keyboard {
		for _, b := range row {
			p.say("  (%s)", b.Text)
		}
	}
}

func (p *player) say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(&p.out, "    %s\n", strings.TrimRight(line, " "))
	}
}
