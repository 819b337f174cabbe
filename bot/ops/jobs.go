package ops

import (
	"fmt"
	"hash/crc32"
	"time"

	"tainha/bot/chat"
	"tainha/rules"
	"tainha/store"
)

// Buttons of the list of jobs. What each does is set in cmdJobs.
var (
	jobsPress   = chat.DefinePress[jobsPressed]("jl")
	jobRunPress = chat.DefinePress[jobPressed]("jr")
)

type jobsPressed struct{}

// jobPressed asks to run a job. Job is the number of its name, so that a release
// which sorts the list anew runs no other one. Asked is when the confirmation was
// shown, in unix ms; it holds for one run, and not for long. 0: it is still to come.
type jobPressed struct {
	Job   int32
	Asked int64
}

// objectJob is how the audit names a run of a job by hand.
const objectJob = "job"

const sureFor = 15 * time.Minute

func jobNumber(name string) int32 { return int32(crc32.ChecksumIEEE([]byte(name))) }

func cmdJobs() chat.Command {
	look := rules.Access{Who: rules.Operator, Over: rules.NoData}
	act := rules.Access{Who: rules.Operator, Over: rules.NoData, Write: true}
	return chat.Command{
		Name: "jobs", Alias: "tudong", Place: 140, InMenu: true,
		Access: look,
		Run:    func(t *chat.Turn, _ string) error { return showJobs(t) },
		Presses: []chat.Presser{
			jobsPress.On(look, nil, func(t *chat.Turn, _ jobsPressed) error { return showJobs(t) }),
			jobRunPress.On(act, nil, runJob),
		},
	}
}

func jobName(name string) rules.Message { return rules.Msg("job.name." + name) }

// showJobs lists what ran, what runs next, and what became of the messages.
func showJobs(t *chat.Turn) error {
	var lines []rules.Message
	var rows [][]store.Button
	runs, err := t.Tx.RunsOfJobs(t.Jobs().Names(), runsShown)
	if err != nil {
		return err
	}
	for _, name := range t.Jobs().Names() {
		line, err := jobLine(t, name, runs[name])
		if err != nil {
			return err
		}
		lines = append(lines, line)
		rows = append(rows, []store.Button{jobRunPress.Button(jobPressed{Job: jobNumber(name)}, "jobs.run", "job", jobName(name))})
	}
	rows = append(rows, []store.Button{jobsPress.Button(jobsPressed{}, "jobs.again")})
	counts, err := t.Tx.OutUnsent()
	if err != nil {
		return fmt.Errorf("count the messages: %w", err)
	}
	dead, err := deadLetters(t)
	if err != nil {
		return err
	}
	return t.Show(store.Screen{Text: rules.Msg("jobs.list", "lines", lines, "reasons", dead, "queued", counts[store.OutQueued]+counts[store.OutClaimed],
		"held", counts[store.OutHeld], "dead", counts[store.OutDead], "lost", counts[store.OutUnreachable]), Rows: rows})
}

const (
	deadShown   = 5   // messages that were given up, in the list
	reasonShown = 150 // characters of why
)

// deadLetters lists the newest messages that were given up, each with its reason.
func deadLetters(t *chat.Turn) (lines []rules.Message, err error) {
	rows, err := t.Tx.OutInState(store.OutDead, deadShown)
	if err != nil {
		return nil, fmt.Errorf("list the dead letters: %w", err)
	}
	for _, o := range rows {
		lines = append(lines, rules.Msg("jobs.dead", "n", o.ID, "at", o.Created, "reason", chat.Short(o.Error, reasonShown)))
	}
	return lines, nil
}

const (
	jobDay    = 24 * time.Hour // over which messages and failures are counted
	runsShown = 200            // enough for a day of the most frequent job in working hours
)

func jobLine(t *chat.Turn, name string, runs []store.JobRun) (rules.Message, error) {
	slot, _, err := t.Tx.JobProgress(name)
	if err != nil {
		return rules.Message{}, err
	}
	written, failures := 0, 0
	for _, r := range runs {
		if t.Now.Sub(r.Started) > jobDay {
			break
		}
		written += r.Written
		if r.Outcome == "failed" {
			failures++
		}
	}
	from := t.Now
	if slot.Last.After(from) { // the clock went back: what it did stays done
		from = slot.Last
	}
	var next []rules.Message
	for _, at := range t.Jobs().Next(name, from, 1) {
		next = append(next, rules.Msg("jobs.next", "at", at))
	}
	return rules.Msg("jobs.line", "job", jobName(name), "last", lastRun(runs), "next", next, "written", written, "failures", failures), nil
}

func lastRun(runs []store.JobRun) rules.Message {
	if len(runs) == 0 {
		return rules.Msg("jobs.last.never")
	}
	r := runs[0]
	switch r.Outcome {
	case "":
		return rules.Msg("jobs.last.running", "at", r.Started)
	case "joined":
		return rules.Msg("jobs.last.joined", "at", r.Finished)
	case "dropped":
		return rules.Msg("jobs.last.dropped", "at", r.Period)
	case "failed":
		return rules.Msg("jobs.last.failed", "at", r.Finished, "reason", r.Error)
	case "rolled":
		return rules.Msg("jobs.last.rolled", "at", r.Finished, "written", r.Written)
	}
	return rules.Msg("jobs.last.done", "at", r.Finished, "written", r.Written)
}

// runJob asks once more, then lets the job run. A job that a release has
// removed is told as a stale button.
func runJob(t *chat.Turn, p jobPressed) error {
	name := ""
	for _, n := range t.Jobs().Names() {
		if jobNumber(n) == p.Job {
			name = n
		}
	}
	if name == "" {
		return t.Stale()
	}
	asked := time.UnixMilli(p.Asked).In(t.Now.Location())
	if p.Asked == 0 {
		return t.Show(store.Screen{Text: rules.Msg("jobs.sure", "job", jobName(name)), Rows: [][]store.Button{
			{jobRunPress.Button(jobPressed{p.Job, t.Now.UnixMilli()}, "jobs.yes")},
			{jobsPress.Button(jobsPressed{}, "back")},
		}})
	}
	if asked.After(t.Now) || t.Now.Sub(asked) > sureFor {
		return t.Stale()
	}
	first, err := t.Jobs().RunNow(t.Tx, asked, name)
	if err != nil {
		return fmt.Errorf("run job %s now: %w", name, err)
	}
	if !first {
		return t.Stale()
	}
	if err := t.Do().Audit(store.Entry{Action: "job.run", Object: objectJob, After: name}); err != nil {
		return err
	}
	if err := t.Answer(rules.Msg("jobs.started")); err != nil {
		return err
	}
	return showJobs(t)
}
