package reply

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"tainha/fold"
)

// The classes of words.tsv that tell a time of day from how long.
const (
	classHushUntil     = classQuiet + "until"
	classHushHours     = classQuiet + "hours"
	classHushMinutes   = classQuiet + "minutes"
	classHushAndHalf   = classQuiet + "and_half"
	classHushFromNow   = classQuiet + "from_now"
	classHushMorning   = classQuiet + "clock.morning"
	classHushMidday    = classQuiet + "clock.midday"
	classHushAfternoon = classQuiet + "clock.afternoon"
	classHushNight     = classQuiet + "clock.night"
	classHushOf        = classQuiet + "clock.of"
)

// Hush is a time that a text names: for so long, or until a time of day.
type Hush struct {
	For          time.Duration // 0 where a time of day is named
	Hour, Minute int           // as said; with its part of the day, of 24 hours, and 24 at midnight
	Parted       bool          // the part of the day is said
}

const (
	noon     = 12
	midnight = 24
	anHour   = 60
	dawn     = 6 // the last hour that is the night's, and that said without its part is the afternoon's
	lunch    = 2 // the last hour of the midday rest
)

// hushToken takes "15h30" apart, and "15:30".
var hushToken = regexp.MustCompile(`\d+|[\p{L}\p{M}]+|:`)

// HushOf reads "2 giờ", "45p", "2 tiếng rưỡi", "tới 2h chiều", "đến 9 giờ tối", "15:30". An hour is
// one of the day behind a word for until, beside a part of the day, or with a colon; else it is how long.
func HushOf(s string) (h Hush, ok bool) {
	t := textOf(hushToken.FindAllString(strings.ToLower(norm.NFC.String(s)), -1), newText(s).marked)
	for i := range t.words {
		if h, ok = t.hush(i); ok {
			return h, true
		}
	}
	return h, false
}

// count is the number that word i is, in figures or in words.
func (t text) count(i int) (n int, ok bool) {
	if i >= len(t.words) {
		return 0, false
	}
	if n, err := strconv.Atoi(t.words[i]); err == nil {
		return n, n < 1000 //nolint:mnd // more is none that anybody waits
	}
	if !t.is(i, 1, classLineNumber) {
		return 0, false
	}
	plain := fold.Text(t.words[i])
	return slices.IndexFunc(classes()[classLineNumber], func(w word) bool { return w.plain == plain }) + 1, true
}

func (t text) hush(i int) (h Hush, ok bool) {
	n, ok := t.count(i)
	if !ok {
		return h, false
	}
	next := i + 1
	if unit := t.unit(next, classHushMinutes); unit > 0 {
		return Hush{For: time.Duration(n) * time.Minute}, n > 0
	}
	colon := next < len(t.words) && t.words[next] == ":"
	hours := t.unit(next, classHushHours)
	if !colon && hours == 0 {
		return h, false
	}
	next += max(hours, 1)
	minute, minutes := t.count(next)
	switch {
	case minutes && minute < anHour && !(hours > 0 && t.at(next+1, classHushHours) > 0):
		next++
		next += t.unit(next, classHushMinutes)
	case t.unit(next, classHushAndHalf) > 0:
		minute = 30
		next += t.unit(next, classHushAndHalf)
	default:
		minute = 0
	}
	h = Hush{Hour: n, Minute: minute}
	if h.part(t, next); h.Parted || colon || t.until(i) && t.unit(next, classHushFromNow) == 0 {
		return h, h.Hour <= midnight
	}
	h = Hush{For: time.Duration(n)*time.Hour + time.Duration(minute)*time.Minute}
	return h, h.For > 0
}

func (t text) unit(i int, class string) int {
	if i >= len(t.words) {
		return 0
	}
	return t.at(i, class)
}

// until reports a word for until right before word i.
func (t text) until(i int) bool {
	for n := 1; n <= min(longest, i); n++ {
		if t.is(i-n, n, classHushUntil) {
			return true
		}
	}
	return false
}

// part takes the part of the day that stands behind an hour: "9 giờ tối" is 21, "2 giờ sáng" 2.
func (h *Hush) part(t text, i int) {
	i += t.unit(i, classHushOf)
	h.Parted = true
	switch {
	case t.unit(i, classHushMorning) > 0:
		h.Hour %= noon
	case t.unit(i, classHushMidday) > 0 && h.Hour <= lunch,
		t.unit(i, classHushAfternoon) > 0 && h.Hour < noon,
		t.unit(i, classHushNight) > 0 && h.Hour > dawn && h.Hour < noon:
		h.Hour += noon
	case t.unit(i, classHushAfternoon)+t.unit(i, classHushNight) > 0 && h.Hour == noon:
		h.Hour = midnight
	case t.unit(i, classHushMidday)+t.unit(i, classHushAfternoon)+t.unit(i, classHushNight) > 0:
	default:
		h.Parted = false
	}
}

// At is when it is over that is said now, of the day that is named beside it, or of today. An hour of today
// that is over is the next that is called so, where that can be told.
func (h Hush) At(now, day time.Time) time.Time {
	if h.For > 0 {
		return now.Add(h.For)
	}
	y, m, d := day.Date()
	at := time.Date(y, m, d, h.Hour, h.Minute, 0, 0, now.Location())
	ny, nm, nd := now.Date()
	if today := y == ny && m == nm && d == nd; !today || at.After(now) {
		return at
	}
	switch later := at.Add(noon * time.Hour); {
	case h.Parted:
		return at.AddDate(0, 0, 1)
	case h.Hour <= dawn && later.After(now):
		return later // "tới 2h", said at ten
	}
	return at
}
