package bot_test

import (
	"fmt"
	"maps"
	"strings"
)

// commands are unknown, endless, or meant for another.
func commands() []hostile {
	list := []hostile{
		{name: "a slash", update: wrote(binh, "/"), want: saysUnknown},
		{name: "slashes", update: wrote(binh, "////"), want: saysUnknown},
		{name: "for another bot", update: wrote(binh, "/trogiup@khac_bot"), want: saysUnknown},
		{name: "for no bot", update: wrote(binh, "/trogiup@"), want: saysUnknown},
		{name: "for us", update: wrote(binh, "/TroGiup@tainhabot abc"), want: saysHelp},
		{name: "endless", update: wrote(binh, "/"+strings.Repeat("a", 4095)), want: saysUnknown},
		{name: "endless and escaped", update: wrote(binh, "/"+strings.Repeat("&", 4095)), want: saysUnknown},
		{name: "of tags", update: wrote(binh, "/<b>"+strings.Repeat("<i>", 50)), want: saysUnknown},
		{name: "in wide letters", update: wrote(binh, "/ｗｆｈ"), want: saysUnknown},
		{name: "after words of several bytes", update: privately(binh, fields{"text": "chào /trogiup", "entities": []any{fields{"type": "bot_command", "offset": 5, "length": 8}}}), want: saysUnclear},
		{name: "with a zero", update: raw(binh, `/tro\u0000giup`), want: saysHelp},
		{name: "turned around", update: wrote(binh, "/\u202etrogiup"), want: saysHelp},
		{name: "in Turkish capitals", update: wrote(binh, "/TROGİUP"), want: saysHelp},
		{name: "not for this role", update: wrote(binh, "/duyet"), want: saysRole},
	}
	for i, payload := range []string{strings.Repeat("a", 65), strings.Repeat("a", 4000), "../../etc/passwd", "a b c", "😀", "%00", "<b>", "'--", "\u202e"} {
		list = append(list, hostile{name: fmt.Sprintf("a link with a bad payload %d", i), update: wrote(binh, "/start "+payload), want: "Trần Quốc Bình"})
	}
	for i := range list {
		list[i].to = binh
	}
	return list
}

// forgedPresses are data that no button under the reader's eyes carries. Request
// 1 is binh's, 2 is bao's in another unit.
func forgedPresses() []hostile {
	type forged struct {
		who  string
		data string
		want string
	}
	var list []hostile
	for _, x := range []forged{
		{"binh", "", saysStale},
		{"binh", "zz:1:2:3", saysStale},
		{"binh", ":", saysStale},
		{"binh", "ap", saysRole},
		{"an", "ap", saysStale},
		{"an", "ap:1", saysStale},
		{"an", "ap:1:0:0:0:0", saysStale},
		{"an", "ap:01:0:0:0", saysStale},
		{"an", "ap:+1:0:0:0", saysStale},
		{"an", "AP:1:0:0:0", saysStale},
		{"an", "ap:1:0:0:-1", saysStale},
		{"an", "ap:1:0:0:8000", saysStale},
		{"an", "ap:zzzzzzzzzzzzzzzzzz:0:0:0", saysStale},
		{"an", "ap:1y2p0ij32e8e7:0:0:0", saysStale}, // 2^63 - 1: no such request
		{"an", "ap:-1:0:0:0", saysStale},
		{"an", "ap:0:0:0:0", saysStale},
		{"an", "ap:1:0:0:0\x00", saysStale},
		{"an", "ap:1:0:0:0 ", saysStale},
		{"an", "ap:١:0:0:0", saysStale},
		{"an", strings.Repeat("ap:1:", 5000), saysStale},
		{"an", "f:1:1:1", saysStale},
		{"an", "f:zik0zj:zik0zj:zik0zj", saysStale},
		{"an", "f:-1:0:0", saysStale},
		{"an", "aa:2", saysStale},
		{"nam", "f:1:8:0", saysStale}, // the flow of somebody else
		{"nam", "ap:1:1:0:0", saysRole},
		{"nam", "rj:1:1:0:0", saysRole},
		{"nam", "dt:1:1:0:0", saysRole},
		{"nam", "wd:1:1:0:0", saysForeign},
		{"nam", "cn:1:1:0:0", saysForeign},
		{"nam", "ed:1:1:0:0", saysForeign},
		{"nam", "mo:1:1:0:0", saysForeign},
		{"binh", "ap:1:1:0:0", saysRole}, // one's own
		{"an", "ap:2:1:0:0", saysForeign},
		{"an", "rj:2:1:0:0", saysForeign},
		{"an", "rv:2:1:0:0", saysForeign},
		{"an", "dt:2:1:0:0", saysForeign},
		{"an", "bk:2:1:0:0", saysForeign},
		{"an", "op:2:1:0:0", saysForeign},
		{"tuan", "ap:1:1:0:0", saysForeign},
		{"khoi", "dt:1:1:0:0", saysRole},
	} {
		list = append(list, hostile{
			name: x.who + " " + short(x.data), update: tapped(folk[x.who].chat, x.data, nil), to: folk[x.who].chat, want: x.want,
		})
	}
	return list
}

func short(s string) string { return s[:min(len(s), 40)] }

// oddPresses come from where no button is.
func oddPresses() []hostile {
	at := func(chat int64, kind string) fields {
		return fields{"message_id": 1, "date": 1, "chat": fields{"id": chat, "type": kind, "title": "x"}, "text": "x"}
	}
	gone := fields{"message_id": 1, "date": 0, "chat": fields{"id": binh, "type": "private"}}
	from := func(id any) fields { return fields{"id": id, "is_bot": false, "first_name": "x"} }
	an := folk["an"].chat
	return []hostile{
		{name: "under a message that is gone", update: tapped(binh, "zz:1", fields{"message": gone}), to: binh, want: saysStale},
		{name: "under no message", update: tapped(binh, "zz:1", fields{"message": nil})},
		{name: "under a message sent inline", update: tapped(binh, "wd:1:1:0:0", fields{"message": nil, "inline_message_id": "abc"})},
		{name: "under an empty message", update: tapped(binh, "wd:1:1:0:0", fields{"message": fields{}})},
		{name: "without data", update: tapped(binh, "", fields{"data": nil, "game_short_name": "chess"}), to: binh, want: saysStale},
		{name: "with data that is a number", update: tapped(binh, "", fields{"data": 5}), dead: true},
		{name: "by nobody", update: tapped(binh, "wd:1:1:0:0", fields{"from": nil})},
		{name: "by number 0", update: tapped(binh, "wd:1:1:0:0", fields{"from": from(0)})},
		{name: "by a number below 0", update: tapped(binh, "wd:1:1:0:0", fields{"from": from(-7)})},
		{name: "by a bot", update: tapped(binh, "wd:1:1:0:0", fields{"from": fields{"id": binh, "is_bot": true, "first_name": "x"}})},
		{name: "in somebody else's private chat", update: tapped(an, "ap:1:1:0:0", fields{"message": at(binh, "private")})},
		{name: "by a stranger in the head's chat", update: tapped(stranger, "ap:1:1:0:0", fields{"message": at(an, "private")})},
		{name: "by the head in a group", update: tapped(an, "ap:1:1:0:0", fields{"message": at(groupID, "supergroup")}), want: saysPrivate},
		{name: "by the head in a channel", update: tapped(an, "ap:1:1:0:0", fields{"message": at(groupID, "channel")})},
		{name: "by a stranger", update: tapped(stranger, "ap:1:1:0:0", nil), to: stranger, want: saysInvited},
		{name: "by a stranger again", update: tapped(stranger, "dt:1:1:0:0", nil)},
		{name: "by a stranger, of a flow", update: tapped(stranger, "f:1:1:1", nil), to: stranger, want: saysStale},
		{name: "by a stranger, of nothing", update: tapped(stranger, "zz", nil), to: stranger, want: saysStale},
	}
}

// groups are where nothing personal is said.
func groups() []hostile {
	in := func(kind, text string, more fields) string {
		all := fields{"chat": fields{"id": groupID, "type": kind, "title": "Nhóm"}, "text": text}
		maps.Copy(all, more)
		return privately(binh, all)
	}
	list := []hostile{
		{name: "small talk", update: in("group", "thứ 5 em xin làm ở nhà", nil)},
		{name: "a command of nobody", update: in("supergroup", "/khongco", nil)},
		{name: "a command for another", update: in("supergroup", "/lich@khac_bot", nil)},
		{name: "a code for all to see", update: in("supergroup", "/start AAAAAAAAAAAAAAAA", nil), to: groupID, want: saysPrivate},
		{name: "my days", update: in("supergroup", "/lich", nil), to: groupID, want: saysPrivate},
		{name: "what waits", update: in("group", "/duyet@TaiNhaBot", nil), to: groupID, want: saysPrivate},
		{name: "a phone number", update: in("group", "", fields{"contact": fields{"phone_number": "+84900000011", "first_name": "x", "user_id": binh}})},
		{name: "an anonymous administrator", update: in("supergroup", "/lich", fields{"from": fields{"id": 1087968824, "is_bot": true, "first_name": "Group"}, "sender_chat": fields{"id": groupID, "type": "supergroup"}}), to: groupID, want: "ẩn danh"},
		{name: "a new member", update: in("group", "", fields{"new_chat_members": []any{fields{"id": stranger, "is_bot": false, "first_name": "x"}}})},
		{name: "a group that has moved", update: in("group", "", fields{"migrate_to_chat_id": -100999})},
		{name: "a channel as a message", update: in("channel", "/lich", nil)},
		{name: "a group whose number is a person's", update: privately(binh, fields{"chat": fields{"id": nam, "type": "group", "title": "x"}, "text": "/lich"})},
	}
	for _, name := range []string{"member", "administrator", "left", "kicked", "restricted", "creator"} {
		list = append(list, hostile{name: "the bot is " + name, update: object(fields{"my_chat_member": fields{
			"chat": fields{"id": groupID, "type": "supergroup", "title": "x"}, "date": 1, "from": fields{"id": binh, "is_bot": false, "first_name": "x"},
			"old_chat_member": fields{"status": "left", "user": fields{"id": 1, "is_bot": true}}, "new_chat_member": fields{"status": name, "user": fields{"id": 1, "is_bot": true}},
		}})})
	}
	return list
}

// contacts are numbers that are not one's own, and guesses at codes: a stranger
// learns nothing from them, not even whether somebody works here.
func contacts() []hostile {
	shared := func(from int64, c fields) string { return privately(from, fields{"contact": c}) }
	another := "số của người khác"
	return []hostile{
		{name: "a stranger says hello", update: wrote(stranger, "xin chào"), to: stranger, want: saysInvited},
		{name: "and again", update: wrote(stranger, "ai làm ở đây?")},
		{name: "and asks with a command", update: wrote(stranger, "/duyet")},
		{name: "and with an unknown one", update: wrote(stranger, "/khongco")},
		{name: "a number of another", update: shared(stranger, fields{"phone_number": "+84900000011", "first_name": "x", "user_id": binh}), to: stranger, want: another},
		{name: "a number of nobody", update: shared(stranger, fields{"phone_number": "+84900000011", "first_name": "x"}), to: stranger, want: another},
		{name: "a number of 0", update: shared(stranger, fields{"phone_number": "+84900000011", "first_name": "x", "user_id": 0}), to: stranger, want: another},
		{name: "a number below 0", update: shared(stranger, fields{"phone_number": "+84900000011", "first_name": "x", "user_id": -stranger}), to: stranger, want: another},
		{name: "a number of nobody by nobody", update: privately(0, fields{"contact": fields{"phone_number": "+84900000011", "first_name": "x"}})},
		{name: "an own number that is not in the roster", update: shared(stranger, fields{"phone_number": "+849" + strings.Repeat("1", 4000), "first_name": "x", "user_id": stranger}), to: stranger, want: "Chưa liên kết được bằng số này"},
		{name: "an own number of tags", update: shared(stranger, fields{"phone_number": "<b>'--\u202e", "first_name": "x", "user_id": stranger}), to: stranger, want: "Chưa liên kết được bằng số này"},
		{name: "a guess", update: wrote(stranger, "/start AAAAAAAAAAAAAAAA"), to: stranger, want: "Liên kết này không dùng được"},
		{name: "an endless guess", update: wrote(stranger, "/start "+strings.Repeat("A", 4000)), to: stranger, want: "Liên kết này không dùng được"},
		{name: "a linked person shares a contact", update: shared(binh, fields{"phone_number": "1", "first_name": "x", "user_id": nam}), to: binh, want: "đã liên kết với"},
	}
}
