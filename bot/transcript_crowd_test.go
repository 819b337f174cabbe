package bot_test

import (
	"context"
	"fmt"

	"tainha/pilot"
	surveys "tainha/pilot/survey"
	"tainha/rules/survey"
	"tainha/store"
)

// crowd lets citizens answer whom nobody watches: "UNIT ANSWERS CONTENT".
func (p *player) crowd(what string) error {
	var code string
	var n, content int
	if _, err := fmt.Sscan(what, &code, &n, &content); err != nil {
		return err
	}
	p.crowded += n
	return p.db.Write(context.Background(), func(tx *store.Tx) error {
		do := p.pilot.Do(tx, p.clock.Now(), pilot.Actor{})
		u, err := tx.UnitByCode(code)
		if err != nil {
			return err
		}
		w, err := surveys.Of(do, survey.Citizens, u.ID)
		if err != nil {
			return err
		}
		for i := range n {
			g := surveys.Given{Wave: w.ID, Unit: u.ID, Who: survey.Citizen, By: store.Answerer(9_000_000_000 + p.crowded - i), Answer: survey.Answer{3, 3, 2, 2, 1, 2}}
			if i < content {
				g.Answer = survey.Answer{5, 4, 4, 5, 4, 5}
			}
			if i%4 == 0 {
				g.Who = survey.Business
			}
			if err := surveys.Answer(do, g); err != nil {
				return err
			}
		}
		return nil
	})
}
