-- +goose Up

-- The catalogue of products (danh mục sản phẩm). An entry is never changed but for its end;
-- one of the same code that begins later takes its place.
CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL DEFAULT 0, -- 0: the whole agency's
  code TEXT NOT NULL CHECK (code <> ''),
  name TEXT NOT NULL,
  k TEXT NOT NULL,
  since TEXT NOT NULL,
  last_day TEXT NOT NULL DEFAULT '',
  official INTEGER NOT NULL DEFAULT 0,
  UNIQUE (unit_id, code, since)
) STRICT;

-- A task. live: there is something to do, or it waits for confirmation.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  title TEXT NOT NULL,
  field TEXT NOT NULL DEFAULT '',
  due_at INTEGER NOT NULL,
  product_id INTEGER REFERENCES product(id),
  kind TEXT NOT NULL DEFAULT '',
  quantity TEXT NOT NULL DEFAULT '0',
  k TEXT NOT NULL DEFAULT '0',
  half_hours INTEGER NOT NULL DEFAULT 0,
  proof TEXT NOT NULL DEFAULT '',
  assigner_id INTEGER NOT NULL REFERENCES person(id),
  on_behalf_of INTEGER REFERENCES person(id),
  owner_id INTEGER NOT NULL REFERENCES person(id),
  document_number TEXT NOT NULL DEFAULT '',
  document_day TEXT NOT NULL DEFAULT '',
  document_summary TEXT NOT NULL DEFAULT '',
  official TEXT NOT NULL DEFAULT '',
  extra INTEGER NOT NULL DEFAULT 0,
  from_id INTEGER REFERENCES task(id),
  state INTEGER NOT NULL,
  live INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  done TEXT NOT NULL DEFAULT '0',
  made_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL DEFAULT 0,
  first_submitted_at INTEGER NOT NULL DEFAULT 0,
  submitted_at INTEGER NOT NULL DEFAULT 0,
  decided_at INTEGER NOT NULL DEFAULT 0,
  decided_by INTEGER REFERENCES person(id),
  decided_for INTEGER REFERENCES person(id),
  reason TEXT NOT NULL DEFAULT '',
  unable_at INTEGER NOT NULL DEFAULT 0,
  unable_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX task_owner ON task (owner_id, live, due_at);
CREATE INDEX task_unit ON task (unit_id, live, due_at);
CREATE INDEX task_assigner ON task (assigner_id, live, due_at);
CREATE INDEX task_due ON task (live, due_at);
CREATE INDEX task_drafted ON task (on_behalf_of, id) WHERE state = 1;
CREATE INDEX task_from ON task (from_id) WHERE from_id IS NOT NULL;
CREATE UNIQUE INDEX task_official ON task (official) WHERE official <> '' AND from_id IS NULL;

-- Who works on a task together (chủ trì, phối hợp); without rows all is the owner's.
CREATE TABLE task_share (
  task_id INTEGER NOT NULL REFERENCES task(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  part TEXT NOT NULL,
  PRIMARY KEY (task_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_share_person ON task_share (person_id);

-- Progress reports. A dated correction is a report of its own.
CREATE TABLE progress (
  id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES task(id),
  by_id INTEGER NOT NULL REFERENCES person(id),
  day TEXT NOT NULL,
  part TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  done TEXT NOT NULL,
  percent INTEGER NOT NULL DEFAULT -1,
  note TEXT NOT NULL DEFAULT '',
  files TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(files)),
  home_am INTEGER NOT NULL DEFAULT 0,
  home_pm INTEGER NOT NULL DEFAULT 0,
  late INTEGER NOT NULL DEFAULT 0,
  corrects INTEGER REFERENCES progress(id)
) STRICT;
CREATE INDEX progress_task ON progress (task_id, id);
CREATE INDEX progress_by ON progress (by_id, day);
CREATE INDEX progress_corrects ON progress (corrects) WHERE corrects IS NOT NULL;

-- What tasks wait for (vướng mắc).
CREATE TABLE blocker (
  id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES task(id),
  by_id INTEGER NOT NULL REFERENCES person(id),
  reason TEXT NOT NULL,
  waits_for INTEGER REFERENCES person(id),
  outside TEXT NOT NULL DEFAULT '',
  since INTEGER NOT NULL,
  closed_at INTEGER NOT NULL DEFAULT 0,
  closed_by INTEGER REFERENCES person(id),
  answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX blocker_task ON blocker (task_id, closed_at);
CREATE INDEX blocker_by ON blocker (by_id);
CREATE INDEX blocker_waits ON blocker (waits_for, closed_at);
CREATE INDEX blocker_open ON blocker (id) WHERE closed_at = 0;

-- Later deadlines that were asked for or granted.
CREATE TABLE extension (
  id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES task(id),
  by_id INTEGER NOT NULL REFERENCES person(id),
  old_due INTEGER NOT NULL,
  new_due INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  asked_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  decided_at INTEGER NOT NULL DEFAULT 0,
  decided_by INTEGER REFERENCES person(id),
  answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX extension_task ON extension (task_id, state);
CREATE INDEX extension_by ON extension (by_id);

-- Checks that failed, and what was waived for an objective cause.
CREATE TABLE strike (
  id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES task(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  kind INTEGER NOT NULL,
  day TEXT NOT NULL,
  note TEXT NOT NULL,
  by_id INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX strike_task ON strike (task_id);
CREATE INDEX strike_person ON strike (person_id, day);
CREATE TABLE waiver (
  id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES task(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  strike_id INTEGER REFERENCES strike(id),
  kind INTEGER NOT NULL,
  reason TEXT NOT NULL,
  by_id INTEGER NOT NULL REFERENCES person(id),
  for_id INTEGER REFERENCES person(id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX waiver_task ON waiver (task_id);
CREATE INDEX waiver_person ON waiver (person_id);
CREATE INDEX waiver_strike ON waiver (strike_id) WHERE strike_id IS NOT NULL;

-- The plan of a day at home with the commitment to it.
CREATE TABLE day_plan (
  person_id INTEGER NOT NULL REFERENCES person(id),
  day TEXT NOT NULL,
  part TEXT NOT NULL DEFAULT '',
  request_id INTEGER REFERENCES request(id),
  items TEXT NOT NULL CHECK (json_valid(items)),
  commitment TEXT NOT NULL DEFAULT '',
  committed_at INTEGER NOT NULL DEFAULT 0,
  load TEXT NOT NULL DEFAULT '0',
  volume TEXT NOT NULL DEFAULT '0',
  measure INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (person_id, day, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_plan_request ON day_plan (request_id) WHERE request_id IS NOT NULL;

-- Who else assigns and confirms, or drafts (giao quyền).
CREATE TABLE mandate (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  head_id INTEGER NOT NULL REFERENCES person(id),
  to_id INTEGER NOT NULL REFERENCES person(id),
  field TEXT NOT NULL DEFAULT '',
  people TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(people)),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL DEFAULT '',
  drafts INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX mandate_unit ON mandate (unit_id, ended_at);
CREATE INDEX mandate_head ON mandate (head_id);
CREATE INDEX mandate_to ON mandate (to_id, ended_at);

-- What people want to hear unasked, and what they were told.
CREATE TABLE notify (
  person_id INTEGER PRIMARY KEY REFERENCES person(id),
  profile INTEGER NOT NULL DEFAULT 0,
  snooze_until INTEGER NOT NULL DEFAULT 0,
  stop_day TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE light_told (
  task_id INTEGER NOT NULL REFERENCES task(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  lamp INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (task_id, person_id, lamp, due_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX light_told_person ON light_told (person_id);
CREATE TABLE told (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  day TEXT NOT NULL,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX told_person ON told (person_id, day);
CREATE INDEX told_at ON told (at);
