package welcome

import (
	"fmt"

	"tainha/bot/chat"
	"tainha/phrase/reply"
	"tainha/rules"
	"tainha/store"
)

// languageAccess is everybody, each for themselves.
var languageAccess = rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true}

func cmdLanguage() chat.Command {
	flow := chat.Flow[welcomeDraft]{Name: "language", Version: 1, About: chat.AboutSelf[*welcomeDraft], Steps: []chat.Step[welcomeDraft]{{
		Name: "language", Ask: askLanguage, Choices: languages,
		Take: func(t *chat.Turn, _ *welcomeDraft, in chat.Input) (string, error) {
			lang, ok := chosenLanguage(in)
			if !ok {
				return chat.Stay, rules.Refuse("language.unknown")
			}
			if err := setLanguage(t, lang); err != nil {
				return chat.Stay, err
			}
			return chat.End, t.Show(store.Screen{Text: rules.Msg("language.set")})
		},
	}}}
	return chat.Command{
		Name: "language", Alias: "ngonngu", Place: 130, InMenu: true,
		Access:        languageAccess,
		BeforeConsent: true,
		Flows:         []chat.Conversation{flow},
		Run: func(t *chat.Turn, args string) error {
			if lang, ok := chosenLanguage(chat.Input{Text: args}); ok {
				if err := setLanguage(t, lang); err != nil {
					return err
				}
				return t.Say(rules.Msg("language.set"))
			}
			return flow.Start(t, "language", welcomeDraft{})
		},
	}
}

// languageIntent takes "đổi qua tiếng Anh".
func languageIntent() chat.Intent {
	return chat.Intent{Words: &chat.Words{Name: "language", In: reply.AsksLanguage}, Access: languageAccess, Take: func(t *chat.Turn, s chat.Saying) error {
		lang, ok := reply.Language(s.Text)
		if !ok {
			return rules.Refuse("language.unknown")
		}
		if err := setLanguage(t, lang); err != nil {
			return err
		}
		return t.Say(rules.Msg("language.set"))
	}}
}

// setLanguage changes the language of everything said from now on, the menu included.
func setLanguage(t *chat.Turn, lang string) error {
	if err := t.Tx.SetLanguage(t.Person.ID, lang); err != nil {
		return fmt.Errorf("set the language: %w", err)
	}
	t.Lang, t.Person.Language = lang, lang
	return t.SetMenu(t.Chat)
}
