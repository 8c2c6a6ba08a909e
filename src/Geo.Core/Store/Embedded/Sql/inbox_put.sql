UPDATE inbox_entries SET state = @State, files = @Files, bytes = @Bytes, fingerprint = @Fingerprint, since = @Since, looked_at = @LookedAt, tries = @Tries,
  run_id = @RunId, outcome = @Outcome, target = @Target, moved = @Moved, reason_zh = @ReasonZh, reason_en = @ReasonEn, scene_ids = @SceneIds, ended_at = @EndedAt
WHERE id = @Id AND state = @was
