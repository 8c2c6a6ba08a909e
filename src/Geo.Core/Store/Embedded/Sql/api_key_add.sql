INSERT INTO api_keys (id, name, owner, role, key_hash, created_at, expires_at)
VALUES (@id, @name, @owner, @role, @hash, @now, @expires)
