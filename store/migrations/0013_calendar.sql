-- +goose Up

-- What coordinators entered into the calendar, beside the configuration. A row is never
-- changed and never deleted; one that was removed counts no more.
CREATE TABLE calendar_change (
  id INTEGER PRIMARY KEY,
  change TEXT NOT NULL CHECK (json_valid(change)),
  by_id INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL,
  removed_by INTEGER REFERENCES person(id),
  removed_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Every day that has not begun is judged again when the calendar changes.
-- +goose StatementBegin
CREATE TRIGGER judge_calendar_comes AFTER INSERT ON calendar_change BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM request_day INDEXED BY request_day_pending WHERE state = 1 ON CONFLICT DO NOTHING;
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM request_day INDEXED BY request_day_approved WHERE state = 2 ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER judge_calendar_goes AFTER UPDATE OF removed_at ON calendar_change BEGIN
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM request_day INDEXED BY request_day_pending WHERE state = 1 ON CONFLICT DO NOTHING;
  INSERT INTO judge_queue (unit_id) SELECT DISTINCT unit_id FROM request_day INDEXED BY request_day_approved WHERE state = 2 ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
