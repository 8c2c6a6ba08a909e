SELECT t.revision, t.end_revision, t.valid_from, t.valid_to, t.author, t.run_id, t.id, {geom}, {columns}
FROM {table}_history AS t
WHERE t.id = @id
ORDER BY t.revision, t.history_id
