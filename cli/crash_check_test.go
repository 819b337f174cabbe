package cli

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"tainha/rules"
	"tainha/sandbox"
	"tainha/store"
)

// broadcast queues a reminder with a text of its own.
func (k *killing) broadcast(tx *store.Tx, to rules.PersonID) error {
	name := fmt.Sprintf("/nhắc%d", len(k.broadcasts))
	k.broadcasts = append(k.broadcasts, name)
	err := tx.Queue(k.clock.Now(), store.Out{
		Person: to, Lane: store.LaneBroadcast, Dedupe: name,
		Body: store.Body{Screen: &store.Screen{Text: rules.Msg("command.unknown", "name", name)}},
	})
	return err
}

// check compares the database and the phones with the story.
func (k *killing) check() {
	k.t.Helper()
	k.checkDecisions()
	k.checkAudit()
	calls := k.outgoing()
	k.checkArrived(calls)
	k.checkCards()
	k.checkAnswers()
	k.checkRepeats(calls, k.checkBroadcasts(calls))
}

// checkDecisions: each day asked for is there once, decided once, as its head wished.
func (k *killing) checkDecisions() {
	k.t.Helper()
	k.read(func(tx *store.Tx) error {
		got := map[string]rules.RequestDay{}
		today := rules.DateOf(k.clock.Now())
		for _, c := range k.clerks {
			person, err := tx.PersonByCode(c.code, today)
			if err != nil {
				return err
			}
			requests, err := tx.RequestsOf(person.ID, today, today+4000)
			if err != nil {
				return err
			}
			for _, r := range requests {
				key := c.name + " " + shownDay(r.Days[0].Date)
				if _, twice := got[key]; twice || len(r.Days) != 1 {
					k.t.Errorf("%s: asked for more than once", key)
				}
				got[key] = r.Days[0]
			}
		}
		for key, w := range k.story.wishes {
			want := rules.Approved
			if w.reason != "" {
				want = rules.Rejected
			}
			if d, found := got[key]; !found || d.State != want || d.Reason != w.reason {
				k.t.Errorf("%s: it should be %v %q, it is %v %q", key, want, w.reason, d.State, d.Reason)
			}
			delete(got, key)
		}
		for key := range got {
			k.t.Errorf("%s: nobody asked for it", key)
		}
		dead, err := tx.DeadUpdates(10)
		for _, d := range dead {
			k.t.Errorf("update %d died: %s", d.ID, d.Error)
		}
		return err
	})
}

// checkAudit: the audit has a row for each action, and its chain is whole.
func (k *killing) checkAudit() {
	k.t.Helper()
	want := map[string]int{}
	for _, w := range k.story.wishes {
		want["request.submit"]++
		if w.reason == "" {
			want["request.approve"]++
		} else {
			want["request.reject"]++
		}
	}
	k.read(func(tx *store.Tx) error {
		trail, err := tx.AuditTrail(0, 1_000_000)
		if err != nil {
			return err
		}
		got := map[string]int{}
		for _, r := range trail {
			if r.Object == "request" {
				got[r.Action]++
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			k.t.Errorf("the audit has %v, the people did %v", got, want)
		}
		report, err := tx.VerifyAudit(nil)
		if report.Fault != nil {
			k.t.Error(report.Fault)
		}
		return err
	})
}

// outgoing are the calls that rows of the outbox made, in the order in which
// the sandbox took them. Any refusal but "not modified", which is the answer to
// an edit that had already arrived, is a fault.
func (k *killing) outgoing() []sandbox.Call {
	k.t.Helper()
	calls := k.server.Calls("sendMessage", "editMessageText", "editMessageReplyMarkup")
	for _, c := range calls {
		if c.Status != 200 && !strings.Contains(c.Description, "message is not modified") {
			k.t.Errorf("%s in chat %d: %d %s", c.Method, c.ChatID, c.Status, c.Description)
		}
	}
	return calls
}

// checkArrived: each probe is answered, in the order in which it was asked; each
// approver got the card, each clerk the decision.
func (k *killing) checkArrived(calls []sandbox.Call) {
	k.t.Helper()
	texts := map[int64][]string{}
	for _, c := range calls {
		if m, ok := c.Message(); ok && c.Applied {
			texts[c.ChatID] = append(texts[c.ChatID], m.Text)
		}
	}
	for _, c := range k.clerks {
		at := 0
		for _, probe := range k.story.probes[c.chat] {
			first := slices.IndexFunc(texts[c.chat], func(s string) bool { return strings.Contains(s, "lệnh "+probe+".") })
			last := len(texts[c.chat]) - 1
			for last >= 0 && !strings.Contains(texts[c.chat][last], "lệnh "+probe+".") {
				last--
			}
			if first < at {
				k.t.Errorf("%s: the answer to %s is number %d, after number %d", c.name, probe, first, at)
			}
			at = last
		}
	}
	for key, w := range k.story.wishes {
		head := k.heads[slices.IndexFunc(k.heads, func(h member) bool { return h.unit == w.clerk.unit })]
		if !anyWith(texts[head.chat], "🏠 "+w.clerk.name+" xin làm việc tại nhà", w.shown()) {
			k.t.Errorf("%s: the head got no card", key)
		}
		told := "đã duyệt làm việc tại nhà"
		if w.reason != "" {
			told = w.reason
		}
		if !anyWith(texts[w.clerk.chat], head.name, told, w.shown()) {
			k.t.Errorf("%s: the clerk was not told", key)
		}
	}
}

func anyWith(texts []string, parts ...string) bool {
	return slices.ContainsFunc(texts, func(s string) bool {
		return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(s, part) })
	})
}

// checkCards: every card that the bot keeps up to date shows what was decided
// and offers no decision any more.
func (k *killing) checkCards() {
	k.t.Helper()
	live := map[string][]store.LiveMessage{}
	k.read(func(tx *store.Tx) error {
		today := rules.DateOf(k.clock.Now())
		for _, c := range k.clerks {
			person, err := tx.PersonByCode(c.code, today)
			if err != nil {
				return err
			}
			requests, err := tx.RequestsOf(person.ID, today, today+4000)
			if err != nil {
				return err
			}
			for _, r := range requests {
				key := c.name + " " + shownDay(r.Days[0].Date)
				if live[key], err = tx.LiveMessages(store.Ref{Kind: "request", ID: int64(r.ID)}.Anchor()); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for key, w := range k.story.wishes {
		sign := "✅ "
		if w.reason != "" {
			sign = "❌ "
		}
		if len(live[key]) != 2 {
			k.t.Errorf("%s: the card is shown in %d chats", key, len(live[key]))
		}
		for _, l := range live[key] {
			m, _ := k.server.Message(l.Chat, int(l.Message))
			if _, asks := m.Button(labelApprove); asks || !anyWith([]string{m.Text}, sign, w.shown(), w.reason) {
				k.t.Errorf("%s: the card in chat %d shows %q %v", key, l.Chat, m.Text, m.Labels())
			}
		}
	}
}

// checkAnswers: no press was told that it came too late. An answer itself may be
// lost in a kill: it is the one thing that is sent at best effort.
func (k *killing) checkAnswers() {
	k.t.Helper()
	var alerts []string
	_ = k.server.WaitFor(k.t.Context(), func(v sandbox.View) bool {
		for _, q := range k.story.queries {
			if a, ok := v.Answer(q); ok && a.Alert {
				alerts = append(alerts, a.Text)
			}
		}
		return true
	})
	for _, text := range alerts {
		k.t.Errorf("a press was refused: %s", text)
	}
}

// checkBroadcasts: a reminder is sent at most once; what a kill left open is
// shown within a later message instead. uncalled are those that a kill met between
// their claim and their call.
func (k *killing) checkBroadcasts(calls []sandbox.Call) (uncalled int) {
	k.t.Helper()
	alone, within := map[string]int{}, map[string]int{}
	for _, c := range calls {
		m, ok := c.Message()
		if !ok || !c.Applied {
			continue
		}
		for field := range strings.FieldsSeq(m.Text) {
			name := strings.TrimSuffix(field, ".")
			switch {
			case !strings.HasPrefix(name, "/nhắc"):
			case m.Silent:
				alone[name]++
			default:
				within[name]++
			}
		}
	}
	states := map[string]store.OutState{}
	held := 0
	k.read(func(tx *store.Tx) error {
		for _, state := range []store.OutState{store.OutSent, store.OutHeld, store.OutShown, store.OutDead} {
			rows, err := tx.OutInState(state, 1_000_000)
			if err != nil {
				return err
			}
			for _, o := range rows {
				if o.Lane == store.LaneBroadcast && o.Body.Screen != nil {
					states[fmt.Sprint(o.Body.Screen.Text.Args["name"])] = state
				}
			}
		}
		return nil
	})
	for _, name := range k.broadcasts {
		state := states[name]
		switch {
		case alone[name] > 1:
			k.t.Errorf("%s was sent %d times", name, alone[name])
		case state == store.OutSent && alone[name] == 1:
		case state == store.OutShown && within[name] > 0:
			held++
			if alone[name] == 0 {
				uncalled++
			}
		default:
			k.t.Errorf("%s is in state %d, was sent %d times and shown %d times", name, state, alone[name], within[name])
		}
	}
	k.t.Logf("%d broadcasts, %d of them left open by a kill and shown later, %d of these before their call", len(k.broadcasts), held, uncalled)
	return uncalled
}

// checkRepeats: what is sent twice was in flight at a kill. In flight is a call
// that the sandbox took and whose outcome no commit holds. A chat has one call
// under way at a time, so a kill leaves at most one in each chat, and that one is
// the chat's last call before the kill. Hence a message may come again only from
// a later process, and only if its copy before was its chat's last call of its
// process; and all calls beyond one a row are at most as many as the pairs of a
// kill and a chat with calls before it. Repeated edits are counted, not told
// apart: two rows may make a card show the same. uncalled rows had no call at all. A card is made when it is sent,
// so its copies may differ in text: they are told by request.
func (k *killing) checkRepeats(calls []sandbox.Call, uncalled int) {
	k.t.Helper()
	type place struct {
		chat int64
		life int
	}
	lastOf, inFlight := map[place]int64{}, 0
	copies := map[string][]sandbox.Call{}
	for _, c := range calls {
		lastOf[place{c.ChatID, k.lifeOf(c.Seq)}] = c.Seq
		if c.Method == "sendMessage" {
			text, _, _ := strings.Cut(c.Params["text"], "<i>Có thể anh/chị chưa nhận được:")
			key := fmt.Sprint(c.ChatID, " ", strings.TrimSpace(text))
			if card, is := cardOf(text); is {
				key = fmt.Sprint(c.ChatID, " ", card)
			}
			copies[key] = append(copies[key], c)
		}
	}
	messages, perLife := 0, map[int]int{}
	for text, list := range copies {
		const due = 1
		cut := 0
		for _, c := range list {
			if life := k.lifeOf(c.Seq); life < k.killed && lastOf[place{c.ChatID, life}] == c.Seq && cut < len(list)-due {
				cut++
				messages++
				perLife[life]++
			}
		}
		if extra := len(list) - due; extra > cut {
			k.t.Errorf("sent %d times, due %d, in flight at a kill %d: %s", len(list), due, cut, text)
		}
	}
	for p := range lastOf {
		if p.life < k.killed {
			inFlight++
		}
	}
	rows := k.checkRows() - uncalled
	repeats := len(calls) - rows
	if repeats < messages || repeats > inFlight {
		k.t.Errorf("%d calls were made for %d rows; %d messages were repeated; at most %d calls were in flight", len(calls), rows, messages, inFlight)
	}
	worst := 0
	for _, n := range perLife {
		worst = max(worst, n)
	}
	k.t.Logf("%d kills; %d days led to %d rows and %d calls: %d repeats (%d messages, at most %d after one kill; the others edits); at most %d in flight",
		k.killed, len(k.story.wishes), rows, len(calls), repeats, messages, worst, inFlight)
}

var cardText = regexp.MustCompile(`(?:^|\n)🏠 <b>([^<]+)</b>(?s:.*?)(\d\d/\d\d/\d{4})`)

// cardOf names the request that a card is of, as the story names its wishes.
func cardOf(text string) (wish string, is bool) {
	m := cardText.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	return m[1] + " " + m[2], true
}

// checkRows counts the rows that a call carried to its end; no row ended badly.
func (k *killing) checkRows() (rows int) {
	k.t.Helper()
	k.read(func(tx *store.Tx) error {
		counts, err := tx.OutCounts()
		if err != nil {
			return err
		}
		rows = counts[store.OutSent] + counts[store.OutShown]
		for _, state := range []store.OutState{store.OutDead, store.OutUnreachable, store.OutHeld} {
			bad, err := tx.OutInState(state, 5)
			if err != nil {
				return err
			}
			for _, o := range bad {
				k.t.Errorf("a message ended in state %d: %s %+v", state, o.Error, o)
			}
		}
		return nil
	})
	return rows
}

// lifeOf says in which process's life a call was made.
func (k *killing) lifeOf(seq int64) int {
	return sort.Search(len(k.ends), func(i int) bool { return k.ends[i] >= seq })
}
