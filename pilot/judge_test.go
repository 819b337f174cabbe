package pilot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/pilot/register"
	"tainha/pilot/request"
	"tainha/rules"
	"tainha/store"
)

// judged is the agency of the register, whose days are judged by a job.
type judged struct {
	registry
	now time.Time
}

func openJudged(t testing.TB) *judged {
	t.Helper()
	j := &judged{openRegister(t), noon.Add(2 * time.Hour)} // Monday 23 November, 14:00: in working hours
	j.write(func(tx *store.Tx) error {
		for i, code := range []string{"A0", "A1", "A2", "A3", "B1", "B2"} {
			p, err := tx.PersonByCode(code, rules.DateOf(j.now))
			if err != nil {
				return err
			}
			if err := tx.Link(store.Account{Person: p.ID, Chat: int64(2001 + i), Language: "vi", Linked: noon}); err != nil {
				return err
			}
		}
		return nil
	})
	return j
}

// as is the action of a person of the agency, of a job with an empty code.
func (j *judged) as(tx *store.Tx, code string) pilot.Do {
	actor := pilot.Actor{Job: "judge"}
	if code != "" {
		actor = pilot.Actor{Person: j.person(code).ID}
	}
	return j.pilot.Do(tx, j.now, actor)
}

// judge works the queue off in chunks of a few changes, each in its own
// transaction, and tells whom that concerns.
func (j *judged) judge() {
	j.Helper()
	j.write(func(tx *store.Tx) error { return request.QueueJudging(j.as(tx, "")) })
	for more, n := true, 0; more; n++ {
		if n > 1000 {
			j.Fatal("the queue does not end")
		}
		j.write(func(tx *store.Tx) (err error) {
			more, err = request.JudgeNext(j.as(tx, ""), 3)
			return err
		})
	}
	place := store.ConflictPlace{}
	for more := true; more; {
		j.write(func(tx *store.Tx) (err error) {
			place, more, err = request.TellConflicts(j.as(tx, ""), place, 500)
			return err
		})
	}
}

// queued counts the units whose days wait to be judged again.
func (j *judged) queued() (n int) {
	j.Helper()
	j.read(func(tx *store.Tx) error {
		list, err := tx.UnitsToJudge(10)
		n = len(list)
		return err
	})
	return n
}

// standing lists the conflicts as "code day: causes (state)".
func (j *judged) standing() (out []string) {
	j.Helper()
	j.read(func(tx *store.Tx) error {
		units, err := tx.Units()
		if err != nil {
			return err
		}
		for _, u := range units {
			list, err := tx.ConflictsIn(u.ID)
			if err != nil {
				return err
			}
			for _, s := range list {
				person, err := tx.Person(s.Person, rules.DateOf(j.now))
				if err != nil {
					return err
				}
				var keys []string
				for _, m := range s.Why(0) {
					keys = append(keys, m.Key)
				}
				out = append(out, fmt.Sprintf("%s %s: %s (%s)", person.Code, s.Slot, strings.Join(keys, ", "), s.State))
			}
		}
		return nil
	})
	slices.Sort(out)
	return out
}

func (j *judged) expect(what string, want ...string) {
	j.Helper()
	if diff := cmp.Diff(want, j.standing()); diff != "" {
		j.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// letters are the messages on conflicts that wait to be sent, by their reader's code.
func (j *judged) letters() map[string]int {
	j.Helper()
	out := map[string]int{}
	j.read(func(tx *store.Tx) error {
		all, err := tx.Waiting(j.now, -1, 0, 10_000)
		if err != nil {
			return err
		}
		for _, o := range all {
			card := o.Body.Card != nil && o.EditOf == 0
			if !card && (o.Body.Screen == nil || o.Body.Screen.Text.Key != "notice.conflict") {
				continue
			}
			person, err := tx.Person(o.Person, rules.DateOf(j.now))
			if err != nil {
				return err
			}
			out[person.Code]++
			if !card {
				j.worded(o.Body.Screen.Text)
			}
		}
		return nil
	})
	return out
}

func (j *judged) do(what string, fn func(*store.Tx) error) {
	j.Helper()
	if err := j.registry.do(fn); err != nil {
		j.Fatalf("%s: %v", what, err)
	}
}

// Section 4: whatever days are judged by, and whichever way it changes, they are
// judged again; when the cause goes the conflict goes.
func TestWhateverChangesJudgesAgain(t *testing.T) {
	t.Parallel()
	day := rules.MustDate
	for name, c := range map[string]struct {
		change, back func(j *judged, tx *store.Tx) error
		want         []string
	}{
		"numbers in the chat": {
			change: func(j *judged, tx *store.Tx) error {
				return register.ChangePolicy(j.as(tx, "A2"), j.by("A2", 0).Registrar, rules.PolicyChange{Since: day("2026-11-24"), PerWeek: &rules.Quota{Max: 2, Mode: rules.Block}})
			},
			want: []string{"A3 2026-11-26: limit.week (open)"},
		},
		"the last day of a period": {
			change: func(j *judged, tx *store.Tx) error {
				return register.SetLastDay(j.as(tx, "A2"), j.by("A2", j.unit("P1").ID).Registrar, day("2026-11-25"))
			},
			want: []string{"A3 2026-11-26: refuse.after_pilot (open)"},
		},
		"a position": {
			change: func(j *judged, tx *store.Tx) error { return register.OpenPosition(j.as(tx, "A2"), 1, false) },
			back:   func(j *judged, tx *store.Tx) error { return register.OpenPosition(j.as(tx, "A2"), 1, true) },
			want: []string{"A3 2026-11-25: refuse.position_closed (open)", "A3 2026-11-26: refuse.position_closed (open)",
				"B2 2026-11-25: refuse.position_closed (open)"},
		},
		"a transfer": {
			change: func(j *judged, tx *store.Tx) error {
				return people.TransferPerson(j.as(tx, "A2"), people.Transfer{Person: j.person("A3").ID, Unit: j.unit("SO").ID, Position: 1, From: day("2026-11-26")})
			},
			back: func(j *judged, tx *store.Tx) error {
				return people.DropTransfer(j.as(tx, "A2"), j.person("A3").ID, day("2026-11-26"))
			},
			want: []string{"A3 2026-11-26: refuse.not_enrolled (open)"},
		},
		"a colleague's absence": {
			change: func(j *judged, tx *store.Tx) error {
				return people.RecordAbsence(j.as(tx, "B1"), []rules.Absence{{Person: j.person("B1").ID, First: day("2026-11-25"), Last: day("2026-11-25"), Kind: rules.Leave}})
			},
			back: func(j *judged, tx *store.Tx) error {
				return people.EndAbsence(j.as(tx, "B1"), rules.Absence{Person: j.person("B1").ID, First: day("2026-11-25"), Last: day("2026-11-25"), Kind: rules.Leave})
			},
			want: []string{"B2 2026-11-25: limit.present (open)"},
		},
		"a roster": {
			change: func(j *judged, tx *store.Tx) error {
				_, err := j.importAs(tx, strings.Replace(registered, "A3,Đỗ Chi,,P1,CV,nhân viên,01/09/2026", "A3,Đỗ Chi,,P1,MC,nhân viên,26/11/2026", 1), j.now, 0)
				return err
			},
			want: []string{"A3 2026-11-26: refuse.citizen_facing (open)"},
		},
		"presence in the configuration": {
			change: func(j *judged, _ *store.Tx) error {
				j.pilot.Calendar.Presence = []rules.Presence{{Date: day("2026-11-25"), Part: rules.Morning, Name: "Đoàn kiểm tra"}}
				return nil
			},
			back: func(j *judged, _ *store.Tx) error { j.pilot.Calendar.Presence = nil; return nil },
			want: []string{"A3 2026-11-25: refuse.presence_half (open)", "B2 2026-11-25: refuse.presence_half (open)"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := openJudged(t)
			j.home("A3", rules.Approved, noon, "2026-11-25", "2026-11-26")
			j.home("B2", rules.Pending, noon.Add(time.Minute), "2026-11-25")
			j.judge()
			j.expect("before")
			j.do(name, func(tx *store.Tx) error { return c.change(j, tx) })
			j.judge()
			j.expect("after", c.want...)
			if c.back != nil {
				j.do("back", func(tx *store.Tx) error { return c.back(j, tx) })
				j.judge()
				j.expect("its cause has gone")
			}
		})
	}
}

// Section 12: days that have begun count always. One that was in conflict as the newest and begins
// all the same passes the conflict on to the day that was asked for before it, at once and not only
// in the night.
func TestADayThatBeginsInConflictCountsFromThenOn(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	j.home("A3", rules.Approved, noon, "2026-11-26")
	j.home("A3", rules.Approved, noon.Add(time.Minute), "2026-11-25/pm")
	j.do("numbers", func(tx *store.Tx) error {
		return register.ChangePolicy(j.as(tx, "A2"), j.by("A2", 0).Registrar, rules.PolicyChange{Since: rules.MustDate("2026-11-24"), PerWeek: &rules.Quota{Max: 2, Mode: rules.Block}})
	})
	j.judge()
	j.expect("the newest", "A3 2026-11-25/pm: limit.week (open)")
	for _, c := range []struct{ at, want string }{
		{"2026-11-25T12:59:00+07:00", "A3 2026-11-25/pm: limit.week (open)"},
		{"2026-11-25T13:00:00+07:00", "A3 2026-11-26: limit.week (open)"},
	} {
		now, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if j.now = now.In(noon.Location()); j.now.Minute() == 59 {
			j.judge() // the night's
		}
		j.judge()
		j.expect(c.at, c.want)
	}
	j.judge()
	if n := j.queued(); n != 0 {
		t.Errorf("%d units are judged again and again", n)
	}
}

// Section 4: the person, the head and the coordinators are told once, in working hours
// and nobody on leave; a cause that went and came back is told again.
func TestAConflictIsToldOnce(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	j.home("A3", rules.Approved, noon, "2026-11-25")
	j.home("B2", rules.Approved, noon, "2026-12-02")
	inspect := func(days ...string) {
		j.now = j.now.Add(time.Minute)
		j.pilot.Calendar.Presence = nil
		for _, d := range days {
			j.pilot.Calendar.Presence = append(j.pilot.Calendar.Presence, rules.Presence{Date: rules.MustDate(d), Name: "Đoàn kiểm tra"})
		}
		j.judge()
	}
	want := map[string]int{}
	told := func(what string, codes ...string) {
		t.Helper()
		for _, c := range codes {
			want[c]++
		}
		if diff := cmp.Diff(want, j.letters()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	j.now = time.Date(2026, 11, 23, 16, 59, 0, 0, zone)
	inspect("2026-11-25")
	told("after closing time")
	j.do("leave", func(tx *store.Tx) error {
		return tx.AddAbsence(rules.Absence{Person: j.person("A3").ID, First: rules.MustDate("2026-11-24"), Last: rules.MustDate("2026-11-24"), Kind: rules.Leave})
	})
	j.now = time.Date(2026, 11, 24, 7, 30, 0, 0, zone)
	j.judge()
	told("when it opens, but not who is on leave", "A0", "A1", "A2")
	j.judge()
	told("again a minute later")
	inspect()
	inspect("2026-11-25")
	told("its cause came back", "A0", "A1", "A2")
	inspect("2026-11-25", "2026-12-02")
	told("a day of another unit", "A0", "A2", "B1", "B2")
}

// Section 4: what is told or kept is told again only after its cause went and came back. A
// day that is shortened takes its conflict along.
func TestAConflictStaysWithTheHalfThatIsLeft(t *testing.T) {
	t.Parallel()
	for name, keep := range map[string]bool{"told": false, "kept": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := openJudged(t)
			slot := rules.Slot{Date: rules.MustDate("2026-11-26")}
			id := j.home("A3", rules.Approved, noon, slot.String())
			j.do("a position", func(tx *store.Tx) error { return register.OpenPosition(j.as(tx, "A2"), 1, false) })
			j.judge()
			state := "open"
			if keep {
				state = "kept"
				j.do("keep", func(tx *store.Tx) error {
					_, err := request.Keep(j.as(tx, "A1"), request.Decision{Request: id, Slots: []rules.Slot{slot}, Reason: "Đã trao đổi"})
					return err
				})
			}
			told := j.letters()
			j.do("cancel", func(tx *store.Tx) error {
				_, err := request.Cancel(j.as(tx, "A3"), request.Decision{Request: id, Slots: []rules.Slot{{Date: slot.Date, Part: rules.Afternoon}}})
				return err
			})
			j.expect("at once", "A3 2026-11-26/am: refuse.position_closed ("+state+")")
			j.judge()
			j.expect("judged again", "A3 2026-11-26/am: refuse.position_closed ("+state+")")
			if diff := cmp.Diff(told, j.letters()); diff != "" {
				t.Errorf("told again (-before +after):\n%s", diff)
			}
		})
	}
}

// Section 4: a day kept with a reason is told and listed no more, until its cause
// comes back; settled twice says the truth.
func TestAConflictKeptOrSettledTwice(t *testing.T) {
	t.Parallel()
	j := openJudged(t)
	id := j.home("A3", rules.Approved, noon, "2026-11-25", "2026-11-26")
	slot := rules.Slot{Date: rules.MustDate("2026-11-25")}
	keep := func(by, reason string) error {
		return j.registry.do(func(tx *store.Tx) error {
			_, err := request.Keep(j.as(tx, by), request.Decision{Request: id, Slots: []rules.Slot{slot}, Reason: reason})
			return err
		})
	}
	refusedWith := func(what string, err error, key string) {
		t.Helper()
		r, ok := err.(*rules.Refusal) //nolint:errorlint // a refusal is returned unwrapped
		if !ok || r.Reasons[0].Key != key {
			t.Errorf("%s: %v, want %s", what, err, key)
			return
		}
		for _, m := range r.Reasons {
			j.worded(m)
		}
	}
	refusedWith("nothing to keep", keep("A1", "Đã trao đổi"), "conflict.gone")
	inspection := []rules.Presence{{Date: slot.Date, Name: "Đoàn kiểm tra"}}
	j.pilot.Calendar.Presence = inspection
	j.judge()
	refusedWith("by a clerk", keep("A3", "Tôi muốn thế"), "request.own")
	refusedWith("without a reason", keep("A1", " "), "request.reason_missing")
	if err := keep("A1", "Đã trao đổi"); err != nil {
		t.Fatal(err)
	}
	j.expect("kept", "A3 2026-11-25: refuse.presence (kept)")
	refusedWith("kept twice", keep("A0", "Cũng được"), "conflict.is_kept")
	j.judge()
	j.expect("judged again", "A3 2026-11-25: refuse.presence (kept)")
	j.pilot.Calendar.Presence = nil
	j.judge()
	j.pilot.Calendar.Presence = inspection
	j.judge()
	j.expect("it came back", "A3 2026-11-25: refuse.presence (open)")
	j.do("revoke", func(tx *store.Tx) error {
		_, err := request.Revoke(j.as(tx, "A1"), request.Decision{Request: id, Slots: []rules.Slot{slot}, Reason: "Có đoàn kiểm tra"})
		return err
	})
	j.expect("revoked")
	refusedWith("kept after it was revoked", keep("A0", "Đã trao đổi"), "request.is_revoked")
}
