// Package task holds the types and decisions about tasks, progress and the plan of a
// day at home: facts in, a decision and its reasons out. It knows no clock, no SQL and
// no Telegram. What is refused is a *rules.Refusal with every reason at once.
package task
