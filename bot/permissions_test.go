package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/bot/chat"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

const permissionsFile = "../docs/permissions.md"

// actors are one person for each role, all without other roles.
var actors = []struct{ role, name string }{
	{"staff", "binh"}, {"head", "an"}, {"head above", "duc"}, {"coordinator", "lan"},
	{"auditor", "van"}, {"operator", "khoi"}, {"stranger", "la"},
}

// relations are whose data a button acts on, seen from the actor.
var relations = []string{"own", "own unit", "other unit", "other branch"}

// TestEveryEntryPointIsOpenOnlyToWhomItDeclares walks all commands and buttons ×
// all roles × own, own unit, other unit and other branch against the running
// bot, and compares what it finds with docs/permissions.md (made by -update).
func TestEveryEntryPointIsOpenOnlyToWhomItDeclares(t *testing.T) {
	t.Parallel()
	w := newWalk(t)
	var b strings.Builder
	b.WriteString(permissionsHead)
	tried := 0
	for _, p := range w.bot.Permissions() {
		n := w.row(&b, p)
		tried += n
	}
	fmt.Fprintf(&b, "\nPairs tried: %d.\n", tried)
	if *update {
		if err := os.WriteFile(permissionsFile, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(permissionsFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("docs/permissions.md differs; run go test ./bot -run EntryPoint -update and read the diff (-want +got):\n%s", diff)
	}
}

const permissionsHead = `# Who may use what, on whose data

Made by walking the running bot: every command and every button, as every role, on one's own data, on data of the
own unit, of another unit, and of another branch of the organisation. A test makes this file and holds the bot
against it. A head has a unit; the head above is over every unit here. «own» etc. mean: open on that data; «yes»: open,
nobody's data in particular; «–»: refused, and nothing changes. The deep link is /start with a code. Files are only made by
the entry points listed here, for whoever used them; jobs write to whom the rules name, and only /jobs starts one by hand.

| entry point | of | ` + "staff | head | head above | coordinator | auditor | operator | stranger |\n|---|---|---|---|---|---|---|---|---|\n"

// walk is the agency with one object of each kind in every relation.
type walk struct {
	*house
	objects map[string]map[string]map[string]int64 // kind → actor → relation → id
	update  int64
}

func newWalk(t *testing.T) *walk {
	t.Helper()
	w := &walk{house: newHouse(t), objects: map[string]map[string]map[string]int64{}, update: 1000}
	w.write(func(tx *store.Tx) error {
		// One role each: the agency's people have several.
		for name, roles := range map[string]rules.Roles{"lan": rules.Coordinator, "van": rules.Auditor, "khoi": rules.Operator} {
			if err := tx.SetRoles(w.person(tx, name).ID, roles); err != nil {
				return err
			}
		}
		return w.seed(tx)
	})
	return w
}

func (w *walk) person(tx *store.Tx, name string) rules.Person {
	w.t.Helper()
	p, err := tx.PersonByCode(folk[name].code, rules.DateOf(w.clock.Now()))
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// subjects names for each actor the person in each relation.
func subjects(actor string) map[string]string {
	s := map[string]string{"own": actor, "own unit": "nam", "other unit": "bao", "other branch": "thuy"}
	if actor == "khoi" {
		s["own unit"], s["other unit"] = "bao", "nam"
	}
	return s
}

// seed gives everybody concerned a waiting request, entered past the rules of
// eligibility: the walls must hold on any data.
func (w *walk) seed(tx *store.Tx) error {
	requests, asked, powers, calls, files, tables, tasks := map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}
	for _, name := range []string{"binh", "an", "duc", "lan", "van", "khoi", "nam", "bao", "thuy"} {
		p := w.person(tx, name)
		r := rules.Request{
			Person: p.ID, Unit: p.Unit, Rev: 1, Created: w.clock.Now(), Asked: w.clock.Now(),
			Days: []rules.RequestDay{{Slot: rules.Slot{Date: rules.MustDate("2026-11-26")}, State: rules.Pending}},
		}
		if err := tx.InsertRequest(&r); err != nil {
			return err
		}
		requests[name] = int64(r.ID)
		d := rules.DataRequest{Person: p.ID, Kind: rules.DataCorrect, Text: "x", State: rules.DataOpen, Created: w.clock.Now(), Due: r.Days[0].Date}
		if err := tx.InsertDataRequest(&d); err != nil {
			return err
		}
		asked[name] = int64(d.ID)
		c := rules.PowerChange{
			Kind: rules.PowerRoles, Person: p.ID, Roles: p.Roles | rules.Operator, RolesBefore: p.Roles, By: w.person(tx, "chi").ID,
			Asked: w.clock.Now(), Expires: w.clock.Now().Add(time.Hour), State: rules.PowerOpen,
		}
		if err := tx.AddPowerChange(&c); err != nil {
			return err
		}
		powers[name] = int64(c.ID)
		call := rules.Callback{Person: p.ID, Unit: p.Unit, By: w.person(tx, "an").ID, Day: r.Days[0].Date, Due: w.clock.Now().Add(time.Hour), Reason: "x", Asked: w.clock.Now()}
		if err := tx.AddCallback(&call); err != nil {
			return err
		}
		calls[name] = int64(call.ID)
		f := store.RosterFile{By: p.ID, File: "x", Name: "x.csv", Sent: w.clock.Now()}
		if err := tx.AddRosterFile(&f); err != nil {
			return err
		}
		f.State = store.RosterShown
		if err := tx.SaveRosterFile(f); err != nil {
			return err
		}
		files[name] = int64(f.ID)
		table := store.IntakeFile{By: p.ID, File: "x", Name: "x.csv", Sent: w.clock.Now()}
		if err := tx.AddIntakeFile(&table); err != nil {
			return err
		}
		table.State = store.IntakeShown
		if err := tx.SaveIntakeFile(table); err != nil {
			return err
		}
		tables[name] = int64(table.ID)
		work := task.Task{Title: "x", Unit: p.Unit, Owner: p.ID, Assigner: p.ID, Due: w.clock.Now().Add(time.Hour), Made: w.clock.Now(), State: task.Assigned, Rev: 1}
		if err := tx.InsertTask(&work); err != nil {
			return err
		}
		tasks[name] = int64(work.ID)
	}
	for _, a := range actors {
		for relation, name := range subjects(a.name) {
			if folk[name].code == "" {
				continue
			}
			p := w.person(tx, name)
			w.object("RequestID", a.name, relation, requests[name])
			w.object("PowerChangeID", a.name, relation, powers[name])
			w.object("CallbackID", a.name, relation, calls[name])
			w.object("RosterFileID", a.name, relation, files[name])
			w.object("IntakeFileID", a.name, relation, tables[name])
			w.object("ID", a.name, relation, tasks[name])
			w.object("DataRequestID", a.name, relation, asked[name])
			w.object("PersonID", a.name, relation, int64(p.ID))
			w.object("UnitID", a.name, relation, int64(p.Unit))
		}
	}
	return nil
}

func (w *walk) object(kind, actor, relation string, id int64) {
	if w.objects[kind] == nil {
		w.objects[kind] = map[string]map[string]int64{}
	}
	if w.objects[kind][actor] == nil {
		w.objects[kind][actor] = map[string]int64{}
	}
	w.objects[kind][actor][relation] = id
}

// row writes the line of one entry point and returns how many pairs it tried.
func (w *walk) row(b *strings.Builder, p chat.Permission) (tried int) {
	name := "/" + p.Name
	if p.Kind == "button" {
		name = "button `" + p.Name + "`"
	}
	fmt.Fprintf(b, "| %s | %s |", name, p.Of)
	for _, a := range actors {
		open, n := w.cell(p, a.name)
		tried += n
		fmt.Fprintf(b, " %s |", open)
	}
	b.WriteString("\n")
	return tried
}

// cell tries one entry point as one actor.
func (w *walk) cell(p chat.Permission, actor string) (open string, tried int) {
	if p.Kind == "command" {
		// The door itself answers strangers, and nothing more.
		door := p.Name == "start" && actor == "la"
		if w.allowed(actor, map[string]any{"message": message(actor, "/"+p.Name)}) || door {
			return "yes", 1
		}
		return "–", 1
	}
	if _, kind := w.bot.Forge(p.Name, 0); kind == "" {
		data, _ := w.bot.Forge(p.Name, 0)
		if w.allowed(actor, press(actor, data)) {
			return "yes", 1
		}
		return "–", 1
	}
	_, kind := w.bot.Forge(p.Name, 0)
	byRelation, known := w.objects[kind]
	if !known {
		w.t.Fatalf("button %s acts on a %s, of which the walk has none", p.Name, kind)
	}
	var where []string
	for _, relation := range relations {
		id := byRelation[actor][relation]
		if id == 0 { // a stranger has nothing of their own: somebody's will do
			id = byRelation["binh"][relation]
		}
		data, _ := w.bot.Forge(p.Name, id)
		tried++
		if w.allowed(actor, press(actor, data)) {
			where = append(where, relation)
		}
	}
	if len(where) == 0 {
		return "–", tried
	}
	return strings.Join(where, ", "), tried
}

func message(actor, text string) map[string]any {
	chat := map[string]any{"id": folk[actor].chat, "type": "private"}
	return map[string]any{"message_id": 1, "date": 1, "chat": chat, "from": user(actor), "text": text}
}

func user(actor string) map[string]any {
	return map[string]any{"id": folk[actor].chat, "is_bot": false, "first_name": actor, "language_code": "vi"}
}

func press(actor, data string) map[string]any {
	chat := map[string]any{"id": folk[actor].chat, "type": "private"}
	return map[string]any{"callback_query": map[string]any{
		"id": "1", "from": user(actor), "chat_instance": "1", "data": data,
		"message": map[string]any{"message_id": 1, "date": 1, "chat": chat, "text": "x"},
	}}
}

// walls are the answers of a closed door.
var walls = []string{"access.role", "access.foreign", "stranger"}

// allowed reports whether the bot let the actor in. A fault is never an answer.
func (w *walk) allowed(actor string, update map[string]any) bool {
	w.t.Helper()
	w.update++
	update["update_id"] = w.update
	raw, err := json.Marshal(update)
	if err != nil {
		w.t.Fatal(err)
	}
	keys, err := w.bot.Try(context.Background(), raw)
	if err != nil {
		w.t.Fatal(err)
	}
	if slices.Contains(keys, "oops") {
		w.t.Errorf("%s: %s failed", actor, raw)
	}
	return !slices.ContainsFunc(keys, func(k string) bool { return slices.Contains(walls, k) })
}

// asked are the ways by which citizens, who are strangers, answer a survey.
var asked = []string{"answer", "sv", "sw"}

func TestAStrangerGetsNoFurtherThanTheDoor(t *testing.T) {
	t.Parallel()
	w := newWalk(t)
	for _, p := range w.bot.Permissions() {
		if p.Access.Who.Has(rules.Stranger) {
			if p.Name != "start" && !slices.Contains(asked, p.Name) {
				t.Errorf("%s %s is open to strangers", p.Kind, p.Name)
			}
			continue
		}
		if open, _ := w.cell(p, "la"); open != "–" {
			t.Errorf("%s %s: a stranger is let in: %s", p.Kind, p.Name, open)
		}
	}
}

func TestAnAuditorChangesNothingOfOthersAndAnOperatorSeesNothing(t *testing.T) {
	t.Parallel()
	w := newWalk(t)
	for _, p := range w.bot.Permissions() {
		if open, _ := w.cell(p, "van"); p.Access.Write && p.Access.Over != rules.Own && open != "–" {
			t.Errorf("%s %s: an auditor may change %s", p.Kind, p.Name, open)
		}
		if open, _ := w.cell(p, "khoi"); p.Access.Over != rules.NoData && p.Access.Over != rules.Own && open != "–" {
			t.Errorf("%s %s: an operator sees %s", p.Kind, p.Name, open)
		}
	}
}
