-- +goose Up

-- The first message of each recipient, and what waits for one, without reading
-- the queue behind it.
CREATE INDEX outbox_recipient ON outbox(chat_id, person_id, lane, id) WHERE state = 0;
