package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"tainha/config"
	"tainha/demo"
	"tainha/locale"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

type rosterCmd struct {
	Import  rosterImportCmd  `cmd:"" help:"Bring units, positions, staff and absences in from CSV or XLSX files, or bring them up to date."`
	Example rosterExampleCmd `cmd:"" help:"Print an example of a CSV file to fill in."`
}

type rosterExampleCmd struct{}

func (rosterExampleCmd) Help() string {
	return `Example:
  tainha roster example > co-quan.csv

In ra tệp mẫu (một cơ quan không có thật) để mở bằng Excel và thay bằng dữ liệu của cơ quan mình.`
}

// Run prints the agency of the demo, with the mark by which Excel knows UTF-8.
func (rosterExampleCmd) Run(p *Process) error {
	_, err := fmt.Fprintf(p.Stdout, "\ufeff%s", demo.Agency)
	return err
}

type rosterImportCmd struct {
	Config string `help:"The configuration." type:"path" default:"config.yaml" placeholder:"FILE"`
	DryRun bool   `help:"Only say what would change."`

	Wait time.Duration `help:"How long to wait for a live bot to take the files over." default:"30s"`

	Files []string `arg:"" help:"CSV (comma, semicolon or tab; UTF-8) or XLSX files." type:"path" name:"file"`
}

func (*rosterImportCmd) Help() string {
	return `A file holds up to four tables, one beneath the other in a CSV, one a sheet in an XLSX: Units, Positions, Staff and
Absences (Đơn vị, Vị trí, Nhân sự, Vắng mặt), each a row with this title, a row of headings, and its rows.
Headings are Vietnamese or English, in any order; * marks those that are needed:
  Units      code* · name* · parent · head (a staff code) · decision · pilot first day · pilot last day · open positions
  Positions  code* · name* · citizen facing* · handles procedures* · open to pilot*
  Staff      code* · name* · phone · unit* · position* · role · active · from
  Absences   staff code* · from* · to (empty: the same day) · part · kind*
Roles: staff, coordinator, auditor, operator, joined by +. Days: 26/11/2026. Flags: yes/no, có/không, x.
Part: whole day, morning, afternoon. Kind: leave, sick, duty. Absences that are over are left out.
A file with an error changes nothing; who is missing from it is listed, never removed. Beside a live bot the files are handed over
to it, as the same user; it imports them and this command prints what came of it.

Examples:
  tainha roster example > co-quan.csv
  tainha roster import --dry-run co-quan.csv
  tainha roster import co-quan.xlsx

Nhập danh sách đơn vị, vị trí, nhân sự và vắng mặt từ tệp Excel hoặc CSV. Mẫu: tainha roster example. Có lỗi thì không ghi gì và
liệt kê mọi lỗi theo hàng, cột. Nên chạy --dry-run trước để xem những gì sẽ thay đổi; bot đang chạy thì không cần dừng.`
}

// errDryRun rolls a trial back.
var errDryRun = errors.New("a trial writes nothing")

func (c *rosterImportCmd) Run(ctx context.Context, p *Process) error {
	config, say, err := p.speaking(c.Config)
	if err != nil {
		return err
	}
	files, err := readFiles(c.Files)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, config.Database.Path, store.Options{})
	var locked *store.LockedError
	if errors.As(err, &locked) {
		return c.besideBot(ctx, p, say, &config, files, locked)
	}
	if err != nil {
		return err
	}
	err = importRoster(say, p.Now(), roster.Open(files), c.DryRun, NewPilot(&config), func(fn func(*store.Tx) error) error { return db.Write(ctx, fn) })
	if err != nil {
		return closeWith(db, err)
	}
	return db.Close()
}

// besideBot hands the files over to the bot that uses the database, and prints what it
// made of them.
func (c *rosterImportCmd) besideBot(ctx context.Context, p *Process, say *speaker, config *config.Config, files []roster.File, locked *store.LockedError) error {
	r, err := handOver(ctx, config.Database.Path, question{At: p.Now(), DryRun: c.DryRun, Files: files}, c.Wait)
	if errors.Is(err, errNotTaken) {
		say.fault(rules.Msg("roster.not_taken", "pid", locked.PID, "wait", int(c.Wait/time.Second)))
		return errors.Join(errFaults, say.err)
	}
	if err != nil {
		return fmt.Errorf("hand the files over to the bot: %w", err)
	}
	if _, err := io.WriteString(p.Stdout, r.Out); err != nil {
		return err
	}
	if _, err := io.WriteString(p.Stderr, r.Errors); err != nil {
		return err
	}
	if r.Refused {
		return errFaults
	}
	say.out(rules.Msg("roster.by_bot"))
	return say.err
}

// importRoster imports files in one transaction and tells what came of it.
func importRoster(say *speaker, now time.Time, draft roster.Draft, trial bool, use *pilot.Pilot, write func(func(*store.Tx) error) error) error {
	var aside []roster.Problem
	var changes people.Changes
	err := write(func(tx *store.Tx) (err error) {
		if aside, changes, err = importFiles(use, tx, now, draft); err == nil && trial {
			err = errDryRun
		}
		return err
	})
	if err != nil && !errors.Is(err, errDryRun) {
		return rosterRefused(say, err)
	}
	tellChanges(say, aside, changes)
	if trial {
		say.out(rules.Msg("roster.dry_run"))
	}
	return say.err
}

func importFiles(use *pilot.Pilot, tx *store.Tx, now time.Time, draft roster.Draft) ([]roster.Problem, people.Changes, error) {
	known, err := people.RosterKnown(use.Do(tx, now, pilot.Actor{Shell: true}))
	if err != nil {
		return nil, people.Changes{}, err
	}
	r, err := draft.Read(known)
	if err != nil {
		return nil, people.Changes{}, err
	}
	changes, err := people.ImportRoster(use.Do(tx, now, pilot.Actor{Shell: true}), r)
	return r.Aside, changes, err
}

// rosterRefused tells the reasons for which nothing was imported.
func rosterRefused(say *speaker, err error) error {
	var faults *roster.Error
	var refusal *rules.Refusal
	switch {
	case errors.As(err, &faults):
		for _, problem := range faults.Problems {
			say.fault(problem.Message())
		}
		if faults.More > 0 {
			say.fault(rules.Msg("roster.more", "n", faults.More))
		}
		say.fault(rules.Msg("roster.problems", "n", len(faults.Problems)+faults.More))
	case errors.As(err, &refusal):
		say.fault(rules.Msg("roster.refused", "reasons", refusal.Reasons))
	default:
		return err
	}
	return errors.Join(errFaults, say.err)
}

// tellChanges lists what of the files was left out, what an import changes, and what its files do not name.
func tellChanges(say *speaker, aside []roster.Problem, c people.Changes) {
	for _, left := range aside {
		say.out(left.Message())
	}
	added := 0
	for _, change := range c.List {
		if change.Added {
			added++
		}
		say.out(change.Message())
	}
	for _, a := range c.Absences {
		say.out(a.Message())
	}
	missing := func(object, code, name string) {
		say.out(rules.Msg("roster.missing", "object", rules.Msg("roster.object."+object), "code", code, "name", name))
	}
	for _, u := range c.MissingUnits {
		missing(pilot.ObjectUnit, u.Code, u.Name)
	}
	for _, x := range c.MissingPositions {
		missing(pilot.ObjectPosition, x.Code, x.Name)
	}
	for _, x := range c.MissingPeople {
		missing(pilot.ObjectPerson, x.Code, x.Name)
	}
	if len(c.List)+len(c.Absences) == 0 {
		say.out(rules.Msg("roster.unchanged"))
	}
	say.out(rules.Msg("roster.summary", "added", added+len(c.Absences), "changed", len(c.List)-added,
		"missing", len(c.MissingUnits)+len(c.MissingPositions)+len(c.MissingPeople)))
}

func readFiles(names []string) ([]roster.File, error) {
	files := make([]roster.File, 0, len(names))
	for _, name := range names {
		data, err := readFile(name)
		if err != nil {
			return nil, fmt.Errorf("read the roster: %w", err)
		}
		files = append(files, roster.File{Name: name, Data: data})
	}
	return files, nil
}

// readFile reads no more of a file than says that it is too large.
func readFile(name string) (data []byte, err error) {
	f, err := os.Open(name) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(io.LimitReader(f, roster.MaxFile+1))
}

// withDatabase opens the database for a command that is done with it at once.
func withDatabase(ctx context.Context, config *config.Config, fn func(*store.DB) error) error {
	db, err := store.Open(ctx, config.Database.Path, store.Options{Ledger: store.LedgerIn(config.Backup.Dir)})
	if err != nil {
		return err
	}
	if err := fn(db); err != nil {
		return closeWith(db, err)
	}
	return db.Close()
}

// speaker tells messages in the language of the configuration.
type speaker struct {
	catalog        *locale.Catalog
	lang           string
	stdout, stderr io.Writer
	err            error // the first text or stream that failed
}

// speaking reads the configuration without the token, and makes the speaker of its language.
func (p *Process) speaking(path string) (config.Config, *speaker, error) {
	c, err := p.read(path)
	if err != nil {
		return c, nil, err
	}
	say, err := newSpeaker(&c, p)
	return c, say, err
}

func newSpeaker(config *config.Config, p *Process) (*speaker, error) {
	catalog, err := locale.Load(config.Calendar.Location)
	if err != nil {
		return nil, err
	}
	return &speaker{catalog, config.Language, p.Stdout, p.Stderr, nil}, nil
}

// out tells what was done, fault what prevented it.
func (s *speaker) out(m rules.Message)   { s.say(s.stdout, m) }
func (s *speaker) fault(m rules.Message) { s.say(s.stderr, m) }

func (s *speaker) say(w io.Writer, m rules.Message) {
	text, err := s.catalog.Plain(s.lang, m)
	if err == nil {
		_, err = fmt.Fprintln(w, strings.ReplaceAll(text, "\n", "\n  "))
	}
	if s.err == nil {
		s.err = err
	}
}
