-- The first numbers of the rows whose envelopes touch a tile.
SELECT id FROM rtree_{table}_geom
WHERE maxx >= @minx AND minx <= @maxx AND maxy >= @miny AND miny <= @maxy
LIMIT @limit
