UPDATE runs SET state = 'queued', owner = NULL, lease_until = NULL, ended_at = NULL, cancel_requested = 0, progress = 0, error = NULL
WHERE id = @id
