-- 疑似图斑 Detections: the current rows, and beside them every state that a row ever had.
CREATE TABLE detections (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  id TEXT NOT NULL UNIQUE,
  class TEXT,
  probability REAL,
  area_m2 REAL,
  pixel_count INTEGER,
  survey_id TEXT,
  run_id TEXT,
  scene_ids TEXT,
  acquired_at DATETIME,
  model TEXT,
  site_kind TEXT,
  site_code TEXT,
  overlap_share REAL,
  site_distance_m REAL,
  town TEXT,
  review TEXT,
  review_reason TEXT,
  reviewed_at DATETIME,
  track_id TEXT,
  first_seen_at DATETIME,
  last_seen_at DATETIME,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX detections_survey_id ON detections(survey_id);
CREATE INDEX detections_track_id ON detections(track_id);
CREATE INDEX detections_site_code ON detections(site_code);
CREATE INDEX detections_acquired_at ON detections(acquired_at);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE detections_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  class TEXT,
  probability REAL,
  area_m2 REAL,
  pixel_count INTEGER,
  survey_id TEXT,
  run_id TEXT,
  scene_ids TEXT,
  acquired_at DATETIME,
  model TEXT,
  site_kind TEXT,
  site_code TEXT,
  overlap_share REAL,
  site_distance_m REAL,
  town TEXT,
  review TEXT,
  review_reason TEXT,
  reviewed_at DATETIME,
  track_id TEXT,
  first_seen_at DATETIME,
  last_seen_at DATETIME,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX detections_history_id ON detections_history(id, revision);
CREATE INDEX detections_history_end ON detections_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('detections', 'features', 'detections', '疑似图斑 Detections', 4490),
  ('detections_history', 'features', 'detections_history', '疑似图斑 Detections, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('detections', 'geom', 'MULTIPOLYGON', 4490, 0, 0),
  ('detections_history', 'geom', 'MULTIPOLYGON', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('detections', 0), ('detections_history', 0);
CREATE TRIGGER trigger_insert_feature_count_detections AFTER INSERT ON detections
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('detections'); END;
CREATE TRIGGER trigger_delete_feature_count_detections AFTER DELETE ON detections
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('detections'); END;
CREATE TRIGGER trigger_insert_feature_count_detections_history AFTER INSERT ON detections_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('detections_history'); END;
CREATE TRIGGER trigger_delete_feature_count_detections_history AFTER DELETE ON detections_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('detections_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_detections_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('detections', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_detections_geom_insert AFTER INSERT ON detections
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_detections_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_detections_geom_update1 AFTER UPDATE OF geom ON detections
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_detections_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_detections_geom_update2 AFTER UPDATE OF geom ON detections
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_detections_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_detections_geom_update3 AFTER UPDATE ON detections
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_detections_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_detections_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_detections_geom_update4 AFTER UPDATE ON detections
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_detections_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_detections_geom_delete AFTER DELETE ON detections
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_detections_geom WHERE id = OLD.fid;
END;
