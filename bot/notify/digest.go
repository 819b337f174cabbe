package notify

import (
	"tainha/bot/chat"
	"tainha/pilot"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// digestCard is the day's one message: what other features have for the reader, made when
// it is sent. One that has nothing to say any more, or whose reader hears nothing by now,
// is not sent.
func digestCard() chat.Object {
	return chat.Object{
		Kind: pilot.ObjectDigest, Whose: chat.OfPerson, Fleeting: true,
		May:    []rules.Access{{Who: rules.Anyone, Over: rules.Own}},
		Places: []string{pilot.PlaceDigest},
		Card: func(v chat.View, ref store.Ref) (store.Screen, error) {
			hears, err := v.Do().Hears(rules.PersonID(ref.ID), task.MessageDigest)
			if err != nil || !hears {
				return store.Screen{}, err
			}
			s, err := v.Join(store.Screen{}, pilot.PlaceDigest, ref.ID)
			if err != nil {
				return s, err
			}
			switch {
			case len(s.Panels) > 0:
				s.Text = rules.Msg("digest", "day", v.Today)
			case v.Pilot.Tasks.DigestAlways:
				s.Text = rules.Msg("digest.none")
			}
			return s, nil
		},
	}
}
