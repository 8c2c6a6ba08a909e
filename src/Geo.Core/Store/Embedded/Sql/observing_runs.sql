-- When the runs began that wrote any state of any observation.
SELECT DISTINCT r.started_at FROM observations_history h JOIN runs r ON r.id = h.run_id WHERE r.started_at IS NOT NULL
