-- Another process may have seen it at the same moment.
INSERT INTO inbox_entries (name, state, files, bytes, fingerprint, first_seen_at, since, looked_at, reason_zh, reason_en)
VALUES (@Name, @State, @Files, @Bytes, @Fingerprint, @FirstSeenAt, @Since, @LookedAt, @ReasonZh, @ReasonEn)
ON CONFLICT DO NOTHING
