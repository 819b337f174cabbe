package bot_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/rules"
	"tainha/store"
)

// TestNoPressOfAnybodyStopsTheBot forges presses as every role: every step of
// every flow × every choice × extreme and random numbers, at the present revision,
// and every other button with any numbers. Flows, steps, choices and buttons are
// those that the bot itself has registered. After each stretch the tables hold what
// they should, nothing ended as a fault, nothing is a dead letter and a colleague is
// answered. TAINHA_PRESSES=100000 makes it
// long, with other numbers each time; TAINHA_SEED repeats them.
func TestNoPressOfAnybodyStopsTheBot(t *testing.T) {
	t.Parallel()
	presses, seed := 2_000, uint64(1)
	if testing.Short() {
		presses = 1_500
	}
	if v := os.Getenv("TAINHA_PRESSES"); v != "" {
		var err error
		if presses, err = strconv.Atoi(v); err != nil {
			t.Fatal(err)
		}
		presses, seed = max(presses, 1), rand.Uint64()
	}
	if v := os.Getenv("TAINHA_SEED"); v != "" {
		var err error
		if seed, err = strconv.ParseUint(v, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d presses, seed %d", presses, seed)
	f := newForger(t, seed)
	for f.pressed < presses && !t.Failed() {
		stretch(f, min(500, presses-f.pressed))
	}
	missing := slices.DeleteFunc(slices.Sorted(maps.Keys(f.places)), func(p string) bool { return f.places[p].tried > 0 })
	t.Logf("%d presses; %d of %d steps reached, not: %v", f.pressed, len(f.places)-len(missing), len(f.places), missing)
	if reached := len(f.places) - len(missing); 4*reached < len(f.places) {
		t.Errorf("only %d of %d steps were reached: %v", reached, len(f.places), missing)
	}
}

// place is a step of a flow, with somebody's conversation that stood there.
type place struct {
	choices []chat.Choice
	at      *store.Conversation
	actor   string
	tried   int // since the beginning
}

type presser struct {
	*walk
	rnd     *rand.Rand
	places  map[string]*place
	buttons []string
	doors   []string
	clean   []byte // the database as it was
	logs    *logBuffer
	pressed int
	recent  []string
}

func newForger(t *testing.T, seed uint64) *presser {
	t.Helper()
	f := &presser{walk: newWalk(t), rnd: rand.New(rand.NewPCG(seed, 7)), places: map[string]*place{}}
	for _, flow := range f.bot.Flows() {
		for _, s := range flow.Steps {
			f.places[flow.Name+"/"+s.Name] = &place{choices: s.Choices}
		}
	}
	for _, p := range f.bot.Permissions() {
		if p.Kind == "button" {
			f.buttons = append(f.buttons, p.Name)
		} else {
			f.doors = append(f.doors, "/"+p.Name)
		}
	}
	f.doors = append(f.doors, "thứ 5 em xin làm ở nhà", "cả tuần sau em xin làm ở nhà", "mai tôi ốm", "/exception Bình", "/delegate Nam mai", "/people Nam", "/people TN05", "/people TN10", "/pilot P.KH", "/mydata", "thứ 5 hoặc thứ 6 em xin làm ở nhà")
	f.logs = f.logged()
	if err := f.db.Close(); err != nil {
		t.Fatal(err)
	}
	var err error
	if f.clean, err = os.ReadFile(f.path); err != nil {
		t.Fatal(err)
	}
	f.open()
	return f
}

// stretch presses so often in the agency as it was at the beginning.
func stretch(f *presser, n int) {
	f.t.Helper()
	f.recent = nil
	for _, p := range f.places {
		p.at = nil // its draft may name what is not in the clean database
	}
	for range n {
		act(f)
		if f.pressed++; f.pressed%5 == 0 {
			f.send()
		}
	}
	f.send()
	colleagueIsAnswered(f)
	nothingFailed(f)
	tablesHold(f)
}

// act is one press, or a short way as people go it, so that the steps behind are
// reached.
func act(f *presser) {
	actor := actors[f.rnd.IntN(len(actors))].name
	if f.rnd.IntN(3) == 0 {
		actor = "lan" // most flows are a coordinator's
	}
	switch f.rnd.IntN(10) {
	case 0:
		take(f, actor, says(actor, oddTexts[f.rnd.IntN(len(oddTexts))]))
	case 1:
		goAs(f, actor)
	case 2, 3, 4:
		take(f, actor, press(actor, f.bot.ForgeAny(f.buttons[f.rnd.IntN(len(f.buttons))], func() int64 { return number(f) })))
	default:
		forgeStep(f)
	}
}

// goAs begins somewhere and presses what is shown.
func goAs(f *presser, actor string) {
	take(f, actor, says(actor, f.doors[f.rnd.IntN(len(f.doors))]))
	for range 2 + f.rnd.IntN(5) {
		f.send()
		if data := shownButton(f, actor); data != "" {
			take(f, actor, press(actor, data))
			f.pressed++
		}
	}
}

func says(actor, text string) map[string]any { return map[string]any{"message": message(actor, text)} }

var oddTexts = []string{"1", "ok", "31/12/9999", "0", "-1", "99999999999", "1/1/0001", "50%", "CV", "P.KH", "12/QĐ-SNV ngày 1/12/2026 từ 1/12/2026 đến 31/12/9999", "tuần sau", "vì họp", "t6"}

// forgeStep goes to the step that was tried least of those that were ever reached,
// and presses one of its choices, or none of them.
func forgeStep(f *presser) {
	var least *place
	for _, name := range slices.Sorted(maps.Keys(f.places)) {
		if p := f.places[name]; p.at != nil && (least == nil || p.tried < least.tried) {
			least = p
		}
	}
	if least == nil {
		return
	}
	least.tried++
	conv := *least.at
	f.write(func(tx *store.Tx) error {
		now, err := tx.Conversation(conv.Chat, conv.User)
		if err != nil {
			return err
		}
		conv.Rev = max(conv.Rev, now.Rev) + 1
		return tx.SaveConversation(conv, f.clock.Now())
	})
	choice := int32(number(f))
	if n := len(least.choices); n > 0 && f.rnd.IntN(8) > 0 {
		choice = least.choices[f.rnd.IntN(n)].Value
	}
	take(f, least.actor, press(least.actor, chat.ForgeChoice(conv.Rev, choice, int32(number(f)))))
}

// number is one that breaks something if anything does, or any.
func number(f *presser) int64 {
	today := int64(rules.DateOf(f.clock.Now()))
	odd := []int64{
		0, 1, -1, 2, 3, 4, 5, 7, 12, 40, math.MaxInt32, math.MinInt32, math.MaxInt64, math.MinInt64, math.MaxInt32 - 7,
		today, today + 1, today + 3, today + 8, today + 30, today - 1, today + 370, today - 400, today + 30_000,
		int64(rules.FirstDate) - 1, int64(rules.LastDate) + 1, 2932896, 2932897, -719162, -719163, (today+3)<<8 | 2, today<<8 | 255, 2 * today, 3*today + 1, 4*today + 1, 4*today + 15,
	}
	if i := f.rnd.IntN(len(odd) + 12); i < len(odd) {
		return odd[i]
	}
	if f.rnd.IntN(2) == 0 {
		return f.rnd.Int64N(30)
	}
	return int64(f.rnd.Uint64())
}

// shownButton is a button that the actor sees.
func shownButton(f *presser, actor string) (data string) {
	f.write(func(tx *store.Tx) error {
		boards, err := tx.Keyboards(folk[actor].chat)
		for _, k := range boards {
			if len(k.Keys) > 0 {
				data = k.Keys[f.rnd.IntN(len(k.Keys))].Data
			}
		}
		return err
	})
	return data
}

// take gives the bot one update, and remembers the step to which it led.
func take(f *presser, actor string, update map[string]any) {
	f.t.Helper()
	f.update++
	update["update_id"] = f.update
	raw, err := json.Marshal(update)
	if err != nil {
		f.t.Fatal(err)
	}
	f.recent = append(f.recent, actor+" "+string(raw))
	if err := f.bot.Handle(context.Background(), []json.RawMessage{raw}); err != nil {
		f.t.Fatalf("%s: %v", raw, err)
	}
	chat := folk[actor].chat
	f.write(func(tx *store.Tx) error {
		c, err := tx.Conversation(chat, chat)
		if p := f.places[c.Flow+"/"+c.Step]; p != nil && c.Open && p.at == nil {
			p.at, p.actor = &c, actor
		}
		return err
	})
}

// colleagueIsAnswered: whoever is still linked asks for help and gets it.
func colleagueIsAnswered(f *presser) {
	f.t.Helper()
	for _, name := range []string{"chi", "nam", "tuan", "bao", "thuy", "duc"} {
		linked := false
		f.write(func(tx *store.Tx) error {
			p, _, err := f.pilot.Do(tx, f.clock.Now(), pilot.Actor{}).Who(folk[name].chat, rules.DateOf(f.clock.Now()))
			linked = p.ID != 0 && p.Consent > 0 && p.Active
			return err
		})
		if !linked {
			continue
		}
		before := f.lastCall()
		take(f, name, says(name, "/help"))
		f.send()
		for _, c := range f.server.Calls("sendMessage", "editMessageText") {
			if c.Seq > before && c.ChatID == folk[name].chat && strings.Contains(c.Params["text"], "/") {
				return
			}
		}
		f.write(func(tx *store.Tx) error {
			waits, err := tx.Waiting(f.clock.Now(), math.MinInt64, 0, 50)
			for _, o := range waits {
				f.t.Logf("waits: %+v", o)
			}
			return err
		})
		f.t.Fatalf("%s is not answered any more; the last updates:\n%s\n%s", name, strings.Join(f.recent[max(0, len(f.recent)-8):], "\n"), f.logs)
	}
	f.t.Log("nobody is left who could ask")
}

func nothingFailed(f *presser) {
	f.t.Helper()
	for _, d := range f.dead() {
		f.t.Errorf("a fault: %s\n%s", d.Error, d.Raw)
	}
	f.write(func(tx *store.Tx) error {
		dead, err := tx.OutInState(store.OutDead, 10)
		for _, o := range dead {
			f.t.Errorf("dead letter: %s: %s", o.Error, object(o.Body))
		}
		return err
	})
	if text := f.logs.String(); strings.Contains(text, "panic") {
		f.t.Errorf("something panicked: %s", text)
	}
}

// tablesHold looks at the closed file, and puts the clean one in its place.
func tablesHold(f *presser) {
	f.t.Helper()
	f.write(func(tx *store.Tx) error {
		report, err := tx.VerifyAudit(nil)
		if err == nil && report.Fault != nil {
			f.t.Errorf("the audit: %v", report.Fault)
		}
		return err
	})
	if err := f.db.Close(); err != nil {
		f.t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+f.path)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, fault := range column(f.t, db, `SELECT "table" || ' row ' || rowid FROM pragma_foreign_key_check`) {
		f.t.Errorf("a broken reference in %s", fault)
	}
	const day = `[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]`
	for _, c := range column(f.t, db, `SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT'`) {
		table, name, _ := strings.Cut(c, ".")
		for _, v := range column(f.t, db, fmt.Sprintf(`SELECT %[2]s FROM %[1]s WHERE %[2]s GLOB '%[3]s' AND (%[2]s < '1990' OR %[2]s > '2101')`, table, name, day)) {
			f.t.Errorf("%s holds the day %s", c, v)
		}
	}
	if f.t.Failed() {
		f.t.Logf("the last updates:\n%s", strings.Join(f.recent[max(0, len(f.recent)-8):], "\n"))
	}
	if err := db.Close(); err != nil {
		f.t.Fatal(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		_ = os.Remove(f.path + beside)
	}
	if err := os.WriteFile(f.path, f.clean, 0o600); err != nil {
		f.t.Fatal(err)
	}
	f.open()
}

// column reads a query of one column.
func column(t testing.TB, db *sql.DB, query string) (out []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// Person 0 is nobody: a forged press must not take that for nobody's data.
func TestACardOfPersonZeroIsRefused(t *testing.T) {
	t.Parallel()
	w := newWalk(t)
	data, _ := w.bot.Forge("po", 0)
	w.update++
	update := press("lan", data)
	update["update_id"] = w.update
	raw, err := json.Marshal(update)
	if err != nil {
		t.Fatal(err)
	}
	if keys, err := w.bot.Try(context.Background(), raw); err != nil || !slices.Contains(keys, "press.stale") {
		t.Errorf("it is met with %v, %v", keys, err)
	}
}
