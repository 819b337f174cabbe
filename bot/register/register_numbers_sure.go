package register

import (
	"strings"

	"tainha/bot/chat"
	"tainha/pilot/register"
	"tainha/rules"
	"tainha/store"
)

// askNumbersSure shows a change of the numbers before it is decided: what it
// was and will be, from when, and which days it would put in question.
func askNumbersSure(t *chat.Turn, d *numbersDraft) (store.Screen, error) {
	name, err := d.name(t)
	if err != nil {
		return store.Screen{}, err
	}
	preview, err := register.PreviewPolicy(t.Do(), d.Unit, d.Change)
	if err != nil {
		return store.Screen{}, err
	}
	rows := [][]store.Button{{t.Choice(registerGo, 0, "number.go", "since", d.Change.Since)}}
	switch mode := d.mode(); {
	case mode == nil || *mode == rules.Off:
	case *mode == rules.Block:
		rows = append(rows, []store.Button{t.Choice(registerMode, int32(rules.ApproveAbove), "number.to_above", "least", d.Number.Row().Form == rules.FormPeople)})
	default:
		rows = append(rows, []store.Button{t.Choice(registerMode, int32(rules.Block), "number.to_block", "least", d.Number.Row().Form == rules.FormPeople)})
	}
	var days []rules.Date
	for _, day := range []rules.Date{t.Today + 1, t.Today.Monday() + 7, t.Today.AddMonths(1)} {
		if day != d.Change.Since {
			days = append(days, day)
		}
	}
	rows = append(rows, dayButtonsAs(t, "number.since", days...), []store.Button{t.Choice(registerAgain, 0, "number.again"), t.Choice(registerStop, 0, "stop")})
	return store.Screen{
		Text: rules.Msg("number.sure", "unit", name, "follow", d.Change.Follow, "since", d.Change.Since, "lines", preview.Lines,
			"effect", preview.Effects.Text()),
		Rows: rows, Digits: true,
	}, nil
}

// mode is what the change does beyond its limit; nil for a number that is none.
func (d *numbersDraft) mode() *rules.Mode {
	for _, n := range rules.Numbers() {
		if mode := n.Mode(&d.Change); mode != nil {
			return mode
		}
	}
	return nil
}

func takeNumbersSure(t *chat.Turn, d *numbersDraft, in chat.Input) (string, error) {
	if !in.Pressed {
		return d.typedSince(t, in.Text)
	}
	switch in.Choice {
	case registerGo:
		return carryOut(t, d.Unit, func(by register.Registrar) error { return register.ChangePolicy(t.Do(), by, d.Change) })
	case registerDay:
		day, err := in.Day()
		if err != nil {
			return chat.Stay, err
		}
		return d.since(t, day)
	case registerMode:
		mode := d.mode()
		if mode == nil || in.Arg != int32(rules.Block) && in.Arg != int32(rules.ApproveAbove) {
			return chat.Stay, nil
		}
		*mode = rules.Mode(in.Arg)
		return chat.Stay, d.tryChange(t, d.Change)
	case registerAgain:
		switch d.Number.Row().Form {
		case 0:
			return "which", nil
		case rules.FormPresence:
			return "presence", nil
		}
		return "value", nil
	case registerStop:
		return chat.Stopped, nil
	}
	return chat.Stay, nil
}

// sinceWords are the words before a first day that say no more than that: "đổi ngày áp dụng".
const sinceWords = 4

// typedSince reads another first day: "từ 1/12", "đầu tuần sau". It refuses what says more:
// "chuyển Nam sang phòng khác từ thứ Hai" is of no limit.
func (d *numbersDraft) typedSince(t *chat.Turn, text string) (string, error) {
	e := t.Entry(text)
	rest, since, said := e.Since()
	if said {
		about, err := t.About(rest.Text())
		if err != nil {
			return chat.Stay, err
		}
		if len(about.Who) > 0 || len(strings.Fields(rest.Text())) > sinceWords {
			return chat.Stay, rules.Refuse("register.no_day", "value", text)
		}
		e = since
	}
	day, ok := e.Day()
	if !ok {
		return chat.Stay, rules.Refuse("register.no_day", "value", e.Text())
	}
	return d.since(t, day)
}

func (d *numbersDraft) since(t *chat.Turn, day rules.Date) (string, error) {
	c := d.Change
	c.Since = day
	return chat.Stay, d.tryChange(t, c)
}
