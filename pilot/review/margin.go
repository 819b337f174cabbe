package review

import "tainha/rules/review"

// margins are what a question may get worse by and still be called "not worse", as parts of the whole, until others are decided.
var margins = map[review.Question]float64{
	review.OnTime: 0.02, review.Rework: 0.02, review.Strikes: 0.02, review.Petitions: 0.01, review.Volume: 0.05,
}

func (m *maker) margin(q review.Question) (float64, error) { return margins[q], nil }
