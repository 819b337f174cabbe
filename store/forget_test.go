package store

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tainha/rules"
)

// A phone that is lost or handed on takes nothing along: no open question, no
// button, no card that goes on following, no message under way.
func TestAForgottenChatBeginsAnew(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	ref := Ref{Kind: "request", ID: 1}
	write(t, db, func(tx *Tx) error {
		must(0, tx.Link(Account{Person: o.lan, Chat: 1001, Language: "vi", Linked: now}))
		for _, chat := range []int64{1001, 1002} {
			must(0, tx.SaveConversation(Conversation{Chat: chat, User: chat, Flow: "wfh", Step: "days", Data: json.RawMessage(`{"a":1}`), Rev: 7, Open: true}, now))
			must(0, tx.SetKeyboard(chat, Keyboard{Message: 5, Keys: []Key{{Label: "Duyệt", Data: "ap:1"}}}))
			must(tx.SetLive(ref.Anchor(), chat, 5, true))
			must(0, tx.Queue(now, Out{Chat: chat, Body: Body{Strip: true}}))
		}
		return tx.ForgetChat(1001, now)
	})
	write(t, db, func(tx *Tx) error {
		if c := must(tx.Conversation(1001, 1001)); c.Open || c.Flow != "" || string(c.Data) != "{}" || c.Rev <= 7 {
			t.Errorf("conversation %+v, want none, at a later revision", c)
		}
		if k := must(tx.Keyboards(1001)); len(k) != 0 {
			t.Errorf("buttons %+v, want none", k)
		}
		if live := must(tx.LiveMessages(ref.Anchor())); len(live) != 1 || live[0].Chat != 1002 {
			t.Errorf("cards in %+v, want the other chat's alone", live)
		}
		if w := must(tx.Waiting(now, -1, 0, 10)); len(w) != 1 || w[0].Chat != 1002 {
			t.Errorf("waiting %+v, want the other chat's alone", w)
		}
		if c := must(tx.Conversation(1002, 1002)); !c.Open || c.Rev != 7 {
			t.Errorf("the other chat's conversation %+v was touched", c)
		}
		return nil
	})
}

// Section 10: of a one-time code only the hash is kept, also in the outbox.
func TestASecretTextIsForgottenOnceItIsSettled(t *testing.T) {
	t.Parallel()
	db := setup(t)
	for state, body := range map[OutState]bool{OutSent: true, OutDead: true, OutUnreachable: true} {
		write(t, db, func(tx *Tx) error {
			secret := Screen{Text: rules.Msg("people.invite", "link", "https://t.me/bot?start=SECRET"), Secret: body}
			must(0, tx.Queue(now, Out{Chat: int64(100 + state), Body: Body{Screen: &secret}}))
			must(0, tx.Queue(now, Out{Chat: int64(100 + state), Body: Body{Screen: &Screen{Text: rules.Msg("help")}}}))
			for _, out := range must(tx.Waiting(now, -1, 0, 10)) {
				must(0, tx.Finish(now, out.ID, state, ""))
			}
			kept := ""
			must(0, tx.queryEach(func(r row) error {
				var text string
				err := r.Scan(&text)
				kept += text
				return err
			}, `SELECT body FROM outbox`))
			if strings.Contains(kept, "SECRET") || !strings.Contains(kept, "help") {
				t.Errorf("after state %d the outbox holds %s", state, kept)
			}
			return nil
		})
	}
}

func TestTheNewestOfTwoInvitationsIsTheOneThatWorks(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	write(t, db, func(tx *Tx) error {
		for range 20 { // in the same instant, in the order of random hashes
			must(tx.NewInvite(o.lan, 0, now, now.Add(time.Hour)))
		}
		if i := must(tx.LastInvite(o.lan)); !i.Expires.After(now) {
			t.Errorf("the last invitation ends at %v: it is an older one", i.Expires)
		}
		return nil
	})
}
