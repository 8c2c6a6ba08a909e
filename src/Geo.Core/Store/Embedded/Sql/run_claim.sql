-- Compare and set: of two claimants one changes the row.
UPDATE runs SET state = 'running', owner = @owner, lease_until = @until, started_at = coalesce(started_at, @now),
  attempt = attempt + 1, fencing_token = fencing_token + 1, error = NULL
WHERE id = @id AND (state = 'queued' OR (state = 'running' AND lease_until <= @now))
