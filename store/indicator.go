package store

import (
	"encoding/json"
	"fmt"

	"tainha/rules"
	"tainha/rules/survey"
)

const selectIndicator = `SELECT id, key, name, lower, margin, source, decided FROM indicator `

func scanIndicator(r row) (i survey.Indicator, err error) {
	err = r.Scan(&i.ID, &i.Key, &i.Name, &i.Lower, &i.Margin, &i.Source, &i.Decided)
	return i, err
}

// Indicators lists all that were ever on the list.
func (tx *Tx) Indicators() ([]survey.Indicator, error) {
	list, err := keptAll(tx, scanIndicator, selectIndicator+`ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("list the indicators: %w", err)
	}
	return list, nil
}

// SaveIndicator adds an indicator, with its new id, or changes it.
func (tx *Tx) SaveIndicator(i *survey.Indicator) (err error) {
	if i.ID != 0 {
		err = tx.change(`UPDATE indicator SET name = ?, lower = ?, margin = ?, source = ?, decided = ? WHERE id = ?`, i.Name, i.Lower, i.Margin, i.Source, i.Decided, i.ID)
	} else {
		var id int64
		id, err = tx.insert(`INSERT INTO indicator (key, name, lower, margin, source, decided) VALUES (?, ?, ?, ?, ?, ?)`, i.Key, i.Name, i.Lower, i.Margin, i.Source, i.Decided)
		i.ID = survey.IndicatorID(id)
	}
	if err != nil {
		return fmt.Errorf("save the indicator %s: %w", i.Key, err)
	}
	return nil
}

// AddIndicatorChange keeps a change of the list for every report to come.
func (tx *Tx) AddIndicatorChange(c survey.IndicatorChange) error {
	before, err := json.Marshal(c.Before)
	if err != nil {
		return fmt.Errorf("keep a change of an indicator: %w", err)
	}
	after, err := json.Marshal(c.After)
	if err != nil {
		return fmt.Errorf("keep a change of an indicator: %w", err)
	}
	_, err = tx.exec(`INSERT INTO indicator_change (indicator_id, before, after, reason, by_id, at, late) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		c.After.ID, string(before), string(after), c.Reason, c.By, c.At, c.Late)
	if err != nil {
		return fmt.Errorf("keep a change of an indicator: %w", err)
	}
	return nil
}

// IndicatorChanges lists all changes of the list, the oldest first.
func (tx *Tx) IndicatorChanges() ([]survey.IndicatorChange, error) {
	list, err := queryAll(tx, func(r row) (c survey.IndicatorChange, err error) {
		var before, after string
		if err := r.Scan(&before, &after, &c.Reason, &c.By, &c.At, &c.Late); err != nil {
			return c, err
		}
		if err := json.Unmarshal([]byte(before), &c.Before); err != nil {
			return c, err
		}
		return c, json.Unmarshal([]byte(after), &c.After)
	}, `SELECT before, after, reason, by_id, at, late FROM indicator_change ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("list the changes of the indicators: %w", err)
	}
	return list, nil
}

// AddMonth keeps what an indicator counted in a month; the newest row of a month holds.
func (tx *Tx) AddMonth(m survey.Month) error {
	_, err := tx.exec(`INSERT INTO indicator_count (indicator_id, unit_id, month, hits, total, document, by_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		m.Indicator, int64(m.Unit), m.Month, m.Of, m.All, m.Document, m.By, m.At)
	if err != nil {
		return fmt.Errorf("keep a month of indicator %d: %w", m.Indicator, err)
	}
	return nil
}

// Months lists the months of an indicator as they hold, of one unit or of the whole agency (0), the oldest first.
func (tx *Tx) Months(id survey.IndicatorID, unit rules.UnitID) ([]survey.Month, error) {
	list, err := queryAll(tx, func(r row) (m survey.Month, err error) {
		err = r.Scan(&m.Indicator, &m.Unit, &m.Month, &m.Of, &m.All, &m.Document, &m.By, &m.At)
		return m, err
	}, `SELECT indicator_id, unit_id, month, hits, total, document, by_id, at FROM indicator_count c WHERE indicator_id = ? AND unit_id = ?
		AND NOT EXISTS (SELECT 1 FROM indicator_count n WHERE n.indicator_id = c.indicator_id AND n.unit_id = c.unit_id AND n.month = c.month AND n.id > c.id)
		ORDER BY month`, id, int64(unit))
	if err != nil {
		return nil, fmt.Errorf("list the months of indicator %d: %w", id, err)
	}
	return list, nil
}
