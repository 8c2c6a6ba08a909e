-- Rows whose envelopes touch a box, with those envelopes (32 bit, outward); widened by the rounding of what is published.
SELECT id, minx, maxx, miny, maxy FROM rtree_{table}_geom
WHERE maxx >= @minx - 1e-7 AND minx <= @maxx + 1e-7 AND maxy >= @miny - 1e-7 AND miny <= @maxy + 1e-7
