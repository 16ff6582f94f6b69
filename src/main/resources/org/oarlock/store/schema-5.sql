-- Why a file cannot be read, and how messages name it; until now all in one text.
DELETE FROM file;
ALTER TABLE file DROP COLUMN problem;
ALTER TABLE file ADD COLUMN severity TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN shown TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN message TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN hint TEXT NOT NULL DEFAULT '';

-- The file that a problem is about, as messages name it. All is judged again, since nobody knows it of older rows.
ALTER TABLE problem ADD COLUMN file TEXT NOT NULL DEFAULT '';
DELETE FROM judged;
