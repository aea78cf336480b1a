-- Agreements by their end, so that curators are told of those that end soon.
CREATE INDEX agreement_revision_ending ON agreement_revision (valid_until)
    WHERE state = 'published';

-- What is on its way to somebody, by the day it was promised for.
CREATE INDEX purchase_order_on_its_way ON purchase_order (requested_by, promised_at)
    WHERE desk_at IS NOT NULL AND promised_at IS NOT NULL;
