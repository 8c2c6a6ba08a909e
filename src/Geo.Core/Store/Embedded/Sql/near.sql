AND t.fid IN (
  SELECT id FROM rtree_{table}_geom
  WHERE maxx >= @minx AND minx <= @maxx AND maxy >= @miny AND miny <= @maxy)
