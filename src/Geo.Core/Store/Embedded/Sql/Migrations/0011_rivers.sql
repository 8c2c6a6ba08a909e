-- 河流 Rivers: the current rows, and beside them every state that a row ever had.
CREATE TABLE rivers (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  code TEXT,
  name TEXT,
  kind TEXT,
  length_m REAL,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX rivers_code ON rivers(code);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE rivers_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT,
  name TEXT,
  kind TEXT,
  length_m REAL,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX rivers_history_id ON rivers_history(id, revision);
CREATE INDEX rivers_history_end ON rivers_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('rivers', 'features', 'rivers', '河流 Rivers', 4490),
  ('rivers_history', 'features', 'rivers_history', '河流 Rivers, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('rivers', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('rivers_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('rivers', 0), ('rivers_history', 0);
CREATE TRIGGER trigger_insert_feature_count_rivers AFTER INSERT ON rivers
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('rivers'); END;
CREATE TRIGGER trigger_delete_feature_count_rivers AFTER DELETE ON rivers
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('rivers'); END;
CREATE TRIGGER trigger_insert_feature_count_rivers_history AFTER INSERT ON rivers_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('rivers_history'); END;
CREATE TRIGGER trigger_delete_feature_count_rivers_history AFTER DELETE ON rivers_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('rivers_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_rivers_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('rivers', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_rivers_geom_insert AFTER INSERT ON rivers
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_rivers_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_rivers_geom_update1 AFTER UPDATE OF geom ON rivers
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_rivers_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_rivers_geom_update2 AFTER UPDATE OF geom ON rivers
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_rivers_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_rivers_geom_update3 AFTER UPDATE ON rivers
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_rivers_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_rivers_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_rivers_geom_update4 AFTER UPDATE ON rivers
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_rivers_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_rivers_geom_delete AFTER DELETE ON rivers
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_rivers_geom WHERE id = OLD.fid;
END;
