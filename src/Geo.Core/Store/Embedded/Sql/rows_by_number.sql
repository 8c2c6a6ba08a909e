-- Rows of the current table by a JSON array of their numbers, handed over one by one in its order; gives none.
SELECT 1
FROM json_each(@numbers) AS wanted CROSS JOIN {table} AS t ON t.fid = wanted.value
WHERE geowfc_row(t.fid, t.id, t.geom{columns})
