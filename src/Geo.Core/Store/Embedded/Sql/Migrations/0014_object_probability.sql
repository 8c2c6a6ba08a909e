-- What the second stage of a survey gives a detection; null for detections made without one.
ALTER TABLE detections ADD COLUMN object_probability REAL;
ALTER TABLE detections_history ADD COLUMN object_probability REAL;
