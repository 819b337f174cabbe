package notify

import (
	"slices"
	"time"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/notify"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// settingsDraft is empty: what is chosen holds at once.
type settingsDraft struct{}

// Choices of the settings' buttons.
const (
	setProfile int32 = iota + 1 // Arg: the profile
	setSnooze                   // Arg: the choice
	setStop
	setUntil // Arg: the day
	setResume
	setBack
	setClose
)

func settingsFlow() chat.Flow[settingsDraft] {
	closes := chat.Choice{Name: "close", Value: setClose, Arg: chat.NoArg}
	return chat.Flow[settingsDraft]{Name: "settings", Version: 1, Fleeting: true, About: chat.AboutSelf[*settingsDraft], Steps: []chat.Step[settingsDraft]{
		{Name: "settings", Ask: askSettings, Take: takeSettings, Choices: []chat.Choice{
			{Name: "profile", Value: setProfile, Arg: chat.AnItem}, {Name: "snooze", Value: setSnooze, Arg: chat.AnItem},
			{Name: "stop", Value: setStop, Arg: chat.NoArg}, {Name: "resume", Value: setResume, Arg: chat.NoArg}, closes,
		}},
		{Name: "until", Ask: askUntil, Take: takeUntil, Choices: []chat.Choice{
			{Name: "until", Value: setUntil, Arg: chat.ADay}, {Name: "back", Value: setBack, Arg: chat.NoArg}, closes,
		}},
	}}
}

// ownAccount is everybody, each about themselves.
var ownAccount = pilot.OwnAccount.Access

// cmdSettings lets everybody choose how much they hear unasked.
func cmdSettings() chat.Command {
	return chat.Command{
		Name: "settings", Alias: "caidat", Place: 125, InMenu: true, Access: ownAccount,
		Flows: []chat.Conversation{settingsFlow()},
		Run: func(t *chat.Turn, args string) error {
			if args != "" {
				return saidQuiet(t, args)
			}
			return settingsFlow().Start(t, "settings", settingsDraft{})
		},
	}
}

// quietIntent takes what is said about hearing less: "tạm im 30 phút", "dừng nhận tin đến
// thứ 6", "nhận tin lại".
func quietIntent() chat.Intent {
	return chat.Intent{
		Words: &chat.Words{Name: "quiet", In: reply.QuietAt, Apart: true}, Access: ownAccount,
		Take: func(t *chat.Turn, s chat.Saying) error { return saidQuiet(t, s.Text) },
	}
}

// saidQuiet does what a sentence says of quiet, and shows how it stands; what says no
// more shows the choices.
func saidQuiet(t *chat.Turn, text string) error {
	if _, err := quiet(t, text); err != nil {
		return err
	}
	return settingsFlow().Start(t, "settings", settingsDraft{})
}

var (
	profileKeys = []string{task.Standard: "settings.standard", task.Light: "settings.light", task.DigestOnly: "settings.digest"}
	snoozeKeys  = []string{task.SnoozeHalfHour: "settings.half_hour", task.SnoozeHour: "settings.hour", task.SnoozeMorning: "settings.morning"}
)

func askSettings(t *chat.Turn, _ *settingsDraft) (store.Screen, error) {
	n, err := notify.Of(t.Do())
	if err != nil {
		return store.Screen{}, err
	}
	var profiles, snoozes []store.Button
	for p, key := range profileKeys {
		b := t.Choice(setProfile, int32(p), key)
		if task.Profile(p) == n.Profile {
			b.Label = rules.Msg("settings.chosen", "what", rules.Msg(key))
		}
		profiles = append(profiles, b)
	}
	for c := task.SnoozeHalfHour; c <= task.SnoozeMorning; c++ {
		snoozes = append(snoozes, t.Choice(setSnooze, int32(c), snoozeKeys[c]))
	}
	rows := [][]store.Button{profiles, snoozes, {t.Choice(setStop, 0, "settings.stop")}}
	silent := !n.Snooze.IsZero() || n.Stop != 0
	if silent {
		rows = append(rows, []store.Button{t.Choice(setResume, 0, "settings.resume")})
	}
	rows = append(rows, []store.Button{t.Choice(setClose, 0, "settings.close")})
	text := rules.Msg("settings", "profile", profileText(t, n.Profile), "quiet", silent, "lines", quietLines(t, n))
	return store.Screen{Text: text, Rows: rows}, nil
}

// profileText words what a profile means.
func profileText(t *chat.Turn, p task.Profile) rules.Message {
	switch p {
	case task.Light:
		return rules.Msg("settings.light.long")
	case task.DigestOnly:
		return rules.Msg("settings.digest.long")
	}
	return rules.Msg("settings.standard.long", "home", t.Pilot.Tasks.AtHome, "office", t.Pilot.Tasks.AtOffice)
}

// quietLines says until when it is quiet, and that it ends by itself.
func quietLines(t *chat.Turn, n task.Notify) (lines []rules.Message) {
	if !n.Snooze.IsZero() {
		lines = append(lines, rules.Msg("settings.snoozed", "at", n.Snooze.In(t.Now.Location())))
	}
	if n.Stop != 0 {
		lines = append(lines, rules.Msg("settings.stopped", "day", n.Stop))
	}
	return lines
}

func takeSettings(t *chat.Turn, _ *settingsDraft, in chat.Input) (string, error) {
	if !in.Pressed {
		did, err := quiet(t, in.Text)
		if err == nil && !did {
			err = rules.Refuse("settings.press")
		}
		return chat.Stay, err
	}
	var err error
	switch in.Choice {
	case setProfile:
		_, err = notify.SetProfile(t.Do(), task.Profile(in.Arg))
	case setSnooze:
		_, err = notify.Snooze(t.Do(), task.SnoozeChoice(in.Arg))
	case setResume:
		_, err = notify.Resume(t.Do())
	case setStop:
		return "until", nil
	default:
		return chat.End, t.Show(store.Screen{Text: rules.Msg("settings.closed")})
	}
	if err != nil {
		return chat.Stay, err
	}
	return chat.Stay, t.Answer(rules.Msg("settings.saved"))
}

// quiet does what a sentence says of quiet; did is false where it says nothing of it.
func quiet(t *chat.Turn, text string) (did bool, err error) {
	how := reply.HowQuiet(text)
	if how == reply.QuietEnds {
		_, err = notify.Resume(t.Do())
		return err == nil, err
	}
	if at, said, err := lastHour(t, text); said || err != nil {
		if err == nil {
			_, err = notify.SnoozeUntil(t.Do(), at)
		}
		return err == nil, err
	}
	switch how {
	case reply.QuietHalfHour:
		_, err = notify.Snooze(t.Do(), task.SnoozeHalfHour)
	case reply.QuietHour:
		_, err = notify.Snooze(t.Do(), task.SnoozeHour)
	case reply.QuietMorning:
		_, err = notify.Snooze(t.Do(), task.SnoozeMorning)
	default:
		if did, err = quietUntil(t, text); did || err != nil {
			return did, err
		}
		p, says := map[reply.Quiet]task.Profile{reply.QuietFull: task.Standard, reply.QuietLight: task.Light, reply.QuietDigest: task.DigestOnly}[how]
		if !says {
			return false, nil
		}
		_, err = notify.SetProfile(t.Do(), p)
	}
	return err == nil, err
}

// quietUntil keeps quiet up to the day that a text names; did is false where it names none.
func quietUntil(t *chat.Turn, text string) (did bool, err error) {
	until, err := lastDay(t, text)
	if _, refused := chat.IsRefusal(err); refused {
		return false, nil
	}
	if err == nil {
		_, err = notify.Stop(t.Do(), until)
	}
	return err == nil, err
}

// lastHour is when it is to be quiet until, where a text names an hour or says for how long: "tới 2h
// chiều", "đến 15h mai", "2 giờ".
func lastHour(t *chat.Turn, text string) (at time.Time, said bool, err error) {
	h, said := reply.HushOf(text)
	if !said {
		return at, false, nil
	}
	day, err := lastDay(t, text)
	if _, refused := chat.IsRefusal(err); refused {
		day, err = t.Today, nil
	}
	return h.At(t.Now, max(day, t.Today).At(0, t.Now.Location())), true, err
}

// lastDay is the last day that a text names: "đến thứ 6" begins today. It refuses a text
// that names none.
func lastDay(t *chat.Turn, text string) (last rules.Date, err error) {
	r, err := t.ReadDays(text)
	if err != nil {
		return 0, err
	}
	for _, s := range slices.Concat(r.Wishes[0].Days, r.Wishes[0].Closed) {
		last = max(last, s.Date)
	}
	if last == 0 {
		return t.ReadDay(text)
	}
	return last, nil
}

// askUntil asks until when there are to be no messages.
func askUntil(t *chat.Turn, _ *settingsDraft) (store.Screen, error) {
	friday := t.Today.Monday() + 4 //nolint:mnd // the week's last working day, as most know it
	if friday <= t.Today {
		friday += 7
	}
	return store.Screen{
		Text: rules.Msg("settings.until", "last", t.Today+task.MaxStop),
		Rows: [][]store.Button{
			{t.Choice(setUntil, int32(friday), "settings.until_day", "day", friday)},
			{t.Choice(setUntil, int32(friday)+7, "settings.until_day", "day", friday+7)}, //nolint:mnd // a week
			{t.Choice(setBack, 0, "back"), t.Choice(setClose, 0, "settings.close")},
		},
		Digits: true,
	}, nil
}

func takeUntil(t *chat.Turn, _ *settingsDraft, in chat.Input) (string, error) {
	var until rules.Date
	var err error
	switch {
	case !in.Pressed:
		until, err = lastDay(t, in.Text)
	case in.Choice == setUntil:
		until, err = in.Day()
	case in.Choice == setClose:
		return chat.End, t.Show(store.Screen{Text: rules.Msg("settings.closed")})
	default:
		return "settings", nil
	}
	if err != nil {
		return chat.Stay, err
	}
	if _, err := notify.Stop(t.Do(), until); err != nil {
		return chat.Stay, err
	}
	return "settings", t.Answer(rules.Msg("settings.saved"))
}
