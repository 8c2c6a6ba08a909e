-- The history only grows: its extent is the old one and the layer's present one together.
UPDATE gpkg_contents AS h SET last_change = @at,
  min_x = min(coalesce(h.min_x, c.min_x), coalesce(c.min_x, h.min_x)), min_y = min(coalesce(h.min_y, c.min_y), coalesce(c.min_y, h.min_y)),
  max_x = max(coalesce(h.max_x, c.max_x), coalesce(c.max_x, h.max_x)), max_y = max(coalesce(h.max_y, c.max_y), coalesce(c.max_y, h.max_y))
FROM gpkg_contents AS c
WHERE h.table_name = '{table}_history' AND c.table_name = '{table}'
