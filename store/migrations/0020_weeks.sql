-- +goose Up

-- What was handed in, for the week of a unit.
CREATE INDEX task_submitted ON task (unit_id, submitted_at) WHERE submitted_at > 0;

-- Which message was to tell of a light; 0: it isn't known any more.
ALTER TABLE light_told ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
