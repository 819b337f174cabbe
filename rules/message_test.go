package rules_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/rules"
)

func TestMessageSurvivesJSON(t *testing.T) {
	t.Parallel()
	want := rules.Msg("k", "s", "An & Bình", "n", 3, "b", true, "day", day("2026-11-26"), "slot", slot("2026-11-26/am"),
		"slots", slots("2026-11-26", "2026-11-27/pm"), "at", time.UnixMilli(1_790_000_000_123).UTC(),
		"m", rules.Days(3), "all", []rules.Message{rules.Days(1), rules.Days(2)})
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got rules.Message
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	same(t, "message", got, want)
	if _, err := json.Marshal(rules.Msg("k", "x", 1.5)); err == nil {
		t.Error("a float passed as an argument")
	}
}

// The texts are as the standard library writes them, whatever is in them.
func TestATextOfAMessageIsWrittenAsJSONWritesIt(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "Trần Thị Thu Hà", `"\`, "<b>&</b>", "\u2028\u2029", "\x00\n\t\x7f", "\xff", "🏠"} {
		got, err := json.Marshal(rules.Args{text: text, "none": []rules.Message(nil), "no days": []rules.Slot(nil), "in": rules.Msg(text)})
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(map[string]any{text: map[string]any{"s": text}, "none": map[string]any{"M": nil}, "no days": map[string]any{"H": nil}, "in": map[string]any{"m": map[string]any{"key": text}}})
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%q is written as %s, want %s", text, got, want)
		}
		var back rules.Args
		if err := json.Unmarshal(got, &back); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What another release wrote, or nobody, is an error and no panic.
func TestArgumentsThatCannotBeReadAreRefused(t *testing.T) {
	t.Parallel()
	for _, data := range []string{`[]`, `3`, `{"x":3}`, `{"x":{"?":1}}`, `{"x":{"s":1}}`, `{"x":{"i":1.5}}`, `{"x":{"i":"1"}}`, `{"x":{"i":99999999999999999999}}`, `{"x":{"b":"true"}}`,
		`{"x":{"d":"2026-13-01"}}`, `{"x":{"h":[]}}`, `{"x":{"H":{}}}`, `{"x":{"H":["?"]}}`, `{"x":{"t":"now"}}`, `{"x":{"m":[]}}`, `{"x":{"m":{"key":1}}}`, `{"x":{"M":[{"key":"k","args":{"y":{"?":1}}}]}}`} {
		var a rules.Args
		if err := json.Unmarshal([]byte(data), &a); err == nil {
			t.Errorf("%s was read as %v", data, a)
		}
	}
}

var (
	inCode    = regexp.MustCompile(`"((?:above|absence|count|delegate|enrol|limit|policy|refuse|request|tree|way)\.[a-z_]+)"`)
	inText    = regexp.MustCompile(`(?m)^([a-z_]+\.[a-z_]+): "(.*)"$`)
	arguments = regexp.MustCompile(`\{\{[^}]*\}\}`)
	argument  = regexp.MustCompile(`\.([a-z]+)`)
)

// Every message of the rules has its text in both languages, with the same
// arguments, and no text is left over.
func TestEveryMessageHasItsTexts(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range inCode.FindAllStringSubmatch(read(t, name), -1) {
			used[m[1]] = true
		}
	}
	vi, en := texts(t, "vi"), texts(t, "en")
	for key := range used {
		if vi[key] == "" || en[key] == "" {
			t.Errorf("%s has no text: vi %q, en %q", key, vi[key], en[key])
		}
		if v, e := named(vi[key]), named(en[key]); !slices.Equal(v, e) {
			t.Errorf("%s takes %v in Vietnamese and %v in English", key, v, e)
		}
	}
	for key := range vi {
		if !used[key] {
			t.Errorf("%s has a text but is never said", key)
		}
	}
	same(t, "number of texts", len(en), len(vi))
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func texts(t *testing.T, lang string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, m := range inText.FindAllStringSubmatch(read(t, fmt.Sprintf("../locale/text/rules.%s.yaml", lang)), -1) {
		out[m[1]] = m[2]
	}
	return out
}

// named lists the arguments that a text takes.
func named(text string) []string {
	var out []string
	for _, action := range arguments.FindAllString(text, -1) {
		for _, m := range argument.FindAllStringSubmatch(action, -1) {
			out = append(out, m[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
