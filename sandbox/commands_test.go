package sandbox_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"tainha/sandbox"
)

func commands(names ...string) []m {
	var list []m
	for _, n := range names {
		list = append(list, m{"command": n, "description": "mô tả"})
	}
	return list
}

func names(menu []sandbox.Command) string {
	var out []string
	for _, c := range menu {
		out = append(out, c.Command)
	}
	return strings.Join(out, " ")
}

func TestTheNarrowestScopeAndThePersonsLanguageWin(t *testing.T) {
	t.Parallel()
	b := setup(t)
	an := b.started(sandbox.User{LanguageCode: "vi"})
	bob := b.started(sandbox.User{LanguageCode: "en"})
	group := b.AddGroup(sandbox.Group{Title: "Phòng", Members: []int64{bob.ID()}, Admins: []int64{an.ID()}})
	scope := func(kind string, more m) m {
		s := m{"type": kind}
		maps.Copy(s, more)
		return s
	}
	steps := []struct {
		name               string
		scope              any
		language           string
		private, en, admin string // what An, Bob, and An in the group see afterwards
		member             string // what Bob sees in the group
	}{
		{"default", nil, "", "default", "default", "default", "default"},
		{"default_vi", nil, "vi", "default_vi", "default", "default_vi", "default"},
		{"private", scope("all_private_chats", nil), "", "private", "private", "default_vi", "default"},
		{"groups", scope("all_group_chats", nil), "", "private", "private", "groups", "groups"},
		{"admins", scope("all_chat_administrators", nil), "", "private", "private", "admins", "groups"},
		{"private_vi", scope("all_private_chats", nil), "vi", "private_vi", "private", "admins", "groups"},
		{"chat", scope("chat", m{"chat_id": an.ID()}), "", "chat", "private", "admins", "groups"},
		{"group", scope("chat", m{"chat_id": group}), "", "chat", "private", "group", "group"},
		{"group_admins", scope("chat_administrators", m{"chat_id": group}), "", "chat", "private", "group_admins", "group"},
		{"bob", scope("chat_member", m{"chat_id": group, "user_id": bob.ID()}), "", "chat", "private", "group_admins", "bob"},
	}
	for _, s := range steps {
		params := m{"commands": commands(s.name), "language_code": s.language}
		if s.scope != nil {
			params["scope"] = s.scope
		}
		b.ok("setMyCommands", params)
		got := []string{names(an.Menu()), names(bob.Menu()), names(an.MenuIn(group)), names(bob.MenuIn(group))}
		if want := []string{s.private, s.en, s.admin, s.member}; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("after %s: got %v, want %v", s.name, got, want)
		}
	}
	b.ok("deleteMyCommands", m{"scope": m{"type": "chat", "chat_id": an.ID()}})
	if got := names(an.Menu()); got != "private_vi" {
		t.Errorf("after the deletion %q", got)
	}
	if got := string(b.ok("getMyCommands", m{"language_code": "vi"}).Result); !strings.Contains(got, "default_vi") {
		t.Error(got)
	}
	if got := string(b.ok("getMyCommands", m{"language_code": "fr"}).Result); got != "[]" {
		t.Error(got)
	}
}

func TestCommandRules(t *testing.T) {
	t.Parallel()
	b := setup(t)
	an := b.started(sandbox.User{})
	one := func(command, description string) m {
		return m{"commands": []m{{"command": command, "description": description}}}
	}
	many := make([]string, 101)
	for i := range many {
		many[i] = fmt.Sprintf("c%d", i)
	}
	cases := []struct {
		params m
		want   string
	}{
		{one("", "x"), "command must be non-empty"},
		{one(strings.Repeat("a", 33), "x"), "command length must not exceed 32"},
		{one("a", " "), "command description must be non-empty"},
		{one("a", strings.Repeat("ă", 257)), "command description length must not exceed 256"},
		{one("Wfh", "x"), "BOT_COMMAND_INVALID"},
		{one("lịch", "x"), "BOT_COMMAND_INVALID"},
		{one("a-b", "x"), "BOT_COMMAND_INVALID"},
		{m{"commands": commands(many...)}, "BOT_COMMANDS_TOO_MUCH"},
		{m{"commands": "x"}, "can't parse commands JSON object"},
		{m{"commands": m{}}, "expected an Array of BotCommand"},
		{m{"commands": []string{"a"}}, "can't parse BotCommand: expected an Object"},
		{m{"commands": []m{{"command": "a"}}}, `can't parse BotCommand: Can't find field "description"`},
		{m{"commands": []m{{"command": "a", "description": "x", "hidden": true}}}, `unknown field "hidden" of BotCommand`},
		{m{"commands": commands("a"), "language_code": "vie"}, "invalid language code specified"},
		{m{"commands": commands("a"), "scope": "everywhere"}, "can't parse BotCommandScope JSON object"},
		{m{"commands": commands("a"), "scope": m{"type": "everywhere"}}, "can't parse BotCommandScope: Unsupported type specified"},
		{m{"commands": commands("a"), "scope": m{"type": "chat", "chat_id": 42}}, "chat not found"},
		{m{"commands": commands("a"), "scope": m{"type": "default", "chat_id": 42}}, `unknown field "chat_id" of BotCommandScope default`},
		{m{"commands": commands("a"), "scope": m{"type": "chat_administrators", "chat_id": an.ID()}}, "can't use specified scope in private chats"},
	}
	for _, c := range cases {
		b.refused("setMyCommands", c.params, 400, "Bad Request: "+c.want)
	}
	b.ok("setMyCommands", m{"commands": commands(many[:100]...)})
	b.ok("setMyCommands", one("/wfh", "x"))
	if got := names(an.Menu()); got != "wfh" {
		t.Errorf("got %q", got)
	}
}

func TestTheBotsProfileByLanguage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.ok("setMyDescription", m{"description": "Làm việc tại nhà"})
	b.ok("setMyDescription", m{"description": "Telework", "language_code": "en"})
	for language, want := range map[string]string{"en": "Telework", "fr": "Làm việc tại nhà", "": "Làm việc tại nhà"} {
		if got := string(b.ok("getMyDescription", m{"language_code": language}).Result); got != `{"description":"`+want+`"}` {
			t.Errorf("%q: %s", language, got)
		}
	}
	b.refused("setMyShortDescription", m{"short_description": strings.Repeat("x", 121)}, 400, "Bad Request: short description is too long")
	b.ok("setMyName", m{"name": "Tại Nhà 2"})
	b.ok("setChatMenuButton", m{"menu_button": m{"type": "commands"}})
	b.refused("setChatMenuButton", m{"menu_button": m{"type": "x"}}, 400, "Bad Request: can't parse menu button: unsupported type specified")
}
