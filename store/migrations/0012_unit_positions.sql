-- +goose Up

-- The positions that are open to the pilot in a unit, as a JSON list of ids; empty: all that are open at all.
ALTER TABLE unit ADD COLUMN open_positions TEXT NOT NULL DEFAULT '';
