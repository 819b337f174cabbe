-- +goose Up

-- The organisation: units in a tree, positions, people and their postings.
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  parent_id INTEGER REFERENCES unit(id),
  head_id INTEGER REFERENCES person(id),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  decision TEXT NOT NULL DEFAULT '',      -- the pilot's enrolment; empty: not enrolled
  first_day TEXT NOT NULL DEFAULT '',
  last_day TEXT NOT NULL DEFAULT '',
  group_chat INTEGER UNIQUE,              -- a group that receives the daily board
  CHECK (parent_id <> id)
) STRICT;
CREATE INDEX unit_head ON unit(head_id);
CREATE INDEX unit_parent ON unit(parent_id);

CREATE TABLE position (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  citizen_facing INTEGER NOT NULL CHECK (citizen_facing IN (0, 1)),
  handles_procedures INTEGER NOT NULL CHECK (handles_procedures IN (0, 1)),
  open_to_pilot INTEGER NOT NULL CHECK (open_to_pilot IN (0, 1))
) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,                 -- folded name, for finding people without diacritics
  phone TEXT NOT NULL DEFAULT '',         -- digits only, with the country code
  roles INTEGER NOT NULL,                 -- rules.Roles without Head
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX person_phone ON person(phone) WHERE phone <> '';
CREATE INDEX person_roles ON person(roles);
CREATE INDEX person_name ON person(name_key, active);

-- Where a person works from a day on: the last row not after a date holds on it.
CREATE TABLE posting (
  person_id INTEGER NOT NULL REFERENCES person(id),
  from_day TEXT NOT NULL CHECK (from_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  position_id INTEGER NOT NULL REFERENCES position(id),
  PRIMARY KEY (person_id, from_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_unit ON posting(unit_id, from_day);

-- A Telegram account of a person. One account, one person.
CREATE TABLE account (
  person_id INTEGER PRIMARY KEY REFERENCES person(id),
  chat_id INTEGER NOT NULL UNIQUE,
  language TEXT NOT NULL,
  linked_at INTEGER NOT NULL,
  reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1))
) STRICT;

CREATE TABLE invite (
  hash BLOB PRIMARY KEY,                  -- SHA-256 of the one-time code
  person_id INTEGER NOT NULL REFERENCES person(id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX invite_person ON invite(person_id);

-- Evidence of what a person agreed to: the data notice, the commitment.
CREATE TABLE agreement (
  person_id INTEGER NOT NULL REFERENCES person(id),
  kind TEXT NOT NULL CHECK (kind IN ('consent', 'commitment')),
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  PRIMARY KEY (person_id, kind, version, at)
) STRICT, WITHOUT ROWID;

-- What a chat that is linked to nobody did: slows guesses, limits answers.
CREATE TABLE stranger (
  chat_id INTEGER PRIMARY KEY,
  language TEXT NOT NULL DEFAULT '',
  answered_at INTEGER NOT NULL DEFAULT 0,
  guesses INTEGER NOT NULL DEFAULT 0,
  blocked_until INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE delegation (
  id INTEGER PRIMARY KEY,
  from_id INTEGER NOT NULL REFERENCES person(id),
  to_id INTEGER NOT NULL REFERENCES person(id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  ended_at INTEGER,                       -- ended before its time, or never in force
  CHECK (from_id <> to_id),
  CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND first_day <= last_day)
) STRICT;
CREATE INDEX delegation_from ON delegation(from_id, last_day);
CREATE INDEX delegation_to ON delegation(to_id, last_day);
CREATE INDEX delegation_last ON delegation(last_day, first_day);

CREATE TABLE absence (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  part TEXT NOT NULL DEFAULT '' CHECK (part IN ('', 'am', 'pm')),
  kind TEXT NOT NULL,                     -- leave, sick, duty
  ended_at INTEGER,                       -- taken back
  CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND first_day <= last_day)
) STRICT;
CREATE INDEX absence_person ON absence(person_id, last_day);
CREATE INDEX absence_last ON absence(last_day, first_day);

-- Requests for telework: the decision is taken day by day.
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  note TEXT NOT NULL DEFAULT '',
  series TEXT NOT NULL DEFAULT '',
  rev INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  level INTEGER NOT NULL DEFAULT 0,
  approver_id INTEGER REFERENCES person(id),
  asked_at INTEGER NOT NULL,
  reminded_at INTEGER NOT NULL DEFAULT 0,
  exception_id INTEGER REFERENCES person(id),
  open INTEGER NOT NULL CHECK (open IN (0, 1)) -- 1 while any day is pending
) STRICT;
CREATE INDEX request_open ON request(approver_id, asked_at) WHERE open = 1;
CREATE INDEX request_open_unit ON request(unit_id) WHERE open = 1;
CREATE INDEX request_open_person ON request(person_id) WHERE open = 1;
CREATE INDEX request_person ON request(person_id, created_at);

CREATE TABLE request_day (
  request_id INTEGER NOT NULL REFERENCES request(id),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  part TEXT NOT NULL CHECK (part IN ('', 'am', 'pm')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 8), -- rules.RequestState
  decided_by INTEGER REFERENCES person(id),
  on_behalf_of INTEGER REFERENCES person(id),
  decided_at INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (request_id, day, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_day_person ON request_day(person_id, day, state, part);
CREATE INDEX request_day_unit ON request_day(unit_id, day, state, person_id, part);
CREATE INDEX request_day_pending ON request_day(day) WHERE state = 1;
CREATE INDEX request_day_approved ON request_day(day) WHERE state = 2;

-- The way of an update.
CREATE TABLE poll (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  next_update INTEGER NOT NULL,
  alive_at INTEGER NOT NULL               -- the last poll that was answered: tells an outage
) STRICT;

CREATE TABLE dead_update (
  update_id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  error TEXT NOT NULL,
  raw TEXT NOT NULL
) STRICT;

CREATE TABLE conversation (
  chat_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  flow TEXT NOT NULL,                     -- empty: none; the row stays, so that rev never repeats
  step TEXT NOT NULL,
  data TEXT NOT NULL,
  rev INTEGER NOT NULL,
  open INTEGER NOT NULL,                  -- 0: another command replaced it; it can be resumed
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (chat_id, user_id)
) STRICT, WITHOUT ROWID;

-- The way of a message. See outbox.go for the states and lanes.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER REFERENCES person(id),
  chat_id INTEGER NOT NULL DEFAULT 0,     -- 0: the person's account when it is sent
  lane INTEGER NOT NULL,
  dedupe TEXT UNIQUE,
  body TEXT NOT NULL,                     -- JSON: what to send, language-free
  slot TEXT NOT NULL DEFAULT '',          -- remembers the message under this name
  edit_of INTEGER NOT NULL DEFAULT 0,     -- message to edit; 0: a new message
  not_before INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL DEFAULT 0,
  claim INTEGER NOT NULL DEFAULT 0,       -- the process start that is sending it
  error TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_queue ON outbox(lane, id) WHERE state = 0;
CREATE INDEX outbox_edit ON outbox(chat_id, edit_of) WHERE state = 0;
CREATE INDEX outbox_claimed ON outbox(claim) WHERE state = 1;
CREATE INDEX outbox_held ON outbox(person_id) WHERE state = 3;

-- Messages that live on: a request's card at several approvers, a flow's screen.
CREATE TABLE live_message (
  slot TEXT NOT NULL,                     -- card:request:12, flow:5000000001
  chat_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  buttons INTEGER NOT NULL DEFAULT 1,     -- whether it has any to take away
  PRIMARY KEY (slot, chat_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX live_message_message ON live_message(chat_id, message_id);

-- The newest keyboards of each chat, so that every button can also be typed: the
-- one that answered the person, and the one that came by itself.
CREATE TABLE keyboard (
  chat_id INTEGER NOT NULL,
  asked INTEGER NOT NULL DEFAULT 1,
  message_id INTEGER NOT NULL,
  digits INTEGER NOT NULL,
  keys TEXT NOT NULL,                      -- JSON: labels as shown, with their data
  PRIMARY KEY (chat_id, asked)
) STRICT;

-- Until when Telegram asked us to be silent: chat 0 means everywhere.
CREATE TABLE pause (
  chat_id INTEGER PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT;

CREATE TABLE process_start (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  stopped_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Jobs: what ran, so that each period runs once.
CREATE TABLE job_slot (
  job TEXT PRIMARY KEY,
  last INTEGER NOT NULL,                  -- the last planned moment that was dealt with
  cursor TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE job_run (
  job TEXT NOT NULL,
  period INTEGER NOT NULL,                -- the planned moment
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL DEFAULT 0,
  written INTEGER NOT NULL DEFAULT 0,
  outcome TEXT NOT NULL DEFAULT '',       -- '' while it runs; done, rolled, dropped, failed
  error TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (job, period)
) STRICT, WITHOUT ROWID;

-- The audit: append-only, each row chained to the one before by its hash. What
-- is personal stands in audit_detail, under its digest: erasing it leaves the chain whole.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,   -- remembers the highest, so that a missing end is seen
  at INTEGER NOT NULL,
  actor_id INTEGER NOT NULL,              -- 0: the system
  on_behalf_of INTEGER NOT NULL DEFAULT 0,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  detail_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_object ON audit(object, object_id);

CREATE TABLE audit_detail (
  audit_id INTEGER PRIMARY KEY REFERENCES audit(id),
  salt BLOB NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_detail_no_update BEFORE UPDATE ON audit_detail BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
-- +goose StatementEnd
