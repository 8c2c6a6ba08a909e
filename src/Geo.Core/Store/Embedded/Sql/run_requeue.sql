UPDATE runs SET state = 'queued', owner = NULL, lease_until = NULL, error = @error
WHERE id = @id
