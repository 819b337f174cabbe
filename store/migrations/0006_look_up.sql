-- +goose Up

-- What people are found by: each word of a folded name, and each two and three of
-- them in the order of the alphabet, of the first ten words. Whoever bears some
-- words is one seek away however many there are. Only triggers write it.
CREATE TABLE name_part (
  words TEXT NOT NULL,
  gone INTEGER NOT NULL CHECK (gone IN (0, 1)), -- 1: no staff any more
  name_key TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY (words, gone, name_key, person_id)
) STRICT, WITHOUT ROWID;

-- The words of all names: what a beginning or a slip of the finger may stand for.
CREATE TABLE name_word (
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The rows that name_part holds of each person.
CREATE VIEW name_part_of (words, gone, name_key, person_id) AS
  SELECT a.value, 1 - p.active, p.name_key, p.id
    FROM person p, json_each('["' || replace(p.name_key, ' ', '","') || '"]') a
    WHERE a.value <> '' AND a.key < 10
  UNION ALL SELECT a.value || ' ' || b.value, 1 - p.active, p.name_key, p.id
    FROM person p, json_each('["' || replace(p.name_key, ' ', '","') || '"]') a, json_each('["' || replace(p.name_key, ' ', '","') || '"]') b
    WHERE (a.value, a.key) < (b.value, b.key) AND a.key < 10 AND b.key < 10
  UNION ALL SELECT a.value || ' ' || b.value || ' ' || c.value, 1 - p.active, p.name_key, p.id
    FROM person p, json_each('["' || replace(p.name_key, ' ', '","') || '"]') a, json_each('["' || replace(p.name_key, ' ', '","') || '"]') b,
      json_each('["' || replace(p.name_key, ' ', '","') || '"]') c
    WHERE (a.value, a.key) < (b.value, b.key) AND (b.value, b.key) < (c.value, c.key) AND a.key < 10 AND b.key < 10 AND c.key < 10;

-- +goose StatementBegin
CREATE TRIGGER name_word_comes AFTER INSERT ON name_part WHEN instr(new.words, ' ') = 0 BEGIN
  INSERT INTO name_word (word) VALUES (new.words) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER name_word_goes AFTER DELETE ON name_part WHEN instr(old.words, ' ') = 0 BEGIN
  DELETE FROM name_word WHERE word = old.words AND NOT EXISTS (SELECT 1 FROM name_part WHERE words = old.words);
END;
-- +goose StatementEnd

INSERT INTO name_part (words, gone, name_key, person_id) SELECT DISTINCT words, gone, name_key, person_id FROM name_part_of;

-- +goose StatementBegin
CREATE TRIGGER person_comes AFTER INSERT ON person BEGIN
  INSERT INTO name_part (words, gone, name_key, person_id)
    SELECT DISTINCT words, gone, name_key, person_id FROM name_part_of WHERE person_id = new.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER person_is_renamed BEFORE UPDATE OF name_key, active ON person WHEN old.name_key <> new.name_key OR old.active <> new.active BEGIN
  DELETE FROM name_part WHERE words IN (SELECT words FROM name_part_of WHERE person_id = old.id)
    AND gone = 1 - old.active AND name_key = old.name_key AND person_id = old.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER person_was_renamed AFTER UPDATE OF name_key, active ON person WHEN old.name_key <> new.name_key OR old.active <> new.active BEGIN
  INSERT INTO name_part (words, gone, name_key, person_id)
    SELECT DISTINCT words, gone, name_key, person_id FROM name_part_of WHERE person_id = new.id;
END;
-- +goose StatementEnd

-- A mark that is another after each change of the units or the register: what a
-- process remembers of them holds as long as it stands. It is random, so that what
-- was seen and undone is never taken for what came instead.
CREATE TABLE unit_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  mark BLOB NOT NULL
) STRICT;
INSERT INTO unit_mark (id, mark) VALUES (1, randomblob(16));

-- +goose StatementBegin
CREATE TRIGGER unit_comes AFTER INSERT ON unit BEGIN UPDATE unit_mark SET mark = randomblob(16); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER unit_changes AFTER UPDATE ON unit BEGIN UPDATE unit_mark SET mark = randomblob(16); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER unit_goes AFTER DELETE ON unit BEGIN UPDATE unit_mark SET mark = randomblob(16); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER enrolment_comes AFTER INSERT ON enrolment BEGIN UPDATE unit_mark SET mark = randomblob(16); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER enrolment_changes AFTER UPDATE ON enrolment BEGIN UPDATE unit_mark SET mark = randomblob(16); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER enrolment_goes AFTER DELETE ON enrolment BEGIN UPDATE unit_mark SET mark = randomblob(16); END;
-- +goose StatementEnd

-- What was given up and what reached nobody, without reading all that was sent.
CREATE INDEX outbox_parked ON outbox(id) WHERE state = 4;
CREATE INDEX outbox_unreachable ON outbox(id) WHERE state = 5;
