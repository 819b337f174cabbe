-- +goose Up

-- The other day of a move: of a day asked for in place of an approved one, that
-- one; of a day that was given up so, what took its place. NULL: no move.
ALTER TABLE request_day ADD COLUMN move_request INTEGER REFERENCES request(id);
ALTER TABLE request_day ADD COLUMN move_day TEXT NOT NULL DEFAULT '';
ALTER TABLE request_day ADD COLUMN move_part TEXT NOT NULL DEFAULT '';
-- 1: asked for past the cut-off; only the exception allowed it.
ALTER TABLE request_day ADD COLUMN excepted INTEGER NOT NULL DEFAULT 0 CHECK (excepted IN (0, 1));
UPDATE request_day SET excepted = 1 WHERE request_id IN (SELECT id FROM request WHERE exception_id IS NOT NULL);

-- What somebody decided last: it can be undone for a while.
CREATE INDEX request_day_decided ON request_day(decided_by, decided_at) WHERE decided_by IS NOT NULL;

-- Somebody at home whom a head asked to the office for an hour, and the answer.
CREATE TABLE callback (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  by_id INTEGER NOT NULL REFERENCES person(id),
  on_behalf_of INTEGER REFERENCES person(id), -- the head for whom a delegate did
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  due_at INTEGER NOT NULL,                    -- when to be at the office
  reason TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'received', 'unable')),
  note TEXT NOT NULL DEFAULT '',              -- why not
  answered_at INTEGER NOT NULL DEFAULT 0,
  shown_at INTEGER NOT NULL DEFAULT 0         -- when the head was told that no answer came
) STRICT;
CREATE INDEX callback_person ON callback(person_id, day);
CREATE INDEX callback_unit ON callback(unit_id, day);
CREATE INDEX callback_day ON callback(day, unit_id);
CREATE INDEX callback_waits ON callback(asked_at) WHERE answer = '' AND shown_at = 0;
CREATE INDEX callback_asked ON callback(asked_at);
