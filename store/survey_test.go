package store

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/rules/survey"
)

// asked is an open wave of a database, with the keys of those who answered.
func asked(t *testing.T, db *DB, o office) survey.Wave {
	t.Helper()
	w := survey.Wave{Audience: survey.Citizens, Kind: survey.Pilot, First: day, Last: day + 13, Expected: 400, Units: []rules.UnitID{o.planning, o.service}, OpenedBy: o.binh, Opened: now}
	write(t, db, func(tx *Tx) error { return tx.AddWave(&w) })
	return w
}

func answers(t *testing.T, db *DB, w survey.Wave, unit rules.UnitID, by Answerer) (first bool) {
	t.Helper()
	write(t, db, func(tx *Tx) (err error) {
		first, err = tx.Answered(w.ID, unit, by)
		return err
	})
	return first
}

func TestAnAccountAnswersOnceForAUnitInAWave(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	w, later := asked(t, db, o), asked(t, db, o)
	for i, x := range []struct {
		w    survey.Wave
		unit rules.UnitID
		by   Answerer
		want bool
	}{{w, o.planning, 5001, true}, {w, o.planning, 5001, false}, {w, o.service, 5001, true}, {w, o.planning, 5002, true}, {later, o.planning, 5001, true}, {w, o.planning, 5002, false}} {
		if got := answers(t, db, x.w, x.unit, x.by); got != x.want {
			t.Errorf("answer %d: first %v, want %v", i, got, x.want)
		}
	}
	for by, want := range map[Answerer]bool{5001: true, 5003: false} {
		if got := read(t, db, func(tx *Tx) (bool, error) { return tx.HasAnswered(w.ID, o.planning, by) }); got != want {
			t.Errorf("account %d has answered: %v", by, got)
		}
	}
	err := db.Write(context.Background(), func(tx *Tx) error {
		if _, err := tx.Answered(w.ID, o.planning, 5009); err != nil {
			return err
		}
		return errors.New("what follows fails")
	})
	if err == nil || !answers(t, db, w, o.planning, 5009) {
		t.Error("an answer that was undone counts as given")
	}
}

func TestTheKeyOfAWaveIsInNoBackupAndGoesWithTheWave(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pilot.db")
	db := open(t, path)
	o := newOffice(t, db)
	w, other := asked(t, db, o), asked(t, db, o)
	for by := range Answerer(40) {
		answers(t, db, w, o.planning, 5000+by)
	}
	answers(t, db, other, o.planning, 5001)
	beside := path + ".surveys"
	info, err := os.Stat(beside)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the keys: %v, %v", info, err)
	}
	text := string(must(os.ReadFile(beside)))
	var key []byte
	for line := range strings.Lines(text) {
		if number, k, found := strings.Cut(strings.TrimSpace(line), " "); found && number == "1" {
			key = must(hex.DecodeString(k))
		}
	}
	hash := answered(key, w.ID, o.planning, 5001)
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(0, db.Backup(context.Background(), copied))
	for _, file := range []string{path, path + "-wal", copied} {
		data := must(os.ReadFile(file))
		if len(key) != 32 || bytes.Contains(data, key) || bytes.Contains(data, []byte(hex.EncodeToString(key))) {
			t.Errorf("%s holds the key", filepath.Base(file))
		}
	}
	if !bytes.Contains(must(os.ReadFile(copied)), hash) {
		t.Fatal("the test looks for what is not there")
	}
	write(t, db, func(tx *Tx) error { return tx.CloseWave(w.ID, now) })
	if left := string(must(os.ReadFile(beside))); strings.Contains(left, hex.EncodeToString(key)) || !strings.Contains(left, "\n2 ") {
		t.Errorf("after the first wave closed the keys are\n%s", left)
	}
	for _, file := range []string{path, path + "-wal"} {
		if bytes.Contains(must(os.ReadFile(file)), hash) {
			t.Errorf("%s still says who answered", filepath.Base(file))
		}
	}
	write(t, db, func(tx *Tx) error { return tx.CloseWave(other.ID, now) })
	if _, err := os.Stat(beside); !os.IsNotExist(err) {
		t.Errorf("with the last wave the file of the keys goes: %v", err)
	}
	if err := db.Write(context.Background(), func(tx *Tx) error { return tx.CloseWave(w.ID, now) }); !errors.Is(err, ErrNotFound) {
		t.Errorf("it is closed twice: %v", err)
	}
}

func TestAKeyThatOutlivedItsWaveIsDestroyedAtTheStart(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pilot.db")
	db := must(Open(context.Background(), path, Options{}))
	o := newOffice(t, db)
	w := asked(t, db, o)
	answers(t, db, w, o.planning, 5001)
	kept := must(os.ReadFile(path + ".surveys"))
	write(t, db, func(tx *Tx) error { return tx.CloseWave(w.ID, now) })
	must(0, db.Close())
	must(0, os.WriteFile(path+".surveys", kept, 0o600)) // as after a crash right behind the commit
	open(t, path)
	if _, err := os.Stat(path + ".surveys"); !os.IsNotExist(err) {
		t.Errorf("the key is still there: %v", err)
	}
}

func TestAnAnswerOnlyAddsToCounts(t *testing.T) {
	t.Parallel()
	db := setup(t)
	o := newOffice(t, db)
	w := asked(t, db, o)
	a := survey.Answer{5, 4, 3, 2, 1, 5}
	write(t, db, func(tx *Tx) error {
		must(0, tx.AddCounts(w.ID, a.Counts(o.planning, survey.Citizen)...))
		must(0, tx.AddCounts(w.ID, a.Counts(o.planning, survey.Citizen)...))
		must(0, tx.AddCounts(w.ID, survey.Handed{Unit: o.service, All: 50, Of: [6]int{40, 40, 40, 40, 40, 50}}.Counts()...))
		return tx.AddComment(w.ID, o.planning, "Nhanh, gọn")
	})
	counts := read(t, db, func(tx *Tx) ([]survey.Count, error) { return tx.WaveCounts(w.ID) })
	var phone, handed int
	for _, c := range counts {
		switch c.Source {
		case survey.Phone:
			phone += c.N
		case survey.Import:
			handed += c.N
		}
	}
	if phone != 2*survey.Questions || handed != 50*survey.Questions {
		t.Errorf("%d and %d in %+v", phone, handed, counts)
	}
	write(t, db, func(tx *Tx) error { return tx.DropCounts(w.ID, survey.Import, o.service) })
	if left := read(t, db, func(tx *Tx) ([]survey.Count, error) { return tx.WaveCounts(w.ID) }); len(left) != survey.Questions {
		t.Errorf("%+v", left)
	}
	link := func() (token string) {
		write(t, db, func(tx *Tx) (err error) {
			if err = tx.MakeLinks(o.planning); err != nil {
				return err
			}
			token, err = tx.UnitLink(o.planning)
			return err
		})
		return token
	}
	token := link()
	if len(token) != 16 || token != link() || must(read(t, db, func(tx *Tx) (rules.UnitID, error) { return tx.UnitOfLink(token) }), nil) != o.planning {
		t.Errorf("the link %q", token)
	}
}
