-- +goose Up

-- What a product is counted in, what proves one done, and its id in the official system, which
-- until now was its code where that was marked so.
ALTER TABLE product ADD COLUMN counted TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN proof TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN official_id TEXT NOT NULL DEFAULT '';
UPDATE product SET official_id = code WHERE official = 1;
ALTER TABLE product DROP COLUMN official;
ALTER TABLE task ADD COLUMN counted TEXT NOT NULL DEFAULT '';
