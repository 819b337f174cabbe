package bot_test

import (
	"maps"
	"strings"
)

// envelopes are updates of kinds and forms that were not asked for.
func envelopes() []hostile {
	post := fields{"message_id": 1, "date": 1, "chat": fields{"id": groupID, "type": "channel", "title": "kênh"}, "text": "/trogiup"}
	who := fields{"id": binh, "is_bot": false, "first_name": "x"}
	edited := fields{"message_id": 1, "date": 1, "edit_date": 2, "chat": fields{"id": binh, "type": "private"}, "from": who, "text": "/trogiup"}
	kind := func(name string, v any) string { return object(fields{name: v}) }
	return []hostile{
		{name: "a kind that does not exist yet", update: kind("hologram", fields{"x": 1})},
		{name: "a message that is null", update: `{"message":null}`},
		{name: "a message without anything", update: `{"message":{}}`},
		{name: "a message that is a list", update: `{"message":[]}`, dead: true},
		{name: "a message that is a text", update: `{"message":"/trogiup"}`, dead: true},
		{name: "a message that is a number", update: `{"message":1}`, dead: true},
		{name: "an edited message", update: kind("edited_message", edited), to: binh, want: "tin đã sửa"},
		{name: "a channel's post", update: kind("channel_post", post)},
		{name: "a channel's edited post", update: kind("edited_channel_post", post)},
		{name: "an inline query", update: kind("inline_query", fields{"id": "1", "from": who, "query": "x", "offset": ""})},
		{name: "a chosen inline result", update: kind("chosen_inline_result", fields{"result_id": "1", "from": who, "query": "x"})},
		{name: "a poll", update: kind("poll", fields{"id": "1", "question": "?", "options": []any{}})},
		{name: "a poll's answer", update: kind("poll_answer", fields{"poll_id": "1", "user": who, "option_ids": []int{0}})},
		{name: "a member of a chat", update: kind("chat_member", fields{"chat": post["chat"], "from": who, "date": 1, "old_chat_member": fields{"status": "left", "user": who}, "new_chat_member": fields{"status": "member", "user": who}})},
		{name: "a request to join", update: kind("chat_join_request", fields{"chat": post["chat"], "from": who, "date": 1})},
		{name: "a reaction", update: kind("message_reaction", fields{"chat": post["chat"], "message_id": 1, "user": who, "date": 1, "old_reaction": []any{}, "new_reaction": []any{fields{"type": "emoji", "emoji": "👍"}}})},
		{name: "a reaction of an unknown type", update: kind("message_reaction", fields{"chat": post["chat"], "message_id": 1, "date": 1, "old_reaction": []any{}, "new_reaction": []any{fields{"type": "smell"}}})},
		{name: "a business message", update: kind("business_message", edited)},
		{name: "a payment", update: kind("pre_checkout_query", fields{"id": "1", "from": who, "currency": "VND", "total_amount": 1, "invoice_payload": "x"})},
		{name: "a membership of an unknown kind", update: kind("my_chat_member", fields{"chat": fields{"id": binh, "type": "private"}, "from": who, "date": 1, "old_chat_member": fields{"status": "member", "user": who}, "new_chat_member": fields{"status": "vanished", "user": who}})},
		{name: "a membership without a member", update: kind("my_chat_member", fields{"chat": fields{"id": binh, "type": "private"}, "from": who, "date": 1})},
		{name: "a press that is null", update: `{"callback_query":null}`},
		{name: "fields nobody knows", update: privately(binh, fields{"text": "/trogiup", "aura": fields{"colour": "blue"}, "mood": 7}), to: binh, want: saysHelp},
		{name: "nested to the depths", update: `{"x":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`},
		{name: "the same key twice", update: `{"message":{"message_id":1},"message":null}`},
	}
}

// oddMessages lack or overstate something.
func oddMessages() []hostile {
	chat := func(id any, kind string) fields { return fields{"id": id, "type": kind, "first_name": "x"} }
	from := func(id any) fields { return fields{"id": id, "is_bot": false, "first_name": "x"} }
	help := func(more fields) string {
		all := fields{"text": "/trogiup"}
		maps.Copy(all, more)
		return privately(binh, all)
	}
	return []hostile{
		{name: "no sender", update: help(fields{"from": nil})},
		{name: "no chat", update: help(fields{"chat": nil})},
		{name: "no date", update: help(fields{"date": nil}), to: binh, want: saysHelp},
		{name: "no number", update: help(fields{"message_id": nil}), to: binh, want: saysHelp},
		{name: "a sender without a number", update: help(fields{"from": fields{"is_bot": false, "first_name": "x"}})},
		{name: "a chat without a number", update: help(fields{"chat": fields{"type": "private"}})},
		{name: "neither has a number", update: help(fields{"chat": fields{"type": "private"}, "from": fields{"is_bot": false}})},
		{name: "a chat of an unknown type", update: help(fields{"chat": chat(binh, "cosmos")})},
		{name: "a chat without a type", update: help(fields{"chat": fields{"id": binh}})},
		{name: "the private chat of somebody else", update: help(fields{"chat": chat(nam, "private")})},
		{name: "a stranger in a private chat of binh", update: help(fields{"from": from(stranger)})},
		{name: "a number in quotes", update: help(fields{"from": from("7000000003")}), dead: true},
		{name: "half a number", update: help(fields{"from": from(1.5)}), dead: true},
		{name: "a number beyond 64 bits", update: strings.Replace(help(nil), "7000000003", "92233720368547758080", 1), dead: true},
		{name: "a negative sender", update: help(fields{"from": from(-5), "chat": chat(-5, "private")})},
		{name: "a date before all time", update: help(fields{"date": -1 << 40}), to: binh, want: saysHelp},
		{name: "a date in quotes", update: help(fields{"date": "today"}), dead: true},
		{name: "a bot", update: help(fields{"from": fields{"id": binh, "is_bot": true, "first_name": "x"}})},
		{name: "a text that is a number", update: help(fields{"text": 5}), dead: true},
		{name: "a text that is null", update: help(fields{"text": nil}), to: binh, want: saysOnlyText},
		{name: "marks far outside the text", update: help(fields{"entities": []any{fields{"type": "bot_command", "offset": 9999, "length": -3}}}), to: binh, want: saysHelp},
		{name: "a mark of an unknown type", update: help(fields{"entities": []any{fields{"type": "glitter", "offset": 0, "length": 1}}}), to: binh, want: saysHelp},
		{name: "forwarded from an origin of an unknown type", update: help(fields{"forward_origin": fields{"type": "rumour", "date": 1}}), to: binh, want: "do người khác viết"},
		{name: "a reply to a message that is gone", update: help(fields{"reply_to_message": fields{"message_id": 1, "date": 0, "chat": chat(binh, "private")}}), to: binh, want: saysHelp},
		{name: "a pinned message that is gone", update: help(fields{"text": nil, "pinned_message": fields{"message_id": 1, "date": 0, "chat": chat(binh, "private")}}), to: binh, want: saysOnlyText},
		{name: "a name of tags", update: help(fields{"from": fields{"id": binh, "is_bot": false, "first_name": "<b>&\u202e</a>"}}), to: binh, want: saysHelp},
		{name: "a language that is none", update: help(fields{"from": fields{"id": binh, "is_bot": false, "first_name": "x", "language_code": strings.Repeat("x-", 500)}}), to: binh, want: saysHelp},
	}
}

// media say nothing that the bot reads.
func media() []hostile {
	file := fields{"file_id": "a", "file_unique_id": "b", "file_size": -1, "width": 1 << 30, "height": 1, "duration": 1}
	var list []hostile
	for name, v := range map[string]any{
		"photo": []any{file}, "document": file, "video": file, "voice": file, "audio": file, "animation": file, "video_note": file,
		"location": fields{"latitude": 999.0, "longitude": -999.0}, "dice": fields{"emoji": "🎲", "value": 99},
		"sticker": fields{"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1},
		"story":   fields{"chat": fields{"id": binh, "type": "private"}, "id": 1},
	} {
		list = append(list, hostile{name: name, update: privately(binh, fields{name: v}), to: binh, want: saysOnlyText})
	}
	return append(list,
		hostile{name: "a photo with words", update: privately(binh, fields{"photo": []any{file}, "caption": "abc xyz"}), to: binh, want: saysUnclear},
		hostile{name: "a photo with a command", update: privately(binh, fields{"photo": []any{file}, "caption": "/trogiup"}), to: binh, want: saysHelp},
		hostile{name: "a medium that does not exist yet", update: privately(binh, fields{"smell": file}), to: binh, want: saysOnlyText},
	)
}

// texts are what a keyboard can't type.
func texts() []hostile {
	list := []hostile{
		{name: "4,096 emoji", update: wrote(binh, strings.Repeat("😀", 4096))},
		{name: "families joined", update: wrote(binh, strings.Repeat("👨‍👩‍👧‍👦", 500))},
		{name: "a lone high surrogate", update: raw(binh, `\ud83d abc`)},
		{name: "a lone low surrogate", update: raw(binh, `abc \ude00`)},
		{name: "surrogates the wrong way round", update: raw(binh, `\ude00\ud83d`)},
		{name: "bytes that are no UTF-8", update: raw(binh, "\xff\xfe\xc3\x28 abc")},
		{name: "an overlong form", update: raw(binh, "\xc0\xaf\xe0\x80\xaf abc")},
		{name: "the other direction", update: wrote(binh, "\u202eabc\u202d \u2066xyz\u2069")},
		{name: "nothing to see", update: wrote(binh, "\u200b\u200c\u2060\ufeff"), want: saysOnlyText},
		{name: "only spaces of all kinds", update: wrote(binh, "\u00a0\u2003\u3000"), want: saysOnlyText},
		{name: "zeros", update: raw(binh, `\u0000\u0000`), want: saysOnlyText},
		{name: "a zero within", update: raw(binh, `abc\u0000xyz`)},
		{name: "bells and escapes", update: raw(binh, `\u0007\u001b[31mabc`)},
		{name: "tags", update: wrote(binh, "<b>abc</b><script>x</script><a href='tg://user?id=1'>x</a>")},
		{name: "entities", update: wrote(binh, "&lt;b&gt; &amp;amp; &#0; &#x202e;")},
		{name: "half a tag", update: wrote(binh, "<b abc </ <<")},
		{name: "a formula", update: wrote(binh, "=HYPERLINK(\"http://x\")|cmd' /C calc'!A0")},
		{name: "a template", update: wrote(binh, "{{.name}} {{range .}}{{end}} ${x} %s%n %!d")},
		{name: "a query", update: wrote(binh, "' OR 1=1; --")},
		{name: "marks upon marks", update: wrote(binh, "a"+strings.Repeat("\u0301\u0323", 2000))},
		{name: "lines", update: wrote(binh, strings.Repeat("\n", 4000)+"abc")},
		{name: "a number without end", update: wrote(binh, strings.Repeat("9", 4096))},
		{name: "a number below all", update: wrote(binh, "-9223372036854775809")},
		{name: "no characters", update: wrote(binh, "\ufffe\uffff\U0010ffff abc")},
		{name: "private ones", update: wrote(binh, "\ue000\U000f0000 abc")},
		{name: "a megabyte", update: wrote(binh, strings.Repeat("ạ ", 400_000))},
		{name: "the token", update: privately(binh, fields{"text": "7000000001:AAsandbox-sandbox-sandbox-sandbox-0", "date": "x"}), dead: true},
	}
	for i := range list {
		if x := &list[i]; !x.dead {
			if x.to = binh; x.want == "" {
				x.want = saysUnclear
			}
		}
	}
	return list
}
