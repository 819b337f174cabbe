-- +goose Up

-- What people asked about their own data: to have it corrected or erased, and,
-- for the record, what was given to them at once (Law 91/2025/QH15).
CREATE TABLE data_request (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  kind TEXT NOT NULL CHECK (kind IN ('export', 'correct', 'withdraw', 'erase')),
  text TEXT NOT NULL DEFAULT '',          -- in the person's words
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'refused')),
  created_at INTEGER NOT NULL,
  due TEXT NOT NULL DEFAULT '',           -- last day of the legal deadline; empty: the calendar could not tell yet
  decided_by INTEGER REFERENCES person(id),
  decided_at INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX data_request_person ON data_request(person_id, created_at);
CREATE INDEX data_request_open ON data_request(created_at) WHERE state = 'open';
CREATE INDEX data_request_decided ON data_request(decided_at) WHERE state <> 'open';

-- Who read whose data.
CREATE TABLE data_read (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  reader_id INTEGER NOT NULL REFERENCES person(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  what TEXT NOT NULL                      -- request, person, data_request, audit
) STRICT;
CREATE INDEX data_read_person ON data_read(person_id, at);
CREATE INDEX data_read_at ON data_read(at);

-- When somebody left the staff, as the nightly retention found it, and when
-- they were made anonymous.
ALTER TABLE person ADD COLUMN left_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN erased_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX person_left ON person(left_at) WHERE active = 0 AND erased_at = 0;

CREATE INDEX invite_expires ON invite(expires_at);
CREATE INDEX audit_actor ON audit(actor_id);
