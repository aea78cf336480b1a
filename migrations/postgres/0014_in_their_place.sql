-- Somebody of the supplier in a member's place, until a moment: looking at the
-- site as that person sees it ('looking'), or acting for them, for a reason
-- ('acting'). The rows stay: they say who did what for whom.
CREATE TABLE stand_in (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    -- The member's person, and the supplier's.
    member_person_id UUID NOT NULL REFERENCES person (id),
    person_id UUID NOT NULL REFERENCES person (id),
    manner TEXT NOT NULL,
    reason TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    ended_at BIGINT
);
SELECT rapport_tenant('stand_in');
CREATE INDEX stand_in_of_customer ON stand_in (customer_id, began_at);

ALTER TABLE session ADD COLUMN stand_in_id UUID;

-- In whose place somebody did it, if in anybody's.
ALTER TABLE audit ADD COLUMN for_person_id UUID;
