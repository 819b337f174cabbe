-- +goose Up

-- The register of the pilot: the periods of each unit, with their outcome. What
-- stood in the unit's own row becomes its first period.
CREATE TABLE enrolment (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  decision TEXT NOT NULL CHECK (decision <> ''),
  decided_on TEXT NOT NULL DEFAULT '',    -- empty: not noted
  first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  last_day TEXT NOT NULL DEFAULT '' CHECK (last_day = '' OR last_day >= first_day), -- empty: open-ended
  outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'widened', 'kept', 'stopped')),
  reason TEXT NOT NULL DEFAULT '',        -- of the outcome
  closed_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX enrolment_unit ON enrolment(unit_id, first_day);

INSERT INTO enrolment (unit_id, decision, first_day, last_day)
  SELECT id, decision, first_day, last_day FROM unit WHERE decision <> '' AND first_day <> '' ORDER BY id;

ALTER TABLE unit DROP COLUMN decision;
ALTER TABLE unit DROP COLUMN first_day;
ALTER TABLE unit DROP COLUMN last_day;

-- Numbers of the pilot decided in the chat, on top of the configuration's: of one
-- unit, or of the whole pilot. Only ever added to.
CREATE TABLE policy_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit_id INTEGER REFERENCES unit(id),    -- NULL: the whole pilot
  since TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  change TEXT NOT NULL CHECK (json_valid(change)), -- rules.PolicyChange
  by_id INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL
) STRICT;
