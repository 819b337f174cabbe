package task

import (
	"time"

	"tainha/rules"
)

// File is a photo or document that proves work: Telegram keeps it and is given its id to show it again.
// It is never opened.
type File struct {
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"`
	Size  int64  `json:"size,omitempty"`
	Type  string `json:"type,omitempty"`
	Photo bool   `json:"photo,omitempty"`
}

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
	Files    []File   // photos, documents
	Home     [2]bool  // which halves of it were approved at home: the morning, the afternoon
	Late     bool     // written after its day: kept and marked, never refused
	Corrects ReportID // the report of a scored period that it corrects, 0: none
}
