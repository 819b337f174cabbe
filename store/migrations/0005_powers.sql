-- +goose Up

-- Who made an invitation in the chat, and so saw its code; NULL: the shell.
ALTER TABLE invite ADD COLUMN maker_id INTEGER REFERENCES person(id);
-- Who made the invitation by which the account came.
ALTER TABLE account ADD COLUMN inviter_id INTEGER REFERENCES person(id);

-- The last account that somebody had and has no more. After somebody else cut it
-- off, only a new invitation opens the way back.
CREATE TABLE former_account (
  person_id INTEGER PRIMARY KEY REFERENCES person(id),
  chat_id INTEGER NOT NULL,               -- 0: not known
  by_id INTEGER REFERENCES person(id),    -- who cut it off, the person too; NULL: the shell
  ended_at INTEGER NOT NULL
) STRICT;
CREATE INDEX former_account_by ON former_account(by_id);

-- Those whose account was cut off before this was kept.
INSERT INTO former_account (person_id, chat_id, by_id, ended_at)
  SELECT p.id, 0, (SELECT b.id FROM person b WHERE b.id = a.actor_id), a.at
  FROM audit a JOIN person p ON p.id = a.object_id
  WHERE a.id IN (SELECT max(id) FROM audit WHERE object = 'person' AND action = 'person.unlink' GROUP BY object_id)
  AND NOT EXISTS (SELECT 1 FROM account WHERE person_id = p.id);

-- Changes of who holds power over whom that wait for a second confirmer, and
-- what became of them.
CREATE TABLE power_change (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('account', 'roles', 'head', 'leave')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  unit_id INTEGER REFERENCES unit(id),    -- to be headed
  roles INTEGER NOT NULL DEFAULT 0,       -- to be had
  roles_before INTEGER NOT NULL DEFAULT 0,
  head_before INTEGER REFERENCES person(id),
  by_id INTEGER NOT NULL REFERENCES person(id),
  asked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'refused', 'withdrawn', 'expired')),
  decided_by INTEGER REFERENCES person(id),
  decided_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX power_change_open ON power_change(expires_at) WHERE state = 'open';
CREATE INDEX power_change_person ON power_change(person_id);
CREATE INDEX power_change_decided ON power_change(decided_at) WHERE state <> 'open';
