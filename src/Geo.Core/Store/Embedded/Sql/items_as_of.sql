-- Rows as of @revision: those that still stand, and those that ended after it.
SELECT t.fid AS fid, t.id AS id, {geom} AS geom, {columns}
FROM {table} AS t
WHERE t.revision <= @revision {after} {filters} {near}
UNION ALL
SELECT t.fid, t.id, {geom}, {columns}
FROM {table}_history AS t
WHERE t.end_revision > @revision AND t.revision <= @revision {after} {filters}
{order}
