package welcome

import (
	"tainha/bot/chat"
	"tainha/locale"
	"tainha/phrase/reply"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/rules"
	"tainha/store"
)

// welcomeDraft is a first contact; nothing is kept between its steps.
type welcomeDraft struct{}

const (
	welcomeVietnamese int32 = iota + 1
	welcomeEnglish
	welcomeAgree
	welcomeDecline
)

func welcomeFlow() chat.Flow[welcomeDraft] {
	agree := []chat.Choice{{Name: "agree", Value: welcomeAgree, Arg: chat.AnItem}, {Name: "decline", Value: welcomeDecline, Arg: chat.NoArg}}
	return chat.Flow[welcomeDraft]{Name: "welcome", Version: 1, Steps: []chat.Step[welcomeDraft]{
		{Name: "language", Ask: askLanguage, Take: takeLanguage, Choices: languages},
		{Name: "consent", Ask: askAgreement(store.Consent), Take: takeAgreement(store.Consent), No: welcomeDecline, Main: welcomeAgree, Choices: agree},
		{Name: "commitment", Ask: askAgreement(store.Commitment), Take: takeAgreement(store.Commitment), No: welcomeDecline, Main: welcomeAgree, Choices: agree},
	}}
}

// languages are the choices of the language.
var languages = []chat.Choice{{Name: "vi", Value: welcomeVietnamese, Arg: chat.NoArg}, {Name: "en", Value: welcomeEnglish, Arg: chat.NoArg}}

func cmdStart() chat.Command {
	return chat.Command{
		Name: "start", Alias: "batdau", Place: 5,
		Access:        rules.Access{Who: rules.Anyone | rules.Stranger, Over: rules.NoData},
		BeforeConsent: true,
		Flows:         []chat.Conversation{welcomeFlow()},
		Run: func(t *chat.Turn, args string) error {
			if taken, err := t.TakeLink(args); taken || err != nil {
				return err
			}
			if t.Person.ID == 0 {
				return firstContact(t, args)
			}
			if args != "" { // the link was opened a second time
				return t.Say(rules.Msg("start.linked_already", "name", t.Person.Name))
			}
			return next(t)
		},
	}
}

// firstContact links an account by its one-time code; without one it says how
// to get in and nothing else.
func firstContact(t *chat.Turn, code string) error {
	if code == "" {
		return t.Stranger()
	}
	person, err := people.LinkByInvite(t.Do(), newAccount(t), code)
	if err != nil {
		return err
	}
	return linked(t, person)
}

func newAccount(t *chat.Turn) people.NewAccount {
	return people.NewAccount{Chat: t.Chat, Language: locale.Known(t.ClientLanguage())}
}

// contact links an account by the phone number that Telegram vouches for.
func sharedNumber(t *chat.Turn) error {
	if t.Person.ID != 0 {
		return t.Say(rules.Msg("start.contact_unneeded", "name", t.Person.Name))
	}
	phone, own := t.SharedNumber()
	if !own {
		return rules.Refuse("start.contact_of_another")
	}
	person, err := people.LinkByPhone(t.Do(), newAccount(t), phone)
	if err != nil {
		return err
	}
	return linked(t, person)
}

// linked greets a person whose account was linked just now.
func linked(t *chat.Turn, person rules.Person) error {
	t.Person, t.Lang = person, person.Language
	if err := t.SetMenu(t.Chat); err != nil {
		return err
	}
	greeting := store.Screen{Text: rules.Msg("start.hello", "name", person.Name), CloseKeyboard: true}
	if err := t.Send(greeting); err != nil {
		return err
	}
	return welcomeFlow().Start(t, "language", welcomeDraft{})
}

// ready refuses nothing: it asks for what is still to be agreed to, in place of
// the command, and reports whether the command may go on.
func ready(t *chat.Turn, beforeConsent bool) (bool, error) {
	if beforeConsent || t.Person.ID == 0 || t.Person.Consent >= t.Pilot.Consent.Version {
		return true, nil
	}
	return false, welcomeFlow().StartBelow(t, "consent", welcomeDraft{})
}

// next leads to the first step that is still open, else to what can be done.
func next(t *chat.Turn) error {
	switch {
	case t.Person.Consent < t.Pilot.Consent.Version:
		return welcomeFlow().Start(t, "consent", welcomeDraft{})
	case t.Person.Commitment < t.Pilot.Commitment.Version && t.Person.Roles.Has(rules.Staff):
		return welcomeFlow().Start(t, "commitment", welcomeDraft{})
	}
	return home(t)
}

// home says what the bot can do for this person.
func home(t *chat.Turn) error {
	return t.Show(opening(t, rules.Msg("start.ready", "name", t.Person.Name)))
}

func askLanguage(t *chat.Turn, _ *welcomeDraft) (store.Screen, error) {
	return store.Screen{Text: rules.Msg("language.ask"), Rows: [][]store.Button{{
		t.Choice(welcomeVietnamese, 0, "language.vi"), t.Choice(welcomeEnglish, 0, "language.en"),
	}}}, nil
}

func takeLanguage(t *chat.Turn, _ *welcomeDraft, in chat.Input) (string, error) {
	lang, ok := chosenLanguage(in)
	if !ok {
		return chat.Stay, rules.Refuse("language.unknown")
	}
	if err := setLanguage(t, lang); err != nil {
		return chat.Stay, err
	}
	return afterWelcome(t)
}

// chosenLanguage reads a pressed or typed language.
func chosenLanguage(in chat.Input) (string, bool) {
	switch {
	case in.Pressed && in.Choice == welcomeVietnamese:
		return "vi", true
	case in.Pressed && in.Choice == welcomeEnglish:
		return "en", true
	}
	return reply.Language(in.Text)
}

// afterWelcome names the next open step of the first contact.
func afterWelcome(t *chat.Turn) (string, error) {
	switch {
	case t.Person.Consent < t.Pilot.Consent.Version:
		return "consent", nil
	case t.Person.Commitment < t.Pilot.Commitment.Version && t.Person.Roles.Has(rules.Staff):
		return "commitment", nil
	}
	return chat.End, home(t)
}

func notice(t *chat.Turn, kind store.AgreementKind) pilot.Notice {
	if kind == store.Commitment {
		return t.Pilot.Commitment
	}
	return t.Pilot.Consent
}

func askAgreement(kind store.AgreementKind) func(*chat.Turn, *welcomeDraft) (store.Screen, error) {
	return func(t *chat.Turn, _ *welcomeDraft) (store.Screen, error) {
		n := notice(t, kind)
		return store.Screen{
			Text: rules.Msg("agree."+string(kind), "text", n.Text[t.Lang], "version", n.Version),
			Rows: [][]store.Button{
				{t.Choice(welcomeAgree, int32(n.Version), "agree.yes."+string(kind))},
				{t.Choice(welcomeDecline, 0, "agree.no")},
			},
		}, nil
	}
}

func takeAgreement(kind store.AgreementKind) func(*chat.Turn, *welcomeDraft, chat.Input) (string, error) {
	return func(t *chat.Turn, _ *welcomeDraft, in chat.Input) (string, error) {
		n := notice(t, kind)
		switch {
		case in.Pressed && in.Choice == welcomeAgree && int(in.Arg) == n.Version, !in.Pressed && reply.Agrees(in.Text):
			if err := people.Agree(t.Do(), kind, n.Version); err != nil {
				return chat.Stay, err
			}
			if kind == store.Consent {
				t.Person.Consent = n.Version
			} else {
				t.Person.Commitment = n.Version
			}
			return afterWelcome(t)
		case in.Pressed && in.Choice == welcomeDecline:
			return chat.End, t.Show(store.Screen{Text: rules.Msg("agree.declined." + string(kind))})
		}
		return chat.Stay, rules.Refuse("agree.press")
	}
}
