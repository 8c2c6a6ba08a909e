SELECT coalesce(max(v.revision), 0)
FROM revisions v LEFT JOIN runs r ON r.id = v.run_id
WHERE r.kind IS NULL OR r.kind NOT IN @kinds
