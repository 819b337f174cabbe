package bot_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	source "go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tainha/store"
)

func (h *house) setDraft(who, data string) {
	h.t.Helper()
	h.write(func(tx *store.Tx) error {
		c, err := tx.Conversation(folk[who].chat, folk[who].chat)
		if err != nil {
			return err
		}
		c.Data = json.RawMessage(data)
		return tx.SaveConversation(c, h.clock.Now())
	})
}

func TestEveryKindThatTheAuditNamesIsDeclared(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	declared := map[string]bool{}
	for _, kind := range h.bot.Objects() {
		declared[kind] = true
	}
	files, err := filepath.Glob("../pilot/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		f, err := parser.ParseFile(source.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != len(spec.Names) {
				return true
			}
			for i, name := range spec.Names {
				lit, ok := spec.Values[i].(*ast.BasicLit)
				if !ok || !strings.HasPrefix(name.Name, "Object") {
					continue
				}
				found++
				if kind, err := strconv.Unquote(lit.Value); err != nil || !declared[kind] {
					t.Errorf("%s (%s) is an object of no feature", name.Name, lit.Value)
				}
			}
			return true
		})
	}
	if found < 6 {
		t.Errorf("only %d kinds were found", found)
	}
}

// A card or file whose reader has no right to it, or never had, is a word that it
// is somebody else's.
func TestACardOrFileIsOnlyMadeForWhoMaySeeItNow(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, kind := range h.bot.Objects() {
		for _, id := range []int64{1, 2, 3, 7, 1 << 40, -1} {
			h.write(func(tx *store.Tx) error {
				for _, body := range h.bot.Bodies(store.Ref{Kind: kind, ID: id}) {
					for _, chat := range []int64{folk["nam"].chat, folk["la"].chat} {
						if err := tx.Queue(h.clock.Now(), store.Out{Chat: chat, Body: body}); err != nil {
							return err
						}
					}
				}
				return nil
			})
		}
	}
	h.settle()
	for _, m := range h.server.Phone(folk["nam"].chat).Messages() {
		for _, other := range []string{"Bảo", "Hương", "Trần Quốc Bình", "TN01", "TN03"} {
			if strings.Contains(m.Content(), other) {
				t.Errorf("nam reads of somebody else: %s", m.Content())
			}
		}
	}
	if got := len(h.server.Phone(folk["la"].chat).Messages()); got > 0 {
		t.Errorf("a stranger got %d messages", got)
	}
}
