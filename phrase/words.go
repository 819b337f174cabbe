package phrase

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"tainha/rules"
)

// legend is tables/legend.tsv by its keys.
var legend = sync.OnceValue(func() map[string]string {
	rows, err := rowsOf(tables, "tables/legend.tsv", 2)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	out := map[string]string{}
	for _, row := range rows {
		out[row[0]] = row[1]
	}
	return out
})

// say is a word of the legend.
func say(key string) string { return legend()[":"+key] }

// InWords explains the reading to an operator, in plain Vietnamese, on one line.
func (u Understanding) InWords() string {
	acts := make([]string, len(u.Acts))
	for i, a := range u.Acts {
		acts[i] = a.inWords()
	}
	return strings.Join(acts, ". ") + "."
}

func (a Act) inWords() string {
	head := legend()[string(a.Intent)]
	var parts []string
	if len(a.Who) > 0 {
		parts = append(parts, say("who")+" "+strings.Join(a.Who, ", "))
	}
	if len(a.But) > 0 {
		parts = append(parts, say("but")+" "+strings.Join(a.But, ", "))
	}
	if a.First > 0 {
		parts = append(parts, strconv.Itoa(a.First)+" "+say("first"))
	}
	if a.Count > 0 {
		parts = append(parts, say("all_of")+" "+strconv.Itoa(a.Count))
	}
	if a.Clock.Said {
		parts = append(parts, say("clock")+" "+two(a.Clock.Hour)+":"+two(a.Clock.Minute))
	}
	if a.Reason != "" {
		parts = append(parts, say("reason")+" "+a.Reason)
	}
	switch {
	case a.ofWork():
		parts = append(parts, a.Task.inWords()...)
	case a.Intent == None, a.Intent == Balance, a.Intent == Greet:
	case a.From != nil:
		parts = append(parts, say("from")+" "+strings.Join(a.From.inWords(), "; ")+" "+say("to")+" "+strings.Join(a.Selection.inWords(), "; "))
	default:
		parts = append(parts, a.Selection.inWords()...)
	}
	if a.Near {
		parts = append(parts, say("near"))
	}
	if len(parts) == 0 {
		return head
	}
	return head + ": " + strings.Join(parts, "; ")
}

func (s *Selection) inWords() []string {
	var parts []string
	for _, day := range s.Invalid {
		parts = append(parts, day+" ("+say("invalid")+")")
	}
	add := func(slots []rules.Slot, remark string) {
		if len(slots) > 0 {
			parts = append(parts, slotWords(slots)+" ("+say(remark)+")")
		}
	}
	add(s.Past, "past")
	add(s.Closed, "closed")
	switch {
	case len(s.Options) > 0:
		options := make([]string, len(s.Options))
		for i, o := range s.Options {
			options[i] = slotWords(o)
		}
		said := strings.Join(options, " "+say("or")+" ")
		if len(options) > 1 {
			said += " (" + say("options") + ")"
		}
		parts = append(parts, said)
	case s.Open:
		parts = append(parts, say("ask"))
	case len(s.Days) > 0 && len(s.Doubts) > 0:
		add(s.Days, "doubt")
	case len(s.Days) > 0:
		parts = append(parts, slotWords(s.Days))
	}
	return parts
}

func slotWords(slots []rules.Slot) string {
	words := make([]string, len(slots))
	for i, s := range slots {
		words[i] = dayWords(s.Date)
		switch s.Part {
		case rules.Morning:
			words[i] += " " + say("am")
		case rules.Afternoon:
			words[i] += " " + say("pm")
		}
	}
	return strings.Join(words, ", ")
}

func dayWords(d rules.Date) string {
	return fmt.Sprintf("%s %d/%d/%d", say("weekday"+strconv.Itoa(int(d.Weekday()))), d.Day(), int(d.Month()), d.Year())
}

func (t Task) inWords() []string {
	var parts []string
	add := func(key, value string) { parts = append(parts, say(key)+" "+value) }
	if len(t.Who) > 0 {
		who := make([]string, len(t.Who))
		for i, w := range t.Who {
			who[i] = w
			switch w {
			case AnyMe:
				who[i] = say("me")
			case AnyAll:
				who[i] = say("all")
			case AnyAsk:
				who[i] = say("unknown")
			}
		}
		add("who", strings.Join(who, ", "))
	}
	switch t.Work {
	case "":
	case AskWork:
		add("work", say("unknown"))
	default:
		add("work", t.Work)
	}
	switch {
	case t.Count > 0 && t.Further:
		add("further", number(t.Count))
	case t.Count > 0:
		add("count", number(t.Count))
	}
	if t.Of > 0 {
		add("done", number(t.Done)+" "+say("of")+" "+number(t.Of))
	}
	if t.Left > 0 {
		add("left", number(t.Left))
	}
	switch {
	case t.HasPercent && t.Percent < 0:
		parts = append(parts, say("unsaid_percent"))
	case t.HasPercent:
		add("percent", t.percent()+"%")
	}
	if t.Due.Kind != DueUnsaid {
		parts = append(parts, t.Due.inWords())
	}
	if t.Why {
		parts = append(parts, say("why"))
	}
	return parts
}

func (d Due) inWords() string {
	due := say("due") + " "
	switch d.Kind {
	case DueDay:
		due += dayWords(d.Day)
		if d.Hour >= 0 {
			due += " " + two(d.Hour) + ":" + two(d.Minute)
		}
		if d.Doubt {
			due += " (" + say("doubt") + ")"
		}
	case DueAsk:
		for i, o := range d.Options {
			if i > 0 {
				due += " " + say("or") + " "
			}
			due += dayWords(o)
		}
		due += " (" + say("ask") + ")"
	case DueClosed:
		due += dayWords(d.Day) + " (" + say("closed") + ")"
	case DueLater:
		key := "later"
		if d.Working {
			key = "later_working"
		}
		due += strconv.Itoa(d.Plus) + " " + say(key)
	case DueRange:
		due += dayWords(d.Day) + " – " + dayWords(d.To)
	case DueLate:
		return say("late")
	case DueSoon:
		return say("soon")
	}
	return due
}
