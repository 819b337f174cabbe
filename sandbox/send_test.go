package sandbox_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tainha/sandbox"
)

func TestSendMessageRefusals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.started(sandbox.User{}).ID()
	with := func(markup any) m { return m{"chat_id": id, "text": "x", "reply_markup": markup} }
	nine := make([]m, 9)
	var many [][]m
	for i := range nine {
		nine[i] = press("x", "x")
	}
	for range 13 {
		many = append(many, nine[:8])
	}
	cases := []struct {
		params m
		want   string
	}{
		{m{"chat_id": id}, "message text is empty"},
		{m{"chat_id": id, "text": " \n "}, "text must be non-empty"},
		{m{"text": "x"}, "chat_id is empty"},
		{m{"chat_id": 42, "text": "x"}, "chat not found"},
		{m{"chat_id": "@nobody", "text": "x"}, "chat not found"},
		{m{"chat_id": id, "text": strings.Repeat("a", 4097)}, "message is too long"},
		{m{"chat_id": id, "text": strings.Repeat("👋", 2049)}, "message is too long"},
		{m{"chat_id": id, "text": "x", "disable_notifications": true}, `unknown parameter "disable_notifications" for method sendMessage`},
		{m{"chat_id": id, "text": "x", "reply_to_message_id": "x"}, `parameter "reply_to_message_id" of method sendMessage must be an integer`},
		{m{"chat_id": id, "text": "x", "protect_content": "maybe"}, `parameter "protect_content" of method sendMessage must be a boolean`},
		{m{"chat_id": id, "text": "x", "reply_parameters": m{"message_id": 99}}, "message to be replied not found"},
		{m{"chat_id": id, "text": "x", "link_preview_options": m{"off": true}}, `unknown field "off" of link_preview_options`},
		{with("{"), "can't parse reply keyboard markup JSON object"},
		{with(nil), "object expected as reply markup"},
		{with([]int{}), "object expected as reply markup"},
		{with(m{"inline_keyboard": nil}), `field "inline_keyboard" must be of type Array`},
		{with(m{"inline_keyboard": []m{press("x", "x")}}), `field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`},
		{with(m{"inline": [][]m{}}), `unknown field "inline" of reply_markup`},
		{with(keyboard([]m{{"callback_data": "x"}})), `can't parse inline keyboard button: Can't find field "text"`},
		{with(keyboard([]m{{"text": "x"}})), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{with(keyboard([]m{press("x", "")})), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{with(keyboard([]m{{"text": "x", "url": nil}})), `can't parse inline keyboard button: Field "url" must be of type String`},
		{with(keyboard([]m{{"text": "x", "web_app": "x"}})), `field "web_app" must be of type Object`},
		{with(keyboard([]m{{"text": "x", "data": "x"}})), `unknown field "data" of InlineKeyboardButton`},
		{with(keyboard([]m{press("x", strings.Repeat("x", 65))})), "BUTTON_DATA_INVALID"},
		{with(keyboard([]m{{"text": "x", "url": "ftp://a.vn"}})), "inline keyboard button URL 'ftp://a.vn' is invalid: Unsupported URL protocol"},
		{with(keyboard([]m{{"text": "x", "url": "nowhere"}})), "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"},
		{with(keyboard(nine)), "reply markup is too long"},
		{with(keyboard(many...)), "reply markup is too long"},
		{with(keyboard([]m{press(strings.Repeat("x", 10_000), "x")})), "reply markup is too long"},
		{with(m{"keyboard": [][]m{{{"text": ""}}}}), "keyboard button text must be non-empty"},
	}
	for _, c := range cases {
		b.refused("sendMessage", c.params, 400, "Bad Request: "+c.want)
	}
	if n := len(b.Messages(id)); n != 1 {
		t.Errorf("refused sends left %d messages in a chat that had 1", n)
	}
}

func TestSendMessageAcceptsTheLimits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.started(sandbox.User{}).ID()
	b.ok("sendMessage", m{"chat_id": id, "text": "<b>" + strings.Repeat("a", 4096) + "</b>", "parse_mode": "HTML"})
	row := make([]m, 8)
	for i := range row {
		row[i] = press("x", strings.Repeat("x", 64))
	}
	b.ok("sendMessage", m{"chat_id": id, "text": "x", "reply_markup": keyboard(row)})
	b.ok("sendMessage", m{"chat_id": id, "text": "x", "reply_markup": m{"inline_keyboard": [][]m{}}})
}

func TestForbiddenRecipients(t *testing.T) {
	t.Parallel()
	b := setup(t)
	known, blocked, gone, inGroup := b.AddPerson(sandbox.User{}), b.started(sandbox.User{}), b.started(sandbox.User{}), b.AddPerson(sandbox.User{})
	b.AddGroup(sandbox.Group{Title: "Phòng", Members: []int64{inGroup.ID()}})
	if err := blocked.Block(true); err != nil {
		t.Fatal(err)
	}
	if err := gone.Deactivate(); err != nil {
		t.Fatal(err)
	}
	b.refused("sendMessage", m{"chat_id": known.ID(), "text": "x"}, 400, "Bad Request: chat not found")
	b.refused("sendMessage", m{"chat_id": inGroup.ID(), "text": "x"}, 403, "Forbidden: bot can't initiate conversation with a user")
	b.refused("sendMessage", m{"chat_id": blocked.ID(), "text": "x"}, 403, "Forbidden: bot was blocked by the user")
	b.refused("sendMessage", m{"chat_id": gone.ID(), "text": "x"}, 403, "Forbidden: user is deactivated")
}

func TestUpgradedGroupNamesItsSuccessor(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	group := b.AddGroup(sandbox.Group{Title: "Phòng", Basic: true, Members: []int64{p.ID()}})
	b.send(group, "x")
	next := b.Upgrade(group)
	a := b.call("sendMessage", m{"chat_id": group, "text": "x"})
	if a.Description != "Bad Request: group chat was upgraded to a supergroup chat" || a.Parameters.MigrateTo != next || next == 0 {
		t.Errorf("got %q, migrate to %d, want %d", a.Description, a.Parameters.MigrateTo, next)
	}
	b.send(next, "x")
}

func TestEditing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	id, own := p.ID(), p.Messages()[0].ID
	msg := b.send(id, "một")
	edit := func(text string, markup any) m {
		e := m{"chat_id": id, "message_id": msg, "text": text}
		if markup != nil {
			e["reply_markup"] = markup
		}
		return e
	}
	const same = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	b.refused("editMessageText", edit("một", nil), 400, same)
	b.ok("editMessageText", edit("một", keyboard([]m{press("A", "a")})))
	b.refused("editMessageText", edit(" một ", keyboard([]m{press("A", "a")})), 400, same)
	b.ok("editMessageText", edit("<b>một</b>", keyboard([]m{press("A", "a")})))
	b.ok("editMessageReplyMarkup", m{"chat_id": id, "message_id": msg})
	b.refused("editMessageReplyMarkup", m{"chat_id": id, "message_id": msg}, 400, same)
	b.refused("editMessageText", m{"chat_id": id, "text": "x"}, 400, "Bad Request: message identifier is not specified")
	b.refused("editMessageText", m{"chat_id": id, "message_id": 9999, "text": "x"}, 400, "Bad Request: message to edit not found")
	b.refused("editMessageText", m{"chat_id": id, "message_id": own, "text": "x"}, 400, "Bad Request: message can't be edited")
	b.refused("editMessageText", edit("", nil), 400, "Bad Request: message text is empty")
	b.refused("editMessageText", edit(strings.Repeat("x", 4097), nil), 400, "Bad Request: MESSAGE_TOO_LONG")
	b.refused("editMessageText", edit("x", m{"remove_keyboard": true}), 400, "Bad Request: inline keyboard expected")
	b.refused("editMessageCaption", m{"chat_id": id, "message_id": msg, "caption": "x"}, 400, "Bad Request: there is no caption in the message to edit")
	keys := messageID(b, b.ok("sendMessage", m{"chat_id": id, "text": "x", "reply_markup": m{"keyboard": [][]string{{"Có"}}}}))
	b.refused("editMessageText", m{"chat_id": id, "message_id": keys, "text": "y"}, 400, "Bad Request: message can't be edited")

	b.Clock().Advance(49 * time.Hour)
	b.refused("deleteMessage", m{"chat_id": id, "message_id": msg}, 400, "Bad Request: message can't be deleted for everyone")
	fresh := b.send(id, "x")
	b.ok("deleteMessage", m{"chat_id": id, "message_id": fresh})
	b.refused("deleteMessage", m{"chat_id": id, "message_id": fresh}, 400, "Bad Request: message to delete not found")
}

func TestAnEditReplacesAndTheOldCopyStays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	msg := b.send(p.ID(), "một")
	before, _ := b.Message(p.ID(), msg)
	b.Clock().Advance(time.Minute)
	b.ok("editMessageText", m{"chat_id": p.ID(), "message_id": msg, "text": "hai"})
	after, _ := b.Message(p.ID(), msg)
	if before.Text != "một" || before.EditDate != 0 || after.Text != "hai" || after.EditDate != monday.Add(time.Minute).Unix() || after.Date != monday.Unix() {
		t.Errorf("before %+v\nafter %+v", before, after)
	}
}

func TestEveryWayToPassParameters(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.started(sandbox.User{ID: 5_000_000_123}).ID()
	base := b.URL() + "/bot" + b.Token() + "/"
	res, err := b.client.Get(base + "SENDMESSAGE?chat_id=5000000123&text=get")
	if err != nil || !b.read(res).OK {
		t.Error("GET with a query was refused")
	}
	if a := b.post("sendMessage?chat_id=5000000123", "application/x-www-form-urlencoded", []byte("text=form")); !a.OK {
		t.Error(a.Description)
	}
	if a := b.post("sendMessage", "multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n5000000123\r\n--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nmultipart\r\n--x--\r\n")); !a.OK {
		t.Error(a.Description)
	}
	if a := b.post("sendMessage", "application/json", []byte(`[1]`)); a.Description != "Bad Request: object expected as the request body" {
		t.Error(a.Description)
	}
	if a := b.post("sendMessage", "text/plain", []byte("x")); a.HTTP != 400 {
		t.Error(a)
	}
	if a := b.post("sendMessage", "application/json", []byte(`{"text":"`+strings.Repeat("x", 5<<20)+`"}`)); a.HTTP != 413 || a.Description != "Request Entity Too Large" {
		t.Error(a.HTTP, a.Description)
	}
	var texts []string
	for _, msg := range b.Messages(id)[1:] {
		texts = append(texts, msg.Text)
	}
	if got := strings.Join(texts, " "); got != "get form multipart" {
		t.Errorf("got %q", got)
	}
}

func TestWrongTokenAndUnknownMethod(t *testing.T) {
	t.Parallel()
	b := setup(t)
	get := func(path string) answer {
		res, err := b.client.Get(b.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		return b.read(res)
	}
	if a := get("/bot1:x/getMe"); a.HTTP != 401 || a.Code != 401 || a.Description != "Unauthorized" {
		t.Error(a)
	}
	for _, path := range []string{"/getMeow", "/", ""} {
		if a := get("/bot" + b.Token() + path); a.HTTP != 404 || a.Description != "Not Found" {
			t.Error(path, a)
		}
	}
	var me struct {
		ID       int64
		Username string
		IsBot    bool `json:"is_bot"`
	}
	if err := json.Unmarshal(get("/bot"+b.Token()+"/getMe").Result, &me); err != nil || me.Username != b.Bot().Username || !me.IsBot {
		t.Error(me, err)
	}
}
