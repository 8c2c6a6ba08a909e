-- 环境敏感区 Sensitive areas: the current rows, and beside them every state that a row ever had.
CREATE TABLE sensitive_areas (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  code TEXT,
  name TEXT,
  kind TEXT,
  weight REAL,
  town TEXT,
  area_m2 REAL,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX sensitive_areas_code ON sensitive_areas(code);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE sensitive_areas_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT,
  name TEXT,
  kind TEXT,
  weight REAL,
  town TEXT,
  area_m2 REAL,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX sensitive_areas_history_id ON sensitive_areas_history(id, revision);
CREATE INDEX sensitive_areas_history_end ON sensitive_areas_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('sensitive_areas', 'features', 'sensitive_areas', '环境敏感区 Sensitive areas', 4490),
  ('sensitive_areas_history', 'features', 'sensitive_areas_history', '环境敏感区 Sensitive areas, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('sensitive_areas', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('sensitive_areas_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('sensitive_areas', 0), ('sensitive_areas_history', 0);
CREATE TRIGGER trigger_insert_feature_count_sensitive_areas AFTER INSERT ON sensitive_areas
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('sensitive_areas'); END;
CREATE TRIGGER trigger_delete_feature_count_sensitive_areas AFTER DELETE ON sensitive_areas
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('sensitive_areas'); END;
CREATE TRIGGER trigger_insert_feature_count_sensitive_areas_history AFTER INSERT ON sensitive_areas_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('sensitive_areas_history'); END;
CREATE TRIGGER trigger_delete_feature_count_sensitive_areas_history AFTER DELETE ON sensitive_areas_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('sensitive_areas_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_sensitive_areas_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('sensitive_areas', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_sensitive_areas_geom_insert AFTER INSERT ON sensitive_areas
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_sensitive_areas_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_sensitive_areas_geom_update1 AFTER UPDATE OF geom ON sensitive_areas
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_sensitive_areas_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_sensitive_areas_geom_update2 AFTER UPDATE OF geom ON sensitive_areas
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_sensitive_areas_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_sensitive_areas_geom_update3 AFTER UPDATE ON sensitive_areas
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_sensitive_areas_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_sensitive_areas_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_sensitive_areas_geom_update4 AFTER UPDATE ON sensitive_areas
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_sensitive_areas_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_sensitive_areas_geom_delete AFTER DELETE ON sensitive_areas
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_sensitive_areas_geom WHERE id = OLD.fid;
END;
