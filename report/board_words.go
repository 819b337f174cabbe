package report

import "tainha/rules"

// WordBoard is the words of a board, each as word gives it.
func WordBoard(word func(rules.Message) string) BoardWords {
	return BoardWords{
		Person: word(rules.Msg("board.person")), HomeTotal: word(rules.Msg("board.home_total")), PresentTotal: word(rules.Msg("board.present_total")),
		Morning: word(rules.Msg("board.morning")), Afternoon: word(rules.Msg("board.afternoon")), Away: word(rules.Msg("board.away")),
		Home: word(rules.Msg("board.home")), HomeMorning: word(rules.Msg("board.home_morning")), HomeAfternoon: word(rules.Msg("board.home_afternoon")),
		Asked: word(rules.Msg("board.asked")), Absent: word(rules.Msg("board.absent")), Must: word(rules.Msg("board.must")), Off: word(rules.Msg("board.off")), Office: word(rules.Msg("board.office")),
	}
}
