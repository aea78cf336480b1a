-- What happened between a customer's people and us.

CREATE TABLE interaction (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    membership_id TEXT REFERENCES membership (id),
    unit_id TEXT REFERENCES unit (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    touch_point TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT,
    text TEXT NOT NULL,
    amount INTEGER,
    detail TEXT NOT NULL,
    -- Whether the learning rules have seen it.
    learned INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX interaction_by_customer ON interaction (customer_id, at DESC, id);
CREATE INDEX interaction_by_member ON interaction (membership_id, at DESC) WHERE membership_id IS NOT NULL;
CREATE INDEX interaction_to_learn ON interaction (id) WHERE NOT learned;
