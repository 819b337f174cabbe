-- +goose Up

-- Each day knows when it was asked for: its place in the order, which an edit keeps.
-- State 9: it became a day off before it began, and released itself.
CREATE TABLE request_day_asked (
  request_id INTEGER NOT NULL REFERENCES request(id),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  part TEXT NOT NULL CHECK (part IN ('', 'am', 'pm')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 9), -- rules.RequestState
  asked_at INTEGER NOT NULL,
  decided_by INTEGER REFERENCES person(id),
  on_behalf_of INTEGER REFERENCES person(id),
  decided_at INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (request_id, day, part)
) STRICT, WITHOUT ROWID;
INSERT INTO request_day_asked (request_id, day, part, person_id, unit_id, state, asked_at, decided_by, on_behalf_of, decided_at, reason)
  SELECT d.request_id, d.day, d.part, d.person_id, d.unit_id, d.state, r.created_at, d.decided_by, d.on_behalf_of, d.decided_at, d.reason
  FROM request_day d JOIN request r ON r.id = d.request_id;
DROP TABLE request_day;
ALTER TABLE request_day_asked RENAME TO request_day;
CREATE INDEX request_day_person ON request_day(person_id, day, state, part);
CREATE INDEX request_day_unit ON request_day(unit_id, day, state, person_id, part);
CREATE INDEX request_day_pending ON request_day(day) WHERE state = 1;
CREATE INDEX request_day_approved ON request_day(day) WHERE state = 2;

-- Pending and approved days that judging again found in conflict, until somebody
-- settles them or their causes go; and days that released themselves, until their
-- person is told.
CREATE TABLE conflict (
  request_id INTEGER NOT NULL REFERENCES request(id),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  part TEXT NOT NULL CHECK (part IN ('', 'am', 'pm')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'released')),
  causes TEXT NOT NULL CHECK (json_valid(causes)), -- []rules.Cause
  untold INTEGER NOT NULL,                -- rules.Audience: who is still to be told of a cause
  found_at INTEGER NOT NULL,
  kept_by INTEGER REFERENCES person(id),  -- who decided to keep it in spite of its causes
  kept_at INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',        -- why it is kept
  PRIMARY KEY (request_id, day, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_unit ON conflict(unit_id, state, day);
CREATE INDEX conflict_person ON conflict(person_id);
CREATE INDEX conflict_day ON conflict(day) WHERE state = 'open';
CREATE INDEX conflict_untold ON conflict(unit_id, request_id, day, part) WHERE untold <> 0;

-- Units whose days are to be judged again: whatever changes what they are judged by
-- puts them here, whichever way it comes, in its own transaction.
CREATE TABLE judge_queue (
  unit_id INTEGER PRIMARY KEY REFERENCES unit(id)
) STRICT;

-- When everything was judged last, and under which configuration.
CREATE TABLE judge_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  day TEXT NOT NULL CHECK (day = '' OR day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  configuration TEXT NOT NULL
) STRICT;
INSERT INTO judge_mark (id, day, configuration) VALUES (1, '', '');

-- +goose StatementBegin
CREATE TRIGGER judge_posting_comes AFTER INSERT ON posting BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM posting WHERE person_id = new.person_id ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_posting_changes AFTER UPDATE ON posting BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM posting WHERE person_id = new.person_id ON CONFLICT DO NOTHING;
  INSERT INTO judge_queue (unit_id) VALUES (old.unit_id) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_posting_goes AFTER DELETE ON posting BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM posting WHERE person_id = old.person_id ON CONFLICT DO NOTHING;
  INSERT INTO judge_queue (unit_id) VALUES (old.unit_id) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_absence_comes AFTER INSERT ON absence BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM posting WHERE person_id = new.person_id ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_absence_changes AFTER UPDATE OF first_day, last_day, part, ended_at ON absence BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM posting WHERE person_id = new.person_id ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_person_changes AFTER UPDATE OF active ON person WHEN old.active <> new.active BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM posting WHERE person_id = new.id ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_position_changes AFTER UPDATE OF citizen_facing, handles_procedures, open_to_pilot ON position
  WHEN (old.citizen_facing, old.handles_procedures, old.open_to_pilot) <> (new.citizen_facing, new.handles_procedures, new.open_to_pilot) BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM request_day INDEXED BY request_day_pending WHERE state = 1 ON CONFLICT DO NOTHING;
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM request_day INDEXED BY request_day_approved WHERE state = 2 ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_policy_comes AFTER INSERT ON policy_change BEGIN
  INSERT INTO judge_queue (unit_id) SELECT new.unit_id WHERE new.unit_id IS NOT NULL ON CONFLICT DO NOTHING;
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM request_day INDEXED BY request_day_pending WHERE state = 1 AND new.unit_id IS NULL ON CONFLICT DO NOTHING;
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM request_day INDEXED BY request_day_approved WHERE state = 2 AND new.unit_id IS NULL ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_enrolment_comes AFTER INSERT ON enrolment BEGIN
  INSERT INTO judge_queue (unit_id) VALUES (new.unit_id) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_enrolment_changes AFTER UPDATE ON enrolment BEGIN
  INSERT INTO judge_queue (unit_id) VALUES (old.unit_id), (new.unit_id) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_enrolment_goes AFTER DELETE ON enrolment BEGIN
  INSERT INTO judge_queue (unit_id) VALUES (old.unit_id) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_unit_changes AFTER UPDATE OF active ON unit WHEN old.active <> new.active BEGIN
  INSERT INTO judge_queue (unit_id) VALUES (new.id) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd

-- A day that counts no more may be the cause that goes of another's conflict, and its
-- own is settled. One that counts again is judged as it stands now.
-- +goose StatementBegin
CREATE TRIGGER judge_day_ends AFTER UPDATE OF state ON request_day WHEN old.state IN (1, 2) AND new.state NOT IN (1, 2) BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM conflict WHERE new.state <> 8 AND (person_id = new.person_id OR unit_id = new.unit_id)
    ON CONFLICT DO NOTHING;
  DELETE FROM conflict WHERE request_id = new.request_id AND day = new.day AND part = new.part AND state <> 'released';
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_day_returns AFTER UPDATE OF state ON request_day WHEN old.state NOT IN (1, 2) AND new.state IN (1, 2) BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM posting WHERE person_id = new.person_id ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_day_moves AFTER UPDATE OF unit_id ON request_day WHEN old.unit_id <> new.unit_id BEGIN
  INSERT INTO judge_queue (unit_id) VALUES (old.unit_id), (new.unit_id) ON CONFLICT DO NOTHING;
  UPDATE conflict SET unit_id = new.unit_id WHERE request_id = new.request_id AND day = new.day AND part = new.part;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_day_goes AFTER DELETE ON request_day BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM conflict WHERE person_id = old.person_id OR unit_id = old.unit_id ON CONFLICT DO NOTHING;
  DELETE FROM conflict WHERE request_id = old.request_id AND day = old.day AND part = old.part;
END;
-- +goose StatementEnd
