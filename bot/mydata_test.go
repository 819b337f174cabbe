package bot_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tainha/locale"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
	"tainha/store/storetest"
)

// documents are the files that a person got, by their ending.
func (h *house) documents(name string) map[string][]byte {
	h.t.Helper()
	out := map[string][]byte{}
	for _, m := range h.server.Phone(folk[name].chat).Messages() {
		if m.Document == nil {
			continue
		}
		file, data, ok := h.server.File(m.Document.FileID)
		if !ok {
			h.t.Fatalf("no file %s", m.Document.FileID)
		}
		out[file[strings.LastIndexByte(file, '.'):]] = data
	}
	return out
}

func (h *house) says(name, text string) {
	h.t.Helper()
	if _, err := h.server.Phone(folk[name].chat).Send(text); err != nil {
		h.t.Fatal(err)
	}
	h.settle()
}

// A copy holds everything, for people and for machines, and only one's own.
func TestACopyHoldsAllThatIsKeptOfThePerson(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.write(func(tx *store.Tx) error {
		binh, err := tx.PersonByCode("TN03", rules.DateOf(h.clock.Now()))
		if err != nil {
			return err
		}
		_, err = request.Submit(h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Person: binh.ID}), request.Ask{
			Person: binh.ID, Slots: []rules.Slot{{Date: rules.MustDate("2026-11-26")}}, Note: `đón <b>con</b> & "mẹ"`,
		})
		return err
	})
	h.settle()
	h.says("an", "/nhansu") // somebody else's chat goes on
	h.says("binh", "/dulieu")
	h.says("binh", "nhận bản sao")
	files := h.documents("binh")
	var copied struct {
		Code string `json:"code"`
		Days []struct{ Date, State, Note string }
		Sent []struct{ Text string } `json:"messages"`
		Made string                  `json:"made"`
	}
	if err := json.Unmarshal(files[".json"], &copied); err != nil {
		t.Fatalf("%v in\n%s", err, files[".json"])
	}
	if copied.Code != "TN03" || len(copied.Days) != 1 || copied.Days[0].Date != "2026-11-26" || copied.Days[0].State != "pending" ||
		copied.Days[0].Note != `đón <b>con</b> & "mẹ"` || len(copied.Sent) == 0 {
		t.Errorf("the copy holds %+v", copied)
	}
	page := string(files[".html"])
	for _, want := range []string{"Trần Quốc Bình", "đón &lt;b&gt;con&lt;/b&gt; &amp;", "thứ Năm 26/11/2026", "Đồng ý xử lý dữ liệu"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in the page", want)
		}
	}
	for _, other := range []string{"Võ Hoàng Nam", "TN05"} {
		if strings.Contains(page, other) || strings.Contains(string(files[".json"]), other) {
			t.Errorf("the copy names %s", other)
		}
	}
	if got := h.documents("an"); len(got) > 0 {
		t.Errorf("somebody else got %d files", len(got))
	}
}

// Both copies, for people and for machines, hold each text of each table that
// the personal manifest says is copied.
func TestBothCopiesHoldEveryTextOfEveryTableThatIsCopied(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	binh, other := h.person("TN03"), h.person("TN05")
	var who rules.Person
	h.write(func(tx *store.Tx) (err error) {
		who, err = tx.Person(binh, rules.DateOf(h.clock.Now()))
		return err
	})
	marks := storetest.Filler{
		Path: h.path, Person: binh, Other: other, Unit: int64(who.Unit), Position: int64(who.Position),
		Chat: folk["binh"].chat, OtherChat: 987_654, At: h.clock.Now(),
	}.Fill(t)
	h.write(func(tx *store.Tx) error { return tx.Agree(binh, store.Consent, 1, h.clock.Now()) })
	h.says("binh", "/dulieu")
	h.says("binh", "nhận bản sao")
	files := h.documents("binh")
	for _, table := range store.Manifest() {
		for _, c := range table.Columns {
			mark, written := marks[table.Name+"."+c.Name]
			if !written || table.Copy.As == "" || c.Uncopied != "" {
				continue
			}
			for kind, data := range files {
				if !strings.Contains(string(data), mark) {
					t.Errorf("the copy %s lacks %s.%s", kind, table.Name, c.Name)
				}
			}
		}
	}
	if len(files) != 2 {
		t.Errorf("%d files came", len(files))
	}
}

// Whatever is noted when somebody opens another's data has its words for them.
func TestEveryLookOfTheManifestHasItsWords(t *testing.T) {
	t.Parallel()
	texts, err := locale.Load(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range store.Looks() {
		if !texts.Has("mydata.what." + what) {
			t.Errorf("a look at %q has no words", what)
		}
	}
}
