-- Who wrote what, when and why. A write through the store adds its lines in its own transaction; nothing changes or removes one.
CREATE TABLE audit_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT,
  reason TEXT,
  revision INTEGER,
  run_id TEXT
);
CREATE INDEX audit_log_author ON audit_log(author, seq);
CREATE INDEX audit_log_subject ON audit_log(subject, seq);
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_log_is_never_shortened BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
-- INSERT OR REPLACE deletes without a trigger of deletion.
CREATE TRIGGER audit_log_is_never_replaced BEFORE INSERT ON audit_log WHEN EXISTS (SELECT 1 FROM audit_log WHERE seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
