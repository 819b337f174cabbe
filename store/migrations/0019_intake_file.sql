-- +goose Up

-- A table that somebody sent to the bot: a catalogue, tasks, or one whose kind is not known yet. Its
-- bytes are never kept: they are fetched again by the file's name at Telegram.
CREATE TABLE intake_file (
  id INTEGER PRIMARY KEY,
  by_id INTEGER NOT NULL REFERENCES person(id),
  file TEXT NOT NULL,                     -- by which Telegram gives it; empty once nothing more is to be done
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT '',          -- empty: not known yet
  state TEXT NOT NULL CHECK (state IN ('reading', 'shown', 'applying', 'applied', 'same', 'refused', 'dropped', 'failed', 'passed')),
  rev INTEGER NOT NULL DEFAULT 0,         -- of what is shown
  mark BLOB NOT NULL DEFAULT x'',         -- fingerprint of everything that the shown preview is about
  said TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(said)),  -- what the sender chose
  found TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(found)),
  sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX intake_file_by ON intake_file(by_id) WHERE state IN ('reading', 'shown');
CREATE INDEX intake_file_sent ON intake_file(sent_at);

-- Which column of a header that was seen before means what, as somebody confirmed it.
CREATE TABLE intake_heading (
  kind TEXT NOT NULL,
  heading TEXT NOT NULL,                  -- fingerprint of the header's words
  columns TEXT NOT NULL CHECK (json_valid(columns)),
  PRIMARY KEY (kind, heading)
) STRICT, WITHOUT ROWID;
