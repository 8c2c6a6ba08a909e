-- Who decided a dump's grade and what its waste is; what else a decision changed, and which dumps a merge or split ties together.
ALTER TABLE dumps ADD COLUMN grade_decided_by TEXT;
ALTER TABLE dumps_history ADD COLUMN grade_decided_by TEXT;
ALTER TABLE dumps ADD COLUMN grade_decided_at DATETIME;
ALTER TABLE dumps_history ADD COLUMN grade_decided_at DATETIME;
ALTER TABLE dumps ADD COLUMN identified_by TEXT;
ALTER TABLE dumps_history ADD COLUMN identified_by TEXT;
ALTER TABLE dumps ADD COLUMN identified_at DATETIME;
ALTER TABLE dumps_history ADD COLUMN identified_at DATETIME;
ALTER TABLE site_history ADD COLUMN changes TEXT;
ALTER TABLE site_history_history ADD COLUMN changes TEXT;
ALTER TABLE site_history ADD COLUMN related_codes TEXT;
ALTER TABLE site_history_history ADD COLUMN related_codes TEXT;
