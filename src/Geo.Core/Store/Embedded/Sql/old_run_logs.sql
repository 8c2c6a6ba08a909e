SELECT l.run_id, sum(length(l.text) + 64) FROM run_log l JOIN runs r ON r.id = l.run_id
WHERE r.state IN ('done', 'failed', 'cancelled') AND r.ended_at < @before GROUP BY l.run_id ORDER BY r.seq
