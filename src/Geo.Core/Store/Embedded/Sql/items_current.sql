-- Rows of the current table as far as they are not younger than @revision.
SELECT t.fid AS fid, t.id AS id, {geom} AS geom, {columns}
FROM {table} AS t
WHERE t.revision <= @revision {after} {filters} {near}
{order}
