INSERT INTO monthly_reports (month, version, edit, report, drafted_at, drafted_by, run_id) VALUES (@month, @version, 1, @report, @at, @author, @runId)
ON CONFLICT (month, version) DO UPDATE SET report = excluded.report, edit = edit + 1, drafted_at = excluded.drafted_at, drafted_by = excluded.drafted_by, run_id = excluded.run_id
