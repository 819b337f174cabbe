package bot_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"tainha/locale"
	"tainha/phrase"
	"tainha/rules"
)

func TestEveryDoubtOfASentenceCanBeToldInBothLanguages(t *testing.T) {
	t.Parallel()
	calendar := calendar2026(zone(t))
	catalog, err := locale.Load(calendar.Location)
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, name := range []string{"dates-vi.tsv", "more-vi.tsv"} {
		f, err := os.Open("../phrase/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			text, _, _ := strings.Cut(lines.Text(), "\t")
			for _, w := range phrase.Read(text, rules.MustDate("2026-11-23"), calendar).Wishes {
				for _, doubt := range w.Doubts {
					told[doubt.Key] = true
					for _, lang := range locale.Languages {
						if s, err := catalog.Plain(lang, doubt); err != nil || s == "" {
							t.Errorf("%s: doubt of %q: %q, %v", lang, text, s, err)
						}
					}
				}
			}
		}
	}
	if len(told) < 12 {
		t.Errorf("the sentences show only %d kinds of doubt", len(told))
	}
}

func TestTheNameOfAColleagueIsTheSubjectWithoutACapital(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.plays(`an> binh nghỉ thứ 6`)
	h.reads("an", "ngày của người khác")
	h.plays(`an> hưng nghỉ thứ 6`) // nobody near her, and nobody's wish
	h.reads("an", "chưa hiểu")
}

func TestASentenceWithANameRunsOneStatementMore(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	count := func(text string) int {
		h.turns.take()
		if _, err := h.server.Phone(folk["an"].chat).Send(text); err != nil {
			t.Fatal(err)
		}
		h.settle()
		return len(h.turns.take()[0])
	}
	without, with := count("trời mưa"), count("trời mưa Binh, Lan, Nam, Huong") // the first words that are none
	if with > without+1 {
		t.Errorf("%d statements without names, %d with four", without, with)
	}
}
