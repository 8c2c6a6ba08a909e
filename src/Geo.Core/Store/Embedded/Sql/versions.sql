SELECT t.revision, t.end_revision, t.valid_from, t.valid_to, t.author,
  (SELECT v.run_id FROM revisions AS v WHERE v.revision = t.revision), t.id, {geom}, {columns}
FROM {table}_history AS t
WHERE t.id = @id
ORDER BY t.revision, t.history_id
