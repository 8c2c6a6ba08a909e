-- Monthly reports: a draft that people correct, then frozen. A frozen version is never changed or removed; a reopened report is a new version.
CREATE TABLE monthly_reports (
  month TEXT NOT NULL,
  version INTEGER NOT NULL,
  edit INTEGER NOT NULL,
  report TEXT NOT NULL,
  drafted_at TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  run_id TEXT,
  frozen_at TEXT,
  frozen_by TEXT,
  sha256 TEXT,
  files TEXT,
  sent_at TEXT,
  sent_by TEXT,
  sent_note TEXT,
  reopened_at TEXT,
  reopened_by TEXT,
  reopened_reason TEXT,
  PRIMARY KEY (month, version)
);
CREATE TRIGGER monthly_reports_frozen_are_kept BEFORE UPDATE ON monthly_reports
WHEN OLD.frozen_at IS NOT NULL AND (NEW.month IS NOT OLD.month OR NEW.version IS NOT OLD.version OR NEW.report IS NOT OLD.report OR NEW.sha256 IS NOT OLD.sha256
  OR NEW.files IS NOT OLD.files OR NEW.frozen_at IS NOT OLD.frozen_at OR NEW.frozen_by IS NOT OLD.frozen_by)
BEGIN SELECT RAISE(ABORT, 'a frozen report is never changed'); END;
CREATE TRIGGER monthly_reports_frozen_are_never_removed BEFORE DELETE ON monthly_reports WHEN OLD.frozen_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a frozen report is never removed'); END;
-- INSERT OR REPLACE deletes without a trigger of deletion.
CREATE TRIGGER monthly_reports_frozen_are_never_replaced BEFORE INSERT ON monthly_reports
WHEN EXISTS (SELECT 1 FROM monthly_reports WHERE month = NEW.month AND version = NEW.version AND frozen_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a frozen report is never changed'); END;
