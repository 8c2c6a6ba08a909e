-- 重点防治区域 Key control areas: the current rows, and beside them every state that a row ever had.
CREATE TABLE key_control_areas (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  id TEXT NOT NULL UNIQUE,
  code TEXT,
  name TEXT,
  kind TEXT,
  area_m2 REAL,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX key_control_areas_code ON key_control_areas(code);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE key_control_areas_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT,
  name TEXT,
  kind TEXT,
  area_m2 REAL,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX key_control_areas_history_id ON key_control_areas_history(id, revision);
CREATE INDEX key_control_areas_history_end ON key_control_areas_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('key_control_areas', 'features', 'key_control_areas', '重点防治区域 Key control areas', 4490),
  ('key_control_areas_history', 'features', 'key_control_areas_history', '重点防治区域 Key control areas, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('key_control_areas', 'geom', 'MULTIPOLYGON', 4490, 0, 0),
  ('key_control_areas_history', 'geom', 'MULTIPOLYGON', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('key_control_areas', 0), ('key_control_areas_history', 0);
CREATE TRIGGER trigger_insert_feature_count_key_control_areas AFTER INSERT ON key_control_areas
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('key_control_areas'); END;
CREATE TRIGGER trigger_delete_feature_count_key_control_areas AFTER DELETE ON key_control_areas
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('key_control_areas'); END;
CREATE TRIGGER trigger_insert_feature_count_key_control_areas_history AFTER INSERT ON key_control_areas_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('key_control_areas_history'); END;
CREATE TRIGGER trigger_delete_feature_count_key_control_areas_history AFTER DELETE ON key_control_areas_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('key_control_areas_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_key_control_areas_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('key_control_areas', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_key_control_areas_geom_insert AFTER INSERT ON key_control_areas
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_key_control_areas_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_key_control_areas_geom_update1 AFTER UPDATE OF geom ON key_control_areas
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_key_control_areas_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_key_control_areas_geom_update2 AFTER UPDATE OF geom ON key_control_areas
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_key_control_areas_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_key_control_areas_geom_update3 AFTER UPDATE ON key_control_areas
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_key_control_areas_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_key_control_areas_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_key_control_areas_geom_update4 AFTER UPDATE ON key_control_areas
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_key_control_areas_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_key_control_areas_geom_delete AFTER DELETE ON key_control_areas
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_key_control_areas_geom WHERE id = OLD.fid;
END;
