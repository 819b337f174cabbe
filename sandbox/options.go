package sandbox

import "encoding/json"

// What all sending methods share besides text and keyboard: previews, replies, topics.

func checkPreview(raw string) *apiError {
	if raw == "" {
		return nil
	}
	fields, ok := object([]byte(raw))
	if !ok {
		return badRequest("can't parse link preview options: object expected")
	}
	for name := range fields {
		switch name {
		case "is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text":
		default:
			return badRequest("unknown field %q of link_preview_options", name)
		}
	}
	return nil
}

func previewDisabled(q *query) bool {
	var o struct {
		Disabled bool `json:"is_disabled"`
	}
	raw := q.str("link_preview_options")
	return q.bool("disable_web_page_preview") || raw != "" && json.Unmarshal([]byte(raw), &o) == nil && o.Disabled
}

func replyTarget(q *query, r *room) (*Message, *apiError) {
	id, forgiving := int(q.int("reply_to_message_id")), q.bool("allow_sending_without_reply")
	if raw := q.str("reply_parameters"); raw != "" {
		var p struct {
			MessageID int  `json:"message_id"`
			Forgiving bool `json:"allow_sending_without_reply"`
		}
		if json.Unmarshal([]byte(raw), &p) != nil {
			return nil, badRequest("can't parse reply parameters JSON object")
		}
		id, forgiving = p.MessageID, p.Forgiving
	}
	if id == 0 {
		return nil, nil
	}
	m := r.messages[id]
	if m == nil {
		if forgiving {
			return nil, nil
		}
		return nil, badRequest("message to be replied not found")
	}
	shallow := *m
	shallow.ReplyTo = nil
	return &shallow, nil
}
