package register

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// conflictPressed opens the request of a day in conflict.
type conflictPressed struct{ Request rules.RequestID }

const conflictsListed = 10 // days on a page

// showConflicts lists the days in conflict of the whole agency that nobody has settled;
// who decides for each person does.
func showConflicts(t *chat.Turn, page int) error {
	cases, n, err := request.AllConflicts(t.Do(), page, conflictsListed)
	if err != nil {
		return fmt.Errorf("list what is to be settled: %w", err)
	}
	back := []store.Button{registerPress.Button(registerPage{}, "register.back")}
	if len(cases) == 0 {
		return t.Show(store.Screen{Text: rules.Msg("conflict.none"), Rows: [][]store.Button{back}})
	}
	var lines []rules.Message
	var rows [][]store.Button
	for k, c := range cases {
		i := page*conflictsListed + k + 1
		lines = append(lines, c.Line(i, c.Unit.Name))
		rows = append(rows, []store.Button{conflictPress.Button(conflictPressed{c.Request}, "conflict.show", "i", i, "name", c.Requester.Called())})
	}
	pages := (n + conflictsListed - 1) / conflictsListed
	if pages > 1 {
		next := (page + 1) % pages
		rows = append(rows, []store.Button{conflictsPress.Button(registerPage{uint8(next)}, "conflict.next", "page", next+1, "pages", pages)})
	}
	section := rules.Msg("conflict.section", "n", n, "lines", lines)
	return t.Show(store.Screen{Text: rules.Msg("conflict.all", "section", section, "page", page+1, "pages", pages), Rows: append(rows, back)})
}

// conflictsRow leads to what is to be settled, where there is something.
func conflictsRow(t *chat.Turn) ([]store.Button, error) {
	n, err := t.Tx.CountOpenConflicts(nil, t.Today)
	if err != nil || n == 0 {
		return nil, err
	}
	return []store.Button{conflictsPress.Button(registerPage{}, "conflict.to_list", "n", n)}, nil
}

// showConflict opens the request of a day in conflict below the list.
func showConflict(t *chat.Turn, p conflictPressed) error {
	return t.ShowCardBelow(pilot.RequestRef(p.Request))
}
