-- Which mail of ours did not arrive, as its id in the outbox: for what came in to
-- tell that.
ALTER TABLE incoming_mail ADD COLUMN bounced TEXT;
CREATE INDEX incoming_mail_of_bounced ON incoming_mail (bounced) WHERE bounced IS NOT NULL;
CREATE INDEX incoming_mail_reports ON incoming_mail (at, id) WHERE became = 'bounced';

-- What was kept long enough is removed; see support/pile.rs.
CREATE INDEX incoming_mail_by_time ON incoming_mail (at, id);
