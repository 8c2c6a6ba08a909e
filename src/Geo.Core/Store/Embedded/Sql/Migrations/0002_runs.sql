-- The ledger of runs (作业): the truth about jobs, whatever the queue remembers.
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  parameters TEXT NOT NULL,
  input_hash TEXT,
  outputs TEXT,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  progress REAL NOT NULL DEFAULT 0,
  progress_at TEXT,
  message TEXT,
  error TEXT,
  attempt INTEGER NOT NULL DEFAULT 0,
  fencing_token INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  lease_until TEXT,
  cancel_requested INTEGER NOT NULL DEFAULT 0,
  author TEXT NOT NULL,
  code_version TEXT NOT NULL
);
CREATE INDEX runs_state ON runs(state);
CREATE INDEX runs_input_hash ON runs(input_hash);

CREATE TABLE run_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id),
  at TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX run_log_run_id ON run_log(run_id, seq);
