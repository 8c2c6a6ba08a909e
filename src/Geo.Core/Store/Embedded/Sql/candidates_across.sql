-- Geometries whose envelopes touch a box without being inside it (candidates.sql without count_inside.sql).
SELECT t.geom FROM rtree_{table}_geom AS r JOIN {table} AS t ON t.fid = r.id
WHERE r.maxx >= @minx - 1e-7 AND r.minx <= @maxx + 1e-7 AND r.maxy >= @miny - 1e-7 AND r.miny <= @maxy + 1e-7 {around}
AND NOT (r.minx >= @minx AND r.maxx <= @maxx AND r.miny >= @miny AND r.maxy <= @maxy)
