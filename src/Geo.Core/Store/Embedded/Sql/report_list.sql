SELECT month AS Month, version AS Version, edit AS Edit, drafted_at AS DraftedAt, drafted_by AS DraftedBy, run_id AS RunId,
  frozen_at AS FrozenAt, frozen_by AS FrozenBy, sha256 AS Sha256, files AS Files, sent_at AS SentAt, sent_by AS SentBy, sent_note AS SentNote,
  reopened_at AS ReopenedAt, reopened_by AS ReopenedBy, reopened_reason AS ReopenedReason
FROM monthly_reports WHERE @month IS NULL OR month = @month
ORDER BY month DESC, version DESC
