package cli

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tainha/config"
	"tainha/jobs"
	"tainha/rules"
	"tainha/store"
)

const (
	littleSpace = 1 << 30  // bytes under which the disk is worth a look
	noSpace     = 50 << 20 // bytes under which the bot would soon stop
)

// checkDatabase looks at the database and its disk from outside, and at the
// roster in it. It opens the file for reading only, and returns what was entered into the
// calendar beside the configuration.
func checkDatabase(ctx context.Context, config *config.Config, now time.Time, r *checkReport) (entered []rules.CalendarChange) {
	const item = "database"
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	report, err := store.Inspect(ctx, config.Database.Path, config.Authority)
	if err != nil {
		r.fault(item, "%s: %v. Technical detail: %v", config.Database.Path, databaseTrouble(err), err)
		return nil
	}
	folder := filepath.Dir(report.Path)
	if err := mayWrite(folder); err != nil {
		r.fault(item, "this user can't write in %s: %v", folder, err)
	}
	if err := mayWrite(report.Path); report.Exists && err != nil {
		r.fault(item, "this user can't write %s: %v", report.Path, err)
	}
	switch {
	case report.Locked != nil:
		checkHolder(report, now, r)
	case !report.Exists:
		r.good(item, "%s will be created at the first start", report.Path)
	case report.Schema < report.Newest:
		r.good(item, "%s opens; the next start brings its schema from %d to %d", report.Path, report.Schema, report.Newest)
	default:
		r.good(item, "%s opens, schema %d", report.Path, report.Schema)
	}
	checkSpace(folder, r)
	checkDeadLetters(report, r)
	checkRoster(report, r)
	checkAuthority(report, config.Authority, r)
	if err := config.CheckCriteria(report.Criteria); err != nil {
		r.configFaults(err)
	}
	return report.Calendar
}

// checkAuthority says who decides above the top: without somebody with an account the
// top head's own days, and days beyond a limit in the top unit, can't be asked for.
func checkAuthority(report store.Inspection, code string, r *checkReport) {
	const item = "authority"
	linked, known := report.Staff[code]
	switch {
	case code == "":
		r.good(item, "nobody is named above the top unit's head: the days that they ask for, and what needs approval above them, are refused")
	case report.People == 0: // said already
	case !known:
		r.fault(item, "%s is no active member of staff", code)
	case !linked:
		r.warn(item, "%s has not linked an account yet, and so counts as nobody", code)
	default:
		r.good(item, "%s decides above the top unit's head", code)
	}
}

// checkDeadLetters warns of messages that were given up, with the newest reasons, and
// of rows that another release wrote and this one passes over.
func checkDeadLetters(report store.Inspection, r *checkReport) {
	if len(report.Unread) > 0 {
		r.fault("numbers", "changes %v can't be read and don't apply: they were decided with another release of tainha", report.Unread)
	}
	if len(report.UnreadDays) > 0 {
		r.fault("calendar", "entries %v of the chat can't be read and don't apply: they were entered with another release of tainha", report.UnreadDays)
	}
	if report.DeadLetters > 0 {
		r.warn("messages", "%d could not be made or were refused by Telegram, the newest: %s", report.DeadLetters, strings.Join(report.Reasons, "; "))
	}
}

// longestQuiet is for how long a live bot may leave no sign: it polls for at most
// 50 s and leaves one a minute.
const longestQuiet = 3 * time.Minute

// checkHolder says what the process that has the database open is doing: only one
// that Telegram has answered since it began, and lately, is a live bot.
func checkHolder(report store.Inspection, now time.Time, r *checkReport) {
	const item = "database"
	either := config.Say("if it is no import that still runs, look into its log, and stop it")
	pid, zone := report.Locked.PID, now.Location()
	switch {
	case report.Polled.Before(report.Begun) && now.Sub(report.Begun) < longestQuiet:
		r.warn(item, "%s is in use by process %d, which has just begun: Telegram has not answered it yet; check again in a minute", report.Path, pid)
	case report.Polled.IsZero() || report.Polled.Before(report.Begun):
		r.warn(item, "%s is in use by process %d, which never heard from Telegram; %v", report.Path, pid, either)
	case now.Sub(report.Polled) > longestQuiet:
		r.warn(item, "%s is in use by process %d, but no bot has heard from Telegram since %v; %v", report.Path, pid, report.Polled.In(zone), either)
	default:
		r.good(item, "%s is in use by a live bot (process %d), schema %d", report.Path, pid, report.Schema)
	}
}

// databaseTrouble says what keeps the database from being used, and what to do.
func databaseTrouble(err error) config.Said {
	switch store.TroubleOf(err) {
	case store.TroubleBusy:
		return config.Say("another program holds it; wait until that is done, or end it, and check again")
	case store.TroubleFull:
		return config.Say("the disk is full; make room on it")
	case store.TroubleDamaged:
		return config.Say("the file is damaged; restore the newest backup, and keep the damaged file for a look")
	case store.TroubleForeign:
		return config.Say("this is no database of tainha; correct database.path")
	case store.TroubleNewer:
		return config.Say("a newer version of tainha wrote it; run that version, or restore an older backup")
	case store.TroubleHalfMade:
		return config.Say("its process was killed while it made the file; the next start puts it right")
	case store.TroubleFolder:
		return config.Say("there is no such folder or file; create the folder, or correct database.path")
	case store.TroubleRights:
		return config.Say("this user may not use it; correct the owner and the permissions of the file and its folder")
	}
	return config.Say("it can't be used")
}

func checkSpace(folder string, r *checkReport) {
	free, err := freeSpace(folder)
	switch {
	case err != nil:
		r.warn("disk", "can't tell the free space of %s: %v", folder, err)
	case free < noSpace:
		r.fault("disk", "only %d MB are free in %s", free>>20, folder)
	case free < littleSpace:
		r.warn("disk", "only %d MB are free in %s", free>>20, folder)
	default:
		r.good("disk", "there is room in %s", folder)
	}
}

func checkRoster(report store.Inspection, r *checkReport) {
	const item, shown = "roster", 5
	switch {
	case report.People == 0:
		r.warn(item, "nobody is in it yet; bring people in with: tainha roster import FILE.csv")
	case report.Linked == 0:
		r.warn(item, "%d people, none has linked an account yet; invite them with: tainha invite --all", report.People)
	default:
		r.good(item, "%d people, %d have linked an account", report.People, report.Linked)
	}
	if vacant := report.UnitsWithoutHead; len(vacant) > 0 {
		names, more := strings.Join(vacant[:min(shown, len(vacant))], ", "), config.Say("")
		if len(vacant) > shown {
			more = config.Say(" and %d more", len(vacant)-shown)
		}
		r.warn(item, "units without a head, whose requests go one level up: %s%v", names, more)
	}
}

// checkYears wants the calendar of this year, and warns while the next one is missing.
func checkYears(calendar *rules.Calendar, year int, r *checkReport) {
	const item = "calendar"
	switch data, ok := calendar.Years[year]; {
	case ok && data.Provisional:
		r.fault(item, "%d is provisional: no day of it can be declared; add the official notice under calendar.years, or with /calendar in the chat", year)
	case ok:
		r.good(item, "%d has %d days off and %d Saturdays or Sundays worked", year, len(data.DaysOff), len(data.WorkedDays))
	default:
		r.fault(item, "no data for %d: no day of it can be declared; add it under calendar.years, or with /calendar in the chat", year)
	}
	if next, ok := calendar.Years[year+1]; !ok || next.Provisional {
		r.warn(item, "no data for %d yet: its days can't be declared; add them when the official notice is out", year+1)
	}
}

func jobItem(name string) config.Said { return config.Say("job %s", name) }

func badSchedule(r *checkReport, name, spec string, err error) {
	switch {
	case errors.Is(err, jobs.ErrNever):
		r.fault(jobItem(name), "%q never comes: no such day", spec)
	case errors.Is(err, jobs.ErrOften):
		r.fault(jobItem(name), "%q comes more than once a minute", spec)
	default:
		r.fault(jobItem(name), "%q is no schedule", spec)
	}
}

// checkJobs shows when each job runs next.
func checkJobs(specs map[string]string, now time.Time, r *checkReport) {
	const runs = 3
	for _, name := range slices.Sorted(maps.Keys(specs)) {
		schedule, err := jobs.ParseSchedule(specs[name], now.Location())
		if err != nil {
			badSchedule(r, name, specs[name], err)
			continue
		}
		var next []time.Time
		for at := schedule.Next(now); len(next) < runs && !at.IsZero(); at = schedule.Next(at) {
			next = append(next, at)
		}
		if schedule.EitherDay() {
			r.warn(jobItem(name), "%q names a day of the month and a weekday: it runs on either of them, next at %v", specs[name], next)
			continue
		}
		r.good(jobItem(name), "runs at %v", next)
	}
}
