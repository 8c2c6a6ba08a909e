AND t.fid IN (
  SELECT id FROM rtree_{table}_geom
  WHERE maxx >= @minx - 1e-7 AND minx <= @maxx + 1e-7 AND maxy >= @miny - 1e-7 AND miny <= @maxy + 1e-7 {around})
