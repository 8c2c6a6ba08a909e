INSERT INTO runs (id, kind, state, parameters, input_hash, created_at, author, code_version)
VALUES (@id, @kind, 'queued', @parameters, @inputHash, @now, @author, @codeVersion)
