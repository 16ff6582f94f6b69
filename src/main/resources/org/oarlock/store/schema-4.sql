-- Until now settings were worded otherwise or stood elsewhere, so that what was judged with them could not be found
-- to be replaced; and damage in archives was passed over that keeps plans from passing. All is to be judged again.
DELETE FROM judged;
DELETE FROM result;
DELETE FROM protocol;
DELETE FROM file;

-- By which rules a file was indexed.
ALTER TABLE file ADD COLUMN indexer INTEGER NOT NULL DEFAULT 0;
