-- What the inventory, volumes, funding and cases add to dumps, and their layers.
ALTER TABLE dumps ADD COLUMN proposed_control_grade TEXT;
ALTER TABLE dumps_history ADD COLUMN proposed_control_grade TEXT;
ALTER TABLE dumps ADD COLUMN grade_reason TEXT;
ALTER TABLE dumps_history ADD COLUMN grade_reason TEXT;
ALTER TABLE dumps ADD COLUMN grade_reason_en TEXT;
ALTER TABLE dumps_history ADD COLUMN grade_reason_en TEXT;
ALTER TABLE dumps ADD COLUMN grade_rules TEXT;
ALTER TABLE dumps_history ADD COLUMN grade_rules TEXT;
ALTER TABLE dumps ADD COLUMN sampling_reason TEXT;
ALTER TABLE dumps_history ADD COLUMN sampling_reason TEXT;
ALTER TABLE dumps ADD COLUMN sampling_reason_en TEXT;
ALTER TABLE dumps_history ADD COLUMN sampling_reason_en TEXT;
ALTER TABLE dumps ADD COLUMN volume_id TEXT;
ALTER TABLE dumps_history ADD COLUMN volume_id TEXT;
ALTER TABLE dumps ADD COLUMN volume_m3 REAL;
ALTER TABLE dumps_history ADD COLUMN volume_m3 REAL;
ALTER TABLE dumps ADD COLUMN volume_uncertainty_m3 REAL;
ALTER TABLE dumps_history ADD COLUMN volume_uncertainty_m3 REAL;
ALTER TABLE dumps ADD COLUMN volume_at DATETIME;
ALTER TABLE dumps_history ADD COLUMN volume_at DATETIME;
ALTER TABLE dumps ADD COLUMN height_m REAL;
ALTER TABLE dumps_history ADD COLUMN height_m REAL;
ALTER TABLE dumps ADD COLUMN mass_source TEXT;
ALTER TABLE dumps_history ADD COLUMN mass_source TEXT;
ALTER TABLE dumps ADD COLUMN first_seen_at DATETIME;
ALTER TABLE dumps_history ADD COLUMN first_seen_at DATETIME;
ALTER TABLE dumps ADD COLUMN surveys_seen INTEGER;
ALTER TABLE dumps_history ADD COLUMN surveys_seen INTEGER;
ALTER TABLE dumps ADD COLUMN seen_area_m2 REAL;
ALTER TABLE dumps_history ADD COLUMN seen_area_m2 REAL;
ALTER TABLE dumps ADD COLUMN growth_m2_per_year REAL;
ALTER TABLE dumps_history ADD COLUMN growth_m2_per_year REAL;
ALTER TABLE dumps ADD COLUMN growth_m2_per_year_low REAL;
ALTER TABLE dumps_history ADD COLUMN growth_m2_per_year_low REAL;
ALTER TABLE dumps ADD COLUMN growth_m2_per_year_high REAL;
ALTER TABLE dumps_history ADD COLUMN growth_m2_per_year_high REAL;
ALTER TABLE dumps ADD COLUMN slope_deg REAL;
ALTER TABLE dumps_history ADD COLUMN slope_deg REAL;
ALTER TABLE dumps ADD COLUMN sensitive_name TEXT;
ALTER TABLE dumps_history ADD COLUMN sensitive_name TEXT;
ALTER TABLE dumps ADD COLUMN sensitive_kind TEXT;
ALTER TABLE dumps_history ADD COLUMN sensitive_kind TEXT;
ALTER TABLE dumps ADD COLUMN sensitive_distance_m REAL;
ALTER TABLE dumps_history ADD COLUMN sensitive_distance_m REAL;
ALTER TABLE dumps ADD COLUMN key_control_area TEXT;
ALTER TABLE dumps_history ADD COLUMN key_control_area TEXT;
ALTER TABLE dumps ADD COLUMN river_name TEXT;
ALTER TABLE dumps_history ADD COLUMN river_name TEXT;
ALTER TABLE dumps ADD COLUMN river_reach TEXT;
ALTER TABLE dumps_history ADD COLUMN river_reach TEXT;
ALTER TABLE dumps ADD COLUMN river_distance_m REAL;
ALTER TABLE dumps_history ADD COLUMN river_distance_m REAL;
ALTER TABLE dumps ADD COLUMN cost_wan INTEGER;
ALTER TABLE dumps_history ADD COLUMN cost_wan INTEGER;
ALTER TABLE dumps ADD COLUMN cost_source TEXT;
ALTER TABLE dumps_history ADD COLUMN cost_source TEXT;
ALTER TABLE dumps ADD COLUMN priority_score REAL;
ALTER TABLE dumps_history ADD COLUMN priority_score REAL;
ALTER TABLE dumps ADD COLUMN priority_top_share REAL;
ALTER TABLE dumps_history ADD COLUMN priority_top_share REAL;
ALTER TABLE dumps ADD COLUMN funded BOOLEAN;
ALTER TABLE dumps_history ADD COLUMN funded BOOLEAN;
ALTER TABLE dumps ADD COLUMN ranked_at DATETIME;
ALTER TABLE dumps_history ADD COLUMN ranked_at DATETIME;
ALTER TABLE dumps ADD COLUMN succeeds TEXT;
ALTER TABLE dumps_history ADD COLUMN succeeds TEXT;
ALTER TABLE dumps ADD COLUMN decided_by TEXT;
ALTER TABLE dumps_history ADD COLUMN decided_by TEXT;
ALTER TABLE dumps ADD COLUMN decision_reason TEXT;
ALTER TABLE dumps_history ADD COLUMN decision_reason TEXT;

-- 线索交办 Cases: the current rows, and beside them every state that a row ever had.
CREATE TABLE cases (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  class TEXT,
  state TEXT,
  source TEXT,
  kind TEXT,
  waste_category TEXT,
  detection_id TEXT,
  track_id TEXT,
  town TEXT,
  unit TEXT,
  cooperating_units TEXT,
  routed_by_rule TEXT,
  found_at DATETIME,
  assigned_at DATETIME,
  due_at DATETIME,
  verified_at DATETIME,
  verdict TEXT,
  handled_at DATETIME,
  closed_at DATETIME,
  field_check_id TEXT,
  closing_check_id TEXT,
  closing_evidence TEXT,
  note TEXT,
  area_m2 REAL,
  previous_case TEXT,
  times_raised INTEGER,
  last_seen_at DATETIME,
  river_name TEXT,
  river_reach TEXT,
  river_distance_m REAL,
  handled_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX cases_state ON cases(state);
CREATE INDEX cases_due_at ON cases(due_at);
CREATE INDEX cases_detection_id ON cases(detection_id);
CREATE INDEX cases_track_id ON cases(track_id);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE cases_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  class TEXT,
  state TEXT,
  source TEXT,
  kind TEXT,
  waste_category TEXT,
  detection_id TEXT,
  track_id TEXT,
  town TEXT,
  unit TEXT,
  cooperating_units TEXT,
  routed_by_rule TEXT,
  found_at DATETIME,
  assigned_at DATETIME,
  due_at DATETIME,
  verified_at DATETIME,
  verdict TEXT,
  handled_at DATETIME,
  closed_at DATETIME,
  field_check_id TEXT,
  closing_check_id TEXT,
  closing_evidence TEXT,
  note TEXT,
  area_m2 REAL,
  previous_case TEXT,
  times_raised INTEGER,
  last_seen_at DATETIME,
  river_name TEXT,
  river_reach TEXT,
  river_distance_m REAL,
  handled_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX cases_history_id ON cases_history(id, revision);
CREATE INDEX cases_history_end ON cases_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('cases', 'features', 'cases', '线索交办 Cases', 4490),
  ('cases_history', 'features', 'cases_history', '线索交办 Cases, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('cases', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('cases_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('cases', 0), ('cases_history', 0);
CREATE TRIGGER trigger_insert_feature_count_cases AFTER INSERT ON cases
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('cases'); END;
CREATE TRIGGER trigger_delete_feature_count_cases AFTER DELETE ON cases
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('cases'); END;
CREATE TRIGGER trigger_insert_feature_count_cases_history AFTER INSERT ON cases_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('cases_history'); END;
CREATE TRIGGER trigger_delete_feature_count_cases_history AFTER DELETE ON cases_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('cases_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_cases_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('cases', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_cases_geom_insert AFTER INSERT ON cases
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_cases_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_cases_geom_update1 AFTER UPDATE OF geom ON cases
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_cases_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_cases_geom_update2 AFTER UPDATE OF geom ON cases
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_cases_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_cases_geom_update3 AFTER UPDATE ON cases
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_cases_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_cases_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_cases_geom_update4 AFTER UPDATE ON cases
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_cases_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_cases_geom_delete AFTER DELETE ON cases
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_cases_geom WHERE id = OLD.fid;
END;

-- 体积测量 Volumes: the current rows, and beside them every state that a row ever had.
CREATE TABLE volumes (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  id TEXT NOT NULL UNIQUE,
  site_kind TEXT,
  site_code TEXT,
  measured_at DATETIME,
  dsm TEXT,
  earlier_dsm TEXT,
  base TEXT,
  toe_source TEXT,
  cut_m3 REAL,
  fill_m3 REAL,
  net_m3 REAL,
  uncertainty_m3 REAL,
  net_low_m3 REAL,
  net_high_m3 REAL,
  bases_low_m3 REAL,
  bases_high_m3 REAL,
  footprint_m2 REAL,
  covered_m2 REAL,
  surface_area_m2 REAL,
  height_max_m REAL,
  height_mean_m REAL,
  vertical_error_m REAL,
  registration_error_m REAL,
  level_of_detection_m REAL,
  bulk_density_t_m3 REAL,
  tonnes REAL,
  note TEXT,
  measured_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX volumes_site_code ON volumes(site_code);
CREATE INDEX volumes_measured_at ON volumes(measured_at);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE volumes_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_kind TEXT,
  site_code TEXT,
  measured_at DATETIME,
  dsm TEXT,
  earlier_dsm TEXT,
  base TEXT,
  toe_source TEXT,
  cut_m3 REAL,
  fill_m3 REAL,
  net_m3 REAL,
  uncertainty_m3 REAL,
  net_low_m3 REAL,
  net_high_m3 REAL,
  bases_low_m3 REAL,
  bases_high_m3 REAL,
  footprint_m2 REAL,
  covered_m2 REAL,
  surface_area_m2 REAL,
  height_max_m REAL,
  height_mean_m REAL,
  vertical_error_m REAL,
  registration_error_m REAL,
  level_of_detection_m REAL,
  bulk_density_t_m3 REAL,
  tonnes REAL,
  note TEXT,
  measured_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX volumes_history_id ON volumes_history(id, revision);
CREATE INDEX volumes_history_end ON volumes_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('volumes', 'features', 'volumes', '体积测量 Volumes', 4490),
  ('volumes_history', 'features', 'volumes_history', '体积测量 Volumes, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('volumes', 'geom', 'MULTIPOLYGON', 4490, 0, 0),
  ('volumes_history', 'geom', 'MULTIPOLYGON', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('volumes', 0), ('volumes_history', 0);
CREATE TRIGGER trigger_insert_feature_count_volumes AFTER INSERT ON volumes
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('volumes'); END;
CREATE TRIGGER trigger_delete_feature_count_volumes AFTER DELETE ON volumes
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('volumes'); END;
CREATE TRIGGER trigger_insert_feature_count_volumes_history AFTER INSERT ON volumes_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('volumes_history'); END;
CREATE TRIGGER trigger_delete_feature_count_volumes_history AFTER DELETE ON volumes_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('volumes_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_volumes_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('volumes', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_volumes_geom_insert AFTER INSERT ON volumes
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_volumes_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_volumes_geom_update1 AFTER UPDATE OF geom ON volumes
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_volumes_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_volumes_geom_update2 AFTER UPDATE OF geom ON volumes
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_volumes_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_volumes_geom_update3 AFTER UPDATE ON volumes
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_volumes_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_volumes_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_volumes_geom_update4 AFTER UPDATE ON volumes
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_volumes_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_volumes_geom_delete AFTER DELETE ON volumes
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_volumes_geom WHERE id = OLD.fid;
END;

-- 堆场采样 Dump samples: the current rows, and beside them every state that a row ever had.
CREATE TABLE dump_samples (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  site_code TEXT,
  plan_id TEXT,
  point_number INTEGER,
  state TEXT,
  planned_at DATETIME,
  sampled_at DATETIME,
  sampled_by TEXT,
  depth_m REAL,
  laboratory TEXT,
  report_number TEXT,
  reported_at DATETIME,
  results TEXT,
  exceeded TEXT,
  verdict TEXT,
  note TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX dump_samples_site_code ON dump_samples(site_code);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE dump_samples_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_code TEXT,
  plan_id TEXT,
  point_number INTEGER,
  state TEXT,
  planned_at DATETIME,
  sampled_at DATETIME,
  sampled_by TEXT,
  depth_m REAL,
  laboratory TEXT,
  report_number TEXT,
  reported_at DATETIME,
  results TEXT,
  exceeded TEXT,
  verdict TEXT,
  note TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX dump_samples_history_id ON dump_samples_history(id, revision);
CREATE INDEX dump_samples_history_end ON dump_samples_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('dump_samples', 'features', 'dump_samples', '堆场采样 Dump samples', 4490),
  ('dump_samples_history', 'features', 'dump_samples_history', '堆场采样 Dump samples, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('dump_samples', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('dump_samples_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('dump_samples', 0), ('dump_samples_history', 0);
CREATE TRIGGER trigger_insert_feature_count_dump_samples AFTER INSERT ON dump_samples
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('dump_samples'); END;
CREATE TRIGGER trigger_delete_feature_count_dump_samples AFTER DELETE ON dump_samples
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('dump_samples'); END;
CREATE TRIGGER trigger_insert_feature_count_dump_samples_history AFTER INSERT ON dump_samples_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('dump_samples_history'); END;
CREATE TRIGGER trigger_delete_feature_count_dump_samples_history AFTER DELETE ON dump_samples_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('dump_samples_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_dump_samples_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('dump_samples', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_dump_samples_geom_insert AFTER INSERT ON dump_samples
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_dump_samples_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_dump_samples_geom_update1 AFTER UPDATE OF geom ON dump_samples
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_dump_samples_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_dump_samples_geom_update2 AFTER UPDATE OF geom ON dump_samples
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_dump_samples_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_dump_samples_geom_update3 AFTER UPDATE ON dump_samples
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_dump_samples_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_dump_samples_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_dump_samples_geom_update4 AFTER UPDATE ON dump_samples
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_dump_samples_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_dump_samples_geom_delete AFTER DELETE ON dump_samples
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_dump_samples_geom WHERE id = OLD.fid;
END;

-- 沿黄管控带 Yellow River corridor: the current rows, and beside them every state that a row ever had.
CREATE TABLE river_corridor (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  item_kind TEXT,
  item_id TEXT,
  name TEXT,
  town TEXT,
  river_code TEXT,
  river_name TEXT,
  river_rank TEXT,
  reach TEXT,
  distance_m REAL,
  within_m INTEGER,
  class TEXT,
  status TEXT,
  area_m2 REAL,
  seen_at DATETIME,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX river_corridor_reach ON river_corridor(reach);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE river_corridor_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  item_kind TEXT,
  item_id TEXT,
  name TEXT,
  town TEXT,
  river_code TEXT,
  river_name TEXT,
  river_rank TEXT,
  reach TEXT,
  distance_m REAL,
  within_m INTEGER,
  class TEXT,
  status TEXT,
  area_m2 REAL,
  seen_at DATETIME,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX river_corridor_history_id ON river_corridor_history(id, revision);
CREATE INDEX river_corridor_history_end ON river_corridor_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('river_corridor', 'features', 'river_corridor', '沿黄管控带 Yellow River corridor', 4490),
  ('river_corridor_history', 'features', 'river_corridor_history', '沿黄管控带 Yellow River corridor, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('river_corridor', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('river_corridor_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('river_corridor', 0), ('river_corridor_history', 0);
CREATE TRIGGER trigger_insert_feature_count_river_corridor AFTER INSERT ON river_corridor
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('river_corridor'); END;
CREATE TRIGGER trigger_delete_feature_count_river_corridor AFTER DELETE ON river_corridor
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('river_corridor'); END;
CREATE TRIGGER trigger_insert_feature_count_river_corridor_history AFTER INSERT ON river_corridor_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('river_corridor_history'); END;
CREATE TRIGGER trigger_delete_feature_count_river_corridor_history AFTER DELETE ON river_corridor_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('river_corridor_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_river_corridor_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('river_corridor', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_river_corridor_geom_insert AFTER INSERT ON river_corridor
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_river_corridor_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_river_corridor_geom_update1 AFTER UPDATE OF geom ON river_corridor
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_river_corridor_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_river_corridor_geom_update2 AFTER UPDATE OF geom ON river_corridor
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_river_corridor_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_river_corridor_geom_update3 AFTER UPDATE ON river_corridor
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_river_corridor_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_river_corridor_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_river_corridor_geom_update4 AFTER UPDATE ON river_corridor
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_river_corridor_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_river_corridor_geom_delete AFTER DELETE ON river_corridor
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_river_corridor_geom WHERE id = OLD.fid;
END;
