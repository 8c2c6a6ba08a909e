-- What tracking, its tests and decisions add to sites, observations and their history; the layer of alerts.
ALTER TABLE observations ADD COLUMN sensor TEXT;
ALTER TABLE observations_history ADD COLUMN sensor TEXT;
ALTER TABLE observations ADD COLUMN harmonised TEXT;
ALTER TABLE observations_history ADD COLUMN harmonised TEXT;
ALTER TABLE observations ADD COLUMN cloud_share REAL;
ALTER TABLE observations_history ADD COLUMN cloud_share REAL;
ALTER TABLE observations ADD COLUMN shadow_share REAL;
ALTER TABLE observations_history ADD COLUMN shadow_share REAL;
ALTER TABLE observations ADD COLUMN snow_share REAL;
ALTER TABLE observations_history ADD COLUMN snow_share REAL;
ALTER TABLE observations ADD COLUMN haze_share REAL;
ALTER TABLE observations_history ADD COLUMN haze_share REAL;
ALTER TABLE observations ADD COLUMN ndvi_uncertainty REAL;
ALTER TABLE observations_history ADD COLUMN ndvi_uncertainty REAL;
ALTER TABLE observations ADD COLUMN reference_ndvi REAL;
ALTER TABLE observations_history ADD COLUMN reference_ndvi REAL;
ALTER TABLE observations ADD COLUMN reference_ndvi_uncertainty REAL;
ALTER TABLE observations_history ADD COLUMN reference_ndvi_uncertainty REAL;
ALTER TABLE observations ADD COLUMN reference_cover_uncertainty REAL;
ALTER TABLE observations_history ADD COLUMN reference_cover_uncertainty REAL;
ALTER TABLE observations ADD COLUMN reference_cover_spread REAL;
ALTER TABLE observations_history ADD COLUMN reference_cover_spread REAL;
ALTER TABLE observations ADD COLUMN reference_method TEXT;
ALTER TABLE observations_history ADD COLUMN reference_method TEXT;
ALTER TABLE observations ADD COLUMN pit_share REAL;
ALTER TABLE observations_history ADD COLUMN pit_share REAL;
ALTER TABLE observations ADD COLUMN stockpile_share REAL;
ALTER TABLE observations_history ADD COLUMN stockpile_share REAL;
ALTER TABLE observations ADD COLUMN projected_area_m2 REAL;
ALTER TABLE observations_history ADD COLUMN projected_area_m2 REAL;
ALTER TABLE observations ADD COLUMN surface_area_m2 REAL;
ALTER TABLE observations_history ADD COLUMN surface_area_m2 REAL;
ALTER TABLE observations ADD COLUMN scar_area_m2 REAL;
ALTER TABLE observations_history ADD COLUMN scar_area_m2 REAL;
ALTER TABLE observations ADD COLUMN restored_area_m2 REAL;
ALTER TABLE observations_history ADD COLUMN restored_area_m2 REAL;
ALTER TABLE mine_sites ADD COLUMN proposed_evidence_en TEXT;
ALTER TABLE mine_sites_history ADD COLUMN proposed_evidence_en TEXT;
ALTER TABLE mine_sites ADD COLUMN proposed_by_rule TEXT;
ALTER TABLE mine_sites_history ADD COLUMN proposed_by_rule TEXT;
ALTER TABLE mine_sites ADD COLUMN test_answer TEXT;
ALTER TABLE mine_sites_history ADD COLUMN test_answer TEXT;
ALTER TABLE mine_sites ADD COLUMN test_variable TEXT;
ALTER TABLE mine_sites_history ADD COLUMN test_variable TEXT;
ALTER TABLE mine_sites ADD COLUMN test_ratio REAL;
ALTER TABLE mine_sites_history ADD COLUMN test_ratio REAL;
ALTER TABLE mine_sites ADD COLUMN test_ratio_low REAL;
ALTER TABLE mine_sites_history ADD COLUMN test_ratio_low REAL;
ALTER TABLE mine_sites ADD COLUMN test_ratio_high REAL;
ALTER TABLE mine_sites_history ADD COLUMN test_ratio_high REAL;
ALTER TABLE mine_sites ADD COLUMN test_ratio_uncertainty REAL;
ALTER TABLE mine_sites_history ADD COLUMN test_ratio_uncertainty REAL;
ALTER TABLE mine_sites ADD COLUMN test_seasons INTEGER;
ALTER TABLE mine_sites_history ADD COLUMN test_seasons INTEGER;
ALTER TABLE mine_sites ADD COLUMN test_seasons_needed INTEGER;
ALTER TABLE mine_sites_history ADD COLUMN test_seasons_needed INTEGER;
ALTER TABLE mine_sites ADD COLUMN test_power_share REAL;
ALTER TABLE mine_sites_history ADD COLUMN test_power_share REAL;
ALTER TABLE mine_sites ADD COLUMN test_missing TEXT;
ALTER TABLE mine_sites_history ADD COLUMN test_missing TEXT;
ALTER TABLE mine_sites ADD COLUMN test_missing_en TEXT;
ALTER TABLE mine_sites_history ADD COLUMN test_missing_en TEXT;
ALTER TABLE mine_sites ADD COLUMN baseline_year INTEGER;
ALTER TABLE mine_sites_history ADD COLUMN baseline_year INTEGER;
ALTER TABLE mine_sites ADD COLUMN baseline_cover_share REAL;
ALTER TABLE mine_sites_history ADD COLUMN baseline_cover_share REAL;
ALTER TABLE mine_sites ADD COLUMN trend_per_year REAL;
ALTER TABLE mine_sites_history ADD COLUMN trend_per_year REAL;
ALTER TABLE mine_sites ADD COLUMN trend_per_year_low REAL;
ALTER TABLE mine_sites_history ADD COLUMN trend_per_year_low REAL;
ALTER TABLE mine_sites ADD COLUMN trend_per_year_high REAL;
ALTER TABLE mine_sites_history ADD COLUMN trend_per_year_high REAL;
ALTER TABLE mine_sites ADD COLUMN trend_p REAL;
ALTER TABLE mine_sites_history ADD COLUMN trend_p REAL;
ALTER TABLE mine_sites ADD COLUMN change_kind TEXT;
ALTER TABLE mine_sites_history ADD COLUMN change_kind TEXT;
ALTER TABLE mine_sites ADD COLUMN change_at DATETIME;
ALTER TABLE mine_sites_history ADD COLUMN change_at DATETIME;
ALTER TABLE mine_sites ADD COLUMN change_share REAL;
ALTER TABLE mine_sites_history ADD COLUMN change_share REAL;
ALTER TABLE mine_sites ADD COLUMN scar_area_m2 REAL;
ALTER TABLE mine_sites_history ADD COLUMN scar_area_m2 REAL;
ALTER TABLE mine_sites ADD COLUMN restored_area_m2 REAL;
ALTER TABLE mine_sites_history ADD COLUMN restored_area_m2 REAL;
ALTER TABLE mine_sites ADD COLUMN surface_area_m2 REAL;
ALTER TABLE mine_sites_history ADD COLUMN surface_area_m2 REAL;
ALTER TABLE mine_sites ADD COLUMN plan_state TEXT;
ALTER TABLE mine_sites_history ADD COLUMN plan_state TEXT;
ALTER TABLE mine_sites ADD COLUMN months_late INTEGER;
ALTER TABLE mine_sites_history ADD COLUMN months_late INTEGER;
ALTER TABLE mine_sites ADD COLUMN evidence_missing TEXT;
ALTER TABLE mine_sites_history ADD COLUMN evidence_missing TEXT;
ALTER TABLE mine_sites ADD COLUMN decided_by TEXT;
ALTER TABLE mine_sites_history ADD COLUMN decided_by TEXT;
ALTER TABLE mine_sites ADD COLUMN decision_reason TEXT;
ALTER TABLE mine_sites_history ADD COLUMN decision_reason TEXT;
ALTER TABLE site_history ADD COLUMN reason_en TEXT;
ALTER TABLE site_history_history ADD COLUMN reason_en TEXT;
ALTER TABLE site_history ADD COLUMN previous_status TEXT;
ALTER TABLE site_history_history ADD COLUMN previous_status TEXT;
ALTER TABLE site_history ADD COLUMN undoes TEXT;
ALTER TABLE site_history_history ADD COLUMN undoes TEXT;

-- 预警 Alerts: the current rows, and beside them every state that a row ever had.
CREATE TABLE alerts (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  site_kind TEXT,
  site_code TEXT,
  site_name TEXT,
  town TEXT,
  kind TEXT,
  state TEXT,
  alert_at DATETIME,
  raised_at DATETIME,
  change_share REAL,
  months_late INTEGER,
  evidence TEXT,
  evidence_en TEXT,
  scene_ids TEXT,
  handled_by TEXT,
  handled_at DATETIME,
  handled_reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX alerts_site_code ON alerts(site_code);
CREATE INDEX alerts_alert_at ON alerts(alert_at);

-- A state holds from revision until before end_revision; the current one has neither end_revision nor valid_to.
CREATE TABLE alerts_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_kind TEXT,
  site_code TEXT,
  site_name TEXT,
  town TEXT,
  kind TEXT,
  state TEXT,
  alert_at DATETIME,
  raised_at DATETIME,
  change_share REAL,
  months_late INTEGER,
  evidence TEXT,
  evidence_en TEXT,
  scene_ids TEXT,
  handled_by TEXT,
  handled_at DATETIME,
  handled_reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX alerts_history_id ON alerts_history(id, revision);
CREATE INDEX alerts_history_end ON alerts_history(end_revision);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('alerts', 'features', 'alerts', '预警 Alerts', 4490),
  ('alerts_history', 'features', 'alerts_history', '预警 Alerts, 历史 history', 4490);
INSERT INTO gpkg_geometry_columns VALUES
  ('alerts', 'geom', 'GEOMETRY', 4490, 0, 0),
  ('alerts_history', 'geom', 'GEOMETRY', 4490, 0, 0);

INSERT INTO gpkg_ogr_contents VALUES ('alerts', 0), ('alerts_history', 0);
CREATE TRIGGER trigger_insert_feature_count_alerts AFTER INSERT ON alerts
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('alerts'); END;
CREATE TRIGGER trigger_delete_feature_count_alerts AFTER DELETE ON alerts
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('alerts'); END;
CREATE TRIGGER trigger_insert_feature_count_alerts_history AFTER INSERT ON alerts_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower('alerts_history'); END;
CREATE TRIGGER trigger_delete_feature_count_alerts_history AFTER DELETE ON alerts_history
BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower('alerts_history'); END;

-- R-tree and its triggers as the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) words them.
CREATE VIRTUAL TABLE rtree_alerts_geom USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_extensions VALUES
  ('alerts', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE TRIGGER rtree_alerts_geom_insert AFTER INSERT ON alerts
WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_alerts_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_alerts_geom_update1 AFTER UPDATE OF geom ON alerts
WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_alerts_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_alerts_geom_update2 AFTER UPDATE OF geom ON alerts
WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_alerts_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_alerts_geom_update3 AFTER UPDATE ON alerts
WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_alerts_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_alerts_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_alerts_geom_update4 AFTER UPDATE ON alerts
WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_alerts_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_alerts_geom_delete AFTER DELETE ON alerts
WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_alerts_geom WHERE id = OLD.fid;
END;
