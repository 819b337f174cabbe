// Package bot is what the bot can do: THE LIST of its features. Each stands in the
// folder of its name, on the engine in chat.
package bot

// New makes the bot with every feature. It refuses what the engine refuses.
func New(d Deps) (*Bot, error) { return NewOf(d, Features()...) }

// Features is THE LIST, room by room.
func Features() []Feature {
	return []Feature{
		featureWelcome(),
		featureRequest(),
		featureAbsence(),
		featurePeople(),
		featureRegister(),
		featureTeam(),
		featurePrivacy(),
		featureOps(),
	}
}
