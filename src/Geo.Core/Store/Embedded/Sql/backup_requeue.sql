-- In the copy only: nobody executes there what was being executed here.
INSERT INTO run_log (run_id, at, attempt, text)
SELECT id, @now, attempt, 'queued again: a backup was made while it ran' FROM runs WHERE state = 'running';
UPDATE runs SET state = 'queued', owner = NULL, lease_until = NULL WHERE state = 'running';
