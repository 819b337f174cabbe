-- +goose Up

-- The positions that are open to the pilot in a unit, as a JSON list of ids; empty: all that are open at all.
ALTER TABLE unit ADD COLUMN open_positions TEXT NOT NULL DEFAULT '';

-- Days of the unit are judged again when its choice changes.
-- +goose StatementBegin
CREATE TRIGGER judge_unit_chooses AFTER UPDATE OF open_positions ON unit WHEN old.open_positions <> new.open_positions BEGIN
  INSERT INTO judge_queue (unit_id) VALUES (new.id) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
