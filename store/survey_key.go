package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tainha/rules"
	"tainha/rules/survey"
)

// waveKeys are the keys under which a wave notes who has answered: a file beside the database, which no backup
// holds. A key is made with the first answer and destroyed when its wave closes.
type waveKeys struct {
	path string
	mu   sync.Mutex
}

// waveKeysHead explains the file to whoever finds it.
const waveKeysHead = "# Keys of the surveys that are open. Never copy this file: it is destroyed with each survey's end, so that nobody can tell who answered.\n"

func keysBeside(database string) *waveKeys { return &waveKeys{path: database + ".surveys"} }

func (k *waveKeys) read() (map[survey.WaveID][]byte, error) {
	out := map[survey.WaveID][]byte{}
	lines, err := linesBeside(k.path)
	if err != nil {
		return nil, fmt.Errorf("read the keys of the surveys: %w", err)
	}
	for _, line := range lines {
		number, text, _ := strings.Cut(line, " ")
		id, bad := strconv.ParseInt(number, 10, 64)
		key, err := hex.DecodeString(text)
		if bad != nil || err != nil || len(key) != sha256.Size {
			return nil, fmt.Errorf("read the keys of the surveys: %s holds a line that is none of it", k.path)
		}
		out[survey.WaveID(id)] = key
	}
	return out, nil
}

func (k *waveKeys) write(keys map[survey.WaveID][]byte) error {
	if len(keys) == 0 {
		return removeIfThere(k.path)
	}
	var ids []survey.WaveID
	for id := range keys {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	text := []byte(waveKeysHead)
	for _, id := range ids {
		text = fmt.Appendf(text, "%d %x\n", id, keys[id])
	}
	if err := WriteBeside(k.path, text); err != nil {
		return fmt.Errorf("write the keys of the surveys: %w", err)
	}
	return nil
}

// of is the key of a wave, made when there is none.
func (k *waveKeys) of(id survey.WaveID) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	keys, err := k.read()
	if err != nil || keys[id] != nil {
		return keys[id], err
	}
	key := make([]byte, sha256.Size)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("make a key of a survey: %w", err)
	}
	keys[id] = key
	return key, k.write(keys)
}

// known is the key of a wave, nil where none was made.
func (k *waveKeys) known(id survey.WaveID) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	keys, err := k.read()
	return keys[id], err
}

// keep destroys the keys of all waves but those that are open.
func (k *waveKeys) keep(open []survey.WaveID) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	keys, err := k.read()
	if err != nil {
		return err
	}
	before := len(keys)
	for id := range keys {
		if !slices.Contains(open, id) {
			delete(keys, id)
		}
	}
	if len(keys) == before {
		return nil
	}
	return k.write(keys)
}

// dropKeys destroys the keys of the waves that are closed. What can't be done now is tried after the next write.
func (db *DB) dropKeys(ctx context.Context, c *conn) {
	err := func() error {
		rows, err := c.sql.QueryContext(ctx, `SELECT id FROM survey_wave WHERE closed_at = 0`)
		if err != nil {
			return fmt.Errorf("list the open surveys: %w", err)
		}
		defer rows.Close() //nolint:errcheck // Err tells
		var open []survey.WaveID
		for rows.Next() {
			var id survey.WaveID
			if err := rows.Scan(&id); err != nil {
				return fmt.Errorf("list the open surveys: %w", err)
			}
			open = append(open, id)
		}
		if err := rows.Err(); err != nil {
			return fmt.Errorf("list the open surveys: %w", err)
		}
		return db.surveyKeys.keep(open)
	}()
	db.keysOwed.Store(err != nil)
	if err != nil {
		db.log.Error("destroy the keys of surveys that are closed", "err", err)
	}
}

// Answerer is who answers: the number of an account at Telegram.
type Answerer int64

// answered is the keyed hash of an account that answered for a unit.
func answered(key []byte, wave survey.WaveID, unit rules.UnitID, by Answerer) []byte {
	sum := hmac.New(sha256.New, key)
	text := []byte("survey ")
	for _, n := range []int64{int64(wave), int64(unit), int64(by)} {
		text = binary.BigEndian.AppendUint64(text, uint64(n))
	}
	sum.Write(text)
	return sum.Sum(nil)
}
