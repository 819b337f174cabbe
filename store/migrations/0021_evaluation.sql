-- +goose Up

-- A version of the common criteria by which somebody was judged, whole, as it was then: it is never changed.
CREATE TABLE criteria_used (
  version TEXT PRIMARY KEY CHECK (version <> ''),
  text TEXT NOT NULL CHECK (json_valid(text)),
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A version of a person's evaluation of a period (phiếu đánh giá). Once published it is never changed but for
-- its petition: another version takes its place (stage 7).
CREATE TABLE evaluation (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  version INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  profile INTEGER NOT NULL,
  unit_id INTEGER NOT NULL REFERENCES unit(id), -- on the last day
  criteria TEXT NOT NULL,                       -- a version of criteria_used
  self TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(self)),
  self_note TEXT NOT NULL DEFAULT '',
  self_at INTEGER NOT NULL DEFAULT 0,
  given TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(given)),
  set_ratio TEXT NOT NULL DEFAULT '',           -- e, empty: not set
  not_applicable TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(not_applicable)),
  stated INTEGER NOT NULL DEFAULT 0,
  stated_why TEXT NOT NULL DEFAULT '',
  scored_by INTEGER REFERENCES person(id),
  scored_at INTEGER NOT NULL DEFAULT 0,
  published_at INTEGER NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT '',
  total TEXT NOT NULL DEFAULT '0',              -- as published
  level INTEGER NOT NULL DEFAULT 0,
  reckoned TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(reckoned)), -- numbers alone, as published
  touched TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(touched)),   -- tasks that changed since it was scored
  petition TEXT NOT NULL DEFAULT '',
  petition_at INTEGER NOT NULL DEFAULT 0,
  answer_by INTEGER REFERENCES person(id),
  accepted INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '',
  answered_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (person_id, first_day, last_day, version)
) STRICT;
CREATE UNIQUE INDEX evaluation_newest ON evaluation (person_id, first_day, last_day) WHERE stage <> 7;
CREATE INDEX evaluation_unit ON evaluation (unit_id, first_day);
CREATE INDEX evaluation_period ON evaluation (first_day, last_day, id) WHERE stage <> 7;
CREATE INDEX evaluation_stage ON evaluation (stage, last_day, id) WHERE stage < 6;
CREATE INDEX evaluation_answer ON evaluation (answer_by) WHERE stage = 5;

-- Work that was nobody's plan counts where it was handed in.
CREATE INDEX task_extra_owner ON task (owner_id, submitted_at) WHERE extra = 1;
CREATE INDEX task_extra_unit ON task (unit_id, submitted_at) WHERE extra = 1;
