-- +goose Up

-- The topic of the unit's group in which its daily board stands; NULL: the group
-- has no topics, or the board stands in General.
ALTER TABLE unit ADD COLUMN group_thread INTEGER;
