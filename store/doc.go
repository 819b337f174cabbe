// Package store keeps the pilot in one SQLite file. It holds no decisions:
// callers load facts through a Tx, let rules decide, and save the outcome in
// the same transaction.
//
// Instants are stored as unix milliseconds, days as YYYY-MM-DD texts, halves of
// a day as "", "am" or "pm". Arguments and scanned columns are converted in one
// place (value.go), so no method handles these forms by hand.
package store
