package bot_test

import (
	"tainha/rules"
	"tainha/rules/task"
)

// work is what is rarely said of plans, products, tasks and parts of a message.
func (w *worded) work() {
	thursday := wordedSlots("2026-11-26")[0]
	w.title("a plan: a task that is gone, more than are named, a part of products, a day that nothing can be held against")
	w.say(rules.Msg("plan.gone", "i", 2), rules.Msg("plan.more_tasks", "n", 3), rules.Msg("plan.size.products", "n", task.N(3).Message(), "volume", task.A(9, 2).Message()),
		rules.Msg("plan.unknown", "slot", thursday, "named", true, "why", []rules.Message{rules.Msg("task.plan_empty")}), rules.Msg("plan.which", "n", 2), rules.Msg("plan.next_page"))
	w.title("a catalogue that is pasted: too long, from a day that is over")
	w.say(rules.Msg("products.many", "max", 200), rules.Msg("products.past", "day", thursday.Date))
	w.title("shown before it is sent: a waiver that is asked for, a deadline that stays, an error that is waived")
	w.say(rules.Msg("task.sure.ask_waiver", "title", "Báo cáo quý", "name", "Đức", "text", "Mất điện cả ngày"),
		rules.Msg("task.sure.keep", "title", "Báo cáo quý", "name", "Bình", "text", "Cấp trên đã chốt hạn này"),
		rules.Msg("task.sure.waive_error", "title", "Báo cáo quý", "name", "Bình", "text", "Số liệu nguồn sai"))
	w.title("none of a day's tasks is open any more")
	w.say(rules.Msg("task.day.none"))
	w.title("what repeats: ends before it begins, is over, and why it ended")
	w.say(rules.Msg("task.repeat.before", "last", thursday.Date, "due", thursday.Date.AddDays(1)))
	for why := task.EndedStopped; why <= task.EndedRight; why++ {
		w.say(rules.Msg("task.repeat.over", "why", why.Message()))
	}
	w.title("a row of a file of tasks: two of one name, a unit without a head, a product that there is not; a file without a header")
	w.say(rules.Msg("intake.alike", "n", 2), rules.Msg("intake.no_head", "unit", "Phòng Kế hoạch – Tổng hợp"), rules.Msg("intake.no_product"), rules.Msg("intake.no_header"))
	w.title("more people whose balance is asked than are answered at once")
	w.say(rules.Msg("balance.rest", "n", 8, "names", "Bình, Chi"))
	w.title("a part of a message that failed, and one that was made anew; a word that is several buttons")
	w.say(rules.Msg("panel.failed"), rules.Msg("panel.outdated"), rules.Msg("typed.which"))
	w.title("a list of staff with more rows than one import takes")
	w.say(rules.Msg("roster.file.too_many_records", "n", 97_000, "limit", 30_000))
}
