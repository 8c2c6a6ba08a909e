SELECT id FROM runs
WHERE input_hash = @inputHash AND state IN ('queued', 'running', 'done')
ORDER BY seq DESC LIMIT 1
