package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/store"
)

const saysUnmade = "một tin gửi anh/chị không hiển thị được"

// Rows that another release wrote stand among good ones, before and behind them,
// in every lane and for every recipient; the good ones all go.
func TestNoRowOfAnotherReleaseStopsAnother(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	logs := h.logged()
	person := h.person("TN03")
	var bad []string
	for _, body := range []string{``, `{`, `null`, `{}`, `[1]`, `{"poll":{"q":1}}`, `{"screen":7}`, `{"card":{"kind":"ballot","id":1}}`, `{"file":{"kind":"film","id":1}}`,
		`{"screen":{"text":{"key":"no.such.text"}}}`, `{"screen":{"text":{"key":"card.day.pending","args":{"slot":{"h":"99999-01-01"}}}}}`, `{"screen":{"text":{"key":"x","args":{"a":{"zz":1}}}}}`} {
		for lane := range 4 {
			bad = append(bad, fmt.Sprintf(`(NULL, %d, %d, '%s', 1)`, binh, lane, body), fmt.Sprintf(`(%d, 0, %d, '%s', 1)`, person, lane, body))
		}
	}
	bad = append(bad, fmt.Sprintf(`(NULL, %d, 77, '{}', 1), (NULL, %d, -3, '{}', 1)`, binh, binh))
	h.say(binh, store.LaneReply, "/truoc")
	h.damage(`INSERT INTO outbox (person_id, chat_id, lane, body, created_at) VALUES ` + strings.Join(bad, ", "))
	h.damage(fmt.Sprintf(`INSERT INTO outbox (person_id, lane, state, body, created_at) VALUES (%d, 2, 3, '{', 1), (%d, 2, 3, '{"screen":{"text":{"key":"no.such.text"}}}', 1)`, person, person))
	h.damage(fmt.Sprintf(`INSERT OR REPLACE INTO keyboard (chat_id, asked, message_id, digits, keys) VALUES (%d, 0, 1, 0, '{')`, binh))
	h.damage(fmt.Sprintf(`INSERT INTO conversation (chat_id, user_id, flow, step, data, rev, open, updated_at) VALUES (%d, %d, 'wfh', 'preview', '{', 900, 1, 1) ON CONFLICT DO UPDATE SET flow = 'wfh', step = 'preview', data = '{', open = 1`, binh, binh))
	for _, lane := range []store.Lane{store.LaneReply, store.LaneNotice, store.LaneBroadcast, store.LaneStranger} {
		h.say(binh, lane, fmt.Sprintf("/sau%d", lane))
		h.say(nam, lane, fmt.Sprintf("/nam%d", lane))
	}
	h.send()
	h.mustArrive(binh, "/truoc", 1)
	for lane := range 4 {
		h.mustArrive(binh, fmt.Sprintf("/sau%d", lane), 1)
		h.mustArrive(nam, fmt.Sprintf("/nam%d", lane), 1)
	}
	counts := map[store.OutState]int{}
	h.write(func(tx *store.Tx) (err error) { counts, err = tx.OutCounts(); return err })
	if want := 12*4*2 + 2 + 2; counts[store.OutDead] != want || counts[store.OutQueued] != 0 || counts[store.OutHeld] != 0 {
		t.Errorf("outbox %v, want %d dead letters and nothing waiting or held", counts, want)
	}
	if n := strings.Count(logs.String(), "level=ERROR"); n > counts[store.OutDead] {
		t.Errorf("%d errors logged for %d rows", n, counts[store.OutDead])
	}
	h.writes("binh", "/trogiup")
	h.settle()
	h.mustArrive(binh, saysHelp, 1)
	h.writes("khoi", "/tudong")
	h.settle()
	if m := h.shown("khoi"); !strings.Contains(m.Content(), "✗ số") {
		t.Errorf("/jobs does not list what was given up: %s", m.Content())
	}
}

// A reply that can't be made is told to who waits for it, an edit that nobody
// asked for is not; the word on it never comes of itself.
func TestWhatCannotBeMadeIsToldToItsReader(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	missing := store.Body{Screen: &store.Screen{Text: rules.Msg("no.such.key")}}
	h.queue(store.Out{Chat: binh, Lane: store.LaneReply, Body: missing})
	h.queue(store.Out{Chat: nam, Lane: store.LaneNotice, Body: store.Body{Card: &store.Ref{Kind: "nothing", ID: 1}}})
	h.queue(store.Out{Chat: chi, Lane: store.LaneNotice, Body: missing, EditOf: 1})
	h.queue(store.Out{Chat: lan, Lane: store.LaneReply, Body: store.Body{File: &store.Ref{Kind: "nothing", ID: 1}}})
	h.send()
	h.mustArrive(binh, saysUnmade, 1)
	h.mustArrive(nam, saysUnmade, 1)
	h.mustArrive(chi, saysUnmade, 0)
	h.mustArrive(lan, "Tệp chưa làm", 1)
}
