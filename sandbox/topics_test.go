package sandbox_test

import (
	"encoding/json"
	"testing"

	"tainha/sandbox"
)

// forum is a group with the topics "Lịch" (5) and "Lưu trữ" (6, closed).
func forum(b bench) (*sandbox.Phone, int64) {
	b.Helper()
	p := b.started(sandbox.User{FirstName: "An"})
	return p, b.AddGroup(sandbox.Group{Title: "Phòng", Members: []int64{p.ID()},
		Topics: []sandbox.Topic{{ID: 5, Title: "Lịch"}, {ID: 6, Title: "Lưu trữ", Closed: true}}})
}

func TestAMessageStandsInTheTopicThatItNames(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, group := forum(b)
	for _, c := range []struct {
		params m
		thread int
	}{
		{m{}, 0}, {m{"message_thread_id": 1}, 0}, {m{"message_thread_id": 5}, 5},
	} {
		c.params["chat_id"], c.params["text"] = group, "x"
		b.ok("sendMessage", c.params)
		last, _ := b.Last(group)
		if last.ThreadID != c.thread || last.IsTopic != (c.thread != 0) || !last.Chat.IsForum {
			t.Errorf("%v: stands in topic %d (%v) of %+v, want %d", c.params, last.ThreadID, last.IsTopic, last.Chat, c.thread)
		}
	}
}

func TestAnAnswerStandsInTheTopicOfWhatItAnswers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p, group := forum(b)
	asked, err := p.SendInTopic(group, 5, "/nhom", 0)
	if err != nil {
		t.Fatal(err)
	}
	b.ok("sendMessage", m{"chat_id": group, "text": "x", "reply_parameters": m{"message_id": asked.ID}})
	if last, _ := b.Last(group); last.ThreadID != 5 {
		t.Errorf("the answer stands in topic %d, want 5", last.ThreadID)
	}
	us := b.updates(m{})
	if got := us[len(us)-1].Message; got == nil || got.ThreadID != 5 || !got.IsTopic {
		t.Errorf("the bot is told of %+v, want a message of topic 5", got)
	}
}

func TestWhatAForumRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p, group := forum(b)
	b.refused("sendMessage", m{"chat_id": group, "text": "x", "message_thread_id": 77}, 400, "Bad Request: message thread not found")
	b.refused("sendMessage", m{"chat_id": group, "text": "x", "message_thread_id": 6}, 400, "Bad Request: TOPIC_CLOSED")
	b.refused("sendMessage", m{"chat_id": p.ID(), "text": "x", "message_thread_id": 5}, 400, "Bad Request: message thread not found")
	b.CloseTopic(group, 6, false)
	b.ok("sendMessage", m{"chat_id": group, "text": "x", "message_thread_id": 6})
	b.DeleteTopic(group, 6)
	b.refused("sendMessage", m{"chat_id": group, "text": "x", "message_thread_id": 6}, 400, "Bad Request: message thread not found")
	b.Restrict(group, sandbox.NoTextMessages)
	b.refused("sendMessage", m{"chat_id": group, "text": "x"}, 400, "Bad Request: not enough rights to send text messages to the chat")
	b.Restrict(group, sandbox.ChatRestricted)
	b.refused("sendMessage", m{"chat_id": group, "text": "x"}, 400, "Bad Request: CHAT_RESTRICTED")
	b.Restrict(group, sandbox.Unrestricted)
	b.ok("sendMessage", m{"chat_id": group, "text": "x"})
}

func TestAButtonHasAStyleAndMayBeDisabled(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	send := func(button m) m { return m{"chat_id": p.ID(), "text": "x", "reply_markup": keyboard([]m{button})} }
	for _, style := range []string{"primary", "success", "danger"} {
		b.ok("sendMessage", send(m{"text": "Duyệt", "callback_data": "a", "style": style}))
		last, _ := p.Last()
		if got, _ := last.Button("Duyệt"); got.Style != style {
			t.Errorf("the button has style %q, want %q", got.Style, style)
		}
	}
	b.refused("sendMessage", send(m{"text": "A", "callback_data": "a", "style": "red"}), 400,
		"Bad Request: can't parse inline keyboard button: invalid button style specified")
	b.refused("sendMessage", send(m{"text": "A", "callback_data": "a", "disabled": m{}}), 400,
		"Bad Request: exactly one action field must be used in an InlineKeyboardButton")
	msg := messageID(b, b.ok("sendMessage", send(m{"text": "Đã duyệt", "disabled": m{}, "style": "success"})))
	if _, err := p.Tap(msg, "Đã duyệt"); err == nil {
		t.Error("a disabled button was pressed")
	}
}

func TestOptionsOfAMessageAreKept(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.started(sandbox.User{})
	b.ok("sendMessage", m{"chat_id": p.ID(), "text": "x", "protect_content": true, "disable_notification": true,
		"link_preview_options": m{"is_disabled": true}})
	last, _ := p.Last()
	if !last.Protected || !last.Silent || !last.NoPreview {
		t.Errorf("kept protected %v, silent %v, without preview %v; want all", last.Protected, last.Silent, last.NoPreview)
	}
	b.ok("editMessageText", m{"chat_id": p.ID(), "message_id": last.ID, "text": "y"})
	if last, _ = p.Last(); last.NoPreview || !last.Protected {
		t.Errorf("after an edit: without preview %v, protected %v; want false, true", last.NoPreview, last.Protected)
	}
}

func TestWhatWasForwardedSaysWhoseItIs(t *testing.T) {
	t.Parallel()
	b := setup(t)
	an, binh := b.started(sandbox.User{FirstName: "An"}), b.started(sandbox.User{FirstName: "Bình"})
	if _, err := an.Forward("mai em ở nhà", binh.ID(), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := an.Forward("mai em ở nhà", 0, "Chị Lan"); err != nil {
		t.Fatal(err)
	}
	us := b.updates(m{})
	known, hidden := us[len(us)-2].Message.ForwardOrigin, us[len(us)-1].Message.ForwardOrigin
	if known == nil || known.Type != "user" || known.User == nil || known.User.ID != binh.ID() {
		t.Errorf("the first is of %+v, want of Bình", known)
	}
	if hidden == nil || hidden.Type != "hidden_user" || hidden.UserName != "Chị Lan" || hidden.User != nil {
		t.Errorf("the second is of %+v, want of a hidden «Chị Lan»", hidden)
	}
}

func TestAnAnonymousAdministratorWritesAsTheGroup(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p, group := forum(b)
	said, err := p.SendAnonymously(group, "/nhom")
	if err != nil {
		t.Fatal(err)
	}
	if said.FromBot() {
		t.Error("it counts as a message of the bot itself")
	}
	us := b.updates(m{})
	got := us[len(us)-1].Message
	if got.From.Username != "GroupAnonymousBot" || !got.From.IsBot || got.SenderChat == nil || got.SenderChat.ID != group {
		raw, _ := json.Marshal(got)
		t.Errorf("the bot is told %s, want GroupAnonymousBot in the name of the group", raw)
	}
}
