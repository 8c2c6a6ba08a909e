SELECT seq, at, author, action, subject, reason, revision, run_id AS RunId FROM audit_log
WHERE (@Before IS NULL OR seq < @Before) AND (@Author IS NULL OR author = @Author) AND (@Since IS NULL OR at >= @Since)
  AND (@Subject IS NULL OR subject = @Subject OR substr(subject, 1, @BelowLength) = @Below)
ORDER BY seq DESC LIMIT @Limit
