-- +goose Up

-- A staff list that a coordinator sent to the bot. Its bytes are never kept: they are fetched
-- again by the file's name at Telegram.
CREATE TABLE roster_file (
  id INTEGER PRIMARY KEY,
  by_id INTEGER NOT NULL REFERENCES person(id),
  file TEXT NOT NULL,                     -- by which Telegram gives it; empty once nothing more is to be done
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading', 'shown', 'same', 'refused', 'applying', 'applied', 'dropped', 'failed')),
  rev INTEGER NOT NULL DEFAULT 0,         -- of what is shown
  mark BLOB NOT NULL DEFAULT x'',         -- fingerprint of everything that the shown preview is about
  found TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(found)),
  sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX roster_file_by ON roster_file(by_id) WHERE state IN ('reading', 'shown');
CREATE INDEX roster_file_sent ON roster_file(sent_at);

-- Who entered the phone number in the chat, and so may hold the phone; NULL: the shell.
ALTER TABLE person ADD COLUMN phone_by INTEGER REFERENCES person(id);
