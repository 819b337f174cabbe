package store

import (
	"fmt"

	"tainha/rules"
)

// NamesNear lists the names of the active people near somebody who is posted in a
// unit and decides in others: those of these units, the heads right above and below,
// and whose requests wait for them. How many others the agency has does not matter.
func (tx *Tx) NamesNear(p rules.PersonID, unit rules.UnitID, decides []rules.UnitID, on rules.Date) ([]string, error) {
	names, err := keptAll(tx, scalar[string], `WITH own AS (SELECT ?2 AS id UNION SELECT value FROM json_each(?3))
		SELECT DISTINCT name FROM person WHERE active = 1 AND id IN (
			SELECT g.person_id FROM posting g WHERE g.unit_id IN (SELECT id FROM own) AND g.from_day <= ?4 AND NOT EXISTS (
				SELECT 1 FROM posting n WHERE n.person_id = g.person_id AND n.from_day > g.from_day AND n.from_day <= ?4)
			UNION SELECT head_id FROM unit WHERE id IN (SELECT id FROM own)
			UNION SELECT head_id FROM unit WHERE parent_id IN (SELECT id FROM own) AND active = 1
			UNION SELECT head_id FROM unit WHERE id IN (SELECT parent_id FROM unit WHERE id IN (SELECT id FROM own))
			UNION SELECT person_id FROM request WHERE open = 1 AND approver_id = ?1) ORDER BY name`,
		p, unit, idList(decides), on)
	if err != nil {
		return nil, fmt.Errorf("find the names near person %d: %w", p, err)
	}
	return names, nil
}
