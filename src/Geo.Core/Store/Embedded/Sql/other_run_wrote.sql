SELECT EXISTS (
  SELECT 1 FROM revisions v JOIN runs r ON r.id = v.run_id
  WHERE v.revision > @since AND r.kind = @kind AND r.id <> @own)
