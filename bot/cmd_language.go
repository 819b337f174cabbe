package bot

import (
	"fmt"

	"tainha/rules"
	"tainha/store"
)

func cmdLanguage() Command {
	flow := Flow[welcomeDraft]{Name: "language", Version: 1, About: aboutSelf[*welcomeDraft], Steps: []Step[welcomeDraft]{{
		Name: "language", Ask: askLanguage, Choices: languages,
		Take: func(t *Turn, _ *welcomeDraft, in Input) (string, error) {
			lang, ok := chosenLanguage(in)
			if !ok {
				return Stay, rules.Refuse("language.unknown")
			}
			if err := t.setLanguage(lang); err != nil {
				return Stay, err
			}
			return End, t.Show(store.Screen{Text: rules.Msg("language.set")})
		},
	}}}
	return Command{
		Name: "language", Alias: "ngonngu", Place: 130, InMenu: true,
		Access:        rules.Access{Who: rules.Anyone, Over: rules.Own, Write: true},
		BeforeConsent: true,
		Flows:         []conversation{flow},
		Run: func(t *Turn, args string) error {
			if lang, ok := chosenLanguage(Input{Text: args}); ok {
				if err := t.setLanguage(lang); err != nil {
					return err
				}
				return t.Say(rules.Msg("language.set"))
			}
			return flow.Start(t, "language", welcomeDraft{})
		},
	}
}

// setLanguage changes the language of everything said from now on, the menu included.
func (t *Turn) setLanguage(lang string) error {
	if err := t.Tx.SetLanguage(t.Person.ID, lang); err != nil {
		return fmt.Errorf("set the language: %w", err)
	}
	t.Lang, t.Person.Language = lang, lang
	return t.SetMenu(t.Chat)
}
