-- Rows in the order of the keys k0, k1…; @k0, @k1… and @after are those of the row before the page.
SELECT * FROM (
{rows}
) AS s
WHERE {beyond}
ORDER BY {order}
{limit}
