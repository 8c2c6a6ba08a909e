-- 历史遗留矿山 Legacy mine sites: the current rows, and beside them every state that a row ever had.
CREATE TABLE mine_sites (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  code TEXT,
  name TEXT,
  town TEXT,
  lead_unit TEXT,
  mineral TEXT,
  restoration_mode TEXT,
  planned_year INTEGER,
  listed_area_m2 REAL,
  area_m2 REAL,
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
CREATE INDEX mine_sites_code ON mine_sites(code);
CREATE INDEX mine_sites_status ON mine_sites(status);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE mine_sites_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT,
  name TEXT,
  town TEXT,
  lead_unit TEXT,
  mineral TEXT,
  restoration_mode TEXT,
  planned_year INTEGER,
  listed_area_m2 REAL,
  area_m2 REAL,
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
CREATE INDEX mine_sites_history_id ON mine_sites_history(id, revision);
CREATE INDEX mine_sites_history_end ON mine_sites_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('mine_sites', 'features', 'mine_sites', '历史遗留矿山 Legacy mine sites', 4490),
  ('mine_sites_history', 'features', 'mine_sites_history', '历史遗留矿山 Legacy mine sites, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('mine_sites', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('mine_sites_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('mine_sites', 0), ('mine_sites_history', 0);
CREATE TRIGGER trigger_insert_feature_count_mine_sites AFTER INSERT ON mine_sites
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('mine_sites'); END;
CREATE TRIGGER trigger_delete_feature_count_mine_sites AFTER DELETE ON mine_sites
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('mine_sites'); END;
CREATE TRIGGER trigger_insert_feature_count_mine_sites_history AFTER INSERT ON mine_sites_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('mine_sites_history'); END;
CREATE TRIGGER trigger_delete_feature_count_mine_sites_history AFTER DELETE ON mine_sites_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('mine_sites_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_mine_sites_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('mine_sites', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_mine_sites_geom_insert AFTER INSERT ON mine_sites
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_mine_sites_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_mine_sites_geom_update1 AFTER UPDATE OF geom ON mine_sites
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_mine_sites_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_mine_sites_geom_update2 AFTER UPDATE OF geom ON mine_sites
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_mine_sites_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_mine_sites_geom_update3 AFTER UPDATE ON mine_sites
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_mine_sites_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_mine_sites_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_mine_sites_geom_update4 AFTER UPDATE ON mine_sites
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_mine_sites_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_mine_sites_geom_delete AFTER DELETE ON mine_sites
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_mine_sites_geom WHERE id = OLD.fid;
END;
