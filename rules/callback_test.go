package rules_test

import (
	"testing"
	"time"

	"tainha/rules"
)

// Section 4: "A head may call somebody back from home for an hour".
func TestACallBackToTheOffice(t *testing.T) {
	t.Parallel()
	home := []rules.HomeDay{{Person: binh, Unit: office, Slot: slot("2026-11-25"), State: rules.Approved}}
	for name, c := range map[string]struct {
		by     rules.PersonID
		due    string
		reason string
		home   []rules.HomeDay
		others []rules.Callback
		want   string
	}{
		"by the head":            {an, "2026-11-25 14:00", "Họp", home, nil, ""},
		"by the head above":      {director, "2026-11-25 14:00", "Họp", home, nil, ""},
		"by a colleague":         {chi, "2026-11-25 14:00", "Họp", home, nil, "request.not_yours"},
		"oneself":                {binh, "2026-11-25 14:00", "Họp", home, nil, "request.own"},
		"without a reason":       {an, "2026-11-25 14:00", " ", home, nil, "callback.no_reason"},
		"an hour that is over":   {an, "2026-11-25 09:00", "Họp", home, nil, "callback.over"},
		"in the lunch break":     {an, "2026-11-25 12:00", "Họp", home, nil, "callback.not_home"},
		"after the day":          {an, "2026-11-25 17:00", "Họp", home, nil, "callback.not_home"},
		"somebody at the office": {an, "2026-11-25 14:00", "Họp", nil, nil, "callback.not_home"},
		"somebody who waits":     {an, "2026-11-25 14:00", "Họp", []rules.HomeDay{{Person: binh, Slot: slot("2026-11-25"), State: rules.Pending}}, nil, "callback.not_home"},
		"the half at the office": {an, "2026-11-25 14:00", "Họp", []rules.HomeDay{{Person: binh, Slot: slot("2026-11-25/am"), State: rules.Approved}}, nil, "callback.not_home"},
		"twice for the hour":     {an, "2026-11-25 14:00", "Họp", home, []rules.Callback{{Due: at("2026-11-25 14:00")}}, "callback.twice"},
		"for another hour":       {an, "2026-11-25 15:00", "Họp", home, []rules.Callback{{Due: at("2026-11-25 14:00")}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := desk("2026-11-25 09:00")
			got, err := k.CallBack(rules.Callback{Person: binh, By: c.by, Due: at(c.due), Reason: c.reason}, c.home, c.others)
			if c.want != "" {
				refusedWith(t, err, c.want)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			same(t, "unit", got.Unit, office)
			same(t, "day", got.Day, day("2026-11-25"))
			same(t, "asked", got.Asked, k.Now)
		})
	}
}

func TestTheAnswerToACallBack(t *testing.T) {
	t.Parallel()
	call := rules.Callback{Person: binh, By: an, Day: day("2026-11-25"), Due: at("2026-11-25 14:00"), Asked: at("2026-11-25 09:00")}
	answered := call
	answered.Answer, answered.Answered = rules.CallbackReceived, at("2026-11-25 09:05")
	for name, c := range map[string]struct {
		call   rules.Callback
		by     rules.PersonID
		now    string
		answer rules.CallbackAnswer
		note   string
		want   string
	}{
		"received":           {call, binh, "2026-11-25 09:05", rules.CallbackReceived, "", ""},
		"received, but late": {call, binh, "2026-11-25 16:59", rules.CallbackReceived, "", ""},
		"after the day":      {call, binh, "2026-11-25 17:00", rules.CallbackReceived, "", "callback.late"},
		"unable":             {call, binh, "2026-11-25 09:05", rules.CallbackUnable, "Con ốm", ""},
		"unable, unsaid why": {call, binh, "2026-11-25 09:05", rules.CallbackUnable, " ", "callback.no_reason"},
		"for somebody else":  {call, chi, "2026-11-25 09:05", rules.CallbackReceived, "", "callback.not_yours"},
		"a second answer":    {answered, binh, "2026-11-25 09:06", rules.CallbackUnable, "Con ốm", "callback.answered"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := desk(c.now).AnswerCallback(c.call, c.by, c.answer, c.note)
			if c.want != "" {
				refusedWith(t, err, c.want)
				return
			}
			same(t, "answer", got.Answer, c.answer)
			same(t, "at", got.Answered, at(c.now))
		})
	}
	const within = 15 * time.Minute
	for now, want := range map[string]bool{"2026-11-25 09:14": false, "2026-11-25 09:15": true} {
		same(t, "unanswered at "+now, call.Unanswered(at(now), within), want)
	}
	same(t, "an answered one", answered.Unanswered(at("2026-11-25 10:00"), within), false)
	call.Shown = at("2026-11-25 09:15")
	same(t, "one that was shown", call.Unanswered(at("2026-11-25 10:00"), within), false)
}
