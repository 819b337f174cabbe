-- +goose Up

-- A wave of a survey (đợt khảo sát) of citizens or staff. Nothing says who answered: an answer only adds to counts.
CREATE TABLE survey_wave (
  id INTEGER PRIMARY KEY,
  audience TEXT NOT NULL CHECK (audience IN ('citizens', 'staff')),
  kind TEXT NOT NULL CHECK (kind IN ('baseline', 'pilot')),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  expected INTEGER NOT NULL,              -- answers; by which it was said what the wave can show
  opened_by INTEGER NOT NULL REFERENCES person(id),
  opened_at INTEGER NOT NULL,
  closed_at INTEGER NOT NULL DEFAULT 0    -- 0: still open, and nothing of it is shown
) STRICT;
CREATE INDEX survey_wave_order ON survey_wave(audience, first_day, id);
CREATE INDEX survey_wave_open ON survey_wave(audience) WHERE closed_at = 0;

CREATE TABLE survey_wave_unit (
  wave_id INTEGER NOT NULL REFERENCES survey_wave(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  PRIMARY KEY (wave_id, unit_id)
) STRICT, WITHOUT ROWID;

-- The link on a unit's poster, the same in every wave. It can't be guessed.
CREATE TABLE survey_link (
  unit_id INTEGER PRIMARY KEY REFERENCES unit(id),
  token TEXT NOT NULL UNIQUE
) STRICT;

-- How many gave which level. Level 0: not satisfied, 6: satisfied, where the level itself was not handed down.
CREATE TABLE survey_count (
  wave_id INTEGER NOT NULL REFERENCES survey_wave(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  source TEXT NOT NULL CHECK (source IN ('phone', 'form', 'import')),
  who TEXT NOT NULL CHECK (who IN ('citizen', 'business', 'staff', '')),
  question INTEGER NOT NULL CHECK (question BETWEEN 0 AND 5),
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 6),
  n INTEGER NOT NULL CHECK (n >= 0),
  PRIMARY KEY (wave_id, unit_id, source, who, question, level)
) STRICT, WITHOUT ROWID;

-- That an account has answered for a unit in a wave: a keyed hash, without order. The key stands in a file beside the
-- database, outside of the backups; both go when the wave closes.
CREATE TABLE survey_answered (
  hash BLOB PRIMARY KEY,
  wave_id INTEGER NOT NULL REFERENCES survey_wave(id)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_answered_wave ON survey_answered(wave_id);

-- Comments stand apart; their numbers are drawn by lot, so that they tell no order.
CREATE TABLE survey_comment (
  id INTEGER PRIMARY KEY,
  wave_id INTEGER NOT NULL REFERENCES survey_wave(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  text TEXT NOT NULL
) STRICT;
CREATE INDEX survey_comment_wave ON survey_comment(wave_id, unit_id);

-- Counts of printed forms, entered by one and checked by another; they count once they were checked.
CREATE TABLE survey_form (
  id INTEGER PRIMARY KEY,
  wave_id INTEGER NOT NULL REFERENCES survey_wave(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  who TEXT NOT NULL CHECK (who IN ('citizen', 'business', 'staff')),
  levels TEXT NOT NULL CHECK (json_valid(levels)),   -- by question, by level
  entered_by INTEGER NOT NULL REFERENCES person(id),
  entered_at INTEGER NOT NULL,
  checked_by INTEGER REFERENCES person(id),
  checked_at INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('waits', 'counted', 'wrong'))
) STRICT;
CREATE INDEX survey_form_wave ON survey_form(wave_id, state);

-- What the pilot is judged by, fixed before its first day.
CREATE TABLE indicator (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,               -- of those that the program knows; a number for the office's own
  name TEXT NOT NULL DEFAULT '',          -- of the office's own
  lower INTEGER NOT NULL CHECK (lower IN (0, 1)),  -- it is better when lower
  margin INTEGER NOT NULL,                -- in tenths of a percentage point
  source TEXT NOT NULL,                   -- where its numbers come from
  decided INTEGER NOT NULL CHECK (decided IN (0, 1))  -- it is on the list
) STRICT;

-- Every change of the list, with whether the pilot had begun by then.
CREATE TABLE indicator_change (
  id INTEGER PRIMARY KEY,
  indicator_id INTEGER NOT NULL REFERENCES indicator(id),
  before TEXT NOT NULL CHECK (json_valid(before)),
  after TEXT NOT NULL CHECK (json_valid(after)),
  reason TEXT NOT NULL,
  by_id INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1))
) STRICT;
CREATE INDEX indicator_change_of ON indicator_change(indicator_id);

-- n of N of a month, with the document that it comes from; a later row of the same month takes its place.
CREATE TABLE indicator_count (
  id INTEGER PRIMARY KEY,
  indicator_id INTEGER NOT NULL REFERENCES indicator(id),
  unit_id INTEGER NOT NULL DEFAULT 0,     -- 0: the whole agency
  month TEXT NOT NULL,                    -- its first day
  hits INTEGER NOT NULL CHECK (hits >= 0),
  total INTEGER NOT NULL CHECK (total >= hits),
  document TEXT NOT NULL,
  by_id INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_count_of ON indicator_count(indicator_id, unit_id, month);
