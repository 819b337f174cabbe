package reply

import (
	"regexp"
	"slices"
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
	Sets   bool   // the number is how much it is to be, not by how much it changes
	Unit   bool   // it is said in hours, or in pieces
	Named  bool   // the plan itself is named
	Edits  bool   // and is to be changed: "sửa kế hoạch"
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
	shortestPlan    = 4 // words of a sentence that only names the plan
)

var planNumber = regexp.MustCompile(`^(\d{1,4}(?:[.,]\d{1,2})?)h?$`)

// folds reports whether words, folded, are a spelling of a class.
func folds(words, class string) bool {
	return slices.ContainsFunc(classes()[class], func(w word) bool { return w.plain == words })
}

// PlanOf reads "thêm tờ trình", "bớt báo cáo 1 giờ", "báo cáo quý 2 giờ", "bỏ tờ trình khỏi
// kế hoạch", "sửa kế hoạch".
func PlanOf(s string) Planned {
	words := planTokens(s)
	var p Planned
	for i := range len(words) - 1 {
		p.Named = p.Named || folds(words[i]+" "+words[i+1], classPlan)
	}
	p.Edits = p.Named && len(words) <= shortestPlan && folds(words[0], classPlanEdit)
	var rest []string
	for i, w := range words {
		before := ""
		if i > 0 {
			before = words[i-1]
		}
		number := planNumber.FindStringSubmatch(w)
		switch {
		case i == 0 && planVerb(w) != PlanUnsaid:
			p.Verb = planVerb(w)
		case number != nil:
			p.Amount = number[1]
			p.Sets = p.Sets || folds(before, classPlanSets)
		case !folds(w, classPlanAround) && !folds(w, classPlanUnit) && !folds(w, classPlanSets):
			rest = append(rest, w)
		case folds(w, classPlanUnit):
			p.Unit = p.Unit || planNumber.MatchString(before)
		}
	}
	p.Sets = p.Sets || p.Verb == PlanUnsaid
	if p.Verb != PlanUnsaid || p.Amount != "" {
		p.Words = strings.Join(rest, " ")
	}
	return p
}

// planTokens are the words of a sentence, folded, with its numbers as they were typed.
func planTokens(s string) (words []string) {
	for raw := range strings.FieldsSeq(strings.ToLower(s)) {
		if w := strings.Trim(raw, ".,;:!?"); planNumber.MatchString(w) {
			words = append(words, w)
		} else {
			words = append(words, strings.Fields(fold.Text(raw))...)
		}
	}
	return words
}

func planVerb(w string) PlanVerb {
	for verb, class := range map[PlanVerb]string{PlanMore: classPlanMore, PlanLess: classPlanLess, PlanOut: classPlanOut} {
		if folds(w, class) {
			return verb
		}
	}
	return PlanUnsaid
}
