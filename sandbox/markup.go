package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxButtons      = 100
	maxButtonsInRow = 8
	maxMarkup       = 10_000 // bytes of its JSON
	maxCallbackData = 64     // bytes
)

// markup is a parsed reply_markup: at most one of its parts is set.
type markup struct {
	inline     *InlineKeyboard
	keyboard   [][]KeyButton
	remove     bool
	forceReply bool
}

// parseMarkup reads reply_markup with the refusals of the official server; a
// field that the object doesn't have is refused too.
func parseMarkup(raw string, private bool) (markup, *apiError) {
	var m markup
	if raw == "" {
		return m, nil
	}
	if !json.Valid([]byte(raw)) {
		return m, badRequest("can't parse reply keyboard markup JSON object")
	}
	fields, ok := object([]byte(raw))
	if !ok {
		return m, badRequest("object expected as reply markup")
	}
	if len(raw) > maxMarkup {
		return m, badRequest(textMarkupTooLong)
	}
	for name := range fields {
		if !slices.Contains([]string{"inline_keyboard", "keyboard", "remove_keyboard", "force_reply", "selective",
			"input_field_placeholder", "resize_keyboard", "one_time_keyboard", "is_persistent"}, name) {
			return m, badRequest("unknown field %q of reply_markup", name)
		}
	}
	if raw, has := fields["keyboard"]; has {
		rows, err := parseKeyboard(raw, private)
		if err != nil {
			return m, err
		}
		m.keyboard = rows
	}
	if raw, has := fields["inline_keyboard"]; has {
		rows, err := parseInline(raw)
		if err != nil {
			return m, err
		}
		if len(rows) > 0 {
			m.inline = &InlineKeyboard{Rows: rows}
		}
	}
	m.remove = string(fields["remove_keyboard"]) == "true"
	m.forceReply = string(fields["force_reply"]) == "true"
	return m, nil
}

// object gives the fields of a JSON object.
func object(raw []byte) (map[string]json.RawMessage, bool) {
	var fields map[string]json.RawMessage
	if raw = bytes.TrimSpace(raw); len(raw) == 0 || raw[0] != '{' || json.Unmarshal(raw, &fields) != nil {
		return nil, false
	}
	return fields, true
}

// rowsOf gives the rows of a keyboard. A null is no array, nor for Telegram.
func rowsOf(raw json.RawMessage, field, name string) ([][]json.RawMessage, *apiError) {
	var rows []json.RawMessage
	if len(raw) == 0 || raw[0] != '[' || json.Unmarshal(raw, &rows) != nil {
		return nil, badRequest(`field %q must be of type Array`, field)
	}
	out := make([][]json.RawMessage, 0, len(rows))
	for _, r := range rows {
		var row []json.RawMessage
		if r[0] != '[' || json.Unmarshal(r, &row) != nil {
			return nil, badRequest(`field %q%s must be an Array of Arrays`, field, name)
		}
		out = append(out, row)
	}
	return out, nil
}

func parseInline(raw json.RawMessage) ([][]Button, *apiError) {
	rows, err := rowsOf(raw, "inline_keyboard", " of the InlineKeyboardMarkup")
	if err != nil {
		return nil, err
	}
	var out [][]Button
	total := 0
	for _, row := range rows {
		var buttons []Button
		for _, raw := range row {
			b, err := parseInlineButton(raw)
			if err != nil {
				return nil, err
			}
			buttons = append(buttons, b)
		}
		if total += len(buttons); total > maxButtons || len(buttons) > maxButtonsInRow {
			return nil, badRequest(textMarkupTooLong)
		}
		if len(buttons) > 0 {
			out = append(out, buttons)
		}
	}
	return out, nil
}

func parseInlineButton(raw json.RawMessage) (Button, *apiError) {
	var b Button
	fail := func(format string, args ...any) (Button, *apiError) {
		return b, badRequest("can't parse inline keyboard button: %s", fmt.Sprintf(format, args...))
	}
	fields, ok := object(raw)
	if !ok {
		return fail("InlineKeyboardButton must be an Object")
	}
	if _, has := fields["text"]; !has {
		return fail(`Can't find field "text"`)
	}
	for name, value := range fields {
		switch kind := buttonField(name); {
		case kind == "":
			return b, badRequest("unknown field %q of InlineKeyboardButton", name)
		case kind == "String" && value[0] != '"':
			return fail(`Field %q must be of type String`, name)
		case kind == "Object" && value[0] != '{':
			return b, badRequest(`field %q must be of type Object`, name)
		}
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return fail("%s", err)
	}
	if strings.TrimSpace(b.Text) == "" {
		return b, badRequest("inline keyboard button text must be non-empty")
	}
	actions := len(fields) - 1
	if fields["style"] != nil {
		actions--
		if !slices.Contains([]string{"primary", "success", "danger"}, b.Style) {
			return fail("invalid button style specified")
		}
	}
	switch {
	case actions == 0, actions == 1 && b.CallbackData == "" && fields["callback_data"] != nil:
		return fail("Text buttons are unallowed in the inline keyboard")
	case actions > 1:
		return b, badRequest("exactly one action field must be used in an InlineKeyboardButton")
	case len(b.CallbackData) > maxCallbackData || !utf8.ValidString(b.CallbackData):
		return b, badRequest("BUTTON_DATA_INVALID")
	}
	if fields["url"] != nil {
		link, err := checkLink(b.URL)
		if err != nil {
			return b, badRequest("inline keyboard button URL '%s' is invalid: %s", b.URL, err)
		}
		b.URL = link
	}
	return b, nil
}

// buttonField gives the JSON type of an InlineKeyboardButton's field; "" for a field that it doesn't have.
func buttonField(name string) string {
	switch name {
	case "text", "callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat", "style":
		return "String"
	case "copy_text", "web_app", "disabled":
		return "Object"
	}
	return ""
}

func parseKeyboard(raw json.RawMessage, private bool) ([][]KeyButton, *apiError) {
	rows, err := rowsOf(raw, "keyboard", "")
	if err != nil {
		return nil, err
	}
	var out [][]KeyButton
	total := 0
	for _, row := range rows {
		var buttons []KeyButton
		for _, raw := range row {
			b, err := parseKeyButton(raw)
			if err != nil {
				return nil, err
			}
			if b.RequestContact && !private {
				return nil, badRequest("phone number can be requested in private chats only")
			}
			buttons = append(buttons, b)
		}
		if total += len(buttons); total > 300 || len(buttons) > 12 {
			return nil, badRequest(textMarkupTooLong)
		}
		if len(buttons) > 0 {
			out = append(out, buttons)
		}
	}
	return out, nil
}

func parseKeyButton(raw json.RawMessage) (KeyButton, *apiError) {
	var b KeyButton
	if raw[0] == '"' {
		if json.Unmarshal(raw, &b.Text) != nil {
			return b, badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
		}
	} else {
		fields, ok := object(raw)
		if !ok {
			return b, badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
		}
		for name := range fields {
			if name != "text" && name != "request_contact" {
				return b, badRequest("unknown field %q of KeyboardButton", name)
			}
		}
		if err := json.Unmarshal(raw, &b); err != nil {
			return b, badRequest("can't parse keyboard button: %s", err)
		}
	}
	if strings.TrimSpace(b.Text) == "" {
		return b, badRequest("keyboard button text must be non-empty")
	}
	return b, nil
}

func sameMarkup(a, b *InlineKeyboard) bool {
	if a == nil || b == nil {
		return a == b
	}
	return reflect.DeepEqual(a.Rows, b.Rows)
}
