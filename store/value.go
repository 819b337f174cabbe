package store

import (
	"fmt"
	"strconv"
	"time"

	"tainha/rules"
	"tainha/rules/task"
)

// ms is the stored form of an instant: unix milliseconds, 0 for the zero Time.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant reads what ms wrote, in UTC.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// bind puts arguments into their stored forms, in place. Left to themselves the
// driver would store a Date as its day number and a Time as a text that does
// not sort. A day that could not be read back is refused.
func bind(args []any) error {
	for i, a := range args {
		switch v := a.(type) {
		case rules.Date:
			day, err := v.MarshalText()
			if err != nil {
				return err
			}
			args[i] = string(day)
		case rules.Part:
			args[i] = v.String()
		case time.Time:
			args[i] = ms(v)
		case task.Amount:
			args[i] = v.String()
		}
	}
	return nil
}

// orNull is the argument for a column that refers to a row or to none.
func orNull[ID ~int64](id ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

// idList is the argument for json_each: a list of references.
func idList[ID ~int64](ids []ID) string {
	b := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(id), 10)
	}
	return string(append(b, ']'))
}

// row is one row of a result. Scan converts the stored forms back: days,
// parts, instants (NULL is the zero Time) and references (NULL is 0).
type row struct {
	from interface{ Scan(dest ...any) error }
}

func (r row) Scan(dest ...any) error {
	for i, d := range dest {
		switch p := d.(type) {
		case *rules.Date:
			dest[i] = (*dayText)(p)
		case *rules.Part:
			dest[i] = (*partText)(p)
		case *time.Time:
			dest[i] = (*millis)(p)
		case *rules.PersonID:
			dest[i] = (*reference)(p)
		case *rules.UnitID:
			dest[i] = (*reference)(p)
		case *rules.PositionID:
			dest[i] = (*reference)(p)
		case *rules.RequestID:
			dest[i] = (*reference)(p)
		case *task.ID:
			dest[i] = (*reference)(p)
		case *task.ProductID:
			dest[i] = (*reference)(p)
		case *task.RepeatID:
			dest[i] = (*reference)(p)
		case *task.ReportID:
			dest[i] = (*reference)(p)
		case *task.StrikeID:
			dest[i] = (*reference)(p)
		case *task.Amount:
			dest[i] = (*amountText)(p)
		}
	}
	return r.from.Scan(dest...)
}

type (
	dayText   rules.Date
	partText  rules.Part
	millis    time.Time
	reference int64

	amountText task.Amount
)

func (d *dayText) Scan(v any) error {
	s, ok := v.(string)
	if !ok && v != nil {
		return fmt.Errorf("a day is stored as %T", v)
	}
	return (*rules.Date)(d).UnmarshalText([]byte(s))
}

func (p *partText) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("a part of a day is stored as %T", v)
	}
	part, err := rules.ParsePart(s)
	*p = partText(part)
	return err
}

func (m *millis) Scan(v any) error {
	n, ok := v.(int64)
	if !ok && v != nil {
		return fmt.Errorf("an instant is stored as %T", v)
	}
	*m = millis(instant(n))
	return nil
}

func (r *reference) Scan(v any) error {
	n, ok := v.(int64)
	if !ok && v != nil {
		return fmt.Errorf("a reference is stored as %T", v)
	}
	*r = reference(n)
	return nil
}

func (a *amountText) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("an amount is stored as %T", v)
	}
	return (*task.Amount)(a).UnmarshalText([]byte(s))
}
