package bot_test

import (
	"database/sql"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// walked are the steps of a plan that go through the whole of something, and why
// that is little. Everything else is looked up.
var walked = []struct {
	step *regexp.Regexp
	why  string
}{
	{regexp.MustCompile(`^SCAN \w+ VIRTUAL TABLE`), "a list that was handed in"},
	{regexp.MustCompile(`^SCAN (up|own|down|branch|CONSTANT ROW|\(subquery-\d+\)|\d+ CONSTANT ROWS?)`), "what was found before"},
	{regexp.MustCompile(`^SCAN u USING INDEX sqlite_autoindex_unit_1`), "the units, once after each change of them"},
	{regexp.MustCompile(`^SCAN (unit_mark|name_word|position|indicator|calendar_change|x|job_slot|pause|poll|process_start)\b`), "small whatever the agency; x is policy_change"},
	{regexp.MustCompile(`USING (COVERING )?INDEX (data_request_open|outbox_(queue|edit|recipient|claimed|held|parked|unreachable))\b`), "what waits or was given up"},
}

// Nothing that a person may write makes the bot read a whole table that grows with
// the agency: every statement of every command, as each role may write it.
func TestNoCommandReadsAWholeTable(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.furnishBy(smallAgency)
	uses := flatUses(h)
	seen := map[string]string{} // statements, by who ran them first
	h.turns.begin()
	for _, u := range uses {
		h.turns.take()
		id := int64(1_000_000)
		if _, err := h.took(written(t, &id, u)); err != nil {
			t.Fatalf("%s: %v", u.text, err)
		}
		for _, query := range slices.Concat(h.turns.take()...) {
			if _, known := seen[query]; !known {
				seen[query] = u.who + " " + u.text
			}
		}
	}
	h.turns.end()
	db, err := sql.Open("sqlite", "file:"+h.path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	asked := 0
	for query, who := range seen {
		if !strings.Contains(query, "FROM") && !strings.Contains(query, "UPDATE") {
			continue
		}
		asked++
		for _, step := range planOf(t, db, query) {
			if strings.HasPrefix(step, "SCAN") && !slices.ContainsFunc(walked, func(w struct {
				step *regexp.Regexp
				why  string
			}) bool {
				return w.step.MatchString(step)
			}) {
				t.Errorf("%s: %s\n\tin: %s", who, step, query)
			}
		}
	}
	if asked < 40 {
		t.Errorf("only %d statements were seen", asked)
	}
}

func planOf(t *testing.T, db *sql.DB, query string) (steps []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, make([]any, 20)...) // NULLs, more than any needs
	if err != nil {
		t.Fatalf("plan of %s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
