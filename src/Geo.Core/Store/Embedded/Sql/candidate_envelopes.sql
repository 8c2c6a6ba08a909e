-- Numbers and envelopes (32 bit, outward) of the rows whose envelopes touch a tile.
SELECT id, minx, miny, maxx, maxy FROM rtree_{table}_geom
WHERE maxx >= @minx AND minx <= @maxx AND maxy >= @miny AND miny <= @maxy
