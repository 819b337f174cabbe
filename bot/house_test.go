package bot_test

import (
	"context"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tainha/bot"
	"tainha/bot/chat"
	"tainha/jobs"
	"tainha/locale"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/roster"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/sandbox"
	"tainha/store"
	"tainha/store/storetest"
)

// folk are the phones of the tests: short names for codes of the demo's agency.
var folk = map[string]struct {
	code string
	chat int64
	lang string
}{
	"duc":   {"TN01", 7_000_000_001, "vi"}, // director: one level above the heads
	"an":    {"TN02", 7_000_000_002, "vi"}, // head of planning
	"binh":  {"TN03", 7_000_000_003, "vi"},
	"lan":   {"TN04", 7_000_000_004, "vi"}, // coordinator
	"nam":   {"TN05", 7_000_000_005, "vi"},
	"chi":   {"TN06", 7_000_000_006, "vi"},
	"tuan":  {"TN08", 7_000_000_008, "vi"}, // head of IT
	"bao":   {"TN10", 7_000_000_010, "en"},
	"huong": {"TN11", 7_000_000_011, "vi"}, // in the roster, not linked
	"khoi":  {"TN13", 7_000_000_013, "vi"}, // operator
	"thuy":  {"TN14", 7_000_000_014, "vi"}, // head of the one-stop desk, not in the pilot
	"van":   {"TN17", 7_000_000_017, "vi"}, // auditor
	"la":    {"", 7_000_000_099, "vi"},     // a stranger
}

var unlinked = map[string]bool{"huong": true, "la": true}

func zone(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// calendar2026 is the end of 2026 as rules.md has it, and the law's 2027.
func calendar2026(z *time.Location) *rules.Calendar {
	off := func(names map[string]string) map[rules.Date]string {
		m := map[rules.Date]string{}
		for d, name := range names {
			m[rules.MustDate(d)] = name
		}
		return m
	}
	c := &rules.Calendar{
		Location: z,
		Hours:    []rules.Span{{From: 7*60 + 30, To: 11*60 + 30}, {From: 13 * 60, To: 17 * 60}},
		Years: map[int]rules.Year{
			2026: {DaysOff: off(map[string]string{"2026-11-24": "Ngày Văn hóa Việt Nam"})},
			2027: {DaysOff: off(map[string]string{"2027-01-01": "Tết Dương lịch"})},
		},
	}
	for w := time.Monday; w <= time.Friday; w++ {
		c.Weekdays[w] = true
	}
	return c
}

// house is the bot with everything real around it: a sandbox over HTTP, a
// database file, an agency. Its clock stands still until it is moved.
type house struct {
	t      testing.TB
	server *sandbox.Server
	clock  *sandbox.Clock
	path   string
	db     *store.DB
	bot    *chat.Bot
	jobs   *jobs.Engine
	pilot  *pilot.Pilot
	log    *slog.Logger
	turns  turnCount
	steps  time.Duration // between two edits that tell how far something is

	flooded int            // updates that were given to the bot by hand
	texts   fs.FS          // nil: those of the program
	extra   []chat.Feature // beside those of the bot
}

// newHouse begins on Monday 23 November 2026 at 09:00.
func newHouse(t testing.TB) *house {
	t.Helper()
	z := zone(t)
	clock := sandbox.NewManualClock(time.Date(2026, 11, 23, 9, 0, 0, 0, z))
	policies := &rules.PolicyBook{Base: rules.DefaultPolicy()}
	policies.Base.MonthsAhead = 11 // conversations are about other things than how far ahead one may ask
	h := &house{
		t: t, clock: clock, steps: 4 * time.Second, path: filepath.Join(t.TempDir(), "house.db"),
		server: sandbox.New(sandbox.Options{Clock: clock, Location: z, KeepCalls: 10_000}),
		pilot: &pilot.Pilot{
			Calendar: calendar2026(z), Policies: policies,
			Consent:    pilot.Notice{Version: 1, Text: map[string]string{"vi": "Chúng tôi lưu tên, đơn vị và các ngày làm việc tại nhà.", "en": "We keep your name, unit and days at home."}},
			Commitment: pilot.Notice{Version: 1, Text: map[string]string{"vi": "Tôi bảo đảm tiến độ, khối lượng và chất lượng công việc.", "en": "I keep to progress, volume and quality."}},
			Powers:     rules.DefaultPowerPolicy(),
			Requests:   rules.DefaultRequestPolicy(),
			Sheet:      rules.DefaultSheetForm(),
			Tasks:      task.DefaultPolicy(),
			Scoring:    houseScoring(),
			Data:       rules.DefaultDataPolicy(),
		},
		log: slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelWarn})),
	}
	if err := h.server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.server.Close)
	h.open()
	t.Cleanup(func() { _ = h.db.Close() })
	h.furnish()
	for name, p := range folk {
		if unlinked[name] {
			continue
		}
		if _, err := h.server.Phone(p.chat).Send("/start"); err != nil {
			t.Fatal(err)
		}
	}
	h.settle()
	return h
}

type testLog struct{ testing.TB }

func (l testLog) Write(p []byte) (int, error) {
	l.Logf("%s", p)
	return len(p), nil
}

// open starts the bot on the database as a new process would.
func (h *house) open() {
	h.t.Helper()
	ctx := context.Background()
	catalog, err := locale.Load(h.pilot.Calendar.Location)
	if h.texts != nil {
		catalog, err = locale.LoadFrom(h.texts, h.pilot.Calendar.Location)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.db = storetest.Open(h.t, h.path, store.Options{Log: h.log, Trace: h.turns.hear})
	h.jobs, err = jobs.New(jobs.Deps{DB: h.db, Pilot: h.pilot, Now: h.clock.Now, Log: h.log},
		jobs.All(jobs.Backup{Dir: filepath.Join(filepath.Dir(h.path), "backup"), Keep: 3}), map[string]string{"scores": "10 7 29 2 *"}) // a transcript opens its sheets itself
	if err != nil {
		h.t.Fatal(err)
	}
	h.bot, err = chat.New(chat.Deps{
		DB: h.db, Pilot: h.pilot, Jobs: h.jobs, Catalog: catalog, Now: h.clock.Now, Log: h.log,
		Token: h.server.Token(), APIURL: h.server.URL(), Quiet: chat.Quiet{From: 20 * 60, To: 6*60 + 30}, Rate: chat.Rate{Steps: h.steps},
		Client: chat.NewHTTPClient(h.server.Token(), nil, 0), Scrub: chat.NewScrubber(h.server.Token(), nil),
	}, append(bot.Features(), h.extra...)...)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.bot.Begin(ctx); err != nil {
		h.t.Fatal(err)
	}
	if err := h.bot.Connect(ctx); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) restart() {
	h.t.Helper()
	if err := h.db.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.open()
}

// furnish imports the agency and links everybody who is not to be linked by a test.
func (h *house) furnish() {
	h.t.Helper()
	data, err := os.ReadFile("../demo/agency.csv")
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := roster.Read([]roster.File{{Name: "agency.csv", Data: data}}, roster.Known{})
	if err != nil {
		h.t.Fatal(err)
	}
	h.write(func(tx *store.Tx) error {
		if _, err := people.ImportRoster(h.pilot.Do(tx, h.clock.Now(), pilot.Actor{Shell: true}), r); err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(folk)) { // the same audit every time
			p := folk[name]
			h.server.AddPerson(sandbox.User{ID: p.chat, FirstName: name, LanguageCode: p.lang, Phone: "+849000000" + p.code[max(0, len(p.code)-2):]})
			if unlinked[name] {
				continue
			}
			if err := h.link(tx, p.code, p.chat, p.lang); err != nil {
				return err
			}
		}
		return nil
	})
}

func (h *house) link(tx *store.Tx, code string, chat int64, lang string) error {
	now := h.clock.Now()
	person, err := tx.PersonByCode(code, rules.DateOf(now))
	if err != nil {
		return err
	}
	if err := tx.Link(store.Account{Person: person.ID, Chat: chat, Language: lang, Linked: now, Reachable: true}); err != nil {
		return err
	}
	if err := people.Agree(h.pilot.Do(tx, now, pilot.Actor{Person: person.ID}), store.Consent, h.pilot.Consent.Version); err != nil {
		return err
	}
	return people.Agree(h.pilot.Do(tx, now, pilot.Actor{Person: person.ID}), store.Commitment, h.pilot.Commitment.Version)
}

func (h *house) write(fn func(tx *store.Tx) error) {
	h.t.Helper()
	if err := h.db.Write(context.Background(), fn); err != nil {
		h.t.Fatal(err)
	}
}

// settle lets the jobs that are due work, the bot take every update and send
// everything that is due.
func (h *house) settle() {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute) // months may have gone by, watched for races
	defer cancel()
	if err := h.jobs.Tick(ctx); err != nil {
		h.t.Fatal(err)
	}
	for {
		h.turns.begin()
		err := h.bot.PollOnce(ctx)
		h.turns.end()
		if err != nil {
			h.t.Fatal(err)
		}
		if h.server.Pending() == 0 {
			break
		}
	}
	if err := h.bot.Drain(ctx); err != nil {
		h.t.Fatal(err)
	}
}
