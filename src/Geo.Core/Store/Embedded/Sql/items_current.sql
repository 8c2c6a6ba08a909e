-- Rows of the current table as far as they are not younger than @revision.
SELECT t.fid, t.id, {geom}, {columns}
FROM {table} AS t
WHERE t.revision <= @revision AND t.fid > @after {filters} {near}
ORDER BY t.fid
