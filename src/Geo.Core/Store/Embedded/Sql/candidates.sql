-- Numbers of the rows whose envelopes (32 bit, outward) touch a box; widened by the rounding of what is published.
SELECT id AS n FROM rtree_{table}_geom
WHERE maxx >= @minx - 1e-7 AND minx <= @maxx + 1e-7 AND maxy >= @miny - 1e-7 AND miny <= @maxy + 1e-7 {around}
