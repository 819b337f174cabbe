package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// probes are what is tried, and undone, wherever the transcripts lead: at every step of
// every flow the words that stop, one that puts right, another wish and whatever else
// may be typed, and its first button; of every button that is shown, its words and its
// number, typed. What is to be tried is what
// the bot has registered; what no transcript leads to is an error.
type probes struct {
	mu      sync.Mutex
	steps   map[string]bool // flow/step that were tried
	buttons map[string]bool
	firsts  map[string]bool // steps whose first button was pressed
	asked   map[string]bool // buttons that take something away and were asked about
	want    map[string]bool // steps there are
	takes   []string        // buttons that declare that they take something away
	played  int
}

func newProbes() *probes {
	return &probes{steps: map[string]bool{}, buttons: map[string]bool{}, firsts: map[string]bool{}, asked: map[string]bool{}, want: map[string]bool{}}
}

// first reports whether something is met for the first time.
func (x *probes) first(set map[string]bool, name string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	was := set[name]
	set[name] = true
	return !was
}

// done notes what there is to try, once a transcript is over.
func (x *probes) done(p *player) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.played++
	x.takes = p.bot.Destructive()
	for _, f := range p.bot.Flows() {
		for _, s := range f.Steps {
			x.want[f.Name+"/"+s.Name] = true
		}
	}
}

// someOf is every eighth: watched for races, all of them take longer than everything
// else together, and they go through one engine.
func someOf(files []string) (some []string) {
	const every = 8
	for i := 0; i < len(files); i += every {
		some = append(some, files[i])
	}
	return some
}

// complete refuses steps and buttons to which no transcript leads.
func (x *probes) complete(t *testing.T, files int) {
	t.Helper()
	if x.played < files || t.Failed() || testing.Short() {
		return // some were left out, or are red themselves
	}
	for _, name := range slices.Sorted(maps.Keys(x.want)) {
		if !x.steps[name] {
			t.Errorf("no transcript leads to the step %s", name)
		}
	}
	if 2*len(x.firsts) < len(x.steps) {
		t.Errorf("of %d steps the first button of %d alone was pressed", len(x.steps), len(x.firsts))
	}
	for _, name := range x.takes {
		if !x.asked[name] {
			t.Errorf("no transcript shows the button %s, which takes something away", name)
		}
	}
	t.Logf("%d steps, %d buttons of which %d take something away", len(x.steps), len(x.buttons), len(x.asked))
}

// look tries what is new to who acted last.
func (x *probes) look(p *player) {
	if testing.Short() { // it takes as long as all transcripts together
		return
	}
	if p.who == "" || folk[p.who].chat == 0 {
		return
	}
	var at store.Conversation
	var boards []store.Keyboard
	p.write(func(tx *store.Tx) (err error) {
		if at, err = tx.Conversation(folk[p.who].chat, folk[p.who].chat); err != nil {
			return err
		}
		boards, err = tx.Keyboards(folk[p.who].chat)
		return err
	})
	if at.Open && at.Flow != "" && x.first(x.steps, at.Flow+"/"+at.Step) {
		x.stops(p, at)
		x.corrects(p, at)
		x.leaves(p, at)
		x.first(x.firsts, x.safeFirst(p, at, boards))
		x.writes(p, at)
	}
	var newer []string // what is typed means the newest button of that label
	for _, k := range boards {
		for i, key := range k.Keys {
			if !slices.Contains(newer, key.Label) {
				x.typed(p, at, k, i, key)
			}
		}
		for _, key := range k.Keys {
			newer = append(newer, key.Label)
		}
	}
}

// outcome is what a typed text would have done.
type outcome struct {
	keys  []string // of all that was said
	conv  store.Conversation
	did   []string // what the audit would hold
	fault string
}

func (p *player) tries(text string) outcome {
	p.t.Helper()
	return p.does(map[string]any{"message": message(p.who, text)})
}

func (p *player) does(update map[string]any) (o outcome) {
	p.t.Helper()
	var before, faults int64
	p.write(func(tx *store.Tx) error {
		list, err := tx.AuditTrail(0, 1)
		if len(list) > 0 {
			before = list[0].ID
		}
		dead, err2 := tx.DeadUpdates(1000)
		faults = int64(len(dead))
		if err == nil {
			err = err2
		}
		return err
	})
	update["update_id"] = 1 << 30
	raw, err := json.Marshal(update)
	if err != nil {
		p.t.Fatal(err)
	}
	o.keys, err = p.bot.Trying(context.Background(), raw, func(tx *store.Tx) error {
		list, err := tx.AuditTrail(0, 50)
		for _, r := range list {
			if r.ID > before {
				o.did = append(o.did, r.Action)
			}
		}
		dead, err2 := tx.DeadUpdates(1000)
		if int64(len(dead)) > faults {
			o.fault = dead[0].Error
		}
		if err == nil {
			err = err2
		}
		if err != nil {
			return err
		}
		o.conv, err = tx.Conversation(folk[p.who].chat, folk[p.who].chat)
		return err
	})
	if err != nil {
		p.t.Fatalf("%s: %v", raw, err)
	}
	return o
}

func (o outcome) says(key string) bool { return slices.Contains(o.keys, key) }

// kept are the words that a conversation keeps.
func holds(c store.Conversation, text string) bool {
	word, err := json.Marshal(text)
	return err == nil && strings.Contains(string(c.Data), strings.Trim(string(word), `"`))
}

var stopWords = []string{"hủy", "thôi", "bỏ", "nhầm rồi", "cancel", "không làm nữa ạ"}

// stops: a word that stops is kept nowhere and does nothing, and one sentence says so.
func (x *probes) stops(p *player, at store.Conversation) {
	for _, word := range stopWords {
		o := p.tries(word)
		switch {
		case o.fault != "":
			p.t.Errorf("%s/%s: %q ends as a fault: %s", at.Flow, at.Step, word, o.fault)
		case len(o.did) > 0 || holds(o.conv, word) && !holds(at, word):
			p.t.Errorf("%s/%s: %q did %v and is kept in %s", at.Flow, at.Step, word, o.did, o.conv.Data)
		case o.conv.Open && o.conv.Flow == at.Flow || !o.says("stopped"):
			p.t.Errorf("%s/%s: %q stops nothing and is answered with %v", at.Flow, at.Step, word, o.keys)
		}
	}
}

// safeFirst: the first button of a step takes nothing away, neither as it is declared
// nor when it is pressed. It returns the step, empty where no buttons of it are known.
func (x *probes) safeFirst(p *player, at store.Conversation, boards []store.Keyboard) string {
	for _, k := range boards {
		i := slices.IndexFunc(k.Keys, func(key store.Key) bool {
			name, _, _ := p.bot.TypedKind(at, key.Data)
			return strings.HasPrefix(name, at.Flow+"/"+at.Step+"/")
		})
		if i < 0 {
			continue
		}
		first := k.Keys[0]
		name, destroys, _ := p.bot.TypedKind(at, first.Data)
		o := p.does(press(p.who, first.Data))
		if destroys || slices.ContainsFunc(o.did, func(did string) bool { return slices.Contains(taken, did) }) {
			p.t.Errorf("%s/%s: the first button is %q (%s), which does %v", at.Flow, at.Step, first.Label, name, o.did)
		}
		return at.Flow + "/" + at.Step
	}
	return ""
}

var anyWords = []string{"trùng lịch họp giao ban", "xanh đỏ tím vàng", "0912 345 678", "không", "chưa", "1", "2", "3", "4", "ok để xem", "Lan", "gửi giúp chị báo cáo"}

// writes: nothing is taken away by whatever somebody may type at a step.
func (x *probes) writes(p *player, at store.Conversation) {
	for _, text := range anyWords {
		o := p.tries(text)
		switch {
		case o.fault != "":
			p.t.Errorf("%s/%s: %q ends as a fault: %s", at.Flow, at.Step, text, o.fault)
		case slices.ContainsFunc(o.did, func(did string) bool { return slices.Contains(taken, did) }):
			p.t.Errorf("%s/%s: %q did %v", at.Flow, at.Step, text, o.did)
		}
	}
}

// corrects: what puts right is no content, and nothing is done by it.
func (x *probes) corrects(p *player, at store.Conversation) {
	if slices.Contains(saysAll, at.Flow) {
		return
	}
	o := p.tries("à nhầm, thứ 6 tuần sau")
	switch {
	case o.fault != "":
		p.t.Errorf("%s/%s: a correction ends as a fault: %s", at.Flow, at.Step, o.fault)
	case len(o.did) > 0 || holds(o.conv, "à nhầm"):
		p.t.Errorf("%s/%s: a correction did %v and is kept in %s", at.Flow, at.Step, o.did, o.conv.Data)
	case !o.conv.Open || o.conv.Flow != at.Flow:
		p.t.Errorf("%s/%s: a correction leads to %s/%s", at.Flow, at.Step, o.conv.Flow, o.conv.Step)
	}
}

// saysAll are the flows in which whatever is said is the answer: it may be about anything.
var saysAll = []string{"survey_comment"}

// keepNothing are the flows that nobody goes on with: what is said in them holds at once.
var keepNothing = []string{"typed", "settings", "task_which", "task_yes", "progress"}

// leaves: another wish leaves the flow, which waits to be taken up again, and says so.
func (x *probes) leaves(p *player, at store.Conversation) {
	wish, flow := "xin nghỉ phép thứ 6 tuần sau", "leave"
	if at.Flow == flow {
		wish, flow = "thứ 5 tuần sau em xin làm ở nhà", "wfh"
	}
	if !p.asksForDays() || slices.Contains(saysAll, at.Flow) {
		return
	}
	o := p.tries(wish)
	switch {
	case o.fault != "":
		p.t.Errorf("%s/%s: %q ends as a fault: %s", at.Flow, at.Step, wish, o.fault)
	case len(o.did) > 0:
		p.t.Errorf("%s/%s: %q did %v", at.Flow, at.Step, wish, o.did)
	case o.says("refused"): // nothing was begun, and the flow is as it was
	case o.says("agree.consent"): // that comes first, whatever is wished
	case o.conv.Flow != flow || !o.conv.Open:
		p.t.Errorf("%s/%s: %q leads to %s/%s, with %v", at.Flow, at.Step, wish, o.conv.Flow, o.conv.Step, o.keys)
	case slices.Contains(keepNothing, at.Flow):
	case !o.says("flow.left") || !strings.Contains(string(o.conv.Data), fmt.Sprintf(`"flow":%q`, at.Flow)):
		p.t.Errorf("%s/%s: %q says %v and keeps %s", at.Flow, at.Step, wish, o.keys, o.conv.Data)
	}
}

// firstWords tell one use of a button from another: what stands before a name or day.
func firstWords(label string) string {
	words := strings.Fields(label)
	return strings.Join(words[:min(len(words), 2)], " ")
}

// asksForDays reports whether who acted last may wish for days at all.
func (p *player) asksForDays() (may bool) {
	p.write(func(tx *store.Tx) error {
		do := p.pilot.Do(tx, p.clock.Now(), pilot.Actor{})
		who, _, err := do.Who(folk[p.who].chat, rules.DateOf(p.clock.Now()))
		if err != nil || who.ID == 0 {
			return err
		}
		actor, err := do.Actor(who, rules.DateOf(p.clock.Now()))
		may = actor.Sees(rules.Access{Who: rules.Staff | rules.Head, Over: rules.Own, Write: true})
		return err
	})
	return may
}

// taken are the entries of the audit by which something that was there is gone.
var taken = []string{
	"request.reject", "request.revoke", "request.withdraw", "request.cancel", "request.give_up", "person.unlink", "person.withdraw_consent",
	"person.move_dropped", "person.deactivate", "person.erase", "power.refuse", "power.withdraw", "absence.end", "delegation.end", "register.close", "data.refuse",
}

// typed: whatever takes something away is asked about when its words or its number
// are typed; what declares nothing of the kind takes nothing.
func (x *probes) typed(p *player, at store.Conversation, k store.Keyboard, i int, key store.Key) {
	name, destroys, sure := p.bot.TypedKind(at, key.Data)
	if name == "" || sure || key.Yes && !k.Below || // it answers a question whether to
		!x.first(x.buttons, name+" "+firstWords(key.Label)) {
		return
	}
	texts := []string{key.Label}
	if k.Asked && !k.Digits && !k.Below && k.At(i+1) == i { // not of the message above
		texts = append(texts, fmt.Sprint(i+1))
	}
	for _, text := range texts {
		o := p.tries(text)
		took := slices.ContainsFunc(o.did, func(did string) bool { return slices.Contains(taken, did) })
		switch {
		case o.fault != "":
			p.t.Errorf("%s: typing %q ends as a fault: %s", name, text, o.fault)
		case took:
			p.t.Errorf("%s: typing %q did %v", name, text, o.did)
		case destroys && o.says("typed.sure"):
			x.first(x.asked, name)
		case destroys && !o.says("typed.several"):
			p.t.Errorf("%s: typing %q is answered with %v", name, text, o.keys)
		}
	}
}
