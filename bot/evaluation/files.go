package evaluation

import (
	"bytes"
	"strings"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/report/sheet"
	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/store"
)

// filesPress offers the files of an evaluation; filePress sends one.
type (
	filesPress struct{ ID evaluation.ID }
	filePress  struct {
		ID   evaluation.ID
		What fileKind
		PDF  bool
	}
)

// fileKind is which file of an evaluation it is.
type fileKind uint8

const (
	fileSheet fileKind = iota + 1
	fileNotice
	filePetition
)

var (
	filesKey = chat.DefinePress[filesPress]("ef")
	fileKey  = chat.DefinePress[filePress]("eg")
)

const scoreFileKind = "evaluation_file"

// fileNames are what the files are called.
var fileNames = [...]string{fileSheet: "phieu-danh-gia", fileNotice: "thong-bao-ket-qua", filePetition: "kien-nghi"}

// button is that of a file.
func (p filePress) button() store.Button {
	switch p.What {
	case fileNotice:
		return fileKey.Button(p, "evaluation.file.notice", "pdf", p.PDF)
	case filePetition:
		return fileKey.Button(p, "evaluation.file.petition", "pdf", p.PDF)
	}
	return fileKey.Button(p, "evaluation.file.sheet", "pdf", p.PDF)
}

// has tells which files there are of an evaluation.
func has(e evaluation.Evaluation, what fileKind) bool {
	switch what {
	case fileNotice:
		return !e.Published.IsZero()
	case filePetition:
		return e.Petition != ""
	}
	return what == fileSheet
}

func showFiles(t *chat.Turn, p filesPress) error {
	e, err := t.Tx.Evaluation(p.ID)
	if err != nil {
		return err
	}
	whose, err := t.Tx.Person(e.Person, t.Today)
	if err != nil {
		return err
	}
	var rows [][]store.Button
	for _, what := range []fileKind{fileSheet, fileNotice, filePetition} {
		if has(e, what) {
			rows = append(rows, []store.Button{filePress{p.ID, what, false}.button(), filePress{p.ID, what, true}.button()})
		}
	}
	if t.Actor.Sees(pilot.SurveyScores.Access) {
		rows = append(rows, []store.Button{inspectKey.Button(inspectPress(p), "evaluation.inspect")})
	}
	rows = append(rows, []store.Button{openKey.Button(openPress(p), "evaluation.back_card")})
	return t.Show(store.Screen{Text: rules.Msg("evaluation.files_text", "name", whose.Called(), "period", periodWord(e.From, e.To)), Rows: rows})
}

// sendFile queues a file of an evaluation; that somebody else's was read is noted.
func sendFile(t *chat.Turn, p filePress) error {
	e, err := t.Tx.Evaluation(p.ID)
	if err != nil {
		return err
	}
	if !has(e, p.What) {
		return t.Stale()
	}
	if err := t.Do().NoteRead(e.Person, pilot.ObjectEvaluation); err != nil {
		return err
	}
	return t.SendFile(store.Ref{Kind: scoreFileKind, ID: int64(p.ID), Args: rules.Args{"what": int(p.What), "pdf": p.PDF}})
}

// scoreFile is a file of one evaluation.
func scoreFile() chat.Object {
	c := card()
	return chat.Object{Kind: scoreFileKind, Whose: c.Whose, May: c.May, Also: c.Also, Protect: true, File: func(v chat.View, ref store.Ref) (chat.Upload, error) {
		b, err := billOf(v.Do(), evaluation.ID(ref.ID))
		if err != nil {
			return chat.Upload{}, err
		}
		what, _ := ref.Args["what"].(int)
		pdf, _ := ref.Args["pdf"].(bool)
		f, err := newFormer(v, b.Evaluation.Unit)
		if err != nil {
			return chat.Upload{}, err
		}
		b = b.told(v.Reader.ID)
		var form sheet.Form
		switch fileKind(what) {
		case fileNotice:
			form = f.noticeForm(b)
		case filePetition:
			form = f.petitionForm(b)
		default:
			form = f.personForm(b)
		}
		return f.upload(form, pdf, fileName(fileNames[what], b.person.Code, b.From, b.To, ""), rules.Msg("evaluation.caption", "what", form.Title, "name", b.person.Called(), "period", periodWord(b.From, b.To)))
	}}
}

// newFormer words forms under the head of a unit.
func newFormer(v chat.View, unit rules.UnitID) (*former, error) {
	u, err := v.Tx.Unit(unit)
	if err != nil {
		return nil, err
	}
	f := &former{Wording: chat.Wording{Texts: v}, View: v}
	if u.Parent != 0 {
		parent, err := v.Tx.Unit(u.Parent)
		if err != nil {
			return nil, err
		}
		f.agency = parent.Name
	}
	return f, nil
}

// upload is a form as a file; its name ends as its kind does.
func (f *former) upload(form sheet.Form, pdf bool, name string, caption rules.Message) (chat.Upload, error) {
	if f.Err != nil {
		return chat.Upload{}, f.Err
	}
	var out bytes.Buffer
	write, ending := form.XLSX, "xlsx"
	if pdf {
		write, ending = form.PDF, "pdf"
	}
	if err := write(&out, f.Now); err != nil {
		return chat.Upload{}, err
	}
	return chat.Upload{Name: strings.TrimSuffix(name, ".") + "." + ending, Data: out.Bytes(), Caption: caption, Protect: true}, nil
}
