-- 影像 Scenes: the current rows, and beside them every state that a row ever had.
CREATE TABLE scenes (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  id TEXT NOT NULL UNIQUE,
  profile TEXT,
  acquired_at DATETIME,
  sha256 TEXT,
  cog_file TEXT,
  quality_file TEXT,
  valid_share REAL,
  cloud_share REAL,
  synthetic BOOLEAN,
  scene_json TEXT,
  stac_json TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX scenes_sha256 ON scenes(sha256);
CREATE INDEX scenes_acquired_at ON scenes(acquired_at);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE scenes_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  profile TEXT,
  acquired_at DATETIME,
  sha256 TEXT,
  cog_file TEXT,
  quality_file TEXT,
  valid_share REAL,
  cloud_share REAL,
  synthetic BOOLEAN,
  scene_json TEXT,
  stac_json TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX scenes_history_id ON scenes_history(id, revision);
CREATE INDEX scenes_history_end ON scenes_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('scenes', 'features', 'scenes', '影像 Scenes', 4490),
  ('scenes_history', 'features', 'scenes_history', '影像 Scenes, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('scenes', 'geom', 'MULTIPOLYGON', 4490, 0, 0),
  ('scenes_history', 'geom', 'MULTIPOLYGON', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('scenes', 0), ('scenes_history', 0);
CREATE TRIGGER trigger_insert_feature_count_scenes AFTER INSERT ON scenes
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('scenes'); END;
CREATE TRIGGER trigger_delete_feature_count_scenes AFTER DELETE ON scenes
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('scenes'); END;
CREATE TRIGGER trigger_insert_feature_count_scenes_history AFTER INSERT ON scenes_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('scenes_history'); END;
CREATE TRIGGER trigger_delete_feature_count_scenes_history AFTER DELETE ON scenes_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('scenes_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_scenes_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('scenes', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_scenes_geom_insert AFTER INSERT ON scenes
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_scenes_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_scenes_geom_update1 AFTER UPDATE OF geom ON scenes
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_scenes_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_scenes_geom_update2 AFTER UPDATE OF geom ON scenes
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_scenes_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_scenes_geom_update3 AFTER UPDATE ON scenes
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_scenes_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_scenes_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_scenes_geom_update4 AFTER UPDATE ON scenes
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_scenes_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_scenes_geom_delete AFTER DELETE ON scenes
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_scenes_geom WHERE id = OLD.fid;
END;
