package config

import (
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// Said is a line for the operator: an English form with its arguments, which a
// table words anew in another language.
type Said struct {
	form string
	args []any
}

// Say makes a line of a form as fmt.Sprintf takes it. Arguments may be lines
// themselves, and times.
func Say(form string, args ...any) Said { return Said{form, args} }

// Error is the line in English.
func (s Said) Error() string { return s.In(nil) }

// Unwrap is the error among the arguments, if there is one.
func (s Said) Unwrap() error {
	for _, arg := range s.args {
		if err, is := arg.(error); is {
			return err
		}
	}
	return nil
}

// In words the line by a table of forms; nil is English. A form that the table
// does not hold stays as it is.
func (s Said) In(table map[string]string) string {
	form := s.form
	if other, known := table[form]; known {
		form = other
	}
	args := make([]any, len(s.args))
	for i, arg := range s.args {
		args[i] = worded(arg, table)
	}
	return fmt.Sprintf(form, args...)
}

func worded(arg any, table map[string]string) any {
	var line Said
	var path *fs.PathError
	switch x := arg.(type) {
	case time.Time:
		return day(x, table != nil)
	case error:
		switch {
		case errors.As(x, &line):
			return line.In(table)
		case table == nil:
			return x
		case errors.As(x, &path):
			return path.Path + ": " + fmt.Sprint(worded(path.Err, table))
		case errors.Is(x, fs.ErrNotExist):
			return Say("no such file or folder").In(table)
		case errors.Is(x, fs.ErrPermission):
			return Say("access is not permitted").In(table)
		}
	case []time.Time:
		list := ""
		for i, at := range x {
			if i > 0 {
				list += ", "
			}
			list += day(at, table != nil)
		}
		return list
	}
	return arg
}

var weekdaysInVietnamese = [7]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

func day(at time.Time, vietnamese bool) string {
	if vietnamese {
		return at.Format("15:04 ") + weekdaysInVietnamese[at.Weekday()] + at.Format(" 02/01/2006")
	}
	return at.Format("Mon 02/01/2006 15:04")
}
