-- +goose Up

-- When the requester was told, at closing time of the working day before, how the day
-- stands; 0: not yet.
ALTER TABLE request_day ADD COLUMN evening_at INTEGER NOT NULL DEFAULT 0;
