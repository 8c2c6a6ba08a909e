-- Who made a scene's mask of cloud and shadow; where it lies against a reference scene; whether a register fits the imagery.
ALTER TABLE scenes ADD COLUMN mask_origin TEXT;
ALTER TABLE scenes_history ADD COLUMN mask_origin TEXT;
ALTER TABLE scenes ADD COLUMN shift_state TEXT;
ALTER TABLE scenes_history ADD COLUMN shift_state TEXT;
ALTER TABLE scenes ADD COLUMN shift_east_m REAL;
ALTER TABLE scenes_history ADD COLUMN shift_east_m REAL;
ALTER TABLE scenes ADD COLUMN shift_north_m REAL;
ALTER TABLE scenes_history ADD COLUMN shift_north_m REAL;
ALTER TABLE scenes ADD COLUMN shift_uncertainty_m REAL;
ALTER TABLE scenes_history ADD COLUMN shift_uncertainty_m REAL;
ALTER TABLE scenes ADD COLUMN shift_windows INTEGER;
ALTER TABLE scenes_history ADD COLUMN shift_windows INTEGER;
ALTER TABLE scenes ADD COLUMN shift_reference TEXT;
ALTER TABLE scenes_history ADD COLUMN shift_reference TEXT;
ALTER TABLE observations ADD COLUMN mask_origin TEXT;
ALTER TABLE observations_history ADD COLUMN mask_origin TEXT;

-- 图斑与影像符合性 The last time that a register was held against imagery; no layer: it follows from register and scene.
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
