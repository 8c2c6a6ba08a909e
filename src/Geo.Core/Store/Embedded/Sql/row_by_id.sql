SELECT t.fid, t.id, {geom}, {columns}, t.revision
FROM {table} AS t
WHERE t.id = @id
