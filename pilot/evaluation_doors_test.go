package pilot_test

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tainha/pilot"
	score "tainha/pilot/evaluation"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/store"
)

// walked is the scored office with four months of Chín's: petitioned, published, scored, prompted.
type walked struct {
	scoring
	petitioned, published, scored, prompted evaluation.ID
}

// walkers are who tries every door, by what they are to Chín.
var walkers = map[string]string{
	"person": "A3", "scorer": "A2", "above": "A1", "colleague": "A4", "deputy": "A5", "deputy with a field": "A6", "other head": "B1",
	"coordinator": "C1", "auditor": "K1", "leaver": "G1", "stranger": "", "job": "",
}

func openWalked(t *testing.T) walked {
	t.Helper()
	s := walked{scoring: openScoring(t)}
	s.at("2025-08-01 08:00")
	s.mustBring(scoredOffice+"A6,Cao Thị Phó,,P1,PTP,,,01/01/2025\nG1,Đinh Văn Nghỉ,,P1,CV,,,01/01/2025\n", s.now)
	s.must(func(tx *store.Tx) error {
		for i, code := range []string{"A6", "G1"} {
			p, err := tx.PersonByCode(code, rules.DateOf(s.now))
			if err != nil {
				return err
			}
			s.who[code] = p.ID
			if err := tx.Link(store.Account{Person: p.ID, Chat: int64(1101 + i), Language: "vi", Linked: s.now}); err != nil {
				return err
			}
		}
		return tx.SetActive(s.who["G1"], false, s.now)
	})
	s.mustBy("A2", func(do pilot.Do) error {
		_, err := work.Give(do, task.Mandate{Unit: s.unit("P1").ID, To: s.who["A6"], Field: "tài chính", First: do.Today})
		return err
	})
	none := map[evaluation.Component]string{}
	for _, c := range []evaluation.Component{evaluation.Quantity, evaluation.Quality, evaluation.Progress} {
		none[c] = "không được giao việc trong tháng"
	}
	month := func(open, score, publish string) evaluation.ID {
		s.at(open)
		id := s.open("A3")
		if score != "" {
			s.at(score)
			s.score("A2", id, evaluation.Given{NotApplicable: none})
		}
		if publish != "" {
			s.at(publish)
			s.publish("A2", id)
		}
		return id
	}
	s.petitioned = month("2025-08-26 09:00", "2025-08-27 09:00", "2025-09-03 09:00")
	s.mustBy("A3", func(do pilot.Do) error {
		_, err := score.File(do, score.Step{ID: s.petitioned}, "xem lại điểm")
		return err
	})
	s.published = month("2025-09-26 09:00", "2025-09-27 09:00", "2025-10-01 09:00")
	s.scored = month("2025-10-27 09:00", "2025-10-28 09:00", "")
	s.prompted = month("2025-11-26 09:00", "", "")
	return s
}

// door is a use case of evaluation about Chín: when it is tried, who gets through, and how; it tells whether a score is shown
// or changed.
type door struct {
	when string
	who  string
	try  func(s walked, do pilot.Do) (bool, error)
}

const (
	readers   = "person scorer above coordinator auditor"
	overseers = "coordinator auditor"
)

func did[T any](_ T, err error) (bool, error) { return err == nil, err }

func evaluationDoors() map[string]door {
	sep, oct := rules.MustDate("2025-09-01"), rules.MustDate("2025-09-30")
	of := func(s walked, list []evaluation.Evaluation) bool {
		return slices.ContainsFunc(list, func(e evaluation.Evaluation) bool { return e.Person == s.who["A3"] })
	}
	own := func(list func(pilot.Do) ([]evaluation.Evaluation, error)) func(walked, pilot.Do) (bool, error) {
		return func(s walked, do pilot.Do) (bool, error) {
			got, err := list(do)
			return of(s, got), err
		}
	}
	return map[string]door{
		"Open": {"2025-12-26 09:00", "coordinator job", func(s walked, do pilot.Do) (bool, error) {
			_, opened, err := score.Open(do, s.who["A3"], rules.MustDate("2025-12-01"), rules.MustDate("2025-12-31"))
			return opened, err
		}},
		"OpenDue": {"2025-12-26 09:00", "coordinator job", func(s walked, do pilot.Do) (bool, error) {
			err := score.OpenDue(do, s.who["A3"])
			return err == nil, err
		}},
		"SelfScore": {"2025-11-26 10:00", "person", func(s walked, do pilot.Do) (bool, error) {
			return did(score.SelfScore(do, score.Step{ID: s.prompted}, fullMarks(), ""))
		}},
		"Score": {"2025-11-27 10:00", "scorer", func(s walked, do pilot.Do) (bool, error) {
			return did(score.Score(do, score.Step{ID: s.prompted}, evaluation.Given{Common: fullMarks()}))
		}},
		"Publish": {"2025-11-03 09:00", "scorer", func(s walked, do pilot.Do) (bool, error) {
			return did(score.Publish(do, score.Step{ID: s.scored}))
		}},
		"Renew": {"2025-10-02 09:00", "scorer", func(s walked, do pilot.Do) (bool, error) {
			return did(score.Renew(do, score.Step{ID: s.published}, "tính lại"))
		}},
		"File": {"2025-10-02 09:00", "person", func(s walked, do pilot.Do) (bool, error) {
			return did(score.File(do, score.Step{ID: s.published}, "xem lại"))
		}},
		"AnswerPetition": {"2025-09-04 09:00", "above", func(s walked, do pilot.Do) (bool, error) {
			return did(score.AnswerPetition(do, score.Step{ID: s.petitioned}, false, "đã xem"))
		}},
		"Sees": {"2025-10-02 09:00", readers, func(s walked, do pilot.Do) (bool, error) {
			e, err := do.Tx.Evaluation(s.published)
			if err != nil {
				return false, err
			}
			return score.Sees(do, e)
		}},
		"CaseOf":      {"2025-10-02 09:00", readers, func(s walked, do pilot.Do) (bool, error) { return did(score.CaseOf(do, s.published)) }},
		"ReckoningOf": {"2025-10-02 09:00", readers, func(s walked, do pilot.Do) (bool, error) { return did(score.ReckoningOf(do, s.published)) }},
		"Reckoned": {"2025-10-02 09:00", readers, func(s walked, do pilot.Do) (bool, error) {
			_, _, err := score.Reckoned(do, s.published)
			return err == nil, err
		}},
		"Versions": {"2025-10-02 09:00", readers, func(s walked, do pilot.Do) (bool, error) { return did(score.Versions(do, s.published)) }},
		"UnitRows": {"2025-10-02 09:00", "scorer above coordinator auditor", func(s walked, do pilot.Do) (bool, error) {
			rows, _, err := score.UnitRows(do, s.unit("P1").ID, sep, oct)
			return len(rows) > 0, err
		}},
		"Spreads":      {"2025-10-02 09:00", overseers, func(_ walked, do pilot.Do) (bool, error) { return did(score.Spreads(do, sep, oct)) }},
		"InspectionOf": {"2025-10-02 09:00", overseers, func(s walked, do pilot.Do) (bool, error) { return did(score.InspectionOf(do, s.who["A3"], sep, oct)) }},
		"NoteInspection": {"2025-10-02 09:00", overseers, func(s walked, do pilot.Do) (bool, error) {
			err := score.NoteInspection(do, s.who["A3"], sep, oct)
			return err == nil, err
		}},
		"Mine": {"2025-10-02 09:00", "person", own(score.Mine)},
		"LongerOf": {"2025-10-02 09:00", "person", own(func(do pilot.Do) ([]evaluation.Evaluation, error) {
			_, list, err := score.LongerOf(do, sep, oct)
			return list, err
		})},
		"PetitionsTo": {"2025-09-04 09:00", "above", own(score.PetitionsTo)},
		"PetitionsDue": {"2025-09-11 09:00", "above", func(_ walked, do pilot.Do) (bool, error) {
			due, err := score.PetitionsDue(do)
			return len(due) > 0, err
		}},
		"Staff": {"2025-10-02 09:00", "scorer", func(s walked, do pilot.Do) (bool, error) {
			lines, err := score.Staff(do, sep)
			return slices.ContainsFunc(lines, func(l score.Line) bool { return l.Person.ID == s.who["A3"] && l.Evaluation != nil }), err
		}},
		"ScoringOf": {"2025-11-26 09:00", "scorer", func(_ walked, do pilot.Do) (bool, error) {
			steps, err := score.ScoringOf(do)
			return slices.ContainsFunc(steps, func(x score.Steps) bool { return x.Score+x.Publish > 0 }), err
		}},
		"SelfOf": {"2025-11-25 09:00", "person", func(s walked, do pilot.Do) (bool, error) {
			e, _, some, err := score.SelfOf(do)
			return some && e.Person == s.who["A3"], err
		}},
	}
}

// Every use case of evaluation, tried by everybody: those whom the issue names get through, nobody else. A use case that
// is not in the table is a red test.
func TestWhoGetsThroughEveryDoorOfEvaluation(t *testing.T) {
	t.Parallel()
	s, doors := openWalked(t), evaluationDoors()
	scoreless := map[string]bool{ // who is to be asked, counts, and the criteria, which are public
		"ToOpen": true, "SelfReaders": true, "ScoringReaders": true, "Waits": true, "Criteria": true,
	}
	for _, name := range doorsOf(t, "evaluation") {
		if _, walked := doors[name]; !walked && !scoreless[name] {
			t.Errorf("nobody has tried the door %s", name)
		}
	}
	back := errors.New("nothing is kept")
	for name, d := range doors {
		for role, code := range walkers {
			actor := pilot.Actor{Person: s.who[code]}
			if role == "job" {
				actor = pilot.Actor{Job: "scores"}
			}
			var through bool
			err := s.db.Write(context.Background(), func(tx *store.Tx) error {
				err := tx.Savepoint(func() (err error) {
					if through, err = d.try(s, s.pilot.Do(tx, moment(d.when), actor)); err == nil {
						err = back
					}
					return err
				})
				if _, refused := errors.AsType[*rules.Refusal](err); refused || errors.Is(err, back) || errors.Is(err, store.ErrNotFound) {
					return nil
				}
				return err
			})
			if err != nil {
				t.Errorf("%s by %s: %v", name, role, err)
			}
			if want := slices.Contains(named(d.who), role); through != want {
				t.Errorf("%s by %s: through is %v", name, role, through)
			}
		}
	}
}

// named are roles of which some have more than one word.
func named(list string) (out []string) {
	for role := range walkers {
		if slices.Contains(strings.Fields(list), role) {
			out = append(out, role)
		}
	}
	return out
}

// doorsOf are the functions of a room of pilot that take the action first.
func doorsOf(t *testing.T, room string) (out []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(room, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of %s: %v", room, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !fn.Name.IsExported() || len(fn.Type.Params.List) == 0 {
				continue
			}
			if sel, ok := fn.Type.Params.List[0].Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Do" {
				out = append(out, fn.Name.Name)
			}
		}
	}
	return out
}
