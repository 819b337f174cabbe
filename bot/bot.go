// Package bot is what the bot can do: THE LIST of its features. Each stands in the
// folder of its name, on the engine in chat.
package bot

import (
	"tainha/bot/absence"
	"tainha/bot/chat"
	"tainha/bot/evaluation"
	"tainha/bot/intake"
	"tainha/bot/mandate"
	"tainha/bot/notify"
	"tainha/bot/ops"
	"tainha/bot/people"
	"tainha/bot/privacy"
	"tainha/bot/product"
	"tainha/bot/register"
	"tainha/bot/request"
	"tainha/bot/review"
	"tainha/bot/survey"
	"tainha/bot/task"
	"tainha/bot/team"
	"tainha/bot/welcome"
)

// New makes the bot with every feature. It refuses what the engine refuses.
func New(d chat.Deps) (*chat.Bot, error) { return chat.New(d, Features()...) }

// Features is THE LIST, room by room; with each come the panels by which it stands in
// others' cards, drafts and the digest (chat.Panel).
func Features() []chat.Feature {
	return []chat.Feature{
		welcome.Feature(),
		request.Feature(),
		task.Feature(),
		product.Feature(),
		intake.Feature(),
		mandate.Feature(),
		evaluation.Feature(),
		absence.Feature(),
		people.Feature(),
		register.Feature(),
		team.Feature(),
		review.Feature(),
		survey.Feature(),
		privacy.Feature(),
		notify.Feature(),
		ops.Feature(),
	}
}
