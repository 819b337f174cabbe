package task

import (
	"fmt"

	"tainha/pilot"
	"tainha/rules/task"
	"tainha/store"
)

// filesOfReport is how many files a report's numbers leave room for; a report has at most task.MaxFiles.
const filesOfReport = 16

// ProofRef names a file of a report.
func ProofRef(id task.ReportID, file int) store.Ref {
	return store.Ref{Kind: pilot.ObjectProof, ID: int64(id)*filesOfReport + int64(file)}
}

// Proof is the file of that number, with the task that it proves and the report. store.ErrNotFound:
// there is none, or it was erased.
func Proof(do pilot.Do, id int64) (task.Task, task.Report, task.File, error) {
	r, err := do.Tx.Report(task.ReportID(id / filesOfReport))
	if err != nil {
		return task.Task{}, r, task.File{}, err
	}
	at := int(id % filesOfReport)
	if at < 0 || at >= len(r.Files) {
		return task.Task{}, r, task.File{}, fmt.Errorf("find file %d of report %d: %w", at, r.ID, store.ErrNotFound)
	}
	t, err := do.Tx.Task(r.Task)
	return t, r, r.Files[at], err
}
