-- A run that is a step of another one.
ALTER TABLE runs ADD COLUMN parent_id TEXT REFERENCES runs(id);
CREATE INDEX runs_parent ON runs(parent_id);

-- 收件箱 What was dropped into the inbox: one row each time that something came.
CREATE TABLE inbox_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('growing', 'waiting', 'working', 'moving', 'done', 'failed')),
  files INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  since TEXT NOT NULL,
  looked_at TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  run_id TEXT,
  outcome TEXT,
  target TEXT,
  moved TEXT,
  reason_zh TEXT,
  reason_en TEXT,
  scene_ids TEXT,
  ended_at TEXT
);
CREATE UNIQUE INDEX inbox_entries_open ON inbox_entries(name) WHERE state NOT IN ('done', 'failed');

-- 计划任务 Until when each recurring task was seen to: what a queue in memory forgets at a restart.
CREATE TABLE schedule (
  task TEXT PRIMARY KEY NOT NULL,
  cron TEXT,
  paused INTEGER NOT NULL,
  served_until TEXT NOT NULL,
  last_at TEXT,
  last_run_id TEXT,
  last_zh TEXT,
  last_en TEXT,
  changed_at TEXT,
  changed_by TEXT
);
