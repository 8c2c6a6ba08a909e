-- 固体废物堆场 Dumps: the current rows, and beside them every state that a row ever had.
CREATE TABLE dumps (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  code TEXT,
  name TEXT,
  town TEXT,
  lead_unit TEXT,
  waste_category TEXT,
  responsible_party TEXT,
  responsible_name TEXT,
  control_grade TEXT,
  identification_state TEXT,
  area_m2 REAL,
  listed_area_m2 REAL,
  estimated_tonnes REAL,
  bulk_density_t_m3 REAL,
  large_bulk BOOLEAN,
  priority_rank INTEGER,
  status TEXT,
  status_at DATETIME,
  proposed_status TEXT,
  proposed_at DATETIME,
  proposed_evidence TEXT,
  vegetation_cover_share REAL,
  relative_recovery_share REAL,
  last_observed_at DATETIME,
  last_scene_id TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX dumps_code ON dumps(code);
CREATE INDEX dumps_status ON dumps(status);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE dumps_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT,
  name TEXT,
  town TEXT,
  lead_unit TEXT,
  waste_category TEXT,
  responsible_party TEXT,
  responsible_name TEXT,
  control_grade TEXT,
  identification_state TEXT,
  area_m2 REAL,
  listed_area_m2 REAL,
  estimated_tonnes REAL,
  bulk_density_t_m3 REAL,
  large_bulk BOOLEAN,
  priority_rank INTEGER,
  status TEXT,
  status_at DATETIME,
  proposed_status TEXT,
  proposed_at DATETIME,
  proposed_evidence TEXT,
  vegetation_cover_share REAL,
  relative_recovery_share REAL,
  last_observed_at DATETIME,
  last_scene_id TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX dumps_history_id ON dumps_history(id, revision);
CREATE INDEX dumps_history_end ON dumps_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('dumps', 'features', 'dumps', '固体废物堆场 Dumps', 4490),
  ('dumps_history', 'features', 'dumps_history', '固体废物堆场 Dumps, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('dumps', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('dumps_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('dumps', 0), ('dumps_history', 0);
CREATE TRIGGER trigger_insert_feature_count_dumps AFTER INSERT ON dumps
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('dumps'); END;
CREATE TRIGGER trigger_delete_feature_count_dumps AFTER DELETE ON dumps
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('dumps'); END;
CREATE TRIGGER trigger_insert_feature_count_dumps_history AFTER INSERT ON dumps_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('dumps_history'); END;
CREATE TRIGGER trigger_delete_feature_count_dumps_history AFTER DELETE ON dumps_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('dumps_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_dumps_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('dumps', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_dumps_geom_insert AFTER INSERT ON dumps
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_dumps_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_dumps_geom_update1 AFTER UPDATE OF geom ON dumps
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_dumps_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_dumps_geom_update2 AFTER UPDATE OF geom ON dumps
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_dumps_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_dumps_geom_update3 AFTER UPDATE ON dumps
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_dumps_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_dumps_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_dumps_geom_update4 AFTER UPDATE ON dumps
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_dumps_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_dumps_geom_delete AFTER DELETE ON dumps
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_dumps_geom WHERE id = OLD.fid;
END;
