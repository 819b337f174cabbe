package store

import (
	"encoding/json"
	"fmt"
	"time"

	"tainha/rules"
	"tainha/rules/survey"
)

const selectForm = `SELECT id, wave_id, unit_id, who, levels, issued, entered_by, entered_at, checked_by, checked_at, state FROM survey_form `

func scanForm(r row) (f survey.Forms, err error) {
	var levels string
	if err = r.Scan(&f.ID, &f.Wave, &f.Unit, &f.Who, &levels, &f.Issued, &f.By, &f.Entered, &f.CheckedBy, &f.Checked, &f.State); err != nil {
		return f, err
	}
	return f, json.Unmarshal([]byte(levels), &f.Sheet)
}

// AddForms keeps what was counted of printed forms, with its new id. It counts once it was checked.
func (tx *Tx) AddForms(f *survey.Forms) error {
	levels, err := json.Marshal(f.Sheet)
	if err != nil {
		return fmt.Errorf("keep printed forms: %w", err)
	}
	id, err := tx.insert(`INSERT INTO survey_form (wave_id, unit_id, who, levels, issued, entered_by, entered_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		f.Wave, f.Unit, string(f.Who), string(levels), f.Issued, f.By, f.Entered, string(f.State))
	if err != nil {
		return fmt.Errorf("keep printed forms: %w", err)
	}
	f.ID = survey.FormID(id)
	return nil
}

// SettleForms notes who checked forms, and whether they count. ErrNotFound: it is done already.
func (tx *Tx) SettleForms(id survey.FormID, state survey.FormState, by rules.PersonID, at time.Time) error {
	if err := tx.change(`UPDATE survey_form SET state = ?, checked_by = ?, checked_at = ? WHERE id = ? AND state = 'waits'`, string(state), by, at, id); err != nil {
		return fmt.Errorf("settle forms %d: %w", id, err)
	}
	return nil
}

// FormsBy loads one, or ErrNotFound.
func (tx *Tx) FormsBy(id survey.FormID) (survey.Forms, error) {
	f, err := queryRow(tx, scanForm, selectForm+`WHERE id = ?`, id)
	if err != nil {
		return f, fmt.Errorf("load forms %d: %w", id, err)
	}
	return f, nil
}

// FormsWaiting lists the forms of a wave that nobody checked yet.
func (tx *Tx) FormsWaiting(wave survey.WaveID) ([]survey.Forms, error) {
	return tx.FormsIn(wave, survey.FormsWait)
}

// FormsIn lists the forms of a wave that are in a state.
func (tx *Tx) FormsIn(wave survey.WaveID, state survey.FormState) ([]survey.Forms, error) {
	list, err := queryAll(tx, scanForm, selectForm+`WHERE wave_id = ? AND state = ? ORDER BY id`, wave, string(state))
	if err != nil {
		return nil, fmt.Errorf("list the forms of wave %d: %w", wave, err)
	}
	return list, nil
}
