UPDATE monthly_reports SET report = @report, sha256 = @sha256, files = @files, frozen_at = @at, frozen_by = @author, edit = edit + 1
WHERE month = @month AND version = @version AND frozen_at IS NULL
