// Package rules holds the types and the decisions of the telework pilot:
// calendar, eligibility, limits, the life of a request. Facts go in, a decision
// and its reasons come out. It uses the standard library only: no context, no
// SQL, no clock and no Telegram; the present moment is always an argument.
package rules
