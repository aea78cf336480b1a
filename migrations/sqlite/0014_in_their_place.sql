-- Somebody of the supplier in a member's place, until a moment: looking at the
-- site as that person sees it ('looking'), or acting for them, for a reason
-- ('acting'). The rows stay: they say who did what for whom.
CREATE TABLE stand_in (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    membership_id TEXT NOT NULL REFERENCES membership (id),
    -- The member's person, and the supplier's.
    member_person_id TEXT NOT NULL REFERENCES person (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    manner TEXT NOT NULL,
    reason TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX stand_in_of_customer ON stand_in (customer_id, began_at);

ALTER TABLE session ADD COLUMN stand_in_id TEXT;

-- In whose place somebody did it, if in anybody's.
ALTER TABLE audit ADD COLUMN for_person_id TEXT;
