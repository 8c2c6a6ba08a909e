-- One row of the current table, where it fulfils the request.
SELECT t.fid AS fid, t.id AS id, {geom} AS geom, {columns}
FROM {table} AS t
WHERE t.fid = @fid AND t.revision <= @revision {filters}
