-- +goose Up

-- A task that comes again (việc lặp lại); every occurrence is a task, made like the newest.
CREATE TABLE repeat (
  id INTEGER PRIMARY KEY,
  task_id INTEGER NOT NULL REFERENCES task(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  rhythm INTEGER NOT NULL,
  every INTEGER NOT NULL,
  month_day INTEGER NOT NULL DEFAULT 0,
  minute INTEGER NOT NULL,
  first_day TEXT NOT NULL,
  made_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  ended_at INTEGER NOT NULL DEFAULT 0,
  why INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX repeat_task ON repeat (task_id);
CREATE INDEX repeat_ended ON repeat (ended_at, id);

ALTER TABLE task ADD COLUMN repeat_id INTEGER REFERENCES repeat(id);
ALTER TABLE task ADD COLUMN repeat_day TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX task_repeat ON task (repeat_id, repeat_day) WHERE repeat_id IS NOT NULL;
