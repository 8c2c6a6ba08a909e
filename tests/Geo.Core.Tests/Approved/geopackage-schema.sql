CREATE TABLE [SchemaVersions] (
    SchemaVersionID INTEGER CONSTRAINT [PK_SchemaVersions_Id] PRIMARY KEY AUTOINCREMENT NOT NULL,
    ScriptName TEXT NOT NULL,
    Applied DATETIME NOT NULL
);
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
CREATE INDEX alerts_alert_at ON alerts(alert_at);
CREATE INDEX alerts_site_code ON alerts(site_code);
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
CREATE INDEX alerts_history_end ON alerts_history(end_revision);
CREATE INDEX alerts_history_id ON alerts_history(id, revision);
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_log_is_never_replaced BEFORE INSERT ON audit_log WHEN EXISTS (SELECT 1 FROM audit_log WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_log_is_never_shortened BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TABLE audit_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT,
  reason TEXT,
  revision INTEGER,
  run_id TEXT
);
CREATE INDEX audit_log_author ON audit_log(author, seq);
CREATE INDEX audit_log_subject ON audit_log(subject, seq);
CREATE TABLE cases (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  class TEXT,
  state TEXT,
  source TEXT,
  kind TEXT,
  waste_category TEXT,
  detection_id TEXT,
  track_id TEXT,
  town TEXT,
  unit TEXT,
  cooperating_units TEXT,
  routed_by_rule TEXT,
  found_at DATETIME,
  assigned_at DATETIME,
  due_at DATETIME,
  verified_at DATETIME,
  verdict TEXT,
  handled_at DATETIME,
  closed_at DATETIME,
  field_check_id TEXT,
  closing_check_id TEXT,
  closing_evidence TEXT,
  note TEXT,
  area_m2 REAL,
  previous_case TEXT,
  times_raised INTEGER,
  last_seen_at DATETIME,
  river_name TEXT,
  river_reach TEXT,
  river_distance_m REAL,
  handled_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
, place_kind TEXT, outcome TEXT, last_action TEXT, last_reason TEXT, drone_scene_id TEXT, closing_survey_id TEXT, reported_by TEXT, synthetic BOOLEAN);
CREATE INDEX cases_detection_id ON cases(detection_id);
CREATE INDEX cases_due_at ON cases(due_at);
CREATE INDEX cases_previous_case ON cases(previous_case);
CREATE INDEX cases_state ON cases(state);
CREATE INDEX cases_track_id ON cases(track_id);
CREATE TABLE cases_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  class TEXT,
  state TEXT,
  source TEXT,
  kind TEXT,
  waste_category TEXT,
  detection_id TEXT,
  track_id TEXT,
  town TEXT,
  unit TEXT,
  cooperating_units TEXT,
  routed_by_rule TEXT,
  found_at DATETIME,
  assigned_at DATETIME,
  due_at DATETIME,
  verified_at DATETIME,
  verdict TEXT,
  handled_at DATETIME,
  closed_at DATETIME,
  field_check_id TEXT,
  closing_check_id TEXT,
  closing_evidence TEXT,
  note TEXT,
  area_m2 REAL,
  previous_case TEXT,
  times_raised INTEGER,
  last_seen_at DATETIME,
  river_name TEXT,
  river_reach TEXT,
  river_distance_m REAL,
  handled_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
, place_kind TEXT, outcome TEXT, last_action TEXT, last_reason TEXT, drone_scene_id TEXT, closing_survey_id TEXT, reported_by TEXT, synthetic BOOLEAN);
CREATE INDEX cases_history_end ON cases_history(end_revision);
CREATE INDEX cases_history_id ON cases_history(id, revision);
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
, object_probability REAL);
CREATE INDEX detections_acquired_at ON detections(acquired_at);
CREATE INDEX detections_site_code ON detections(site_code);
CREATE INDEX detections_survey_id ON detections(survey_id);
CREATE INDEX detections_track_id ON detections(track_id);
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
, object_probability REAL);
CREATE INDEX detections_history_end ON detections_history(end_revision);
CREATE INDEX detections_history_id ON detections_history(id, revision);
CREATE TABLE dump_samples (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  site_code TEXT,
  plan_id TEXT,
  point_number INTEGER,
  state TEXT,
  planned_at DATETIME,
  sampled_at DATETIME,
  sampled_by TEXT,
  depth_m REAL,
  laboratory TEXT,
  report_number TEXT,
  reported_at DATETIME,
  results TEXT,
  exceeded TEXT,
  verdict TEXT,
  note TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX dump_samples_site_code ON dump_samples(site_code);
CREATE TABLE dump_samples_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_code TEXT,
  plan_id TEXT,
  point_number INTEGER,
  state TEXT,
  planned_at DATETIME,
  sampled_at DATETIME,
  sampled_by TEXT,
  depth_m REAL,
  laboratory TEXT,
  report_number TEXT,
  reported_at DATETIME,
  results TEXT,
  exceeded TEXT,
  verdict TEXT,
  note TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX dump_samples_history_end ON dump_samples_history(end_revision);
CREATE INDEX dump_samples_history_id ON dump_samples_history(id, revision);
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
, proposed_control_grade TEXT, grade_reason TEXT, grade_reason_en TEXT, grade_rules TEXT, sampling_reason TEXT, sampling_reason_en TEXT, volume_id TEXT, volume_m3 REAL, volume_uncertainty_m3 REAL, volume_at DATETIME, height_m REAL, mass_source TEXT, first_seen_at DATETIME, surveys_seen INTEGER, seen_area_m2 REAL, growth_m2_per_year REAL, growth_m2_per_year_low REAL, growth_m2_per_year_high REAL, slope_deg REAL, sensitive_name TEXT, sensitive_kind TEXT, sensitive_distance_m REAL, key_control_area TEXT, river_name TEXT, river_reach TEXT, river_distance_m REAL, cost_wan INTEGER, cost_source TEXT, priority_score REAL, priority_top_share REAL, funded BOOLEAN, ranked_at DATETIME, succeeds TEXT, decided_by TEXT, decision_reason TEXT, grade_decided_by TEXT, grade_decided_at DATETIME, identified_by TEXT, identified_at DATETIME);
CREATE INDEX dumps_code ON dumps(code);
CREATE INDEX dumps_status ON dumps(status);
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
, proposed_control_grade TEXT, grade_reason TEXT, grade_reason_en TEXT, grade_rules TEXT, sampling_reason TEXT, sampling_reason_en TEXT, volume_id TEXT, volume_m3 REAL, volume_uncertainty_m3 REAL, volume_at DATETIME, height_m REAL, mass_source TEXT, first_seen_at DATETIME, surveys_seen INTEGER, seen_area_m2 REAL, growth_m2_per_year REAL, growth_m2_per_year_low REAL, growth_m2_per_year_high REAL, slope_deg REAL, sensitive_name TEXT, sensitive_kind TEXT, sensitive_distance_m REAL, key_control_area TEXT, river_name TEXT, river_reach TEXT, river_distance_m REAL, cost_wan INTEGER, cost_source TEXT, priority_score REAL, priority_top_share REAL, funded BOOLEAN, ranked_at DATETIME, succeeds TEXT, decided_by TEXT, decision_reason TEXT, grade_decided_by TEXT, grade_decided_at DATETIME, identified_by TEXT, identified_at DATETIME);
CREATE INDEX dumps_history_end ON dumps_history(end_revision);
CREATE INDEX dumps_history_id ON dumps_history(id, revision);
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
, case_id TEXT, verdict TEXT, waste_category TEXT);
CREATE INDEX field_checks_case_id ON field_checks(case_id);
CREATE INDEX field_checks_checked_at ON field_checks(checked_at);
CREATE INDEX field_checks_site_code ON field_checks(site_code);
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
, case_id TEXT, verdict TEXT, waste_category TEXT);
CREATE INDEX field_checks_history_end ON field_checks_history(end_revision);
CREATE INDEX field_checks_history_id ON field_checks_history(id, revision);
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
CREATE INDEX field_photos_history_end ON field_photos_history(end_revision);
CREATE INDEX field_photos_history_id ON field_photos_history(id, revision);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_ogr_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  feature_count INTEGER DEFAULT NULL
);
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
CREATE TABLE inbox_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('growing', 'waiting', 'working', 'moving', 'done', 'failed')),
  files INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  since TEXT NOT NULL,
  looked_at TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  run_id TEXT,
  outcome TEXT,
  target TEXT,
  moved TEXT,
  reason_zh TEXT,
  reason_en TEXT,
  scene_ids TEXT,
  ended_at TEXT
);
CREATE UNIQUE INDEX inbox_entries_open ON inbox_entries(name) WHERE state NOT IN ('done', 'failed');
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
CREATE INDEX key_control_areas_history_end ON key_control_areas_history(end_revision);
CREATE INDEX key_control_areas_history_id ON key_control_areas_history(id, revision);
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
, proposed_evidence_en TEXT, proposed_by_rule TEXT, test_answer TEXT, test_variable TEXT, test_ratio REAL, test_ratio_low REAL, test_ratio_high REAL, test_ratio_uncertainty REAL, test_seasons INTEGER, test_seasons_needed INTEGER, test_power_share REAL, test_missing TEXT, test_missing_en TEXT, baseline_year INTEGER, baseline_cover_share REAL, trend_per_year REAL, trend_per_year_low REAL, trend_per_year_high REAL, trend_p REAL, change_kind TEXT, change_at DATETIME, change_share REAL, scar_area_m2 REAL, restored_area_m2 REAL, surface_area_m2 REAL, plan_state TEXT, months_late INTEGER, evidence_missing TEXT, decided_by TEXT, decision_reason TEXT);
CREATE INDEX mine_sites_code ON mine_sites(code);
CREATE INDEX mine_sites_status ON mine_sites(status);
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
, proposed_evidence_en TEXT, proposed_by_rule TEXT, test_answer TEXT, test_variable TEXT, test_ratio REAL, test_ratio_low REAL, test_ratio_high REAL, test_ratio_uncertainty REAL, test_seasons INTEGER, test_seasons_needed INTEGER, test_power_share REAL, test_missing TEXT, test_missing_en TEXT, baseline_year INTEGER, baseline_cover_share REAL, trend_per_year REAL, trend_per_year_low REAL, trend_per_year_high REAL, trend_p REAL, change_kind TEXT, change_at DATETIME, change_share REAL, scar_area_m2 REAL, restored_area_m2 REAL, surface_area_m2 REAL, plan_state TEXT, months_late INTEGER, evidence_missing TEXT, decided_by TEXT, decision_reason TEXT);
CREATE INDEX mine_sites_history_end ON mine_sites_history(end_revision);
CREATE INDEX mine_sites_history_id ON mine_sites_history(id, revision);
CREATE TRIGGER monthly_reports_frozen_are_kept BEFORE UPDATE ON monthly_reports
WHEN OLD.frozen_at IS NOT NULL AND (NEW.month IS NOT OLD.month OR NEW.version IS NOT OLD.version OR NEW.report IS NOT OLD.report OR NEW.sha256 IS NOT OLD.sha256
  OR NEW.files IS NOT OLD.files OR NEW.frozen_at IS NOT OLD.frozen_at OR NEW.frozen_by IS NOT OLD.frozen_by)
BEGIN SELECT RAISE(ABORT, 'a frozen report is never changed'); END;
CREATE TRIGGER monthly_reports_frozen_are_never_removed BEFORE DELETE ON monthly_reports WHEN OLD.frozen_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a frozen report is never removed'); END;
CREATE TRIGGER monthly_reports_frozen_are_never_replaced BEFORE INSERT ON monthly_reports
WHEN EXISTS (SELECT 1 FROM monthly_reports WHERE month = NEW.month AND version = NEW.version AND frozen_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a frozen report is never changed'); END;
CREATE TABLE monthly_reports (
  month TEXT NOT NULL,
  version INTEGER NOT NULL,
  edit INTEGER NOT NULL,
  report TEXT NOT NULL,
  drafted_at TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  run_id TEXT,
  frozen_at TEXT,
  frozen_by TEXT,
  sha256 TEXT,
  files TEXT,
  sent_at TEXT,
  sent_by TEXT,
  sent_note TEXT,
  reopened_at TEXT,
  reopened_by TEXT,
  reopened_reason TEXT,
  PRIMARY KEY (month, version)
);
CREATE TABLE observations (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  site_kind TEXT,
  site_code TEXT,
  scene_id TEXT,
  observed_at DATETIME,
  valid_share REAL,
  ndvi_mean REAL,
  ndvi_stdev REAL,
  vegetation_cover_share REAL,
  vegetation_cover_uncertainty REAL,
  bare_share REAL,
  water_share REAL,
  reference_cover_share REAL,
  reference_pixels INTEGER,
  relative_recovery_share REAL,
  relative_recovery_uncertainty REAL,
  missing_reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
, sensor TEXT, harmonised TEXT, cloud_share REAL, shadow_share REAL, snow_share REAL, haze_share REAL, ndvi_uncertainty REAL, reference_ndvi REAL, reference_ndvi_uncertainty REAL, reference_cover_uncertainty REAL, reference_cover_spread REAL, reference_method TEXT, pit_share REAL, stockpile_share REAL, projected_area_m2 REAL, surface_area_m2 REAL, scar_area_m2 REAL, restored_area_m2 REAL, mask_origin TEXT);
CREATE INDEX observations_observed_at ON observations(observed_at);
CREATE INDEX observations_scene_id ON observations(scene_id);
CREATE INDEX observations_site_code ON observations(site_code);
CREATE TABLE observations_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_kind TEXT,
  site_code TEXT,
  scene_id TEXT,
  observed_at DATETIME,
  valid_share REAL,
  ndvi_mean REAL,
  ndvi_stdev REAL,
  vegetation_cover_share REAL,
  vegetation_cover_uncertainty REAL,
  bare_share REAL,
  water_share REAL,
  reference_cover_share REAL,
  reference_pixels INTEGER,
  relative_recovery_share REAL,
  relative_recovery_uncertainty REAL,
  missing_reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
, sensor TEXT, harmonised TEXT, cloud_share REAL, shadow_share REAL, snow_share REAL, haze_share REAL, ndvi_uncertainty REAL, reference_ndvi REAL, reference_ndvi_uncertainty REAL, reference_cover_uncertainty REAL, reference_cover_spread REAL, reference_method TEXT, pit_share REAL, stockpile_share REAL, projected_area_m2 REAL, surface_area_m2 REAL, scar_area_m2 REAL, restored_area_m2 REAL, mask_origin TEXT);
CREATE INDEX observations_history_end ON observations_history(end_revision);
CREATE INDEX observations_history_id ON observations_history(id, revision);
CREATE TABLE priority_scenarios (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  note TEXT,
  criteria_set TEXT,
  criteria_json TEXT,
  question_json TEXT,
  method TEXT,
  objective TEXT,
  budget_wan INTEGER,
  revision_read INTEGER,
  known_at DATETIME,
  created_by TEXT,
  created_at DATETIME,
  dumps INTEGER,
  funded INTEGER,
  spent_wan INTEGER,
  funded_codes TEXT,
  must TEXT,
  cannot TEXT,
  adopted_at DATETIME,
  adopted_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE priority_scenarios_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT,
  note TEXT,
  criteria_set TEXT,
  criteria_json TEXT,
  question_json TEXT,
  method TEXT,
  objective TEXT,
  budget_wan INTEGER,
  revision_read INTEGER,
  known_at DATETIME,
  created_by TEXT,
  created_at DATETIME,
  dumps INTEGER,
  funded INTEGER,
  spent_wan INTEGER,
  funded_codes TEXT,
  must TEXT,
  cannot TEXT,
  adopted_at DATETIME,
  adopted_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX priority_scenarios_history_end ON priority_scenarios_history(end_revision);
CREATE INDEX priority_scenarios_history_id ON priority_scenarios_history(id, revision);
CREATE TABLE programs (
  version TEXT PRIMARY KEY NOT NULL,
  first_opened_at TEXT NOT NULL
);
CREATE TABLE register_fits (
  register TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL,
  east_m REAL NOT NULL,
  north_m REAL NOT NULL,
  sites INTEGER NOT NULL,
  strength REAL NOT NULL,
  margin REAL NOT NULL,
  at_zero REAL NOT NULL,
  looks_like TEXT,
  scene_id TEXT NOT NULL,
  checked_at DATETIME NOT NULL
) WITHOUT ROWID;
CREATE TABLE revisions (
  revision INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  run_id TEXT
);
CREATE INDEX revisions_at ON revisions(at);
CREATE TABLE river_corridor (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  id TEXT NOT NULL UNIQUE,
  item_kind TEXT,
  item_id TEXT,
  name TEXT,
  town TEXT,
  river_code TEXT,
  river_name TEXT,
  river_rank TEXT,
  reach TEXT,
  distance_m REAL,
  within_m INTEGER,
  class TEXT,
  status TEXT,
  area_m2 REAL,
  seen_at DATETIME,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX river_corridor_reach ON river_corridor(reach);
CREATE TABLE river_corridor_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom GEOMETRY,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  item_kind TEXT,
  item_id TEXT,
  name TEXT,
  town TEXT,
  river_code TEXT,
  river_name TEXT,
  river_rank TEXT,
  reach TEXT,
  distance_m REAL,
  within_m INTEGER,
  class TEXT,
  status TEXT,
  area_m2 REAL,
  seen_at DATETIME,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX river_corridor_history_end ON river_corridor_history(end_revision);
CREATE INDEX river_corridor_history_id ON river_corridor_history(id, revision);
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
CREATE INDEX rivers_history_end ON rivers_history(end_revision);
CREATE INDEX rivers_history_id ON rivers_history(id, revision);
CREATE VIRTUAL TABLE rtree_alerts_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_cases_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_detections_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_dump_samples_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_dumps_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_field_checks_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_field_photos_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_key_control_areas_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_mine_sites_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_river_corridor_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_rivers_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_scenes_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_sensitive_areas_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_surveys_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_towns_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_volumes_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE TABLE run_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id),
  at TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX run_log_run_id ON run_log(run_id, seq);
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  parameters TEXT NOT NULL,
  input_hash TEXT,
  outputs TEXT,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  progress REAL NOT NULL DEFAULT 0,
  progress_at TEXT,
  message TEXT,
  error TEXT,
  attempt INTEGER NOT NULL DEFAULT 0,
  fencing_token INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  lease_until TEXT,
  cancel_requested INTEGER NOT NULL DEFAULT 0,
  author TEXT NOT NULL,
  code_version TEXT NOT NULL
, parent_id TEXT REFERENCES runs(id));
CREATE INDEX runs_input_hash ON runs(input_hash);
CREATE INDEX runs_parent ON runs(parent_id);
CREATE INDEX runs_state ON runs(state);
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
, mask_origin TEXT, shift_state TEXT, shift_east_m REAL, shift_north_m REAL, shift_uncertainty_m REAL, shift_windows INTEGER, shift_reference TEXT);
CREATE INDEX scenes_acquired_at ON scenes(acquired_at);
CREATE INDEX scenes_sha256 ON scenes(sha256);
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
, mask_origin TEXT, shift_state TEXT, shift_east_m REAL, shift_north_m REAL, shift_uncertainty_m REAL, shift_windows INTEGER, shift_reference TEXT);
CREATE INDEX scenes_history_end ON scenes_history(end_revision);
CREATE INDEX scenes_history_id ON scenes_history(id, revision);
CREATE TABLE schedule (
  task TEXT PRIMARY KEY NOT NULL,
  cron TEXT,
  paused INTEGER NOT NULL,
  served_until TEXT NOT NULL,
  last_at TEXT,
  last_run_id TEXT,
  last_zh TEXT,
  last_en TEXT,
  changed_at TEXT,
  changed_by TEXT
);
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
CREATE INDEX sensitive_areas_history_end ON sensitive_areas_history(end_revision);
CREATE INDEX sensitive_areas_history_id ON sensitive_areas_history(id, revision);
CREATE TABLE site_history (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  site_kind TEXT,
  site_code TEXT,
  status TEXT,
  status_at DATETIME,
  source TEXT,
  decided_by TEXT,
  reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
, reason_en TEXT, previous_status TEXT, undoes TEXT, test_answer TEXT, rule TEXT, changes TEXT, related_codes TEXT);
CREATE INDEX site_history_site_code ON site_history(site_code);
CREATE TABLE site_history_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_kind TEXT,
  site_code TEXT,
  status TEXT,
  status_at DATETIME,
  source TEXT,
  decided_by TEXT,
  reason TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
, reason_en TEXT, previous_status TEXT, undoes TEXT, test_answer TEXT, rule TEXT, changes TEXT, related_codes TEXT);
CREATE INDEX site_history_history_end ON site_history_history(end_revision);
CREATE INDEX site_history_history_id ON site_history_history(id, revision);
CREATE TABLE surveys (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  id TEXT NOT NULL UNIQUE,
  model TEXT,
  model_hash TEXT,
  scene_ids TEXT,
  acquired_at DATETIME,
  acquired_from DATETIME,
  acquired_to DATETIME,
  surveyed_at DATETIME,
  minimum_mapping_unit_m2 REAL,
  threshold REAL,
  detections INTEGER,
  stockpiles INTEGER,
  unrestored_pits INTEGER,
  valid_share REAL,
  area_m2 REAL,
  class_raster TEXT,
  probability_raster TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX surveys_acquired_at ON surveys(acquired_at);
CREATE TABLE surveys_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  model TEXT,
  model_hash TEXT,
  scene_ids TEXT,
  acquired_at DATETIME,
  acquired_from DATETIME,
  acquired_to DATETIME,
  surveyed_at DATETIME,
  minimum_mapping_unit_m2 REAL,
  threshold REAL,
  detections INTEGER,
  stockpiles INTEGER,
  unrestored_pits INTEGER,
  valid_share REAL,
  area_m2 REAL,
  class_raster TEXT,
  probability_raster TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX surveys_history_end ON surveys_history(end_revision);
CREATE INDEX surveys_history_id ON surveys_history(id, revision);
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
CREATE INDEX towns_history_end ON towns_history(end_revision);
CREATE INDEX towns_history_id ON towns_history(id, revision);
CREATE TABLE volumes (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  id TEXT NOT NULL UNIQUE,
  site_kind TEXT,
  site_code TEXT,
  measured_at DATETIME,
  dsm TEXT,
  earlier_dsm TEXT,
  base TEXT,
  toe_source TEXT,
  cut_m3 REAL,
  fill_m3 REAL,
  net_m3 REAL,
  uncertainty_m3 REAL,
  net_low_m3 REAL,
  net_high_m3 REAL,
  bases_low_m3 REAL,
  bases_high_m3 REAL,
  footprint_m2 REAL,
  covered_m2 REAL,
  surface_area_m2 REAL,
  height_max_m REAL,
  height_mean_m REAL,
  vertical_error_m REAL,
  registration_error_m REAL,
  level_of_detection_m REAL,
  bulk_density_t_m3 REAL,
  tonnes REAL,
  note TEXT,
  measured_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX volumes_measured_at ON volumes(measured_at);
CREATE INDEX volumes_site_code ON volumes(site_code);
CREATE TABLE volumes_history (
  history_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom MULTIPOLYGON,
  fid INTEGER NOT NULL,
  id TEXT NOT NULL,
  site_kind TEXT,
  site_code TEXT,
  measured_at DATETIME,
  dsm TEXT,
  earlier_dsm TEXT,
  base TEXT,
  toe_source TEXT,
  cut_m3 REAL,
  fill_m3 REAL,
  net_m3 REAL,
  uncertainty_m3 REAL,
  net_low_m3 REAL,
  net_high_m3 REAL,
  bases_low_m3 REAL,
  bases_high_m3 REAL,
  footprint_m2 REAL,
  covered_m2 REAL,
  surface_area_m2 REAL,
  height_max_m REAL,
  height_mean_m REAL,
  vertical_error_m REAL,
  registration_error_m REAL,
  level_of_detection_m REAL,
  bulk_density_t_m3 REAL,
  tonnes REAL,
  note TEXT,
  measured_by TEXT,
  run_id TEXT,
  revision INTEGER NOT NULL,
  end_revision INTEGER,
  valid_from DATETIME NOT NULL,
  valid_to DATETIME,
  author TEXT NOT NULL
);
CREATE INDEX volumes_history_end ON volumes_history(end_revision);
CREATE INDEX volumes_history_id ON volumes_history(id, revision);
