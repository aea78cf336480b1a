-- What happened between a customer's people and us.

CREATE TABLE interaction (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    membership_id UUID REFERENCES membership (id),
    unit_id UUID REFERENCES unit (id),
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    touch_point TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID,
    text TEXT NOT NULL,
    amount BIGINT,
    detail JSONB NOT NULL,
    -- Whether the learning rules have seen it.
    learned BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX interaction_by_customer ON interaction (customer_id, at DESC, id);
CREATE INDEX interaction_by_member ON interaction (membership_id, at DESC) WHERE membership_id IS NOT NULL;
CREATE INDEX interaction_to_learn ON interaction (id) WHERE NOT learned;

SELECT rapport_tenant('interaction');
