package jobs

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/locale"
	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// Section 6, the message budget as an invariant over all jobs together: over two weeks in
// which people ask, decide, go on leave and choose what to hear, nobody gets more unsolicited
// messages on any day than the budget, and none on leave, days off or in closed hours.
func TestNobodyHearsMoreThanTheBudgetOnAnyDay(t *testing.T) {
	t.Parallel()
	seeds := uint64(6)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, at("2026-11-22 12:00"))
			o := newOffice(h)
			delete(h.pilot.Calendar.Years, 2027) // the calendar of the next year is missing, too
			random := rand.New(rand.NewPCG(seed, 1))
			all := []rules.PersonID{o.director, o.an, o.binh, o.lan, o.minh, o.hoa, o.dieu}
			h.write(func(tx *store.Tx) error { must(0, tx.Unlink(o.hoa)); return tx.SetHead(o.archive, o.dieu) }) // a head who coordinates
			e := h.engine(All(Backup{Dir: filepath.Join(t.TempDir(), "b"), Keep: 1})...)
			h.tick(e, h.now)
			for now := at("2026-11-23 06:00"); now.Before(at("2026-12-05 20:00")); now = now.Add(30 * time.Minute) {
				h.now = now
				h.live(o, all, random)
				h.tick(e, now)
			}
			h.mustKeepTheBudget()
		})
	}
}

// live lets something happen: a wish, a decision, leave, a choice; and other jobs of
// tomorrow that would speak.
func (h *house) live(o office, all []rules.PersonID, random *rand.Rand) {
	who := all[random.IntN(len(all))]
	on := rules.DateOf(h.now) + rules.Date(random.IntN(4))
	if random.IntN(3) == 0 { // work, whose lights, plans and reminders come by the clock
		h.give(o, who, o.director, fmt.Sprint("việc ", h.now), h.now.Add(time.Duration(random.IntN(72))*time.Hour).Format("2006-01-02 15:04"),
			func(x *task.Task) {
				x.State = []task.State{task.Accepted, task.Submitted}[random.IntN(2)]
				x.Submitted = h.now
			})
	}
	switch random.IntN(6) {
	case 0:
		h.ask(o, who, o.an, h.now, on.String())
	case 1:
		h.home(o, who, on.String())
	case 2:
		h.write(func(tx *store.Tx) error {
			return tx.AddAbsence(rules.Absence{Person: who, First: on, Last: on, Part: []rules.Part{rules.Whole, rules.Morning, rules.Afternoon}[random.IntN(3)], Kind: rules.Leave})
		})
	case 3:
		h.write(func(tx *store.Tx) error {
			return tx.SaveNotify(task.Notify{Person: who, Profile: task.Profile(random.IntN(3)), Snooze: h.now.Add(time.Duration(random.IntN(90)) * time.Minute)})
		})
	default: // what is to come: plans, lights, prompts
		h.write(func(tx *store.Tx) error {
			do := h.pilot.Do(tx, h.now, pilot.Actor{Job: "digest"})
			ref := pilot.DigestRef(who)
			return do.Queue(store.Out{Person: who, Dedupe: fmt.Sprint("more ", h.now.UnixMilli(), who), Body: store.Body{Card: &ref}})
		})
	}
}

// mustKeepTheBudget holds what was queued against the rules, day by day.
func (h *house) mustKeepTheBudget() {
	h.t.Helper()
	type personDay struct {
		who rules.PersonID
		day rules.Date
	}
	sent := map[personDay][]time.Time{}
	kinds := map[string]int{}
	for _, m := range h.outbox() {
		if m.Body.Card == nil || pilot.Messages()[pilot.Card(m.Body.Card.Kind)].Class != pilot.Unasked {
			continue
		}
		kinds[m.Body.Card.Kind]++
		when := m.Created.In(saigon)
		if !m.NotBefore.IsZero() {
			when = m.NotBefore.In(saigon)
		}
		key := personDay{m.Person, rules.DateOf(when)}
		sent[key] = append(sent[key], when)
	}
	if len(sent) < 10 {
		h.t.Fatalf("only %d days with messages: the test proves nothing", len(sent))
	}
	if kinds[pilot.ObjectDay] == 0 || kinds[pilot.ObjectDigest] == 0 {
		h.t.Errorf("only %v were sent: the test proves little", kinds)
	}
	at2 := 0
	for key, times := range sent {
		home := read(h, func(tx *store.Tx) ([]rules.HomeDay, error) { return tx.HomeDays(key.who, key.day, key.day) })
		most := 1
		if slices.ContainsFunc(home, func(d rules.HomeDay) bool { return d.State == rules.Approved || d.State == rules.Done }) {
			most = 2
		}
		if len(times) == 2 {
			at2++
		}
		if len(times) > most {
			h.t.Errorf("person %d on %s: %d unsolicited messages, at most %d", key.who, key.day, len(times), most)
		}
		for _, when := range times {
			if !h.pilot.Calendar.Open(when) {
				h.t.Errorf("person %d: an unsolicited message at %s, outside working hours", key.who, when)
			}
		}
	}
	h.t.Logf("%d person-days with messages, %d of them with two", len(sent), at2)
}

// Everything that a use case or job says goes through Do.Queue, which asks the budget: none
// puts a message into the outbox itself.
func TestEveryMessageAsksTheBudget(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, root := range []string{".", "../pilot"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				f, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || f.Sel.Name != "Queue" {
					return true
				}
				seen++
				if len(call.Args) != 1 && filepath.Base(path) != "message.go" {
					t.Errorf("%s puts a message into the outbox itself: say it with Do.Queue", path)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 10 {
		t.Errorf("only %d calls seen", seen)
	}
}

// Every text that is said to people outside of answers is in the list, once, with what it
// is to the budget; nothing in the list is said by nobody.
func TestEveryMessageIsClassified(t *testing.T) {
	t.Parallel()
	c, err := locale.Load(saigon)
	if err != nil {
		t.Fatal(err)
	}
	list := pilot.Messages()
	parts := []string{"notice.register.", "notice.away_line", "notice.calendar.", "notice.groups"} // within other messages
	files, err := filepath.Glob("../locale/text/*.vi.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`(?m)^([a-z_.]+):`).FindAllStringSubmatch(string(data), -1) {
			keys = append(keys, found[1])
		}
	}
	for _, key := range keys {
		if !strings.HasPrefix(key, "notice.") || slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(key, p) }) {
			continue
		}
		if list[key].Class == 0 {
			t.Errorf("%s: the list of messages doesn't say what it is to the budget", key)
		}
	}
	for name, s := range list {
		if (s.Class == pilot.Unasked) != (s.Kind != 0) {
			t.Errorf("%s: an unsolicited message has a kind, and no other has", name)
		}
		if !strings.HasPrefix(name, "card:") && !c.Has(name) {
			t.Errorf("%s is in the list, and no text", name)
		}
	}
	h := newHouse(t, at("2026-11-25 09:00"))
	o := newOffice(h)
	h.write(func(tx *store.Tx) error {
		err := h.pilot.Do(tx, h.now, pilot.Actor{Job: "digest"}).Notify(o.an, "x", rules.Msg("settings.saved"))
		if err == nil || !strings.Contains(err.Error(), "settings.saved") {
			t.Errorf("a message that is not in the list was queued: %v", err)
		}
		return nil
	})
}
