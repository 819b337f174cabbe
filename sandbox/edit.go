package sandbox

import (
	"encoding/json"
	"reflect"
	"time"
)

// editable finds the message that an edit names, in the order in which Telegram refuses.
func (s *Server) editable(q *query) (*room, *Message, *markup, *apiError) {
	k, err := parseMarkup(q.str("reply_markup"), true)
	if err != nil {
		return nil, nil, nil, err
	}
	r, m, err := s.named(q, "message to edit")
	switch {
	case err != nil:
		return nil, nil, nil, err
	case !m.FromBot() || m.Keyboard != nil || m.KeyboardRemoved || m.ForceReply:
		return nil, nil, nil, badRequest("message can't be edited")
	case k.keyboard != nil || k.remove || k.forceReply:
		return nil, nil, nil, badRequest("inline keyboard expected")
	}
	return r, m, &k, nil
}

func (s *Server) named(q *query, what string) (*room, *Message, *apiError) {
	r, err := s.target(q.str("chat_id"))
	if err != nil {
		return nil, nil, err
	}
	id := int(q.int("message_id"))
	if id == 0 {
		return nil, nil, badRequest("message identifier is not specified")
	}
	m := r.messages[id]
	if m == nil {
		return nil, nil, badRequest("%s not found", what)
	}
	return r, m, nil
}

// replace puts an edited copy in the message's place; a copy that says the same is refused.
func (s *Server) replace(r *room, old, edited *Message) (any, *apiError) {
	same := old.Text == edited.Text && old.Caption == edited.Caption && sameMarkup(old.ReplyMarkup, edited.ReplyMarkup) &&
		describeEntities(old.Entities) == describeEntities(edited.Entities) &&
		describeEntities(old.CaptionEntities) == describeEntities(edited.CaptionEntities) &&
		reflect.DeepEqual(old.Document, edited.Document) && reflect.DeepEqual(old.Photo, edited.Photo)
	if same {
		return nil, badRequest(textNotModified)
	}
	edited.EditDate = s.clock.Now().Unix()
	r.messages[edited.ID] = edited
	s.emitMessage(edited)
	s.touch()
	return edited, nil
}

func (s *Server) editMessageText(q *query) (any, *apiError) {
	f, err := textOf(q, "MESSAGE_TOO_LONG")
	if err != nil {
		return nil, err
	}
	if err := checkPreview(q.str("link_preview_options")); err != nil {
		return nil, err
	}
	r, old, k, err := s.editable(q)
	if err != nil {
		return nil, err
	}
	if old.Text == "" {
		return nil, badRequest("there is no text in the message to edit")
	}
	m := *old
	m.Text, m.Entities, m.ReplyMarkup, m.ParseMode = f.text, f.entities, k.inline, q.str("parse_mode")
	m.NoPreview = previewDisabled(q)
	return s.replace(r, old, &m)
}

func (s *Server) editMessageCaption(q *query) (any, *apiError) {
	f, err := captionOf(q)
	if err != nil {
		return nil, err
	}
	r, old, k, err := s.editable(q)
	if err != nil {
		return nil, err
	}
	if old.Photo == nil && old.Document == nil {
		return nil, badRequest("there is no caption in the message to edit")
	}
	m := *old
	m.Caption, m.CaptionEntities, m.ReplyMarkup, m.ParseMode = f.text, f.entities, k.inline, q.str("parse_mode")
	return s.replace(r, old, &m)
}

func (s *Server) editMessageReplyMarkup(q *query) (any, *apiError) {
	r, old, k, err := s.editable(q)
	if err != nil {
		return nil, err
	}
	m := *old
	m.ReplyMarkup = k.inline
	return s.replace(r, old, &m)
}

func (s *Server) editMessageMedia(q *query) (any, *apiError) {
	var media struct {
		Type            string          `json:"type"`
		Media           string          `json:"media"`
		Caption         string          `json:"caption"`
		ParseMode       string          `json:"parse_mode"`
		CaptionEntities json.RawMessage `json:"caption_entities"`
	}
	if json.Unmarshal([]byte(q.str("media")), &media) != nil {
		return nil, badRequest("can't parse input media JSON object")
	}
	f, err := format(media.Caption, media.ParseMode, string(media.CaptionEntities))
	if err == nil && utf16Len(f.text) > maxCaption {
		err = badRequest("message caption is too long")
	}
	if err != nil {
		return nil, err
	}
	r, old, k, err := s.editable(q)
	if err != nil {
		return nil, err
	}
	m := *old
	m.Text, m.Entities, m.Photo, m.Document = "", nil, nil, nil
	m.Caption, m.CaptionEntities, m.ReplyMarkup = f.text, f.entities, k.inline
	switch media.Type {
	case "photo":
		m.Photo, err = s.photoFrom(q, "", media.Media)
	case "document":
		m.Document, err = s.documentFrom(q, "", media.Media)
	default:
		err = badRequest("type of InputMedia is invalid: the sandbox knows photo and document")
	}
	if err != nil {
		return nil, err
	}
	return s.replace(r, old, &m)
}

func (s *Server) deleteMessage(q *query) (any, *apiError) {
	r, m, err := s.named(q, "message to delete")
	if err != nil {
		return nil, err
	}
	if s.old(m, 48*time.Hour) {
		return nil, badRequest("message can't be deleted for everyone")
	}
	if r.owner == nil && !m.FromBot() && !r.admins[s.bot.ID] {
		return nil, badRequest("message can't be deleted")
	}
	s.forget(r, m.ID)
	return true, nil
}

// forget takes a message out of a chat.
func (s *Server) forget(r *room, id int) {
	delete(r.messages, id)
	if s.hub.listening() {
		s.hub.send("deleted", map[string]any{"chat_id": r.ID, "message_id": id})
	}
	s.touch()
}

func (s *Server) pinChatMessage(q *query) (any, *apiError) {
	r, m, err := s.named(q, "message to pin")
	if err != nil {
		return nil, err
	}
	if r.owner == nil && !r.admins[s.bot.ID] {
		return nil, badRequest("not enough rights to manage pinned messages in the chat")
	}
	r.pinned = m.ID
	s.touch()
	return true, nil
}

func (s *Server) unpinChatMessage(q *query) (any, *apiError) {
	r, err := s.target(q.str("chat_id"))
	if err != nil {
		return nil, err
	}
	if id := int(q.int("message_id")); r.pinned == 0 || id != 0 && id != r.pinned {
		return nil, badRequest("message to unpin not found")
	}
	r.pinned = 0
	s.touch()
	return true, nil
}
