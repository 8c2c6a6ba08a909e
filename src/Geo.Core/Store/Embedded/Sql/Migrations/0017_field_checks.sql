-- What comes back from the ground: checks of sites, and their photos.

-- 现场核查 Field checks: the current rows, and beside them every state that a row ever had.
CREATE TABLE field_checks (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  site_kind TEXT,
  site_code TEXT,
  town TEXT,
  detection_id TEXT,
  checked_at DATETIME,
  checked_by TEXT,
  received_at DATETIME,
  source TEXT,
  finding TEXT,
  satellite_status TEXT,
  status_seen TEXT,
  works TEXT,
  cover_share REAL,
  note TEXT,
  photos TEXT,
  position_source TEXT,
  position_accuracy_m REAL,
  site_distance_m REAL,
  doubts TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX field_checks_site_code ON field_checks(site_code);
CREATE INDEX field_checks_checked_at ON field_checks(checked_at);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE field_checks_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_kind TEXT,
  site_code TEXT,
  town TEXT,
  detection_id TEXT,
  checked_at DATETIME,
  checked_by TEXT,
  received_at DATETIME,
  source TEXT,
  finding TEXT,
  satellite_status TEXT,
  status_seen TEXT,
  works TEXT,
  cover_share REAL,
  note TEXT,
  photos TEXT,
  position_source TEXT,
  position_accuracy_m REAL,
  site_distance_m REAL,
  doubts TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX field_checks_history_id ON field_checks_history(id, revision);
CREATE INDEX field_checks_history_end ON field_checks_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('field_checks', 'features', 'field_checks', '现场核查 Field checks', 4490),
  ('field_checks_history', 'features', 'field_checks_history', '现场核查 Field checks, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('field_checks', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('field_checks_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('field_checks', 0), ('field_checks_history', 0);
CREATE TRIGGER trigger_insert_feature_count_field_checks AFTER INSERT ON field_checks
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('field_checks'); END;
CREATE TRIGGER trigger_delete_feature_count_field_checks AFTER DELETE ON field_checks
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('field_checks'); END;
CREATE TRIGGER trigger_insert_feature_count_field_checks_history AFTER INSERT ON field_checks_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('field_checks_history'); END;
CREATE TRIGGER trigger_delete_feature_count_field_checks_history AFTER DELETE ON field_checks_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('field_checks_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_field_checks_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('field_checks', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_field_checks_geom_insert AFTER INSERT ON field_checks
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_field_checks_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_field_checks_geom_update1 AFTER UPDATE OF geom ON field_checks
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_field_checks_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_field_checks_geom_update2 AFTER UPDATE OF geom ON field_checks
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_field_checks_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_field_checks_geom_update3 AFTER UPDATE ON field_checks
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_field_checks_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_field_checks_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_field_checks_geom_update4 AFTER UPDATE ON field_checks
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_field_checks_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_field_checks_geom_delete AFTER DELETE ON field_checks
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_field_checks_geom WHERE id = OLD.fid;
END;

-- 现场照片 Field photos: the current rows, and beside them every state that a row ever had.
CREATE TABLE field_photos (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  check_id TEXT,
  site_kind TEXT,
  site_code TEXT,
  town TEXT,
  direction_deg REAL,
  direction_reference TEXT,
  taken_at DATETIME,
  time_zone TEXT,
  camera TEXT,
  site_distance_m REAL,
  check_distance_m REAL,
  sha256 TEXT,
  file TEXT,
  media_type TEXT,
  size_bytes INTEGER,
  flags TEXT,
  uploaded_by TEXT,
  uploaded_at DATETIME,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX field_photos_check_id ON field_photos(check_id);
CREATE INDEX field_photos_taken_at ON field_photos(taken_at);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE field_photos_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  check_id TEXT,
  site_kind TEXT,
  site_code TEXT,
  town TEXT,
  direction_deg REAL,
  direction_reference TEXT,
  taken_at DATETIME,
  time_zone TEXT,
  camera TEXT,
  site_distance_m REAL,
  check_distance_m REAL,
  sha256 TEXT,
  file TEXT,
  media_type TEXT,
  size_bytes INTEGER,
  flags TEXT,
  uploaded_by TEXT,
  uploaded_at DATETIME,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX field_photos_history_id ON field_photos_history(id, revision);
CREATE INDEX field_photos_history_end ON field_photos_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('field_photos', 'features', 'field_photos', '现场照片 Field photos', 4490),
  ('field_photos_history', 'features', 'field_photos_history', '现场照片 Field photos, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('field_photos', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('field_photos_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('field_photos', 0), ('field_photos_history', 0);
CREATE TRIGGER trigger_insert_feature_count_field_photos AFTER INSERT ON field_photos
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('field_photos'); END;
CREATE TRIGGER trigger_delete_feature_count_field_photos AFTER DELETE ON field_photos
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('field_photos'); END;
CREATE TRIGGER trigger_insert_feature_count_field_photos_history AFTER INSERT ON field_photos_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('field_photos_history'); END;
CREATE TRIGGER trigger_delete_feature_count_field_photos_history AFTER DELETE ON field_photos_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('field_photos_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_field_photos_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('field_photos', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_field_photos_geom_insert AFTER INSERT ON field_photos
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_field_photos_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_field_photos_geom_update1 AFTER UPDATE OF geom ON field_photos
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_field_photos_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_field_photos_geom_update2 AFTER UPDATE OF geom ON field_photos
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_field_photos_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_field_photos_geom_update3 AFTER UPDATE ON field_photos
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_field_photos_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_field_photos_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_field_photos_geom_update4 AFTER UPDATE ON field_photos
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_field_photos_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_field_photos_geom_delete AFTER DELETE ON field_photos
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_field_photos_geom WHERE id = OLD.fid;
END;
