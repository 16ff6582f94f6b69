-- How contours became solids, and what was stated for all plans of a run whatever rule chose.
ALTER TABLE protocol ADD COLUMN convention TEXT NOT NULL DEFAULT '';
ALTER TABLE protocol ADD COLUMN options TEXT NOT NULL DEFAULT '';
