-- What the restoration test said when a status was proposed or decided, and the rule of a proposal.
ALTER TABLE site_history ADD COLUMN test_answer TEXT;
ALTER TABLE site_history_history ADD COLUMN test_answer TEXT;
ALTER TABLE site_history ADD COLUMN rule TEXT;
ALTER TABLE site_history_history ADD COLUMN rule TEXT;
