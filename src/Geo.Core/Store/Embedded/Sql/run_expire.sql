UPDATE runs SET lease_until = @now
WHERE id = @id AND state = 'running' AND fencing_token = @token AND lease_until IS @seen
