-- What was given back of an invoice is counted before more is.
CREATE INDEX invoice_gives_back ON invoice (gives_back_of) WHERE gives_back_of IS NOT NULL;

-- Whose a licence is: who took it, or to whom it was handed. Its key is for them.
ALTER TABLE licence ADD COLUMN held_by TEXT REFERENCES membership (id);
UPDATE licence SET held_by = taken_by;

-- For whom of the company something was used, if it was for somebody.
ALTER TABLE entitlement_use ADD COLUMN membership_id TEXT REFERENCES membership (id);
UPDATE entitlement_use SET membership_id = (
    SELECT w.membership_id FROM platform_swap w
    WHERE w.customer_id = entitlement_use.customer_id
        AND w.subscription_id = entitlement_use.subscription_id AND w.at = entitlement_use.at
    LIMIT 1)
WHERE what = 'platform-swaps';

-- What letters are about of which it is counted how many arrived: a newsletter.
ALTER TABLE outbox ADD COLUMN about TEXT;
UPDATE outbox SET about = (
    SELECT c.newsletter_id FROM person p
    JOIN membership m ON m.person_id = p.id AND m.customer_id = outbox.customer_id
    JOIN newsletter_copy c ON c.membership_id = m.id AND c.customer_id = outbox.customer_id
    WHERE p.email = outbox.recipient AND c.sent_at = outbox.created_at
    LIMIT 1)
WHERE kind = 'newsletter';
CREATE INDEX outbox_about ON outbox (about, sent_at, due_at) WHERE about IS NOT NULL;
-- How many got a copy is what became of the letters about it.
ALTER TABLE newsletter DROP COLUMN sent;
