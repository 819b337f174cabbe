package locale

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"tainha/rules"
)

func load(t *testing.T) *Catalog {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	c, err := LoadFrom(texts, zone) // not Load: what the tests of the catalogue render counts for nothing
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryMessageExistsInEveryLanguage(t *testing.T) {
	t.Parallel()
	c := load(t)
	vi, en := slices.Sorted(slices.Values(c.keys["vi"])), slices.Sorted(slices.Values(c.keys["en"]))
	if len(vi) == 0 {
		t.Fatal("no Vietnamese message")
	}
	if diff := cmp.Diff(vi, en); diff != "" {
		t.Errorf("keys differ (-vi +en):\n%s", diff)
	}
}

var argument = regexp.MustCompile(`\.([a-z_]+)`)

func TestBothLanguagesUseTheSameArguments(t *testing.T) {
	t.Parallel()
	used := map[string]map[string]map[string]bool{"vi": {}, "en": {}}
	for _, lang := range Languages {
		for _, m := range messages(t, lang) {
			args := map[string]bool{}
			for _, text := range []string{m.One, m.Other} {
				for _, action := range regexp.MustCompile(`\{\{.*?\}\}`).FindAllString(text, -1) {
					for _, a := range argument.FindAllStringSubmatch(action, -1) {
						args[a[1]] = true
					}
				}
			}
			used[lang][m.ID] = args
		}
	}
	for key, vi := range used["vi"] {
		if !maps.Equal(vi, used["en"][key]) {
			t.Errorf("%s: vi uses %v, en uses %v", key, slices.Sorted(maps.Keys(vi)), slices.Sorted(maps.Keys(used["en"][key])))
		}
	}
}

func TestTextFromPeopleIsEscaped(t *testing.T) {
	t.Parallel()
	c := load(t)
	got, err := c.HTML("vi", rules.Msg("start.hello", "name", `<a href="x">An & Bình</a>`))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got, "<a") || !strings.Contains(got, "An &amp; Bình") {
		t.Errorf("not escaped: %s", got)
	}
	plain, err := c.Plain("vi", rules.Msg("start.hello", "name", "An & Bình"))
	if err != nil || !strings.Contains(plain, "An & Bình") || strings.Contains(plain, "<b>") {
		t.Errorf("plain text is %q, %v", plain, err)
	}
}

func TestDaysAreNamedWithWeekdayAndFullDate(t *testing.T) {
	t.Parallel()
	day := rules.MustDate("2026-11-26")
	for _, c := range []struct {
		lang string
		part rules.Part
		want string
	}{
		{"vi", rules.Whole, "thứ Năm 26/11/2026"},
		{"vi", rules.Morning, "sáng thứ Năm 26/11/2026"},
		{"vi", rules.Afternoon, "chiều thứ Năm 26/11/2026"},
		{"en", rules.Whole, "Thursday 26 Nov 2026"},
		{"en", rules.Morning, "Thursday 26 Nov 2026 morning"},
	} {
		if got := (Day{Slot: rules.Slot{Date: day, Part: c.part}, lang: c.lang}).String(); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.lang, c.part, got, c.want)
		}
	}
}

func TestInstantsAreShownInTheAgencysZone(t *testing.T) {
	t.Parallel()
	c := load(t)
	at := time.Date(2026, 11, 25, 18, 30, 0, 0, time.UTC) // 01:30 of the next day in Ho Chi Minh City
	got, err := c.Plain("vi", rules.Msg("start.slow_down", "until", at))
	if err != nil || !strings.Contains(got, "01:30 thứ Năm 26/11/2026") {
		t.Errorf("%q, %v", got, err)
	}
}

// messages reads the texts of one language as they stand in the files.
func messages(t *testing.T, lang string) []*i18n.Message {
	t.Helper()
	names, err := fs.Glob(texts, "text/*."+lang+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	bundle := i18n.NewBundle(language.Vietnamese)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	var out []*i18n.Message
	for _, name := range names {
		data, err := texts.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := bundle.ParseMessageFileBytes(data, name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, file.Messages...)
	}
	return out
}
