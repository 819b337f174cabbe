package bot_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"tainha/bot/chat"
)

const versionsFile = "testdata/conversation_versions.golden"

// kept is a flow as the golden file holds it: what stands in the database between
// two messages, and on buttons in people's chats.
func kept(f chat.FlowShape) string {
	var b strings.Builder
	for _, s := range f.Steps {
		fmt.Fprintf(&b, "  step %s\n", s.Name)
		for _, c := range s.Choices {
			fmt.Fprintf(&b, "    %d %s (%d)\n", c.Value, c.Name, c.Arg)
		}
	}
	fmt.Fprintf(&b, "  draft %s\n", f.Draft)
	return b.String()
}

// TestAChangedConversationHasAnotherVersion holds every flow's steps, choices and
// draft against testdata/conversation_versions.golden. Who stands in a flow of
// another version is told so; who stood in one that changed without it would
// press a button that means something else.
func TestAChangedConversationHasAnotherVersion(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	data, err := os.ReadFile(versionsFile)
	if err != nil && !*update {
		t.Fatal(err)
	}
	was := map[string]string{}
	for block := range strings.SplitSeq(string(data), "flow ") {
		if head, rest, ok := strings.Cut(block, "\n"); ok {
			name, version, _ := strings.Cut(head, " version ")
			was[name] = version + "\n" + rest
		}
	}
	var out strings.Builder
	for _, f := range append(h.bot.Flows(), h.bot.Sections()...) {
		now := kept(f)
		fmt.Fprintf(&out, "flow %s version %d\n%s", f.Name, f.Version, now)
		version, before, known := strings.Cut(was[f.Name], "\n")
		delete(was, f.Name)
		switch same := version == fmt.Sprint(f.Version); {
		case known && same && before != now:
			t.Errorf("flow %s is kept otherwise than before: raise its Version.\nbefore:\n%s\nnow:\n%s", f.Name, before, now)
		case (!known || !same) && !*update:
			t.Errorf("flow %s is new, or has another version: go test ./bot -run AnotherVersion -update", f.Name)
		}
	}
	if len(was) > 0 && !*update {
		t.Errorf("flows that there are not any more: %v", was)
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(versionsFile, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A draft that another release wrote ends the flow, kindly, and nothing is sent.
func TestADraftOfAnotherVersionEndsTheFlow(t *testing.T) {
	t.Parallel()
	for name, how := range map[string]func(h *house){
		"pressed": func(h *house) { h.taps("binh", "📨 Gửi đề nghị", 1) },
		"typed":   func(h *house) { h.writes("binh", "t6"); h.settle() },
		"resumed": func(h *house) { h.writes("binh", "/tiep"); h.settle() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.writes("binh", "t5 em xin làm ở nhà")
			h.settle()
			h.setDraft("binh", `{"v":0,"d":{}}`)
			how(h)
			if m := h.shown("binh"); !strings.Contains(m.Content(), "Bot vừa được cập nhật") {
				t.Errorf("binh sees %q", m.Content())
			}
			h.writes("binh", "/tiep")
			h.settle()
			if m := h.shown("binh"); strings.Contains(m.Content(), "Bot vừa được cập nhật") {
				t.Errorf("the flow is still there: %q", m.Content())
			}
		})
	}
}
