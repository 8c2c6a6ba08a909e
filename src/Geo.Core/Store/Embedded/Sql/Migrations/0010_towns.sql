-- 镇街 Towns: the current rows, and beside them every state that a row ever had.
CREATE TABLE towns (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  id TEXT NOT NULL UNIQUE,
  code TEXT,
  name TEXT,
  name_en TEXT,
  area_m2 REAL,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX towns_code ON towns(code);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE towns_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT,
  name TEXT,
  name_en TEXT,
  area_m2 REAL,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX towns_history_id ON towns_history(id, revision);
CREATE INDEX towns_history_end ON towns_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('towns', 'features', 'towns', '镇街 Towns', 4490),
  ('towns_history', 'features', 'towns_history', '镇街 Towns, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('towns', 'geom', 'MULTIPOLYGON', 4490, 0, 0),
  ('towns_history', 'geom', 'MULTIPOLYGON', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('towns', 0), ('towns_history', 0);
CREATE TRIGGER trigger_insert_feature_count_towns AFTER INSERT ON towns
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('towns'); END;
CREATE TRIGGER trigger_delete_feature_count_towns AFTER DELETE ON towns
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('towns'); END;
CREATE TRIGGER trigger_insert_feature_count_towns_history AFTER INSERT ON towns_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('towns_history'); END;
CREATE TRIGGER trigger_delete_feature_count_towns_history AFTER DELETE ON towns_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('towns_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_towns_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('towns', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_towns_geom_insert AFTER INSERT ON towns
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_towns_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_towns_geom_update1 AFTER UPDATE OF geom ON towns
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_towns_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_towns_geom_update2 AFTER UPDATE OF geom ON towns
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_towns_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_towns_geom_update3 AFTER UPDATE ON towns
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_towns_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_towns_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_towns_geom_update4 AFTER UPDATE ON towns
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_towns_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_towns_geom_delete AFTER DELETE ON towns
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_towns_geom WHERE id = OLD.fid;
END;
