package jobs

import (
	"fmt"
	"strconv"

	"tainha/pilot/request"
	"tainha/rules"
)

// walk lets time act on the open requests, a chunk at a time, by the steps of
// the given kinds. more is false at the end.
func walk(r *Run, after rules.RequestID, kinds ...rules.StepKind) (last rules.RequestID, more bool, err error) {
	open, err := r.Tx.OpenRequests(after, Chunk)
	if err != nil || len(open) == 0 {
		return 0, false, err
	}
	desk, err := request.TimeDesk(r.Do(), open)
	if err != nil {
		return 0, false, err
	}
	for _, req := range open {
		err := r.Item(fmt.Sprintf("request %d", req.ID), func() error { return request.PassTime(r.Do(), desk, req, kinds...) })
		if err != nil {
			return 0, false, err
		}
		last = req.ID
	}
	return last, len(open) == Chunk, nil
}

// walkAll is a job that is nothing but a walk; its cursor is the last request seen.
func walkAll(kinds ...rules.StepKind) func(*Run) error {
	return func(r *Run) error {
		after, err := r.number()
		if err != nil {
			return err
		}
		last, more, err := walk(r, rules.RequestID(after), kinds...)
		r.Cursor = ""
		if more {
			r.Cursor = strconv.FormatInt(int64(last), 10)
		}
		return err
	}
}

// number reads a cursor that is a number, 0 at the beginning.
func (r *Run) number() (int64, error) { return number(r.Cursor) }
