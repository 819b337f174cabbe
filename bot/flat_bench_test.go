package bot_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"tainha/fold"
	"tainha/rules"
	"tainha/store"
)

// size is how large an agency is, beside the seventeen people of every house. The
// first unit, whose people ask, has eleven in each: what differs is what is around
// it, not what they are shown of it.
type size struct {
	name           string
	units, of      int // units, and people in each
	days, requests int // days at home of each person, and the requests that they are in
	open           int // data requests that wait
	tasks          int // of each person over a year, most of them done
}

// The two agencies that are held beside each other: 28 people, and 97,000 in
// 2,000 units with 5 million days at home and 1.2 million tasks.
var (
	smallAgency = size{name: "small", units: 1, of: 11, days: 52, requests: 13, open: 1, tasks: 12}
	bigAgency   = size{name: "big", units: 2000, of: 48, days: 52, requests: 13, open: 2000, tasks: 12}
)

// firstUnit is how many work in the first unit; the rest of its share works in the second.
const firstUnit = 11

// Chats of the first unit's people, by what they are.
const (
	flatHead int64 = 9_000_000_001 + iota
	flatStaff
	flatCoordinator
	flatAuditor
	flatOperator
)

var familyNames, middleNames, givenNames = []string{"Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Hoàng", "Vũ", "Bùi"}, []string{"Thị", "Văn", "Minh", "Thanh", "Quốc", "Ngọc"},
	[]string{"An", "Bình", "Chi", "Dung", "Giang", "Hải", "Hạnh", "Hùng", "Khánh", "Lan", "Long", "Mai", "Nam", "Nga", "Phúc", "Quân", "Sơn", "Thảo", "Trang", "Tuấn", "Vinh", "Yến"}

// furnishBy fills the house with an agency of that size, straight into its file.
func (h *house) furnishBy(s size) {
	h.t.Helper()
	h.behind(func(db *sql.DB) { h.fill(db, s) })
	h.open()
}

func (h *house) fill(db *sql.DB, s size) {
	h.t.Helper()
	tx, err := db.Begin()
	if err != nil {
		h.t.Fatal(err)
	}
	exec := func(query string, args ...any) {
		h.t.Helper()
		if _, err := tx.Exec(query, args...); err != nil {
			h.t.Fatalf("%s: %v", query, err)
		}
	}
	people := s.units * s.of
	var names [][2]string
	for i := range people {
		name := familyNames[i%len(familyNames)] + " " + middleNames[i/3%len(middleNames)] + " " + givenNames[i*7/5%len(givenNames)]
		names = append(names, [2]string{name, fold.Text(name)})
	}
	list, err := json.Marshal(names)
	if err != nil {
		h.t.Fatal(err)
	}
	const count = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1) `
	areas := max(s.units/100, 1)
	exec(count+`INSERT INTO unit (id, code, name, parent_id) SELECT 1000 + i, 'K' || i, 'Khối ' || i, 1 FROM n`, areas)
	exec(count+`INSERT INTO unit (id, code, name, parent_id) SELECT 10000 + i, 'P' || i, 'Phòng số ' || i, 1000 + i % ?2 FROM n`, s.units, areas)
	exec(`INSERT INTO enrolment (unit_id, decision, first_day) SELECT id, '1/QĐ', '2026-01-01' FROM unit WHERE id >= 10000`)
	exec(`INSERT INTO person (id, code, name, name_key, roles) SELECT 100000 + key, 'B' || key, value ->> 0, value ->> 1, 1 FROM json_each(?)`, string(list))
	exec(`INSERT INTO posting (person_id, from_day, unit_id, position_id) SELECT id, '2020-01-01', 10000 + iif(id - 100000 BETWEEN ?2 AND ?1 - 1, 1, (id - 100000) / ?1),
		(SELECT id FROM position WHERE code = 'CVTH') FROM person WHERE id >= 100000`, s.of, firstUnit)
	exec(`UPDATE unit SET head_id = 100000 + (id - 10000) * ?1 WHERE id >= 10000`, s.of)
	exec(`UPDATE person SET roles = roles | CASE id % 10 WHEN 2 THEN ? WHEN 3 THEN ? ELSE ? END WHERE id BETWEEN 100002 AND 100004`, int(rules.Coordinator), int(rules.Auditor), int(rules.Operator))
	exec(`INSERT INTO account (person_id, chat_id, language, linked_at) SELECT id, id - 100000 + ?, 'vi', 1 FROM person WHERE id >= 100000`, flatHead)
	exec(`INSERT INTO agreement (person_id, kind, version, at) SELECT p.id, k.value, 1, 1 FROM person p, json_each('["consent","commitment"]') k WHERE p.id >= 100000`)
	exec(`INSERT INTO absence (person_id, first_day, last_day, kind) SELECT p.id, date('2026-01-05', '+' || ((p.id * 13 + k.value * 170) % 360) || ' days'),
		date('2026-01-05', '+' || ((p.id * 13 + k.value * 170) % 360 + 2) || ' days'), 'leave' FROM person p, json_each('[0,1]') k WHERE p.id >= 100000`)
	exec(`INSERT INTO delegation (from_id, to_id, first_day, last_day) SELECT head_id, head_id + 1, '2026-11-02', '2026-12-25' FROM unit WHERE id >= 10000 AND id % 40 = 7`)
	exec(`INSERT INTO data_request (person_id, kind, text, state, created_at, due) SELECT id, 'correct', 'Sai tên', 'open', 1790000000000, '2026-12-01'
		FROM person WHERE id >= 100000 ORDER BY id % 997, id LIMIT ?`, s.open)
	// Each person's request r holds the weeks from r×(days/requests) on, one day each; those of the last weeks wait.
	exec(`INSERT INTO request (id, person_id, unit_id, rev, created_at, approver_id, asked_at, open)
		SELECT p.id * 100 + r.i, p.id, g.unit_id, 1, 1767000000000, u.head_id, 1767000000000, r.i = ?1 - 1 AND p.id % 20 = 5
		FROM (SELECT value AS i FROM json_each(?2)) r, person p JOIN posting g ON g.person_id = p.id JOIN unit u ON u.id = g.unit_id WHERE p.id >= 100000 ORDER BY 1`,
		s.requests, numbers(s.requests))
	exec(`INSERT INTO request_day (request_id, day, part, person_id, unit_id, state, asked_at, decided_by, decided_at)
		SELECT r.id, date('2026-01-05', '+' || (7 * ((r.id % 100) * ?1 + d.value) + r.person_id % 5) || ' days'), '', r.person_id, r.unit_id,
			CASE WHEN r.open THEN 1 WHEN r.id % 100 < 11 THEN 8 ELSE 2 END, r.created_at, CASE WHEN r.open THEN NULL ELSE r.approver_id END, 1767000000000
		FROM request r, json_each(?2) d WHERE r.person_id >= 100000 ORDER BY 1, 2`, s.days/s.requests, numbers(s.days/s.requests))
	fillTasks(exec, h.clock.Now(), s.tasks)
	if err := tx.Commit(); err != nil {
		h.t.Fatal(err)
	}
}

// fillTasks gives everybody in a unit with a head so many tasks over a year that ends in two
// weeks, each given two weeks before its deadline: those before today are confirmed but for one
// in fifty that is late and some of the last days that wait for confirmation. Each has a report a
// week before its end and one at it, its lights, and every day of the last year its ledger of what
// was told.
func fillTasks(exec func(query string, args ...any), now time.Time, each int) {
	const dayLong = 24 * 60 * 60 * 1000
	exec(`INSERT INTO task (unit_id, title, due_at, half_hours, assigner_id, owner_id, document_number, state, live, rev, done, made_at, accepted_at, first_submitted_at, submitted_at, decided_at, decided_by)
		SELECT unit, 'Báo cáo số ' || n || ' của bộ phận ' || owner % 7, due, 8, head, owner, iif(n % 5 = 0, n || '/SNV-VP', ''), state, state IN (3, 4, 5), 3, iif(state IN (5, 6), '1', '0.5'),
			due - 14 * ?3, due - 13 * ?3, iif(state IN (5, 6), due - ?3, 0), iif(state IN (5, 6), due - ?3, 0), iif(state = 6, due, 0), iif(state = 6, head, NULL)
		FROM (SELECT *, CASE WHEN due > ?1 THEN 3 + n % 2 WHEN (n + owner) % 50 = 0 THEN 4 WHEN due > ?1 - 3 * ?3 THEN 5 ELSE 6 END AS state FROM (
			SELECT g.unit_id AS unit, p.id AS owner, u.head_id AS head, j.value AS n, ?1 + 14 * ?3 - (j.value * 365 / ?2 + p.id % 5) * ?3 AS due
			FROM json_each(?4) j, person p JOIN posting g ON g.person_id = p.id JOIN unit u ON u.id = g.unit_id WHERE u.head_id IS NOT NULL))
		ORDER BY due`, now.UnixMilli(), each, dayLong, numbers(each))
	exec(`INSERT INTO progress (task_id, by_id, day, at, done, percent, note, home_am, home_pm) SELECT t.id, t.owner_id, date((t.due_at - k.value * ?1) / 1000, 'unixepoch', '+7 hours'),
		t.due_at - k.value * ?1, '0.5', 50, 'đã làm phần ' || k.value, t.id % 2, t.id % 2 FROM task t, json_each('[7,1]') k WHERE t.due_at - k.value * ?1 < ?2 ORDER BY t.due_at, k.value DESC`, dayLong, now.UnixMilli())
	exec(`INSERT INTO light_told (task_id, person_id, lamp, due_at, at, kind) SELECT id, owner_id, 1, due_at, due_at - 1000, 1 FROM task WHERE due_at < ?`, now.UnixMilli())
	exec(`INSERT INTO blocker (task_id, by_id, reason, outside, since, closed_at, closed_by) SELECT id, owner_id, 'chờ số liệu', 'Sở Tài chính', made_at + ?1, iif(live, 0, made_at + 2 * ?1), iif(live, NULL, assigner_id)
		FROM task WHERE id % 20 = 3`, dayLong)
	exec(`INSERT INTO told (person_id, day, kind, at) SELECT DISTINCT by_id, day, 1, at FROM progress`)
}

// numbers is 0 to n-1 as JSON.
func numbers(n int) string {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	data, err := json.Marshal(list)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// BenchmarkFlat holds our own time of each command, from the raw update to
// everything queued and rolled back, in a big agency beside the same in a small
// one: the ratio of the medians. The big one takes a minute or two to make.
func BenchmarkFlat(b *testing.B) {
	if testing.Short() {
		b.Skip("an agency of 97,000 people is no short matter")
	}
	houses := [2]*house{}
	for i, s := range []size{smallAgency, bigAgency} {
		began := time.Now()
		houses[i] = newHouse(b)
		houses[i].furnishBy(s)
		b.Logf("the %s agency took %v", s.name, time.Since(began).Round(time.Millisecond))
	}
	for _, u := range flatUses(houses[0]) {
		b.Run(u.who+" "+u.text, func(b *testing.B) { heldBeside(b, houses, u) })
	}
}

// use is somebody who writes something.
type use struct {
	who  string
	chat int64
	text string
}

func flatUses(h *house) []use {
	uses := []use{
		{"staff", flatStaff, "thứ 5 tuần sau em xin làm ở nhà"}, {"staff", flatStaff, "tuần sau ai ở nhà?"}, {"head", flatHead, "tuần sau ai ở nhà?"},
		{"coordinator", flatCoordinator, "/people Nguyễn Văn An"}, {"coordinator", flatCoordinator, "/people nguyen"}, {"coordinator", flatCoordinator, "/people nguyne van anh"},
		{"coordinator", flatCoordinator, "/people B5"}, {"coordinator", flatCoordinator, "/exception tran thi bình"}, {"coordinator", flatCoordinator, "/pilot phòng số 0"},
	}
	for _, p := range h.bot.Permissions() {
		if p.Kind != "command" {
			continue
		}
		for _, r := range []struct {
			name string
			chat int64
			role rules.Roles
		}{{"staff", flatStaff, rules.Staff}, {"head", flatHead, rules.Head}, {"coordinator", flatCoordinator, rules.Coordinator}, {"auditor", flatAuditor, rules.Auditor}, {"operator", flatOperator, rules.Operator}} {
			if p.Access.Who.Has(r.role) {
				uses = append(uses, use{r.name, r.chat, "/" + p.Name})
			}
		}
	}
	return uses
}

// heldBeside measures one use in both houses by turns, so that what else the
// machine does meets both alike.
func heldBeside(b *testing.B, houses [2]*house, u use) {
	b.Helper()
	var took [2][]time.Duration
	id := int64(1_000_000)
	for _, h := range houses { // neither answers with a fault
		if keys, err := h.bot.Try(context.Background(), written(b, &id, u)); err != nil || slices.Contains(keys, "oops") {
			b.Fatalf("%s: %v %v", u.text, keys, err)
		}
	}
	for b.Loop() {
		for i, h := range houses {
			d, err := h.took(written(b, &id, u))
			if err != nil {
				b.Fatal(err)
			}
			took[i] = append(took[i], d)
		}
	}
	for i := range took {
		slices.Sort(took[i])
	}
	small, big := took[0][len(took[0])/2], took[1][len(took[1])/2]
	b.ReportMetric(float64(small.Microseconds())/1000, "small-ms")
	b.ReportMetric(float64(big.Microseconds())/1000, "big-ms")
	b.ReportMetric(float64(big)/float64(small), "ratio")
}

// written is the raw update of a use.
func written(b testing.TB, id *int64, u use) []byte {
	b.Helper()
	*id++
	raw, err := json.Marshal(map[string]any{"update_id": *id, "message": map[string]any{
		"message_id": 1, "date": 1, "text": u.text, "chat": map[string]any{"id": u.chat, "type": "private"},
		"from": map[string]any{"id": u.chat, "is_bot": false, "first_name": "x", "language_code": "vi"},
	}})
	if err != nil {
		b.Fatal(err)
	}
	return raw
}

var errMeasured = errors.New("measured")

// took is how long one update takes, which is undone.
func (h *house) took(raw []byte) (d time.Duration, err error) {
	err = h.db.Write(context.Background(), func(tx *store.Tx) error {
		began := time.Now()
		if err := h.bot.One(context.Background(), tx, raw); err != nil {
			return err
		}
		d = time.Since(began)
		return errMeasured
	})
	if errors.Is(err, errMeasured) {
		err = nil
	}
	return d, err
}
