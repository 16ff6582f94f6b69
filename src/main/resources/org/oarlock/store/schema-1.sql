-- The files of the archives, by their headers.
CREATE TABLE file (
  root TEXT NOT NULL,
  path TEXT NOT NULL,
  archive TEXT NOT NULL,
  size BIGINT NOT NULL,
  modified BIGINT NOT NULL,
  scan BIGINT NOT NULL,
  kind TEXT NOT NULL,
  uid TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  label TEXT NOT NULL,
  plan_date TEXT NOT NULL,
  frame TEXT NOT NULL,
  structure_set TEXT NOT NULL,
  plans TEXT NOT NULL,
  problem TEXT NOT NULL,
  unit TEXT NOT NULL,
  unused TEXT NOT NULL,
  PRIMARY KEY (root, path)
);
CREATE INDEX file_by_unit ON file (unit);
CREATE INDEX file_by_frame ON file (frame);
CREATE INDEX file_by_archive ON file (root, archive);

-- Protocols, each version with its content and with what was stated about it.
CREATE TABLE protocol (
  key TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  settings TEXT NOT NULL
);

-- Which files belong together was judged, and with what content.
CREATE TABLE judged (
  unit TEXT NOT NULL,
  protocol TEXT NOT NULL,
  tool TEXT NOT NULL,
  content TEXT NOT NULL,
  finished TEXT NOT NULL,
  PRIMARY KEY (unit, protocol, tool)
);

-- What each plan came to.
CREATE TABLE result (
  plan TEXT NOT NULL,
  protocol TEXT NOT NULL,
  tool TEXT NOT NULL,
  unit TEXT NOT NULL,
  label TEXT NOT NULL,
  plan_date TEXT NOT NULL,
  patient TEXT,
  patient_id TEXT,
  patient_name TEXT,
  prescription TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  report TEXT NOT NULL,
  PRIMARY KEY (plan, protocol, tool)
);
CREATE INDEX result_by_unit ON result (unit, protocol, tool);

-- The files that a result was computed from.
CREATE TABLE evidence (
  plan TEXT NOT NULL,
  protocol TEXT NOT NULL,
  tool TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  uid TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (plan, protocol, tool, position),
  FOREIGN KEY (plan, protocol, tool) REFERENCES result (plan, protocol, tool) ON DELETE CASCADE
);
CREATE INDEX evidence_by_uid ON evidence (uid);

-- What each goal came to.
CREATE TABLE goal (
  plan TEXT NOT NULL,
  protocol TEXT NOT NULL,
  tool TEXT NOT NULL,
  position INTEGER NOT NULL,
  goal TEXT NOT NULL,
  structure TEXT NOT NULL,
  matched TEXT NOT NULL,
  metric TEXT NOT NULL,
  dose TEXT NOT NULL,
  prescription TEXT NOT NULL,
  value DOUBLE PRECISION,
  word TEXT,
  unit TEXT,
  lower DOUBLE PRECISION,
  upper DOUBLE PRECISION,
  covered_percent DOUBLE PRECISION,
  goal_limit TEXT NOT NULL,
  obligation TEXT NOT NULL,
  priority INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  borderline TEXT NOT NULL,
  PRIMARY KEY (plan, protocol, tool, position),
  FOREIGN KEY (plan, protocol, tool) REFERENCES result (plan, protocol, tool) ON DELETE CASCADE
);

-- Everything that somebody must know about a result besides.
CREATE TABLE problem (
  plan TEXT NOT NULL,
  protocol TEXT NOT NULL,
  tool TEXT NOT NULL,
  position INTEGER NOT NULL,
  severity TEXT NOT NULL,
  code TEXT NOT NULL,
  place TEXT NOT NULL,
  message TEXT NOT NULL,
  hint TEXT NOT NULL,
  PRIMARY KEY (plan, protocol, tool, position),
  FOREIGN KEY (plan, protocol, tool) REFERENCES result (plan, protocol, tool) ON DELETE CASCADE
);
