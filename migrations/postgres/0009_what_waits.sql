-- Agreements by their end, so that curators are told of those that end soon.
CREATE INDEX agreement_revision_ending ON agreement_revision (valid_until)
    WHERE state = 'published';

-- What is on its way to somebody, by the day it was promised for.
CREATE INDEX purchase_order_on_its_way ON purchase_order (requested_by, promised_at)
    WHERE desk_at IS NOT NULL AND promised_at IS NOT NULL;

-- What a unit (or those who belong to none) does not want to see again is said
-- once, whoever says it at the same moment.
DELETE FROM not_for_us later USING not_for_us earlier
WHERE later.id > earlier.id AND later.customer_id = earlier.customer_id
    AND later.subject = earlier.subject AND later.subject_id = earlier.subject_id
    AND COALESCE(later.unit_id, '00000000-0000-0000-0000-000000000000')
        = COALESCE(earlier.unit_id, '00000000-0000-0000-0000-000000000000');
CREATE UNIQUE INDEX not_for_us_once ON not_for_us
    (customer_id, subject, subject_id, COALESCE(unit_id, '00000000-0000-0000-0000-000000000000'));
