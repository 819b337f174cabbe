package store

import (
	"fmt"

	"tainha/rules"
)

const selectPosition = `SELECT id, code, name, citizen_facing, handles_procedures, open_to_pilot FROM position `

func scanPosition(r row) (p rules.Position, err error) {
	err = r.Scan(&p.ID, &p.Code, &p.Name, &p.CitizenFacing, &p.HandlesProcedures, &p.OpenToPilot)
	return p, err
}

// Positions lists all positions by code.
func (tx *Tx) Positions() ([]rules.Position, error) {
	return keptAll(tx, scanPosition, selectPosition+`ORDER BY code`)
}

// Position loads one position, or ErrNotFound.
func (tx *Tx) Position(id rules.PositionID) (rules.Position, error) {
	p, err := keptRow(tx, scanPosition, selectPosition+`WHERE id = ?`, id)
	if err != nil {
		return p, fmt.Errorf("load position %d: %w", id, err)
	}
	return p, nil
}

// PositionByCode loads one position, or ErrNotFound.
func (tx *Tx) PositionByCode(code string) (rules.Position, error) {
	p, err := queryRow(tx, scanPosition, selectPosition+`WHERE code = ?`, code)
	if err != nil {
		return p, fmt.Errorf("load position %q: %w", code, err)
	}
	return p, nil
}
