INSERT INTO audit_log (at, author, action, subject, reason, revision, run_id)
VALUES (@at, @author, @action, @subject, @reason, @revision, @runId)
