-- How contours became solids, and what was stated for all plans of a run whatever rule chose.
ALTER TABLE protocol ADD COLUMN convention TEXT NOT NULL DEFAULT '';
ALTER TABLE protocol ADD COLUMN options TEXT NOT NULL DEFAULT '';

-- Until now only another convention than the usual one was told, within the settings. Of a selection's own row it
-- is not known.
UPDATE protocol SET convention = 'half-slice-cap' WHERE selection = '' OR rule <> '';
UPDATE protocol SET convention = 'limited-cap' WHERE settings LIKE '%computed with limited-cap within %';
UPDATE protocol SET convention = 'no-cap' WHERE settings LIKE '%computed with no-cap within %';
UPDATE protocol SET convention = 'shape' WHERE settings LIKE '%computed with shape within %';
