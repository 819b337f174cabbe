// Package review compares the pilot with what was before, and home with office (rules section 9). The claim to be
// judged is "no harm", so an interval is held against a margin that was fixed beforehand: that nothing is seen
// with few answers proves nothing. Numbers are statistics, so they are floats; counts are exact.
package review
