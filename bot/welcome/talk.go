package welcome

import (
	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	"tainha/rules"
)

// smallTalk takes what people say to somebody: it is answered short and warm.
func smallTalk() []chat.Intent {
	anyone := rules.Access{Who: rules.Anyone, Over: rules.NoData}
	return []chat.Intent{
		{Kind: phrase.Greet, Access: anyone, Answers: true, Take: func(t *chat.Turn, _ chat.Saying) error {
			return t.Send(opening(t, rules.Msg("talk.greet", "name", t.Person.Name, "head", len(t.Actor.HeadOf) > 0)))
		}},
		{Kind: chat.Thanks, Access: anyone, Answers: true, Take: func(t *chat.Turn, _ chat.Saying) error {
			return t.Say(rules.Msg("talk.thanks"))
		}},
		{Kind: chat.SmallTalk, Access: anyone, Answers: true, Take: func(t *chat.Turn, _ chat.Saying) error {
			return t.Say(rules.Msg("talk.small"))
		}},
		{Kind: chat.Nod, Access: anyone, Answers: true, Take: func(t *chat.Turn, _ chat.Saying) error {
			return t.Say(rules.Msg("talk.nod"))
		}},
		{Kind: chat.Relay, Access: anyone, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
			return t.Say(rules.Msg("talk.relay", "who", s.Who[0]))
		}},
		{Words: &chat.Words{Name: "talk", In: reply.AsksTalk, Apart: true}, Access: anyone, Answers: true, Take: func(t *chat.Turn, _ chat.Saying) error {
			return t.Send(opening(t, rules.Msg("talk.how")))
		}},
	}
}

// planIntent answers what is said of the work of a day at home beside its request, where the plan stands.
func planIntent() chat.Intent {
	return chat.Intent{Kind: phrase.Plan, Access: rules.Access{Who: rules.Anyone, Over: rules.NoData}, Answers: true, Take: func(t *chat.Turn, s chat.Saying) error {
		work := s.Task.Work
		if work == phrase.AskWork {
			work = ""
		}
		return t.Say(rules.Msg("talk.plan", "work", chat.Short(work, chat.MaxNote)))
	}}
}
