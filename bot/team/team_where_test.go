package team

import (
	"testing"
	"time"

	"tainha/locale"
	"tainha/rules"
)

// Where somebody is on a day is told in words of its own, whatever it is.
func TestEveryPlaceHasItsOwnWord(t *testing.T) {
	t.Parallel()
	catalog, err := locale.Load(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Languages {
		said := map[string]rules.Place{}
		for place := rules.AtOffice; place <= rules.NotPosted; place++ {
			text, err := catalog.Plain(lang, placeWord(place))
			if err != nil {
				t.Fatal(err)
			}
			if other, twice := said[text]; twice {
				t.Errorf("%s: places %d and %d are both %q", lang, other, place, text)
			}
			said[text] = place
		}
	}
}
