SELECT t.fid, t.id, {geom}, {columns}
FROM {table} AS t
WHERE t.id = @id
