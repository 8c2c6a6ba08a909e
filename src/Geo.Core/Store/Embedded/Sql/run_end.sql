UPDATE runs SET state = @state, outputs = @outputs, error = @error, ended_at = @now, lease_until = NULL,
  progress = CASE WHEN @state = 'done' THEN 1 ELSE progress END
WHERE id = @id
