-- +goose Up

-- Who may decide a request: from the lowest seat that still may (floor) to the highest
-- that was asked (level). It went up so often; the ladder measures from since_at where
-- that is later than the asking; topped: that nobody sits above was told.
ALTER TABLE request ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN since_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN went_up INTEGER NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN topped INTEGER NOT NULL DEFAULT 0 CHECK (topped IN (0, 1));

-- What waits above already went up when it began to wait there.
UPDATE request SET went_up = 1, since_at = asked_at WHERE open = 1 AND level > 0;

-- Few requests wait above the lowest seat: whoever sits between finds them so.
CREATE INDEX request_open_above ON request(unit_id, level) WHERE open = 1 AND level > 0;
