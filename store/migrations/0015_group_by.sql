-- +goose Up

-- Who linked the unit's group, or took it over; NULL: not known, or none.
ALTER TABLE unit ADD COLUMN group_by INTEGER REFERENCES person(id);
-- 1: who linked it heads the unit no more: nothing goes there until it was taken over.
ALTER TABLE unit ADD COLUMN group_waits INTEGER NOT NULL DEFAULT 0 CHECK (group_waits IN (0, 1));
