package pilot_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tainha/pilot"
	"tainha/pilot/privacy"
	"tainha/rules"
	"tainha/store"
	"tainha/store/storetest"
)

// fillPerson writes rows of Chín (A3) into every table of the personal manifest,
// and what is audited of each.
func (a *agency) fillPerson() map[string]string {
	a.Helper()
	var who rules.Person
	a.write(func(tx *store.Tx) (err error) {
		who, err = tx.Person(a.who["A3"], rules.DateOf(a.now))
		return err
	})
	marks := storetest.Filler{
		Path: a.path, Person: who.ID, Other: a.who["A4"], Unit: int64(who.Unit), Position: int64(who.Position),
		Chat: 1003, OtherChat: 1004, At: a.now,
	}.Fill(a)
	a.write(func(tx *store.Tx) error {
		objects, err := tx.PersonalObjects(who.ID)
		if err != nil {
			return err
		}
		for object, ids := range objects {
			if len(ids) == 0 {
				a.Errorf("nothing of the kind %s is the person's", object)
			}
			for _, id := range ids {
				e := store.Entry{At: a.now, Actor: a.who["A2"], Action: "x", Object: object, ObjectID: id, Before: storetest.Mark + object, After: storetest.Mark}
				if err := tx.Audit(e); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return marks
}

// Erasing runs over the manifest, from whoever asked to the last table.
func TestNoTableKeepsATextOfWhoWasErased(t *testing.T) {
	t.Parallel()
	a := openPrivate(t)
	a.fillPerson()
	var asked rules.DataRequestID
	a.must(func(tx *store.Tx) error {
		d, err := privacy.AskData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A3"]}), rules.DataErase, "")
		asked = d.ID
		return err
	})
	a.sendAll()
	a.must(func(tx *store.Tx) error {
		return privacy.AnswerData(a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}), privacy.DataAnswer{Request: asked})
	})
	if left := storetest.Find(t, a.path, storetest.Mark); len(left) > 0 { // nor what the erasure itself is about to send
		t.Errorf("left before it is sent: %v", left)
	}
	a.sendAll()
	if left := storetest.Find(t, a.path, storetest.Mark); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	a.audited()
}

// What the manifest says is copied is in the copy, each text of it.
func TestTheCopyHoldsEveryTextOfEveryTableThatIsCopied(t *testing.T) {
	t.Parallel()
	a := openPrivate(t)
	marks := a.fillPerson()
	var copied map[string]any
	var page string
	a.must(func(tx *store.Tx) error {
		m, err := privacy.CopyOf(a.pilot.Do(tx, a.now, pilot.Actor{}), a.who["A3"])
		if err != nil {
			return err
		}
		text, err := json.Marshal(struct {
			Data any
			Sent []store.Out
		}{m, m.Sent}) // the words of messages are found when they are shown
		if err != nil {
			return err
		}
		page = string(text)
		data, err := json.Marshal(m)
		if err != nil {
			return err
		}
		return json.Unmarshal(data, &copied)
	})
	for _, table := range store.Manifest() {
		if table.Copy.As == "" {
			continue
		}
		if list, _ := copied[table.Copy.As].([]any); len(list) == 0 && !slices.Contains([]string{"profile", "messages"}, table.Copy.As) {
			t.Errorf("the section %s of the copy, for the table %s, holds nothing", table.Copy.As, table.Name)
		}
		for _, c := range table.Columns {
			mark, written := marks[table.Name+"."+c.Name]
			if written && c.Uncopied == "" && !strings.Contains(page, mark) {
				t.Errorf("the copy lacks %s.%s", table.Name, c.Name)
			}
		}
	}
}

// A look is logged under a name that the manifest knows.
func TestALookThatTheManifestDoesNotKnowIsAFault(t *testing.T) {
	t.Parallel()
	a := openPrivate(t)
	a.write(func(tx *store.Tx) error {
		if err := a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}).NoteRead(a.who["A3"], "diary"); err == nil {
			t.Error("a look at a diary was noted")
		}
		for _, what := range store.Looks() {
			if err := a.pilot.Do(tx, a.now, pilot.Actor{Person: a.who["A2"]}).NoteRead(a.who["A3"], what); err != nil {
				t.Error(err)
			}
		}
		return nil
	})
}
