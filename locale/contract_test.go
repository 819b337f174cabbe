package locale

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/rules/survey"
	"tainha/store"
)

// family is a closed set of messages whose keys are made of a value that no reading
// of the code can follow. A value that can be followed needs none.
type family struct {
	form   string // with * for the value
	values func(*program) []string
}

// families are all of them.
func families() []family {
	return []family{
		{"absence.*", constantsOf("rules.AbsenceKind")},
		{"agree.*", constantsOf("store.AgreementKind")},
		{"agree.declined.*", constantsOf("store.AgreementKind")},
		{"agree.yes.*", constantsOf("store.AgreementKind")},
		{"mydata.agreement.*", constantsOf("store.AgreementKind")},
		{"audit.did.*", fieldValues("store.Entry", "Action", "audit.erase", "data.export", "data.withdraw", "person.commitment", "person.consent")},
		{"audit.on.*", words("request", "data_request")}, // the others are said by their whole keys
		{"calendar.ask.*", words("off", "exchange", "presence", "week", "year")},
		{"calendar.button.*", words("off", "exchange", "presence", "week", "year")},
		{"close.outcome.*", constantsOf("rules.Outcome")},
		{"outcome.*", constantsOf("rules.Outcome")},
		{"data.kind.*", constantsOf("rules.DataRequestKind")},
		{"data.reason.*", words("0", "1")},
		{"data.state.*", words("done", "refused")}, // how one ends
		{"notice.data_*", words("done", "refused")},
		{"mydata.answer.*", constantsOf("rules.DataRequestState")},
		{"effect.why.*", reasons},
		{"survey.question.*", questions},
		{"survey.short.*", questions},
		{"survey.form.line.*", words("access", "procedures", "official", "result", "feedback", "overall")},
		{"survey.level.*", words("1", "2", "3", "4", "5")},
		{"survey.agree.*", words("1", "2", "3", "4", "5")},
		{"survey.source.*", constantsOf("survey.Source")},
		{"survey.group.*", words("all", "citizen", "business", "staff")},
		{"survey.verdict.*", words("better", "not_worse", "worse", "not_enough")},
		{"job.name.*", fieldValues("jobs.Job", "Name")},
		{"language.*", words(Languages...)},
		{"leave.kind.*", words("leave", "sick", "duty")},                          // what a person can choose,
		{"sheet.sum.*", words("office", "home", "duty", "leave", "sick", "away")}, // rules.AttendedKinds
		{"team.away.*", words("leave", "sick", "duty")},
		{"mydata.what.*", words(store.Looks()...)},
		{"number.button.*", numbersOf(func(n rules.Number) bool { return n.NotInRegister == "" })},
		{"number.label.*", numbersOf(func(n rules.Number) bool { return n.NotInRegister == "" })},
		{"number.hint.*", numbersOf(func(n rules.Number) bool { return n.NotInRegister == "" && n.Form != rules.FormPresence })}, // which is chosen
		{"number.value.*", numbersOf(func(n rules.Number) bool { return n.Form == rules.FormShare })},                            // the others are said by their whole keys
		{"power.state.*", constantsOf("rules.PowerState")},
		{"phrase.doubt.*", constantsOf("when.DoubtKey")},
		{"rest.what.*", words("home", "leave", "sick", "duty", "cancel", "cancel_leave", "move", "approve", "reject", "revoke", "delegate", "callback", "assign", "confirm", "return", "extend", "blocked", "help", "reassign", "cancel_task")}, // what a button can begin, and what is named beside
		{"flow.what.*", words("approve_all", "assign", "audit", "calendar", "calendar_end", "calendar_remove", "callback", "close", "data", "decide", "delegate", "enrol", "exception", "indicator", "indicator_month", "language", "last_day", "leave", "mandate", "mydata", "numbers", "people", "person", "petition", "plan_condition", "position", "product", "reason", "score_self", "score_staff", "score_word", "survey_close", "survey_forms", "survey_handed", "survey_open", "task_block", "task_confirm", "task_due", "task_hand_on", "task_repeat", "task_word", "unable", "unit_position", "welcome", "wfh")}, // the flows that wait to be taken up again
		{"task.word.*", words("ask", "cannot", "recall", "form", "content", "return", "keep", "unblock", "reopen", "waive_error", "waive_late", "ask_waiver")},
		{"task.sure.*", words("ask", "cannot", "recall", "form", "content", "return", "keep", "unblock", "reopen", "waive_error", "waive_late", "ask_waiver")},
		{"task.toast.*", words("ask", "cannot", "recall", "form", "content", "return", "keep", "unblock", "reopen", "waive_error", "waive_late", "ask_waiver")},
		{"task.quick.*.*", pairs([]string{"ask", "cannot", "recall", "form", "content", "return", "keep", "unblock", "reopen", "waive_error", "waive_late", "ask_waiver"}, []string{"0", "1", "2"})},
		{"task.quick.due.*", words("0", "1", "2")},
		{"task.quick.block.*", words("0", "1", "2")},
		{"plan.quick.*", words("0", "1", "2")},
		{"callback.reason.*", words("0", "1", "2")},
		{"callback.unable.*", words("0", "1", "2")},
		{"topic.*", words("disk", "closed", "late", "phone", "bot", "exception", "pilot", "limits", "sheet", "presence", "people", "work", "leave", "decide", "home")},
		{"reason.reject.*", words("0", "1", "2", "3")},
		{"reason.*.*", pairs([]string{"reject", "revoke", "keep"}, []string{"0", "1", "2", "3"})},
	}
}

// neverSaid are keys that the code could build from a value that does not occur there.
var neverSaid = map[string]string{
	"":                 "the key beside an error",
	"card.day.":        "a day has a state",
	"card.day.unknown": "a day has a state",
	"state.":           "a day has a state",
	"state.unknown":    "a day has a state",
	"menu.start":       "/start stands in no list",
	"menu.undo":        "it stands in no list: a button offers it",
	"menu.callback":    "it stands in no list: a button offers it",
	"menu.answer":      "it stands in no list: who is asked is told of it",
	"roster.cell.":     "no fault",
}

// awaited are functions that no feature calls yet: those of the tests do.
var awaited = map[string]string{}

// unusedHere are arguments that one call gives to two messages, of which one needs it.
var unusedHere = map[string]string{"above.unit": "full"}

func TestEveryMessageThatCodeCanSayHasItsTextAndNoTextIsUnused(t *testing.T) {
	t.Parallel()
	p := loadProgram(t)
	s := p.speak()
	p.spoken = s.said
	for _, problem := range slices.Sorted(maps.Keys(s.problems)) {
		t.Error(problem)
	}
	texts := map[string]map[string]bool{}
	for _, m := range messages(t, "vi") {
		texts[m.ID] = argumentsOf(m.One + m.Other)
	}
	unused := maps.Clone(texts)
	for _, x := range slices.SortedFunc(maps.Values(s.said), func(a, b said) int { return int(a.at) - int(b.at) }) {
		for _, key := range p.members(t, x) {
			delete(unused, key)
			p.compare(t, x, key, texts)
		}
	}
	stands := p.standing(unused)
	for _, key := range slices.Sorted(maps.Keys(unused)) {
		if at, ok := stands[key]; ok {
			t.Errorf("%s stands at %s, but is not followed to any rules.Msg", key, at)
			continue
		}
		t.Errorf("nothing says %s: delete its texts", key)
	}
	p.readFamilies(t, texts)
}

// members are the keys of one saying.
func (p *program) members(t *testing.T, x said) []string {
	t.Helper()
	if !strings.Contains(x.key, "*") {
		if neverSaid[x.key] != "" {
			return nil
		}
		return []string{x.key}
	}
	for _, f := range families() {
		if f.form != x.key {
			continue
		}
		keys := f.keys(p)
		if len(keys) == 0 {
			t.Errorf("the family %s is empty", f.form)
		}
		return keys
	}
	t.Errorf("%s: %s is computed and belongs to no family", p.place(x.at), x.key)
	return nil
}

// compare holds the arguments of a saying to those that the text uses. A text of
// several that are said in one place may leave some out.
func (p *program) compare(t *testing.T, x said, key string, texts map[string]map[string]bool) {
	t.Helper()
	used, ok := texts[key]
	if !ok {
		t.Errorf("%s: %s has no text", p.place(x.at), key)
		return
	}
	for name := range used {
		if !slices.Contains(x.names, name) && !slices.Contains(x.optional, name) {
			t.Errorf("%s: the text of %s uses %s, which is not given", p.place(x.at), key, name)
		}
	}
	for _, name := range x.names {
		if !used[name] && x.key == key && unusedHere[key] != name {
			t.Errorf("%s: %s is given %s, which its text does not use", p.place(x.at), key, name)
		}
	}
}

var action = regexp.MustCompile(`\{\{.*?\}\}`)

func argumentsOf(text string) map[string]bool {
	used := map[string]bool{}
	for _, a := range action.FindAllString(text, -1) {
		for _, name := range argument.FindAllStringSubmatch(a, -1) {
			used[name[1]] = true
		}
	}
	return used
}

// standing finds the constants of the code that are such keys. A key of one word may
// be any word.
func (p *program) standing(keys map[string]map[string]bool) map[string]string {
	at := map[string]string{}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			if tv := p.info.Types[e]; tv.Value != nil && tv.Value.Kind() == constant.String {
				if key := constant.StringVal(tv.Value); keys[key] != nil && strings.Contains(key, ".") {
					at[key] = p.place(e.Pos())
				}
			}
			return true
		})
	}
	return at
}

// questions are those of every survey.
func questions(*program) (out []string) {
	for _, a := range []survey.Audience{survey.Citizens, survey.Staff} {
		for _, key := range a.Keys() {
			out = append(out, key)
		}
	}
	return out
}

func words(values ...string) func(*program) []string {
	return func(*program) []string { return values }
}

func numbersOf(which func(rules.Number) bool) func(*program) []string {
	return func(*program) (out []string) {
		for _, n := range rules.Numbers() {
			if which(n) {
				out = append(out, n.Key)
			}
		}
		return out
	}
}

func pairs(first, second []string) func(*program) []string {
	var out []string
	for _, a := range first {
		for _, b := range second {
			out = append(out, a+"\x00"+b)
		}
	}
	return words(out...)
}

// lookup finds a type by the name of its package and its own.
func (p *program) lookup(name string) types.Object {
	in, own, _ := strings.Cut(name, ".")
	for _, pkg := range p.checked {
		if path.Base(pkg.Path()) == in && pkg.Scope().Lookup(own) != nil {
			return pkg.Scope().Lookup(own)
		}
	}
	panic("there is no " + name)
}

// constantsOf are all constants of a type of strings but its zero.
func constantsOf(name string) func(*program) []string {
	return func(p *program) []string {
		t := p.lookup(name).Type()
		var out []string
		for _, pkg := range p.checked {
			for _, n := range pkg.Scope().Names() {
				c, ok := pkg.Scope().Lookup(n).(*types.Const)
				if ok && types.Identical(c.Type(), t) && constant.StringVal(c.Val()) != "" {
					out = append(out, constant.StringVal(c.Val()))
				}
			}
		}
		return sorted(out)
	}
}

// fieldValues are whatever the code gives to a field.
func fieldValues(name, field string, more ...string) func(*program) []string {
	return func(p *program) []string {
		o := fieldOf(p.lookup(name), field)
		s := &speech{program: p, said: map[string]said{}, problems: map[string]bool{}, seen: map[string]bool{}}
		for _, v := range p.given[o] {
			s.follow(v, args{}, nil)
		}
		for problem := range s.problems {
			panic(fmt.Sprintf("%s.%s: %s", name, field, problem))
		}
		out := slices.Clone(more)
		for _, x := range s.said {
			if !strings.Contains(x.key, "*") { // more names those
				out = append(out, x.key)
			}
		}
		return sorted(out)
	}
}

// reasons are what a day can be refused or raised for, as the judge of days says it.
func reasons(p *program) []string {
	var out []string
	for _, x := range p.spoken {
		if word, _, _ := strings.Cut(x.key, "."); p.packageOf(x.at) == core && (word == "refuse" || word == "limit" || word == "above") {
			out = append(out, x.key)
		}
	}
	return sorted(out)
}

func (p *program) packageOf(at token.Pos) string {
	for name, pkg := range p.checked {
		if scope := pkg.Scope().Innermost(at); scope != nil {
			return name
		}
	}
	return ""
}
