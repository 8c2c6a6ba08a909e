INSERT INTO runs (id, kind, state, parameters, input_hash, created_at, author, code_version, parent_id)
VALUES (@id, @kind, 'queued', @parameters, @inputHash, @now, @author, @codeVersion, @parent)
