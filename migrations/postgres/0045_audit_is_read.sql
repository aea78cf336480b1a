-- The trail is read in the order of time: all of it, one customer's, one
-- person's, or one action's.
DROP INDEX audit_by_customer;
CREATE INDEX audit_by_customer ON audit (customer_id, at, id);
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_person ON audit (person_id, at, id);
CREATE INDEX audit_by_action ON audit (action, at, id);
