UPDATE runs SET lease_until = @until
WHERE id = @id AND state = 'running' AND fencing_token = @token
