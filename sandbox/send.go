package sandbox

import (
	"strings"
	"unicode/utf8"
)

// Telegram counts characters of the finished text; UTF-16 units are the strictest reading.
const (
	maxText    = 4096
	maxCaption = 1024
)

func (s *Server) getMe(*query) (any, *apiError) {
	return struct {
		User
		CanJoinGroups           bool `json:"can_join_groups"`
		CanReadAllGroupMessages bool `json:"can_read_all_group_messages"`
		SupportsInlineQueries   bool `json:"supports_inline_queries"`
		CanConnectToBusiness    bool `json:"can_connect_to_business"`
		HasMainWebApp           bool `json:"has_main_web_app"`
	}{User: s.bot, CanJoinGroups: true, CanReadAllGroupMessages: !s.privacy}, nil
}

// textOf reads text with its parse mode or entities; tooLong is the text of that refusal.
func textOf(q *query, tooLong string) (formatted, *apiError) {
	if q.str("text") == "" {
		return formatted{}, badRequest("message text is empty")
	}
	f, err := format(q.str("text"), q.str("parse_mode"), q.str("entities"))
	switch {
	case err != nil:
		return f, err
	case f.text == "":
		return f, badRequest("text must be non-empty")
	case utf16Len(f.text) > maxText:
		return f, badRequest("%s", tooLong)
	}
	return f, nil
}

func captionOf(q *query) (formatted, *apiError) {
	f, err := format(q.str("caption"), q.str("parse_mode"), q.str("caption_entities"))
	if err == nil && utf16Len(f.text) > maxCaption {
		err = badRequest("message caption is too long")
	}
	return f, err
}

// send adds a message of the bot to the chat that the query names, with the
// reply, keyboard and options that all sending methods share.
func (s *Server) send(q *query, m *Message) (any, *apiError) {
	if err := checkPreview(q.str("link_preview_options")); err != nil {
		return nil, err
	}
	r, err := s.target(q.str("chat_id"))
	if err != nil {
		return nil, err
	}
	k, err := parseMarkup(q.str("reply_markup"), r.owner != nil)
	if err != nil {
		return nil, err
	}
	if m.ReplyTo, err = replyTarget(q, r); err != nil {
		return nil, err
	}
	bot := s.bot
	m.From = &bot
	m.ReplyMarkup, m.Keyboard, m.KeyboardRemoved, m.ForceReply = k.inline, k.keyboard, k.remove, k.forceReply
	if err := s.placeInTopic(q, r, m); err != nil {
		return nil, err
	}
	m.NoPreview = previewDisabled(q)
	m.Silent, m.Protected = q.bool("disable_notification"), q.bool("protect_content")
	m.ParseMode = q.str("parse_mode")
	s.add(r, m)
	return m, nil
}

func (s *Server) sendMessage(q *query) (any, *apiError) {
	f, err := textOf(q, textMessageTooLong)
	if err != nil {
		return nil, err
	}
	return s.send(q, &Message{Text: f.text, Entities: f.entities})
}

func (s *Server) sendPhoto(q *query) (any, *apiError) {
	f, err := captionOf(q)
	if err != nil {
		return nil, err
	}
	if _, err := s.target(q.str("chat_id")); err != nil {
		return nil, err
	}
	photo, err := s.photoFrom(q, "photo", q.str("photo"))
	if err != nil {
		return nil, err
	}
	return s.send(q, &Message{Photo: photo, Caption: f.text, CaptionEntities: f.entities})
}

func (s *Server) sendDocument(q *query) (any, *apiError) {
	f, err := captionOf(q)
	if err != nil {
		return nil, err
	}
	if _, err := s.target(q.str("chat_id")); err != nil {
		return nil, err
	}
	document, err := s.documentFrom(q, "document", q.str("document"))
	if err != nil {
		return nil, err
	}
	return s.send(q, &Message{Document: document, Caption: f.text, CaptionEntities: f.entities})
}

func (s *Server) sendChatAction(q *query) (any, *apiError) {
	switch strings.ToLower(q.str("action")) {
	case "cancel", "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
		"choose_sticker", "find_location", "record_video_note", "upload_video_note":
	default:
		return nil, badRequest("wrong parameter action in request")
	}
	r, err := s.target(q.str("chat_id"))
	if err != nil {
		return nil, err
	}
	if s.hub.listening() {
		s.hub.send("typing", map[string]any{"chat_id": r.ID})
	}
	return true, nil
}

func (s *Server) getChat(q *query) (any, *apiError) {
	r, err := s.target(q.str("chat_id"))
	if err != nil {
		return nil, err
	}
	full := struct {
		Chat
		AccentColorID    int      `json:"accent_color_id"`
		MaxReactionCount int      `json:"max_reaction_count"`
		Pinned           *Message `json:"pinned_message,omitempty"`
	}{Chat: r.Chat, MaxReactionCount: 11, Pinned: r.messages[r.pinned]}
	return full, nil
}

func validLanguage(code string) bool {
	return code == "" || len(code) == 2 && code[0] >= 'a' && code[0] <= 'z' && code[1] >= 'a' && code[1] <= 'z'
}

// profileSetter makes setMyName and its like: a text by language with a length limit.
func profileSetter(field string, limit int) func(*Server, *query) (any, *apiError) {
	return func(s *Server, q *query) (any, *apiError) {
		switch {
		case !validLanguage(q.str("language_code")):
			return nil, badRequest("invalid language code specified")
		case utf8.RuneCountInString(q.str(field)) > limit:
			return nil, badRequest("%s is too long", strings.ReplaceAll(field, "_", " "))
		}
		s.profile[field+"|"+q.str("language_code")] = q.str(field)
		return true, nil
	}
}

func profileGetter(field string) func(*Server, *query) (any, *apiError) {
	return func(s *Server, q *query) (any, *apiError) {
		value, has := s.profile[field+"|"+q.str("language_code")]
		if !has {
			value = s.profile[field+"|"]
		}
		if value == "" && field == "name" {
			value = s.bot.FirstName
		}
		return map[string]string{field: value}, nil
	}
}

func (s *Server) setChatMenuButton(q *query) (any, *apiError) {
	if raw := q.str("menu_button"); raw != "" {
		fields, ok := object([]byte(raw))
		if !ok {
			return nil, badRequest("can't parse menu button: MenuButton must be an Object")
		}
		switch string(fields["type"]) {
		case `"default"`, `"commands"`:
		case `"web_app"`:
			return nil, badRequest("the sandbox has no web apps")
		default:
			return nil, badRequest("can't parse menu button: unsupported type specified")
		}
	}
	if id := q.str("chat_id"); id != "" {
		if r, err := s.target(id); err != nil {
			return nil, err
		} else if r.owner == nil {
			return nil, badRequest("invalid chat_id specified")
		}
	}
	return true, nil
}
