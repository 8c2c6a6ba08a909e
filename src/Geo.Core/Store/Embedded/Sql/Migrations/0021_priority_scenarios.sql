-- Scenarios of funding: what was asked, by whom, of which revision, so that each can be computed again.
-- 优先级方案 Priority scenarios: the current rows, and beside them every state that a row ever had.
CREATE TABLE priority_scenarios (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  note TEXT,
  criteria_set TEXT,
  criteria_json TEXT,
  question_json TEXT,
  method TEXT,
  objective TEXT,
  budget_wan INTEGER,
  revision_read INTEGER,
  known_at DATETIME,
  created_by TEXT,
  created_at DATETIME,
  dumps INTEGER,
  funded INTEGER,
  spent_wan INTEGER,
  funded_codes TEXT,
  must TEXT,
  cannot TEXT,
  adopted_at DATETIME,
  adopted_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE priority_scenarios_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT,
  note TEXT,
  criteria_set TEXT,
  criteria_json TEXT,
  question_json TEXT,
  method TEXT,
  objective TEXT,
  budget_wan INTEGER,
  revision_read INTEGER,
  known_at DATETIME,
  created_by TEXT,
  created_at DATETIME,
  dumps INTEGER,
  funded INTEGER,
  spent_wan INTEGER,
  funded_codes TEXT,
  must TEXT,
  cannot TEXT,
  adopted_at DATETIME,
  adopted_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX priority_scenarios_history_id ON priority_scenarios_history(id, revision);
CREATE INDEX priority_scenarios_history_end ON priority_scenarios_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('priority_scenarios', 'attributes', 'priority_scenarios', '优先级方案 Priority scenarios', NULL),
  ('priority_scenarios_history', 'attributes', 'priority_scenarios_history', '优先级方案 Priority scenarios, 历史 history', NULL);

INSERT INTO gpkg_ogr_contents VALUES ('priority_scenarios', 0), ('priority_scenarios_history', 0);
CREATE TRIGGER trigger_insert_feature_count_priority_scenarios AFTER INSERT ON priority_scenarios
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('priority_scenarios'); END;
CREATE TRIGGER trigger_delete_feature_count_priority_scenarios AFTER DELETE ON priority_scenarios
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('priority_scenarios'); END;
CREATE TRIGGER trigger_insert_feature_count_priority_scenarios_history AFTER INSERT ON priority_scenarios_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('priority_scenarios_history'); END;
CREATE TRIGGER trigger_delete_feature_count_priority_scenarios_history AFTER DELETE ON priority_scenarios_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('priority_scenarios_history'); END;
