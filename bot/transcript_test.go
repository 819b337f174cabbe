package bot_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/rules"
	"tainha/rules/evaluation"
	"tainha/rules/task"
	"tainha/sandbox"
	"tainha/store"
)

var update = flag.Bool("update", false, "rewrite the bot's lines in testdata/*.chat")

// TestTranscripts plays testdata/*.chat. A line is something that happens:
//
//	binh> text            binh writes (or a command, or /start CODE)
//	binh> one ⏎ two       binh writes two lines
//	binh> [label]         binh presses the newest button with this label
//	binh> [old label]     binh presses the oldest one still on the screen of an
//	                      older form of the message: its data as it once was
//	binh> {forged data}   binh presses a button that was never shown
//	binh> edit TEXT       binh changes what he wrote last into that
//	binh> reply WORDS | TEXT  binh answers the newest message that holds the words
//	binh> forward chi TEXT  binh passes on what chi wrote; «NAME» hides the account
//	la> /start CODE       with the newest one-time code that the bot has shown
//	la> /start LINK       with the newest link of a survey that it has shown
//	binh> sends voice     binh sends what holds no words: also video, sticker, location, photo, file, photo WORDS
//	binh> quote WORDS | TEXT  binh answers the newest message of his own that holds the words
//	binh> attach WORDS | photo CAPTION  binh sends a photo, a file or a big one as an answer to the newest message that holds the words
//	an> sends table NAME | A;B ⏎ C;D  an sends a CSV file with these rows; «sends book» an XLSX file, in which dates and numbers are such
//	an> sends rows 501 NAME | A;B | C #;D  a CSV file with so many rows like the last, # the row's number
//	binh> deletes WORDS   binh deletes the newest message that holds the words
//	binh> fills 4096 TEXT binh writes the text again and again, to so many letters
//	lan> sends roster NAME | OLD | NEW  lan sends the agency's roster as a file, that text changed
//	binh> contact chi     binh shares the contact of chi (or of binh)
//	clock 2026-11-25T16:00
//	group ROOM an binh    a group ROOM is made by an, with binh and the bot in it
//	an@ROOM> text         an writes in it
//	forum ROOM an binh    a group with the topics 5 and 7; an@ROOM/5> writes in one
//	an@ROOM?> text        an writes in it as an administrator who stays anonymous
//	close ROOM/5          only administrators write in the topic; also: open, delete
//	upgrade ROOM          it becomes a supergroup
//	kick ROOM             it removes the bot
//	roster OLD | NEW      the agency's roster is imported, that text changed (more pairs may follow)
//	holiday 2026-11-26 NAME  the configuration makes it a day off; the process begins again
//	provisional 2027      the configuration has only the law's days off of the year; the process begins again
//	ahead 1               days can be asked for to the end of so many months after this one
//	plans block           a plan that falls short is refused
//	content minimal       neither titles nor summaries leave through Telegram
//	worked 2026-07-01 2026-11-20 2026-09-01  all staff had tasks on Tuesdays and Thursdays, from the third day on at home every other Thursday
//	authority TN17        the configuration names who decides above the top
//	steps                 from here on every step of what is made is told, however quick
//	restart               the process ends and begins again
//	outage 2026-11-23T09:30  it is away until then
//	run backup            a job runs now
//	sheets 2026-11        the evaluation of a month begins for everybody with an account
//	delays calendar_day   what a delay is counted in: occurrence, calendar_day, working_day
//	pilot 2026-11-16      the pilot of every unit begins then
//	criteria none         the agency has brought no criteria; the process begins again
//	crowd KHTH 40 30      so many more citizens answer the survey of a unit, of whom some are content
//	fail sendMessage 429  the next call fails so; with «always» each, until it «works»
//	menus                 from here on menus and the help are written out
//
// Elsewhere a menu is a word, so that a new command changes the transcripts alone
// that are about menus. Indented lines are what the bot did, to whomever: a new message →, an edited
// one ✎, a toast ☐; buttons in brackets. They are rewritten with -update.
func TestTranscripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.chat")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	if testing.Short() {
		files = someOf(files)
	}
	probes := newProbes()
	t.Cleanup(func() { probes.complete(t, len(files)) })
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".chat"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(want), probes)
			if *update {
				if err := os.WriteFile(f, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s differs; run go test ./bot -run Transcripts -update and read the diff (-want +got):\n%s", f, diff)
			}
		})
	}
}

// player plays one transcript.
type player struct {
	*house
	out     strings.Builder
	who     string                       // who acted last
	seen    int64                        // calls already written down
	wrote   map[string]int               // by person: the message written last
	old     map[string][]sandbox.Message // by person and label: messages that showed it
	room    map[string]int64             // groups by name
	code    string                       // the newest one-time code
	link    string                       // the newest link of a survey
	menu    bool                         // menus are written out
	crowded int                          // citizens that answered unseen
}

func play(t *testing.T, script string, probes *probes) string {
	t.Helper()
	p := &player{house: newHouse(t), wrote: map[string]int{}, old: map[string][]sandbox.Message{}, room: map[string]int64{}}
	p.settle()
	p.skipCalls()
	for line := range strings.SplitSeq(strings.TrimRight(script, "\n"), "\n") {
		if strings.HasPrefix(line, "    ") {
			continue // the bot's own lines are made anew
		}
		fmt.Fprintln(&p.out, line)
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.step(line); err != nil {
			t.Fatalf("%s: %v\n%s", line, err, p.out.String())
		}
		p.turns.take()
		p.settle()
		p.few(line)
		p.note()
		probes.look(p)
	}
	probes.done(p)
	return p.out.String()
}

func (p *player) skipCalls() {
	for _, c := range p.server.Calls() {
		p.seen = max(p.seen, c.Seq)
	}
}

func (p *player) step(line string) error {
	who, what, acts := strings.Cut(line, "> ")
	if acts {
		who, room, inGroup := strings.Cut(who, "@")
		person, known := folk[who]
		if !known {
			return fmt.Errorf("nobody is called %q", who)
		}
		p.who = who
		if inGroup {
			return p.writeIn(p.server.Phone(person.chat), room, what)
		}
		return p.act(who, p.server.Phone(person.chat), strings.ReplaceAll(what, " ⏎ ", "\n"))
	}
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "menus":
		p.menu = true
	case "clock":
		at, err := time.ParseInLocation("2006-01-02T15:04", rest, zone(p.t))
		if err != nil {
			return err
		}
		p.clock.Set(at)
	case "holiday":
		day, name, _ := strings.Cut(rest, " ")
		d, err := rules.ParseDate(day)
		if err != nil {
			return err
		}
		p.pilot.Calendar.Years[d.Year()].DaysOff[d] = name
		p.restart()
	case "provisional":
		year, err := strconv.Atoi(rest)
		if err != nil {
			return err
		}
		law := p.pilot.Calendar.Years[year]
		law.Provisional = true
		p.pilot.Calendar.Years[year] = law
		p.restart()
	case "ahead":
		months, err := strconv.Atoi(rest)
		if err != nil {
			return err
		}
		p.pilot.Policies.Base.MonthsAhead = months
		p.restart()
	case "content":
		p.pilot.Tasks.Minimal = rest == "minimal"
		p.restart()
	case "plans":
		p.pilot.Tasks.EquivalenceMode = map[string]task.Mode{"block": task.Block, "warn": task.Warn}[rest]
		p.restart()
	case "worked":
		p.worked(strings.Fields(rest))
	case "authority":
		p.pilot.Authority = rest
		p.restart()
	case "steps":
		p.steps = 0
		p.restart()
	case "restart":
		p.restart()
	case "outage":
		at, err := time.ParseInLocation("2006-01-02T15:04", rest, zone(p.t))
		if err != nil {
			return err
		}
		p.clock.Set(at)
		p.restart()
	case "run":
		if err := p.db.Write(context.Background(), func(tx *store.Tx) error {
			first, err := p.jobs.RunNow(tx, p.clock.Now(), rest)
			if err == nil && !first {
				err = errors.New("it ran at this very moment before: move the clock")
			}
			return err
		}); err != nil {
			return err
		}
	case "sheets":
		return p.openSheets(rest)
	case "delays":
		p.pilot.Scoring.Policy.DelayUnit = map[string]evaluation.DelayUnit{"calendar_day": evaluation.ByCalendarDay, "working_day": evaluation.ByWorkingDay}[rest]
		p.restart()
	case "pilot":
		p.begins(rules.MustDate(rest))
	case "criteria":
		p.pilot.Scoring.Criteria = nil
		p.restart()
	case "roster":
		return p.importRoster(strings.Split(rest, " | "))
	case "crowd":
		return p.crowd(rest)
	case "fail":
		method, kind, _ := strings.Cut(rest, " ")
		kind, always := strings.CutSuffix(kind, " always")
		p.server.Fault(sandbox.Fault{Method: method, Kind: sandbox.FaultKind(kind), RetryAfter: 30, Times: map[bool]int{true: -1}[always]})
	case "works":
		p.server.ClearFaults()
	case "group", "forum", "upgrade", "kick":
		p.group(word, rest)
	case "close", "open", "delete":
		return p.topic(word, rest)
	default:
		return fmt.Errorf("nothing is called %q", word)
	}
	return nil
}

// group makes, upgrades or leaves a group chat.
func (p *player) group(what, rest string) {
	name, members, _ := strings.Cut(rest, " ")
	switch what {
	case "group", "forum":
		g := sandbox.Group{Title: name, Basic: what == "group"}
		if what == "forum" {
			g.Topics = []sandbox.Topic{{ID: 5, Title: "Thông báo"}, {ID: 7, Title: "Trò chuyện"}}
		}
		for m := range strings.FieldsSeq(members) {
			g.Members = append(g.Members, folk[m].chat)
		}
		p.room[name] = p.server.AddGroup(g)
	case "upgrade":
		p.room[name] = p.server.Upgrade(p.room[name])
	case "kick":
		p.server.Kick(p.room[name])
	}
}

// writeIn writes in a group, in a topic of it, or without a name.
func (p *player) writeIn(phone *sandbox.Phone, room, what string) (err error) {
	name, topic, inTopic := strings.Cut(room, "/")
	unnamed := strings.HasSuffix(name, "?")
	group, known := p.room[strings.TrimSuffix(name, "?")]
	switch {
	case !known:
		return fmt.Errorf("no group is called %q", name)
	case unnamed:
		_, err = phone.SendAnonymously(group, what)
	case inTopic:
		var id int
		if id, err = strconv.Atoi(topic); err == nil {
			_, err = phone.SendInTopic(group, id, what, 0)
		}
	default:
		_, err = phone.SendTo(group, what, 0)
	}
	return err
}

// topic closes, opens or deletes a topic.
func (p *player) topic(what, rest string) error {
	room, topic, _ := strings.Cut(rest, "/")
	id, err := strconv.Atoi(topic)
	if what == "delete" {
		p.server.DeleteTopic(p.room[room], id)
	} else {
		p.server.CloseTopic(p.room[room], id, what == "close")
	}
	return err
}

func (p *player) act(who string, phone *sandbox.Phone, what string) error {
	label, pressed := strings.CutPrefix(what, "[")
	label = strings.TrimSuffix(label, "]")
	switch forged, isForged := strings.CutPrefix(what, "{"); {
	case isForged:
		last, _ := phone.Last()
		_, err := phone.TapData(last.ID, strings.TrimSuffix(forged, "}"))
		return err
	case pressed && strings.HasPrefix(label, "old "):
		return p.pressOld(who, phone, strings.TrimPrefix(label, "old "))
	case pressed:
		return p.press(phone, label)
	case strings.HasPrefix(what, "edit "):
		last := p.wrote[who]
		return phone.Edit(last, strings.TrimPrefix(what, "edit "))
	case strings.HasPrefix(what, "forward "):
		return forward(phone, strings.TrimPrefix(what, "forward "))
	case strings.HasPrefix(what, "reply "):
		return replyTo(phone, strings.TrimPrefix(what, "reply "), true)
	case strings.HasPrefix(what, "quote "):
		return replyTo(phone, strings.TrimPrefix(what, "quote "), false)
	case strings.HasPrefix(what, "attach "):
		return attachTo(phone, strings.TrimPrefix(what, "attach "))
	case strings.HasPrefix(what, "deletes "):
		return deleteOne(phone, strings.TrimPrefix(what, "deletes "))
	case strings.HasPrefix(what, "fills "):
		n, text, _ := strings.Cut(strings.TrimPrefix(what, "fills "), " ")
		_, err := phone.Send(filled(n, text))
		return err
	case strings.HasPrefix(what, "sends "):
		return sendThing(phone, strings.TrimPrefix(what, "sends "))
	case strings.HasPrefix(what, "contact "):
		_, err := phone.ShareContact(folk[strings.TrimPrefix(what, "contact ")].chat)
		return err
	}
	m, err := phone.Send(strings.NewReplacer("CODE", p.code, "LINK", p.link).Replace(what))
	p.wrote[who] = m.ID
	return err
}

// oneTime is the code in a link to the bot; it is another one every time.
var oneTime = regexp.MustCompile(`start=([A-Z2-7]{26})`)

// linked is a unit's link of a survey; it is another one every time.
var linked = regexp.MustCompile(`start=(ks-[a-z2-7]{16})`)

func (p *player) press(phone *sandbox.Phone, label string) error {
	messages := phone.Messages()
	for _, m := range slices.Backward(messages) {
		if _, found := m.Button(label); found {
			_, err := phone.Tap(m.ID, label)
			return err
		}
	}
	return fmt.Errorf("no message shows a button %q", label)
}

// pressOld presses a button in the form in which it was first shown.
func (p *player) pressOld(who string, phone *sandbox.Phone, label string) error {
	shown := p.old[who+" "+label]
	if len(shown) == 0 {
		return fmt.Errorf("no message ever showed %q", label)
	}
	button, _ := shown[0].Button(label)
	_, err := phone.TapData(shown[0].ID, button.CallbackData)
	return err
}
