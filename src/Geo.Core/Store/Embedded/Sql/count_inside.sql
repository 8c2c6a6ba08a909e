-- How many rows have envelopes (32 bit, outward) inside a box: no look at the rows is needed to say that they meet it.
SELECT count(*) FROM (SELECT 1 FROM rtree_{table}_geom WHERE minx >= @minx AND maxx <= @maxx AND miny >= @miny AND maxy <= @maxy {around} LIMIT @most)
