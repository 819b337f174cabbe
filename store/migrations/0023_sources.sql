-- +goose Up

-- How many forms were given out; 0: nobody counted them.
ALTER TABLE survey_form ADD COLUMN issued INTEGER NOT NULL DEFAULT 0 CHECK (issued >= 0);

-- Number and day of the document that decides a change.
ALTER TABLE indicator_change ADD COLUMN document TEXT NOT NULL DEFAULT '';
ALTER TABLE indicator_change ADD COLUMN dated TEXT NOT NULL DEFAULT '';
