package reply

import (
	"regexp"
	"strings"

	"tainha/fold"
)

// PlanVerb is what is to be done to a task in a plan.
type PlanVerb uint8

// The verbs of plans.
const (
	PlanUnsaid PlanVerb = iota
	PlanMore            // thêm tờ trình
	PlanLess            // bớt báo cáo 1 giờ
	PlanOut             // bỏ tờ trình
)

// Planned is what a sentence says of a task in a plan.
type Planned struct {
	Verb   PlanVerb
	Words  string // of the task, folded; empty where nothing is said of one
	Amount string // a number as it was typed, empty for none
	Sets   bool   // the number is how much it is to be, not by how much it changes; false without one
	Unit   bool   // it is said in hours, or in pieces
	Named  bool   // the plan itself is named, and something is to be done to it
	Edits  bool   // it is to be changed, and no more is said: "sửa kế hoạch"
}

const (
	classPlan       = "plan"
	classPlanEdit   = "plan.edit"
	classPlanMore   = "plan.more"
	classPlanLess   = "plan.less"
	classPlanOut    = "plan.out"
	classPlanAround = "plan.around"
	classPlanUnit   = "plan.unit"
	classPlanSets   = "plan.sets"
	mostPlanWords   = 4 // of a sentence that says no more than that the plan is to be changed
)

var planNumber = regexp.MustCompile(`^(\d{1,4}(?:[.,]\d{1,2})?)h?$`)

// PlanOf reads "thêm tờ trình", "bớt báo cáo 1 giờ", "báo cáo quý 2 giờ", "bỏ tờ trình khỏi
// kế hoạch", "sửa kế hoạch". A plan that somebody writes, "soạn kế hoạch tháng 12", is work.
func PlanOf(s string) Planned {
	t := planText(s)
	from := 0
	for from < len(t.words) && t.is(from, 1, classPolite) {
		from++
	}
	if from == len(t.words) {
		return Planned{}
	}
	names := t.has(classPlan)
	p := Planned{Verb: t.planVerb(from), Edits: names && len(t.words)-from <= mostPlanWords && t.is(from, 1, classPlanEdit)}
	p.Named = names && (p.Verb != PlanUnsaid || p.Edits)
	if p.Verb != PlanUnsaid {
		from++
	}
	var rest []string
	sets := p.Verb == PlanUnsaid
	for i := from; i < len(t.words); i++ {
		number := planNumber.FindStringSubmatch(t.words[i])
		switch {
		case number != nil:
			p.Amount = number[1]
			sets = sets || i > 0 && t.is(i-1, 1, classPlanSets)
		case t.is(i, 1, classPlanUnit):
			p.Unit = p.Unit || i > 0 && planNumber.MatchString(t.words[i-1])
		case !t.is(i, 1, classPlanAround) && !t.is(i, 1, classPlanSets):
			rest = append(rest, fold.Text(t.words[i]))
		}
	}
	p.Sets = sets && p.Amount != ""
	if p.Verb != PlanUnsaid || p.Amount != "" {
		p.Words = strings.Join(rest, " ")
	}
	return p
}

// planText is a sentence whose numbers stand as they were typed.
func planText(s string) text {
	var words []string
	for raw := range strings.FieldsSeq(strings.ToLower(s)) {
		if w := strings.Trim(raw, ".,;:!?"); planNumber.MatchString(w) {
			words = append(words, w)
		} else {
			words = append(words, split(raw)...)
		}
	}
	return textOf(words, newText(s).marked)
}

func (t text) planVerb(i int) PlanVerb {
	for verb, class := range map[PlanVerb]string{PlanMore: classPlanMore, PlanLess: classPlanLess, PlanOut: classPlanOut} {
		if t.is(i, 1, class) {
			return verb
		}
	}
	return PlanUnsaid
}
