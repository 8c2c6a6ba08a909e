INSERT INTO schedule (task, cron, paused, served_until, last_at, last_run_id, last_zh, last_en, changed_at, changed_by)
VALUES (@Task, @Cron, @Paused, @ServedUntil, @LastAt, @LastRunId, @LastZh, @LastEn, @ChangedAt, @ChangedBy)
ON CONFLICT (task) DO UPDATE SET cron = excluded.cron, paused = excluded.paused, served_until = excluded.served_until, last_at = excluded.last_at,
  last_run_id = excluded.last_run_id, last_zh = excluded.last_zh, last_en = excluded.last_en, changed_at = excluded.changed_at, changed_by = excluded.changed_by
