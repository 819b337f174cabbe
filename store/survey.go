package store

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tainha/rules"
	"tainha/rules/survey"
)

const selectWave = `SELECT id, audience, kind, first_day, last_day, expected, opened_by, opened_at, closed_at,
	(SELECT json_group_array(unit_id) FROM survey_wave_unit WHERE wave_id = id) FROM survey_wave `

func scanWave(r row) (w survey.Wave, err error) {
	var units string
	if err = r.Scan(&w.ID, &w.Audience, &w.Kind, &w.First, &w.Last, &w.Expected, &w.OpenedBy, &w.Opened, &w.Closed, &units); err != nil {
		return w, err
	}
	return w, json.Unmarshal([]byte(units), &w.Units)
}

// AddWave keeps a wave, with its new id.
func (tx *Tx) AddWave(w *survey.Wave) error {
	id, err := tx.insert(`INSERT INTO survey_wave (audience, kind, first_day, last_day, expected, opened_by, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		string(w.Audience), string(w.Kind), w.First, w.Last, w.Expected, w.OpenedBy, w.Opened)
	if err != nil {
		return fmt.Errorf("add a wave: %w", err)
	}
	w.ID = survey.WaveID(id)
	if _, err := tx.exec(`INSERT INTO survey_wave_unit (wave_id, unit_id) SELECT ?, value FROM json_each(?)`, w.ID, idList(w.Units)); err != nil {
		return fmt.Errorf("add units to a wave: %w", err)
	}
	return nil
}

// Wave loads one, or ErrNotFound.
func (tx *Tx) Wave(id survey.WaveID) (survey.Wave, error) {
	w, err := queryRow(tx, scanWave, selectWave+`WHERE id = ?`, id)
	if err != nil {
		return w, fmt.Errorf("load wave %d: %w", id, err)
	}
	return w, nil
}

// Waves lists those of an audience, the newest first.
func (tx *Tx) Waves(a survey.Audience) ([]survey.Wave, error) {
	list, err := queryAll(tx, scanWave, selectWave+`WHERE audience = ? ORDER BY first_day DESC, id DESC`, string(a))
	if err != nil {
		return nil, fmt.Errorf("list the waves: %w", err)
	}
	return list, nil
}

// OpenWaves lists those of an audience that are not closed.
func (tx *Tx) OpenWaves(a survey.Audience) ([]survey.Wave, error) {
	list, err := queryAll(tx, scanWave, selectWave+`WHERE audience = ? AND closed_at = 0 ORDER BY first_day, id`, string(a))
	if err != nil {
		return nil, fmt.Errorf("list the open waves: %w", err)
	}
	return list, nil
}

// CloseWave ends a wave for good and forgets who answered; the key goes right after the commit. ErrNotFound: it is closed.
func (tx *Tx) CloseWave(id survey.WaveID, at time.Time) error {
	if err := tx.change(`UPDATE survey_wave SET closed_at = ? WHERE id = ? AND closed_at = 0`, at, id); err != nil {
		return fmt.Errorf("close wave %d: %w", id, err)
	}
	if _, err := tx.exec(`DELETE FROM survey_answered WHERE wave_id = ?`, id); err != nil {
		return fmt.Errorf("forget who answered in wave %d: %w", id, err)
	}
	tx.erased, tx.closed = true, true
	return nil
}

// Answered notes that an account answers for a unit in a wave; false: it has answered before.
func (tx *Tx) Answered(wave survey.WaveID, unit rules.UnitID, by Answerer) (first bool, err error) {
	key, err := tx.surveyKeys.of(wave)
	if err != nil {
		return false, err
	}
	n, err := tx.count(`INSERT INTO survey_answered (hash, wave_id) VALUES (?, ?) ON CONFLICT DO NOTHING`, answered(key, wave, unit, by), wave)
	if err != nil {
		return false, fmt.Errorf("note an answer in wave %d: %w", wave, err)
	}
	return n == 1, nil
}

// HasAnswered reports whether an account has answered for a unit in a wave.
func (tx *Tx) HasAnswered(wave survey.WaveID, unit rules.UnitID, by Answerer) (bool, error) {
	key, err := tx.surveyKeys.known(wave)
	if err != nil || key == nil {
		return false, err
	}
	has, err := queryRow(tx, scalar[bool], `SELECT EXISTS (SELECT 1 FROM survey_answered WHERE hash = ?)`, answered(key, wave, unit, by))
	if err != nil {
		return false, fmt.Errorf("find an answer in wave %d: %w", wave, err)
	}
	return has, nil
}

// AddCounts adds to the counts of a wave.
func (tx *Tx) AddCounts(wave survey.WaveID, counts ...survey.Count) error {
	var rows [][6]any
	for _, c := range counts {
		if c.N != 0 {
			rows = append(rows, [6]any{int64(c.Unit), c.Source, c.Who, c.Question, c.Level, c.N})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("count in wave %d: %w", wave, err)
	}
	_, err = tx.exec(`INSERT INTO survey_count (wave_id, unit_id, source, who, question, level, n)
		SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?) WHERE true
		ON CONFLICT DO UPDATE SET n = n + excluded.n`, wave, string(data))
	if err != nil {
		return fmt.Errorf("count in wave %d: %w", wave, err)
	}
	return nil
}

// DropCounts forgets what one source counted for units of a wave: other numbers take its place.
func (tx *Tx) DropCounts(wave survey.WaveID, source survey.Source, units ...rules.UnitID) error {
	_, err := tx.exec(`DELETE FROM survey_count WHERE wave_id = ? AND source = ? AND unit_id IN (SELECT value FROM json_each(?))`, wave, string(source), idList(units))
	if err != nil {
		return fmt.Errorf("forget counts of wave %d: %w", wave, err)
	}
	return nil
}

// WaveCounts lists all counts of a wave. They may be shown only as survey.Cells says, and once it is closed.
func (tx *Tx) WaveCounts(wave survey.WaveID) ([]survey.Count, error) {
	list, err := queryAll(tx, func(r row) (c survey.Count, err error) {
		err = r.Scan(&c.Unit, &c.Source, &c.Who, &c.Question, &c.Level, &c.N)
		return c, err
	}, `SELECT unit_id, source, who, question, level, n FROM survey_count WHERE wave_id = ? ORDER BY unit_id, source, who, question, level`, wave)
	if err != nil {
		return nil, fmt.Errorf("load the counts of wave %d: %w", wave, err)
	}
	return list, nil
}

// AddComment keeps a comment under a number drawn by lot.
func (tx *Tx) AddComment(wave survey.WaveID, unit rules.UnitID, text string) error {
	var lot [8]byte
	if _, err := rand.Read(lot[:]); err != nil {
		return fmt.Errorf("draw a lot: %w", err)
	}
	id := int64(binary.BigEndian.Uint64(lot[:]) >> 1)
	if _, err := tx.exec(`INSERT INTO survey_comment (id, wave_id, unit_id, text) VALUES (?, ?, ?, ?)`, id, wave, unit, text); err != nil {
		return fmt.Errorf("keep a comment of wave %d: %w", wave, err)
	}
	return nil
}

// Comments lists the comments of a unit in a wave, in no order.
func (tx *Tx) Comments(wave survey.WaveID, unit rules.UnitID) ([]string, error) {
	list, err := queryAll(tx, scalar[string], `SELECT text FROM survey_comment WHERE wave_id = ? AND unit_id = ? ORDER BY id`, wave, unit)
	if err != nil {
		return nil, fmt.Errorf("load the comments of wave %d: %w", wave, err)
	}
	return list, nil
}

// tokenBytes make a link that nobody guesses.
const tokenBytes = 10

// MakeLinks makes the links of units that have none.
func (tx *Tx) MakeLinks(units ...rules.UnitID) error {
	rows := make([][2]any, len(units))
	for i, u := range units {
		var lot [tokenBytes]byte
		if _, err := rand.Read(lot[:]); err != nil {
			return fmt.Errorf("make the link of unit %d: %w", u, err)
		}
		rows[i] = [2]any{int64(u), strings.ToLower(base32.StdEncoding.EncodeToString(lot[:]))}
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("make links of units: %w", err)
	}
	_, err = tx.exec(`INSERT INTO survey_link (unit_id, token) SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true ON CONFLICT (unit_id) DO NOTHING`, string(data))
	if err != nil {
		return fmt.Errorf("keep links of units: %w", err)
	}
	return nil
}

// UnitLink is the token of a unit's link, or ErrNotFound.
func (tx *Tx) UnitLink(unit rules.UnitID) (string, error) {
	token, err := queryRow(tx, scalar[string], `SELECT token FROM survey_link WHERE unit_id = ?`, unit)
	if err != nil {
		return "", fmt.Errorf("load the link of unit %d: %w", unit, err)
	}
	return token, nil
}

// UnitOfLink is the unit whose link a token is, or ErrNotFound.
func (tx *Tx) UnitOfLink(token string) (rules.UnitID, error) {
	id, err := queryRow(tx, scalar[rules.UnitID], `SELECT unit_id FROM survey_link WHERE token = ?`, token)
	if err != nil {
		return 0, fmt.Errorf("find the unit of a link: %w", err)
	}
	return id, nil
}
