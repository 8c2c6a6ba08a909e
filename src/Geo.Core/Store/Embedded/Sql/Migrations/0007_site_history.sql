-- 状态沿革 Site history: the current rows, and beside them every state that a row ever had.
CREATE TABLE site_history (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  site_kind TEXT,
  site_code TEXT,
  status TEXT,
  status_at DATETIME,
  source TEXT,
  decided_by TEXT,
  reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX site_history_site_code ON site_history(site_code);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE site_history_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_kind TEXT,
  site_code TEXT,
  status TEXT,
  status_at DATETIME,
  source TEXT,
  decided_by TEXT,
  reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX site_history_history_id ON site_history_history(id, revision);
CREATE INDEX site_history_history_end ON site_history_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('site_history', 'attributes', 'site_history', '状态沿革 Site history', NULL),
  ('site_history_history', 'attributes', 'site_history_history', '状态沿革 Site history, 历史 history', NULL);

INSERT INTO gpkg_ogr_contents VALUES ('site_history', 0), ('site_history_history', 0);
CREATE TRIGGER trigger_insert_feature_count_site_history AFTER INSERT ON site_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('site_history'); END;
CREATE TRIGGER trigger_delete_feature_count_site_history AFTER DELETE ON site_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('site_history'); END;
CREATE TRIGGER trigger_insert_feature_count_site_history_history AFTER INSERT ON site_history_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('site_history_history'); END;
CREATE TRIGGER trigger_delete_feature_count_site_history_history AFTER DELETE ON site_history_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('site_history_history'); END;
