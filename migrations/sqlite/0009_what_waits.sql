-- Agreements by their end, so that curators are told of those that end soon.
CREATE INDEX agreement_revision_ending ON agreement_revision (valid_until)
    WHERE state = 'published';

-- What is on its way to somebody, by the day it was promised for.
CREATE INDEX purchase_order_on_its_way ON purchase_order (requested_by, promised_at)
    WHERE desk_at IS NOT NULL AND promised_at IS NOT NULL;

-- What a unit (or those who belong to none) does not want to see again is said
-- once, whoever says it at the same moment.
DELETE FROM not_for_us WHERE rowid NOT IN (
    SELECT MIN(rowid) FROM not_for_us
    GROUP BY customer_id, subject, subject_id, COALESCE(unit_id, ''));
CREATE UNIQUE INDEX not_for_us_once ON not_for_us
    (customer_id, subject, subject_id, COALESCE(unit_id, ''));
