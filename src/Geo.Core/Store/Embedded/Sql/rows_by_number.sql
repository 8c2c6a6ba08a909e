-- Rows of the current table by a JSON array of their numbers, in its order.
SELECT t.fid, t.id, t.geom{columns}
FROM json_each(@numbers) AS wanted CROSS JOIN {table} AS t ON t.fid = wanted.value
