-- A mail is known again by its name among those that are believed as it is: what
-- somebody forged leaves out nothing that is really theirs.
DROP INDEX incoming_mail_once;
CREATE UNIQUE INDEX incoming_mail_once ON incoming_mail (sender, message_name, verified)
    WHERE message_name IS NOT NULL;
