package store

import (
	"encoding/json"
	"fmt"

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

// AddIndicators adds indicators at once; their ids are those by which they are listed.
func (tx *Tx) AddIndicators(list []survey.Indicator) error {
	data, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("add indicators: %w", err)
	}
	_, err = tx.exec(`INSERT INTO indicator (key, name, lower, margin, source, decided)
		SELECT value ->> 'key', coalesce(value ->> 'name', ''), coalesce(value ->> 'lower', 0), value ->> 'margin', value ->> 'source', value ->> 'decided'
		FROM json_each(?) ORDER BY json_each.key`, string(data))
	if err != nil {
		return fmt.Errorf("add indicators: %w", err)
	}
	return nil
}

// AddIndicatorChanges keeps changes of the list for every report to come.
func (tx *Tx) AddIndicatorChanges(list ...survey.IndicatorChange) error {
	rows := [][]any{}
	for _, c := range list {
		rows = append(rows, []any{c.After.ID, c.Before, c.After, c.Reason, c.Document, c.Dated, c.By, c.At.UnixMilli(), c.Late})
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("keep changes of indicators: %w", err)
	}
	_, err = tx.exec(`INSERT INTO indicator_change (indicator_id, before, after, reason, document, dated, by_id, at, late)
		SELECT value ->> 0, value -> 1, value -> 2, value ->> 3, value ->> 4, coalesce(value ->> 5, ''), value ->> 6, value ->> 7, value ->> 8 FROM json_each(?) ORDER BY key`, string(data))
	if err != nil {
		return fmt.Errorf("keep changes of indicators: %w", err)
	}
	return nil
}

// IndicatorChanges lists all changes of the list, the oldest first.
func (tx *Tx) IndicatorChanges() ([]survey.IndicatorChange, error) {
	list, err := queryAll(tx, func(r row) (c survey.IndicatorChange, err error) {
		var before, after string
		if err := r.Scan(&before, &after, &c.Reason, &c.Document, &c.Dated, &c.By, &c.At, &c.Late); err != nil {
			return c, err
		}
		if err := json.Unmarshal([]byte(before), &c.Before); err != nil {
			return c, err
		}
		return c, json.Unmarshal([]byte(after), &c.After)
	}, `SELECT before, after, reason, document, dated, by_id, at, late FROM indicator_change ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("list the changes of the indicators: %w", err)
	}
	return list, nil
}

// AddMonths keeps what indicators counted in months; the newest row of a month holds.
func (tx *Tx) AddMonths(list ...survey.Month) error {
	rows := [][]any{}
	for _, m := range list {
		rows = append(rows, []any{m.Indicator, m.Unit, m.Month, m.Of, m.All, m.Document, m.By, m.At.UnixMilli()})
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("keep months of indicators: %w", err)
	}
	_, err = tx.exec(`INSERT INTO indicator_count (indicator_id, unit_id, month, hits, total, document, by_id, at)
		SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 FROM json_each(?) ORDER BY key`, string(data))
	if err != nil {
		return fmt.Errorf("keep months of indicators: %w", err)
	}
	return nil
}

// Months lists the months of an indicator as they hold, those of the whole agency (0) first, then unit by unit, the oldest first.
func (tx *Tx) Months(id survey.IndicatorID) ([]survey.Month, error) {
	list, err := queryAll(tx, func(r row) (m survey.Month, err error) {
		err = r.Scan(&m.Indicator, &m.Unit, &m.Month, &m.Of, &m.All, &m.Document, &m.By, &m.At)
		return m, err
	}, `SELECT indicator_id, unit_id, month, hits, total, document, by_id, at FROM indicator_count c WHERE indicator_id = ?
		AND NOT EXISTS (SELECT 1 FROM indicator_count n WHERE n.indicator_id = c.indicator_id AND n.unit_id = c.unit_id AND n.month = c.month AND n.id > c.id)
		ORDER BY unit_id, month`, id)
	if err != nil {
		return nil, fmt.Errorf("list the months of indicator %d: %w", id, err)
	}
	return list, nil
}
