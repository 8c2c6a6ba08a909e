INSERT INTO run_log (run_id, at, attempt, text)
SELECT id, @now, attempt, @text FROM runs WHERE id = @id
