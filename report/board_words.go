package report

// WordBoard is the words of a board, each by the key of its message.
func WordBoard(word func(key string) string) BoardWords {
	return BoardWords{
		Person: word("board.person"), HomeTotal: word("board.home_total"), PresentTotal: word("board.present_total"),
		Morning: word("board.morning"), Afternoon: word("board.afternoon"), Away: word("board.away"),
		Home: word("board.home"), HomeMorning: word("board.home_morning"), HomeAfternoon: word("board.home_afternoon"),
		Asked: word("board.asked"), Absent: word("board.absent"), Must: word("board.must"), Off: word("board.off"), Office: word("board.office"),
	}
}
