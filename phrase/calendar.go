package phrase

import (
	"time"

	"tainha/phrase/when"
	"tainha/rules"
)

// days shows the pilot's calendar to the reader of days.
type days struct {
	*rules.Calendar
	today rules.Date
}

func (c days) Closed(d when.Date) (closed, known bool) {
	kind, _ := c.Kind(rules.Date(d))
	return kind != rules.Working, kind != rules.Unknown
}

func (c days) Weekend(w time.Weekday) bool { return !c.WeekdaysOn(c.today)[w] }

func slotsOf(list []when.Slot) []rules.Slot {
	if len(list) == 0 {
		return nil
	}
	parts := [...]rules.Part{when.Whole: rules.Whole, when.Morning: rules.Morning, when.Afternoon: rules.Afternoon}
	out := make([]rules.Slot, len(list))
	for i, s := range list {
		out[i] = rules.Slot{Date: rules.Date(s.Date), Part: parts[s.Part]}
	}
	return out
}

// selectionOf is a selection in the pilot's types.
func selectionOf(s when.Selection) Selection {
	out := Selection{Days: slotsOf(s.Days), Past: slotsOf(s.Past), Closed: slotsOf(s.Closed), Invalid: s.Invalid, Open: s.Open}
	for _, o := range s.Options {
		out.Options = append(out.Options, slotsOf(o))
	}
	for _, d := range s.Doubts {
		out.Doubts = append(out.Doubts, messageOf(d))
	}
	return out
}

func messageOf(d when.Doubt) rules.Message {
	var day, from, to rules.Date
	for name, at := range map[string]*rules.Date{"day": &day, "from": &from, "to": &to} {
		if date, ok := d.Arg(name).(when.Date); ok {
			*at = rules.Date(date)
		}
	}
	count, _ := d.Arg("count").(int) // 0 where nothing is counted
	return rules.Msg(doubtKey+string(d.Key), "day", day, "from", from, "to", to, "count", count)
}

func seriesOf(s when.Series) *Series {
	return &Series{Weekdays: s.Weekdays, Until: rules.Date(s.Until)}
}
