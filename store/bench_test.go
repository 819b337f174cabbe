package store

import (
	"context"
	"fmt"
	"testing"

	"tainha/rules"
)

// turn is about what one update costs: nine statements in a savepoint.
func turn(tx *Tx, chat int64) error {
	return tx.Savepoint(func() error {
		if _, err := tx.PersonByChat(chat, day); err != nil {
			return err
		}
		c, err := tx.Conversation(chat, chat)
		if err != nil {
			return err
		}
		c.Flow, c.Step, c.Data, c.Rev = "wfh", "days", []byte(`{"days":["2026-11-26"]}`), c.Rev+1
		if err := tx.SaveConversation(c, now); err != nil {
			return err
		}
		if err := tx.Audit(Entry{At: now, Actor: 1, Action: "request.submit", Object: "request", ObjectID: chat, After: c.Step}); err != nil {
			return err
		}
		err = tx.Queue(now, Out{Chat: chat, Lane: LaneReply})
		return err
	})
}

func linked(b *testing.B, db *DB) {
	b.Helper()
	o := newOffice(b, db)
	write(b, db, func(tx *Tx) error {
		return tx.Link(Account{Person: o.lan, Chat: 1001, Language: "vi", Linked: now})
	})
}

func BenchmarkCommitOfOne(b *testing.B)      { benchmarkBatch(b, 1) }
func BenchmarkCommitOfAHundred(b *testing.B) { benchmarkBatch(b, 100) }

// benchmarkBatch runs under a context that can be cancelled, as the poll loop does.
func benchmarkBatch(b *testing.B, size int) {
	b.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	db := setup(b)
	linked(b, db)
	b.ReportAllocs()
	for b.Loop() {
		err := db.Write(ctx, func(tx *Tx) error {
			for range size {
				if err := turn(tx, 1001); err != nil {
					return err
				}
			}
			return tx.SetNextUpdate(1, now)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "updates/s")
}

// What preparing each statement once a connection saves.
func BenchmarkStatement(b *testing.B) {
	const query = `SELECT flow, step, data, rev FROM conversation WHERE chat_id = ? AND user_id = ?`
	for _, prepared := range []bool{true, false} {
		b.Run(fmt.Sprintf("prepared=%v", prepared), func(b *testing.B) {
			db := setup(b)
			write(b, db, func(tx *Tx) error {
				for b.Loop() {
					if prepared {
						if _, err := tx.Conversation(1, 1); err != nil {
							return err
						}
						continue
					}
					rows, err := tx.conn.sql.QueryContext(tx.ctx, query, 1, 1)
					if err != nil {
						return err
					}
					for rows.Next() {
						b.Fatal("a row")
					}
					if err := rows.Close(); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
}

// An agency of 30 units and 3,000 people, each with 250 days at home.
func BenchmarkAgency(b *testing.B) {
	db := setup(b)
	first := agency(b, db, 30, 100, 250)
	uses := []struct {
		name string
		run  func(*Tx) error
	}{
		{"HomeCountsMonth", func(tx *Tx) error { _, err := tx.HomeCounts(7, first+100, first+130); return err }},
		{"HomeDaysInWeek", func(tx *Tx) error { _, err := tx.HomeDaysIn(7, first+100, first+104); return err }},
		{"HomeDaysMonth", func(tx *Tx) error { _, err := tx.HomeDays(700, first+100, first+130); return err }},
		{"Members", func(tx *Tx) error { _, err := tx.Members(7, first); return err }},
		{"PostingsIn", func(tx *Tx) error { _, err := tx.PostingsIn(7, first, first+60); return err }},
		{"Org", func(tx *Tx) error { _, err := tx.Org(first, 700); return err }},
		{"FindPeople", func(tx *Tx) error { _, err := tx.FindPeople("ngueyn van", first, 10); return err }},
		{"WaitingFor", func(tx *Tx) error { _, err := tx.WaitingFor(601); return err }},
	}
	for _, u := range uses {
		b.Run(u.name, func(b *testing.B) {
			b.ReportAllocs()
			err := db.Read(context.Background(), func(tx *Tx) error {
				for b.Loop() {
					if err := u.run(tx); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		})
	}
}

// agency fills the database with units of staff, a request a person over the
// days from the returned one on; every tenth day is pending.
func agency(b *testing.B, db *DB, units, staff, days int) rules.Date {
	b.Helper()
	first := rules.MustDate("2026-01-05")
	write(b, db, func(tx *Tx) error {
		if _, _, err := tx.UpsertPosition(rules.Position{Code: "CV", Name: "Chuyên viên", OpenToPilot: true}); err != nil {
			return err
		}
		for u := range units {
			unit, _, err := tx.UpsertUnit(rules.Unit{Code: fmt.Sprintf("P%02d", u), Name: fmt.Sprintf("Phòng %d", u), Active: true})
			if err != nil {
				return err
			}
			for s := range staff {
				id, _, err := tx.UpsertPerson(rules.Person{
					Code: fmt.Sprintf("CB%02d%03d", u, s), Name: fmt.Sprintf("Nguyễn Văn %c%c", 'A'+s%26, 'a'+u%26),
					Unit: unit, Position: 1, Roles: rules.Staff, Active: true,
				}, first)
				if err != nil {
					return err
				}
				if s == 0 {
					if err := tx.SetHead(unit, id); err != nil {
						return err
					}
				}
				r := rules.Request{Person: id, Unit: unit, Rev: 1, Created: now, Asked: now, Approver: id - rules.PersonID(s)}
				for d := range days {
					state := rules.Approved
					if s%10 == 0 && d == days-1 {
						state = rules.Pending
					}
					r.Days = append(r.Days, rules.RequestDay{Slot: rules.Slot{Date: first.AddDays(d)}, State: state})
				}
				if err := tx.InsertRequest(&r); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return first
}
