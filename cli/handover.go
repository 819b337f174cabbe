package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tainha/roster"
	"tainha/rules"
	"tainha/store"
)

// A command that finds the database in use by a live bot hands its files over to it, in a folder
// beside the database that only their user may enter: it writes NAME.ask, the bot takes it
// by renaming it to NAME.taken, imports in one transaction, and writes NAME.answer. Whoever renames or removes the
// question first has it: what the command withdraws is never imported.
const (
	asked  = ".ask"
	taken  = ".taken"
	answer = ".answer"
)

const (
	lookEvery    = 250 * time.Millisecond
	freshFor     = 10 * time.Minute // an older question has nobody who waits for its answer
	longestAsked = 96 << 20         // bytes of a question: what can be imported, written as JSON
)

// handoverFolder is where files are handed over to the bot that uses a database.
func handoverFolder(database string) string { return database + ".handover" }

// question is what a command hands over.
type question struct {
	At     time.Time
	DryRun bool
	Files  []roster.File
}

// reply is what came of it, as the command prints it.
type reply struct {
	Out, Errors string
	Refused     bool
}

// errNotTaken says that a process has the database open and takes nothing over.
var errNotTaken = errors.New("the bot did not take the files over")

// handOver gives files to the live bot and waits for what comes of them. A bot that does not take them
// within the time gets nothing: errNotTaken. Once it took them they are waited for.
func handOver(ctx context.Context, database string, q question, wait time.Duration) (reply, error) {
	folder := handoverFolder(database)
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	limit := time.NewTimer(wait)
	defer limit.Stop()
	if err := opened(ctx, folder, tick.C, limit.C); err != nil {
		return reply{}, err
	}
	data, err := json.Marshal(q)
	if err != nil {
		return reply{}, fmt.Errorf("write the files down: %w", err)
	}
	name := filepath.Join(folder, rand.Text())
	var files wholeFiles
	defer files.drop()
	if err := files.write(name+asked, data); err != nil {
		return reply{}, err
	}
	if _, err := files.keep(); err != nil {
		return reply{}, err
	}
	for {
		data, err := os.ReadFile(name + answer) //nolint:gosec // the name is ours
		if err == nil {
			var r reply
			err := errors.Join(json.Unmarshal(data, &r), os.Remove(name+answer))
			return r, err
		}
		select {
		case <-tick.C:
			continue
		case <-ctx.Done():
			err = ctx.Err()
		case <-limit.C:
			err = errNotTaken
		}
		if os.Remove(name+asked) == nil {
			return reply{}, err // nothing was done, nothing will be
		}
		if errors.Is(err, ctx.Err()) {
			return reply{}, err
		}
		limit.Reset(freshFor) // it was taken
	}
}

// opened waits for the folder: a bot that has just started has its database before it.
func opened(ctx context.Context, folder string, tick, limit <-chan time.Time) error {
	for {
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return nil
		}
		select {
		case <-tick:
		case <-ctx.Done():
			return ctx.Err()
		case <-limit:
			return errNotTaken
		}
	}
}

// takeOver looks for files that commands hand over, until ctx ends.
func (s *Service) takeOver(ctx context.Context) {
	folder := handoverFolder(s.config.Database.Path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		s.log.Error("files can't be handed over", slog.Any("error", err))
		return
	}
	leftovers(folder)
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			leftovers(folder)
			return
		case <-tick.C:
		}
		waiting, err := filepath.Glob(filepath.Join(folder, "*"+asked))
		if err != nil {
			continue
		}
		for _, path := range waiting {
			if err := s.takeOne(ctx, strings.TrimSuffix(path, asked)); err != nil {
				s.log.Error("files were handed over in vain", slog.Any("error", err))
			}
		}
	}
}

// leftovers removes what nobody will come for: people's data lie nowhere by accident.
func leftovers(folder string) {
	old, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return
	}
	hidden, _ := filepath.Glob(filepath.Join(folder, ".*"))
	for _, path := range append(old, hidden...) {
		_ = os.Remove(path) // the folder is looked through again at the next start
	}
}

// takeOne imports one question's files and answers it.
func (s *Service) takeOne(ctx context.Context, name string) (err error) {
	if err := os.Rename(name+asked, name+taken); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it was withdrawn
		}
		return fmt.Errorf("take the files over: %w", err)
	}
	defer func() { err = errors.Join(err, os.Remove(name+taken)) }()
	q, err := readQuestion(name + taken)
	if err != nil {
		return err
	}
	if age := s.now().Sub(q.At); age > freshFor || age < -freshFor {
		return errors.New("the files are too old: nobody waits for what comes of them")
	}
	data, err := json.Marshal(s.importFor(ctx, q))
	if err != nil {
		return fmt.Errorf("write the answer down: %w", err)
	}
	var files wholeFiles
	defer files.drop()
	if err := files.write(name+answer, data); err != nil {
		return err
	}
	_, err = files.keep()
	return err
}

func readQuestion(path string) (q question, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return q, err
	}
	if !info.Mode().IsRegular() || info.Size() > longestAsked {
		return q, fmt.Errorf("%d bytes were handed over, more than %d", info.Size(), longestAsked)
	}
	data, err := os.ReadFile(path) //nolint:gosec // in a folder of ours
	if err != nil {
		return q, err
	}
	if err := json.Unmarshal(data, &q); err != nil {
		return q, fmt.Errorf("read what was handed over: %w", err)
	}
	return q, nil
}

// importFor imports what was handed over, in one transaction, and words what came of it.
func (s *Service) importFor(ctx context.Context, q question) reply {
	var out, errs bytes.Buffer
	say, err := newSpeaker(s.config, &Process{Stdout: &out, Stderr: &errs})
	if err == nil {
		draft := roster.Open(q.Files) // takes long, and nobody waits for it
		err = importRoster(say, s.now(), draft, q.DryRun, s.Pilot, func(fn func(*store.Tx) error) error { return s.DB.Write(ctx, fn) })
	}
	r := reply{Out: out.String(), Errors: errs.String(), Refused: err != nil}
	if err != nil && !errors.Is(err, errFaults) {
		s.log.Error("files that were handed over can't be imported", slog.Any("error", err))
		say.fault(rules.Msg("roster.fault"))
		r.Errors = errs.String()
	}
	return r
}
