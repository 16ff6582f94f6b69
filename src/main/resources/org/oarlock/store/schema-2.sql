-- Protocols that were chosen by rules: the selection's name and the rule's.
ALTER TABLE protocol ADD COLUMN selection TEXT NOT NULL DEFAULT '';
ALTER TABLE protocol ADD COLUMN rule TEXT NOT NULL DEFAULT '';

-- Why a plan was judged by the protocol that it was judged by.
ALTER TABLE result ADD COLUMN chosen TEXT NOT NULL DEFAULT '';

-- Who answers for a goal that is not met, when and why; it stays a FAIL.
ALTER TABLE goal ADD COLUMN accepted TEXT NOT NULL DEFAULT '';
