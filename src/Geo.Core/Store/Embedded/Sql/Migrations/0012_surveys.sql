-- 遥感排查 Surveys: the current rows, and beside them every state that a row ever had.
CREATE TABLE surveys (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  id TEXT NOT NULL UNIQUE,
  model TEXT,
  model_hash TEXT,
  scene_ids TEXT,
  acquired_at DATETIME,
  acquired_from DATETIME,
  acquired_to DATETIME,
  surveyed_at DATETIME,
  minimum_mapping_unit_m2 REAL,
  threshold REAL,
  detections INTEGER,
  stockpiles INTEGER,
  unrestored_pits INTEGER,
  valid_share REAL,
  area_m2 REAL,
  class_raster TEXT,
  probability_raster TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX surveys_acquired_at ON surveys(acquired_at);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE surveys_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  model TEXT,
  model_hash TEXT,
  scene_ids TEXT,
  acquired_at DATETIME,
  acquired_from DATETIME,
  acquired_to DATETIME,
  surveyed_at DATETIME,
  minimum_mapping_unit_m2 REAL,
  threshold REAL,
  detections INTEGER,
  stockpiles INTEGER,
  unrestored_pits INTEGER,
  valid_share REAL,
  area_m2 REAL,
  class_raster TEXT,
  probability_raster TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX surveys_history_id ON surveys_history(id, revision);
CREATE INDEX surveys_history_end ON surveys_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('surveys', 'features', 'surveys', '遥感排查 Surveys', 4490),
  ('surveys_history', 'features', 'surveys_history', '遥感排查 Surveys, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('surveys', 'geom', 'MULTIPOLYGON', 4490, 0, 0),
  ('surveys_history', 'geom', 'MULTIPOLYGON', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('surveys', 0), ('surveys_history', 0);
CREATE TRIGGER trigger_insert_feature_count_surveys AFTER INSERT ON surveys
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('surveys'); END;
CREATE TRIGGER trigger_delete_feature_count_surveys AFTER DELETE ON surveys
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('surveys'); END;
CREATE TRIGGER trigger_insert_feature_count_surveys_history AFTER INSERT ON surveys_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('surveys_history'); END;
CREATE TRIGGER trigger_delete_feature_count_surveys_history AFTER DELETE ON surveys_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('surveys_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_surveys_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('surveys', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_surveys_geom_insert AFTER INSERT ON surveys
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_surveys_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_surveys_geom_update1 AFTER UPDATE OF geom ON surveys
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_surveys_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_surveys_geom_update2 AFTER UPDATE OF geom ON surveys
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_surveys_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_surveys_geom_update3 AFTER UPDATE ON surveys
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_surveys_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_surveys_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_surveys_geom_update4 AFTER UPDATE ON surveys
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_surveys_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_surveys_geom_delete AFTER DELETE ON surveys
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_surveys_geom WHERE id = OLD.fid;
END;
