package phrase

import (
	"strconv"
	"strings"

	"tainha/rules"
)

// Notation writes the acts as the two columns of testdata/dates-vi.tsv and
// testdata/tasks-vi.tsv.
func (u Understanding) Notation() (intent, expect string) {
	sep := "+"
	for _, a := range u.Acts {
		if a.named() || a.ofWork() {
			sep = " + "
		}
	}
	intents := make([]string, len(u.Acts))
	expects := make([]string, len(u.Acts))
	for i, a := range u.Acts {
		intents[i], expects[i] = string(a.Intent), a.notation()
	}
	return strings.Join(intents, "+"), strings.Join(expects, sep)
}

// Explain is Notation as one line: intents, a tab, what they are about.
func (u Understanding) Explain() string {
	intent, expect := u.Notation()
	return intent + "\t" + expect
}

// named reports an act whose persons are part of the notation.
func (a Act) named() bool {
	switch a.Intent {
	case Approve, Reject, Hold, Callback, Undo, Delegate, Revoke:
		return true
	}
	return false
}

func (a Act) ofWork() bool {
	switch a.Intent {
	case Assign, Reassign, CancelTask, Accept, Progress, Done, Extend, Blocked, Help, Confirm, Return, List, Status, Plan:
		return true
	}
	return false
}

func (a Act) notation() string {
	switch {
	case a.ofWork():
		return a.Task.notation()
	case a.named():
		return a.decisionNotation()
	case a.Intent == None, a.Intent == Balance, a.Intent == Greet:
		return string(None)
	case a.From != nil:
		return a.From.notation() + ">" + a.Selection.notation()
	}
	return a.Selection.notation()
}

func (a Act) decisionNotation() string {
	var parts []string
	if len(a.Who) > 0 {
		parts = append(parts, "who="+strings.Join(a.Who, ","))
	}
	if len(a.But) > 0 {
		parts = append(parts, "but="+strings.Join(a.But, ","))
	}
	if a.First > 0 {
		parts = append(parts, "first="+strconv.Itoa(a.First))
	}
	if a.Count > 0 {
		parts = append(parts, "count="+strconv.Itoa(a.Count))
	}
	if days := a.Selection.notation(); days != string(None) {
		parts = append(parts, "days="+days)
	}
	if len(parts) == 0 {
		return string(None)
	}
	return strings.Join(parts, ";")
}

func (t Task) notation() string {
	var parts []string
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, key+"="+value)
		}
	}
	add("who", strings.Join(t.Who, ","))
	add("work", t.Work)
	if t.Count > 0 {
		sign := ""
		if t.Further {
			sign = "+"
		}
		add("n", sign+number(t.Count))
	}
	if t.Of > 0 {
		add("done", number(t.Done)+"/"+number(t.Of))
	}
	if t.Left > 0 {
		add("left", number(t.Left))
	}
	if t.HasPercent {
		sign := ""
		if t.Further && t.Count == 0 {
			sign = "+"
		}
		add("pct", sign+t.percent())
	}
	add("due", t.Due.notation())
	if t.Minutes > 0 {
		add("long", strconv.Itoa(t.Minutes))
	}
	if t.Why {
		add("why", "1")
	}
	if len(parts) == 0 {
		return string(None)
	}
	return strings.Join(parts, ";")
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func (t Task) percent() string {
	switch {
	case t.Percent < 0:
		return "ask"
	case t.About:
		return "~" + strconv.Itoa(t.Percent)
	}
	return strconv.Itoa(t.Percent)
}

func (d Due) notation() string {
	doubt := ""
	if d.Doubt {
		doubt = "~"
	}
	switch d.Kind {
	case DueDay:
		if d.Hour >= 0 {
			return doubt + d.Day.String() + "T" + two(d.Hour) + ":" + two(d.Minute)
		}
		return doubt + d.Day.String()
	case DueAsk:
		return joined("ask", d.Options)
	case DueClosed:
		return "closed:" + d.Day.String()
	case DueLater:
		if d.Working {
			return "+" + strconv.Itoa(d.Plus) + "w"
		}
		return "+" + strconv.Itoa(d.Plus)
	case DueRange:
		return d.Day.String() + ".." + d.To.String()
	case DueLate:
		return "late"
	case DueSoon:
		return "soon"
	}
	return ""
}

func joined(word string, days []rules.Date) string {
	if len(days) == 0 {
		return word
	}
	names := make([]string, len(days))
	for i, d := range days {
		names[i] = d.String()
	}
	return word + ":" + strings.Join(names, "|")
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
