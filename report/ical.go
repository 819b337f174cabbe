package report

import (
	"bytes"
	"fmt"
	"time"

	ical "github.com/arran4/golang-ical"

	"tainha/rules"
)

// CalendarFile is one person's days at home for the calendar of a phone
// (iCalendar, RFC 5545). Opening a newer file updates what an older one put
// there: events keep their UID, and their sequence grows.
type CalendarFile struct {
	Name   string // of the calendar
	Made   time.Time
	Zone   *time.Location // of the working hours; it must have no summer time
	Events []CalendarEvent
}

// CalendarEvent is a day or half of one. Whole days are all-day events; halves
// last from Start to End.
type CalendarEvent struct {
	UID                  string
	Sequence             int // grows with every change
	Slot                 rules.Slot
	Start, End           time.Time
	Summary, Description string
	Cancelled            bool
}

const localTime = "20060102T150405"

// ICS writes the file. It refuses a zone with summer time: its rules are more
// than this file would say.
func (f CalendarFile) ICS() ([]byte, error) {
	offset, err := fixedOffset(f.Zone, f.Made)
	if err != nil {
		return nil, err
	}
	cal := ical.NewCalendar()
	cal.SetProductId("-//tainha//Tại Nhà//VI")
	cal.SetMethod(ical.MethodPublish)
	cal.SetCalscale("GREGORIAN")
	cal.SetXWRCalName(f.Name)
	cal.SetXWRTimezone(f.Zone.String())
	standard := cal.AddTimezone(f.Zone.String()).AddStandard()
	standard.AddProperty(ical.ComponentPropertyDtStart, "19700101T000000")
	standard.AddProperty(ical.ComponentProperty(ical.PropertyTzoffsetfrom), offset)
	standard.AddProperty(ical.ComponentProperty(ical.PropertyTzoffsetto), offset)
	standard.AddProperty(ical.ComponentProperty(ical.PropertyTzname), offset)
	for _, e := range f.Events {
		f.add(cal, e)
	}
	var out bytes.Buffer
	if err := cal.SerializeTo(&out, ical.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("write the calendar: %w", err)
	}
	return out.Bytes(), nil
}

func (f CalendarFile) add(cal *ical.Calendar, e CalendarEvent) {
	event := cal.AddEvent(e.UID)
	event.SetDtStampTime(f.Made)
	event.SetSequence(e.Sequence)
	event.SetSummary(e.Summary)
	if e.Description != "" {
		event.SetDescription(e.Description)
	}
	event.SetTimeTransparency(ical.TransparencyTransparent) // at home is not busy
	event.SetStatus(ical.ObjectStatusConfirmed)
	if e.Cancelled {
		event.SetStatus(ical.ObjectStatusCancelled)
	}
	if e.Slot.Part == rules.Whole {
		day := time.Unix(int64(e.Slot.Date)*86400, 0).UTC()
		event.SetAllDayStartAt(day)
		event.SetAllDayEndAt(day.AddDate(0, 0, 1)) // the end is not included
		return
	}
	zone := ical.WithTZID(f.Zone.String())
	event.SetProperty(ical.ComponentPropertyDtStart, e.Start.In(f.Zone).Format(localTime), zone)
	event.SetProperty(ical.ComponentPropertyDtEnd, e.End.In(f.Zone).Format(localTime), zone)
}

// fixedOffset is the zone's distance from UTC: "+0700".
func fixedOffset(zone *time.Location, at time.Time) (string, error) {
	january := time.Date(at.Year(), time.January, 1, 0, 0, 0, 0, zone).Format("-0700")
	july := time.Date(at.Year(), time.July, 1, 0, 0, 0, 0, zone).Format("-0700")
	if january != july {
		return "", fmt.Errorf("write the calendar: %s has summer time", zone)
	}
	return january, nil
}
