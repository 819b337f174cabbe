package task

import (
	"slices"
	"time"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/pilot"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// proofPress sends what proves a task again, to who may see the task.
type proofPress struct{ Task task.ID }

var proofKey = chat.DefinePress[proofPress]("tf")

// justReported is how long after a report a file that comes alone belongs to it.
const justReported = 30 * time.Minute

// proofFile is a photo or document that somebody sent: Telegram sends it again by its id, and
// keeps it from being passed on.
func proofFile() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectProof,
		Whose: func(v chat.View, id int64) (chat.Owner, error) {
			_, r, _, err := work.Proof(v.Do(), id)
			return chat.Owner{Person: r.By}, err
		},
		May: []rules.Access{{Who: rules.Anyone, Over: rules.Own}},
		Also: func(v chat.View, id int64) (bool, error) {
			x, _, _, err := work.Proof(v.Do(), id)
			if err != nil {
				return false, err
			}
			return work.Sees(v.Do(), x)
		},
		Protect: true,
		File: func(v chat.View, ref store.Ref) (chat.Upload, error) {
			x, r, f, err := work.Proof(v.Do(), ref.ID)
			if err != nil {
				return chat.Upload{}, err
			}
			by, err := v.Tx.Person(r.By, v.Today)
			return chat.Upload{Sent: f.ID, Photo: f.Photo, Caption: rules.Msg("proof.caption", "title", v.Pilot.Tasks.Title(x), "name", by.Called(), "at", r.At)}, err
		},
	}
}

// proofs counts the files of reports.
func proofs(list []task.Report) (n int) {
	for _, r := range list {
		n += len(r.Files)
	}
	return n
}

// mostShown is how many files are sent at once: the newest.
const mostShown = 10

// showProof sends the newest files of a task, the oldest of them first. Whose they are can see
// that they were read.
func showProof(t *chat.Turn, p proofPress) error {
	list, err := t.Tx.ReportsOn(p.Task)
	if err != nil {
		return err
	}
	var refs []store.Ref
	for _, r := range list {
		for i := range r.Files {
			refs = append(refs, work.ProofRef(r.ID, i))
		}
		if len(r.Files) > 0 && r.By != t.Person.ID {
			if err := t.Do().NoteRead(r.By, pilot.ObjectTask); err != nil {
				return err
			}
		}
	}
	if len(refs) == 0 {
		return t.AnswerCard(rules.Msg("task.changed"), work.Ref(p.Task))
	}
	for _, ref := range refs[max(0, len(refs)-mostShown):] {
		if err := t.SendFile(ref); err != nil {
			return err
		}
	}
	return t.Answer(rules.Msg("proof.coming", "n", min(len(refs), mostShown)))
}

// fileOf is a document as a report keeps it.
func fileOf(d chat.Document) []task.File {
	return []task.File{{ID: d.ID, Name: d.Name, Size: d.Size, Type: d.Type, Photo: d.Photo}}
}

// withFile is a file with the words below it, as a report: how much they say, that it is handed
// in, or a note.
func withFile(t *chat.Turn, d chat.Document) (progressDraft, phrase.Intent, error) {
	draft := progressDraft{Files: fileOf(d), Note: chat.Short(t.Said(), chat.MaxNote), Attach: true}
	if t.Said() == "" {
		return draft, phrase.None, nil
	}
	if err := task.CheckText(t.Said()); err != nil {
		return draft, phrase.None, err
	}
	u, err := t.Understand(t.Said())
	if err != nil {
		return draft, phrase.None, err
	}
	a := u.Acts[0]
	if a.Intent == phrase.Progress || a.Intent == phrase.Done {
		draft.Said, draft.Done, draft.Attach = a.Task, a.Intent == phrase.Done, false
	}
	return draft, a.Intent, nil
}

// attached keeps a photo or document that answers a task's card, with the words below it.
func attached(t *chat.Turn, id int64, d chat.Document) (taken bool, err error) {
	if _, err := aboutTask(t, task.ID(id)); err != nil {
		return true, err
	}
	draft, _, err := withFile(t, d)
	if err != nil {
		return true, err
	}
	draft.Task = task.ID(id)
	next, err := draft.report(t)
	if err != nil || next == chat.End {
		return true, err
	}
	return true, progressFlow().Start(t, next, draft)
}

// takeProof keeps a photo or document that answers nothing: of the task that the words below it
// mean, of the one that was reported on just now, or of the one that is asked for. It leaves it to
// others where nobody works on anything, or the words say something else.
func takeProof(t *chat.Turn, d chat.Document) (taken bool, err error) {
	if t.Writing() || !t.Actor.Sees(handleTask) {
		return false, nil
	}
	list, err := t.Tx.LiveTasksOf(t.Person.ID)
	if err != nil || len(list) == 0 {
		return false, err
	}
	draft, said, err := withFile(t, d)
	switch {
	case err != nil:
		return true, err
	case said == phrase.Progress, said == phrase.Done:
		return true, reportSaid(t, draft)
	case said != phrase.None:
		return false, nil
	}
	last, err := t.Tx.ReportsBy(t.Person.ID, t.Today, t.Today)
	if err != nil {
		return true, err
	}
	for _, r := range slices.Backward(last) {
		if t.Now.Sub(r.At) <= justReported && slices.ContainsFunc(list, func(x task.Task) bool { return x.ID == r.Task }) {
			draft.Task = r.Task
			_, err := draft.report(t)
			return true, err
		}
	}
	for _, x := range list[:min(len(list), chat.Listed)] {
		draft.Among = append(draft.Among, x.ID)
	}
	return true, progressFlow().Start(t, "which", draft)
}
