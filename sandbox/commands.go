package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

const maxCommands = 100

func lower(s string) string { return strings.ToLower(s) }

// menuKey is one list of commands: a scope and a language ("" for every language).
type menuKey struct {
	scope    string // default, all_private_chats, …, chat, chat_administrators, chat_member
	chat     int64
	user     int64
	language string
}

func (s *Server) scopeOf(q *query) (menuKey, *apiError) {
	k := menuKey{scope: "default", language: q.str("language_code")}
	fail := func(why string) (menuKey, *apiError) {
		return k, badRequest("can't parse BotCommandScope: %s", why)
	}
	if !validLanguage(k.language) {
		return k, badRequest("invalid language code specified")
	}
	raw := q.str("scope")
	if raw == "" {
		return k, nil
	}
	if !json.Valid([]byte(raw)) {
		return k, badRequest("can't parse BotCommandScope JSON object")
	}
	fields, ok := object([]byte(raw))
	if !ok {
		return fail("BotCommandScope must be an Object")
	}
	if _, has := fields["type"]; !has {
		return fail(`Can't find field "type"`)
	}
	k.scope = strings.Trim(string(fields["type"]), `"`)
	needsChat := k.scope == "chat" || k.scope == "chat_administrators" || k.scope == "chat_member"
	for name := range fields {
		known := name == "type" || name == "chat_id" && needsChat || name == "user_id" && k.scope == "chat_member"
		if !known {
			return k, badRequest("unknown field %q of BotCommandScope %s", name, k.scope)
		}
	}
	switch k.scope {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return k, nil
	case "chat", "chat_administrators", "chat_member":
	default:
		return fail("Unsupported type specified")
	}
	r, err := s.target(strings.Trim(string(fields["chat_id"]), `"`))
	if err != nil {
		return k, err
	}
	if k.chat = r.ID; r.owner != nil && k.scope != "chat" {
		return k, badRequest("can't use specified scope in private chats")
	}
	if k.scope == "chat_member" {
		if k.user, _ = strconv.ParseInt(string(fields["user_id"]), 10, 64); k.user <= 0 {
			return fail("Invalid user_id specified")
		}
	}
	return k, nil
}

func (s *Server) setMyCommands(q *query) (any, *apiError) {
	k, err := s.scopeOf(q)
	if err != nil {
		return nil, err
	}
	list, err := parseCommands(q.str("commands"))
	if err != nil {
		return nil, err
	}
	s.menus[k] = list
	if len(list) == 0 {
		delete(s.menus, k)
	}
	s.emitMenus()
	return true, nil
}

func parseCommands(rawList string) ([]Command, *apiError) {
	if rawList == "" {
		return nil, nil
	}
	var items []json.RawMessage
	switch {
	case !json.Valid([]byte(rawList)):
		return nil, badRequest("can't parse commands JSON object")
	case json.Unmarshal([]byte(rawList), &items) != nil || items == nil:
		return nil, badRequest("expected an Array of BotCommand")
	case len(items) > maxCommands:
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	list := make([]Command, 0, len(items))
	for _, item := range items {
		c, err := parseCommand(item)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func parseCommand(item json.RawMessage) (Command, *apiError) {
	var c Command
	fields, ok := object(item)
	if !ok {
		return c, badRequest("can't parse BotCommand: expected an Object")
	}
	for _, name := range []string{"command", "description"} {
		if _, has := fields[name]; !has {
			return c, badRequest("can't parse BotCommand: Can't find field %q", name)
		}
	}
	for name, value := range fields {
		if name != "command" && name != "description" {
			return c, badRequest("unknown field %q of BotCommand", name)
		}
		if value[0] != '"' {
			return c, badRequest("can't parse BotCommand: Field %q must be of type String", name)
		}
	}
	if err := json.Unmarshal(item, &c); err != nil {
		return c, badRequest("can't parse BotCommand: %s", err)
	}
	c.Command = strings.TrimPrefix(strings.TrimSpace(c.Command), "/")
	c.Description = strings.TrimSpace(c.Description)
	switch n := utf8.RuneCountInString(c.Command); {
	case n == 0:
		return c, badRequest("command must be non-empty")
	case n > 32:
		return c, badRequest("command length must not exceed 32")
	}
	switch n := utf8.RuneCountInString(c.Description); {
	case n == 0:
		return c, badRequest("command description must be non-empty")
	case n > 256:
		return c, badRequest("command description length must not exceed 256")
	}
	for _, b := range []byte(c.Command) {
		if b != '_' && !isDigit(b) && (b < 'a' || b > 'z') {
			return c, badRequest("BOT_COMMAND_INVALID")
		}
	}
	return c, nil
}

func (s *Server) getMyCommands(q *query) (any, *apiError) {
	k, err := s.scopeOf(q)
	if err != nil {
		return nil, err
	}
	if list := s.menus[k]; list != nil {
		return list, nil
	}
	return []Command{}, nil
}

func (s *Server) deleteMyCommands(q *query) (any, *apiError) {
	k, err := s.scopeOf(q)
	if err != nil {
		return nil, err
	}
	delete(s.menus, k)
	s.emitMenus()
	return true, nil
}

// menuFor is the menu that a person's client shows in a chat: the first list that
// exists, in Telegram's order from the narrowest scope to the widest, each first
// in the person's language, then for every language.
func (s *Server) menuFor(p *person, r *room) []Command {
	var scopes []menuKey
	switch {
	case r.owner != nil:
		scopes = []menuKey{{scope: "chat", chat: r.ID}, {scope: "all_private_chats"}, {scope: "default"}}
	case r.admins[p.ID]:
		scopes = []menuKey{{scope: "chat_member", chat: r.ID, user: p.ID}, {scope: "chat_administrators", chat: r.ID}, {scope: "chat", chat: r.ID},
			{scope: "all_chat_administrators"}, {scope: "all_group_chats"}, {scope: "default"}}
	default:
		scopes = []menuKey{{scope: "chat_member", chat: r.ID, user: p.ID}, {scope: "chat", chat: r.ID}, {scope: "all_group_chats"}, {scope: "default"}}
	}
	for _, k := range scopes {
		for _, k.language = range []string{p.LanguageCode, ""} {
			if list := s.menus[k]; list != nil {
				return list
			}
		}
	}
	return []Command{}
}
