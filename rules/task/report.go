package task

import (
	"time"

	"tainha/rules"
)

// Report is a progress report (báo cáo tiến độ): how much is done in all, with a note
// and optional attachments, dated, and marked home or office by the calendar of approved
// days (rules section 5).
type Report struct {
	ID       ReportID
	Task     ID
	By       rules.PersonID
	Day      rules.Date // of which it tells
	Part     rules.Part // the half of that day, Whole where it was not said
	At       time.Time  // when it was written
	Done     Amount     // of Work.Total, in all
	Percent  int        // as it was given, -1: it was given as a quantity
	Note     string
	Files    []string // attachments' ids: photos, documents
	Home     [2]bool  // which halves of it were approved at home: the morning, the afternoon
	Late     bool     // written after its day: kept and marked, never refused
	Corrects ReportID // the report of a scored period that it corrects, 0: none
}
