-- 监测记录 Observations: the current rows, and beside them every state that a row ever had.
CREATE TABLE observations (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  site_kind TEXT,
  site_code TEXT,
  scene_id TEXT,
  observed_at DATETIME,
  valid_share REAL,
  ndvi_mean REAL,
  ndvi_stdev REAL,
  vegetation_cover_share REAL,
  vegetation_cover_uncertainty REAL,
  bare_share REAL,
  water_share REAL,
  reference_cover_share REAL,
  reference_pixels INTEGER,
  relative_recovery_share REAL,
  relative_recovery_uncertainty REAL,
  missing_reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX observations_site_code ON observations(site_code);
CREATE INDEX observations_scene_id ON observations(scene_id);
CREATE INDEX observations_observed_at ON observations(observed_at);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE observations_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_kind TEXT,
  site_code TEXT,
  scene_id TEXT,
  observed_at DATETIME,
  valid_share REAL,
  ndvi_mean REAL,
  ndvi_stdev REAL,
  vegetation_cover_share REAL,
  vegetation_cover_uncertainty REAL,
  bare_share REAL,
  water_share REAL,
  reference_cover_share REAL,
  reference_pixels INTEGER,
  relative_recovery_share REAL,
  relative_recovery_uncertainty REAL,
  missing_reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX observations_history_id ON observations_history(id, revision);
CREATE INDEX observations_history_end ON observations_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('observations', 'attributes', 'observations', '监测记录 Observations', NULL),
  ('observations_history', 'attributes', 'observations_history', '监测记录 Observations, 历史 history', NULL);

INSERT INTO gpkg_ogr_contents VALUES ('observations', 0), ('observations_history', 0);
CREATE TRIGGER trigger_insert_feature_count_observations AFTER INSERT ON observations
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('observations'); END;
CREATE TRIGGER trigger_delete_feature_count_observations AFTER DELETE ON observations
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('observations'); END;
CREATE TRIGGER trigger_insert_feature_count_observations_history AFTER INSERT ON observations_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('observations_history'); END;
CREATE TRIGGER trigger_delete_feature_count_observations_history AFTER DELETE ON observations_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('observations_history'); END;
