-- What is learned from interactions, what is proposed because of it, and what
-- was changed.

-- One row that every learner changes first, so that only one learns at a time.
CREATE TABLE learner (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    turn BIGINT NOT NULL,
    learned BIGINT NOT NULL
);
INSERT INTO learner (id, turn, learned) VALUES (1, 0, 0);

-- What a rule keeps per subject: enough to go on learning without reading the
-- history again. The id is made from customer, rule and key.
CREATE TABLE fact_state (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    rule TEXT NOT NULL,
    key TEXT NOT NULL,
    state JSONB NOT NULL
);
CREATE INDEX fact_state_by_customer ON fact_state (customer_id);
SELECT rapport_tenant('fact_state');

-- One thing that was learned. The id is made from customer, rule and key too,
-- so that a fact is the same one after rebuilding.
CREATE TABLE fact (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    state_id UUID NOT NULL,
    rule TEXT NOT NULL,
    key TEXT NOT NULL,
    -- The unit it is about; empty for the whole company.
    unit_id UUID REFERENCES unit (id),
    subject TEXT NOT NULL,
    subject_id UUID,
    -- What was found out; see profile/learning.
    finding JSONB NOT NULL,
    -- Whether only the supplier may read it.
    internal BOOLEAN NOT NULL DEFAULT FALSE,
    confidence BIGINT NOT NULL CHECK (confidence BETWEEN 1 AND 5),
    -- The interactions it rests on, the latest first, and how many there are.
    evidence JSONB NOT NULL,
    evidence_count BIGINT NOT NULL,
    -- The memberships whose interactions they are.
    members JSONB NOT NULL,
    since BIGINT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    -- From when on something is due; empty if the fact says no such thing.
    due_at BIGINT
);
CREATE INDEX fact_by_customer ON fact (customer_id, confirmed_at);
CREATE INDEX fact_by_state ON fact (state_id);
CREATE INDEX fact_due ON fact (customer_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX fact_by_rule ON fact (rule, confirmed_at);
SELECT rapport_tenant('fact');

-- Somebody of the customer said that a fact is wrong. It outlives rebuilding.
CREATE TABLE fact_correction (
    fact_id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    note TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX fact_correction_by_customer ON fact_correction (customer_id);
SELECT rapport_tenant('fact_correction');

-- "Not for us": a suggestion that a unit does not want to see again.
CREATE TABLE not_for_us (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- The unit it holds for; of a member without a unit, the member alone.
    unit_id UUID REFERENCES unit (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    subject TEXT NOT NULL,
    subject_id UUID NOT NULL,
    -- What the subject was called then.
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX not_for_us_by_customer ON not_for_us (customer_id, subject, subject_id);
SELECT rapport_tenant('not_for_us');

-- A proposed change in how a customer is served.
CREATE TABLE play (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- The fact that it was proposed for; it may be gone by now.
    fact_id UUID NOT NULL,
    rule TEXT NOT NULL,
    -- 'proposed', 'accepted' or 'dismissed'.
    state TEXT NOT NULL,
    -- What was found out when it was proposed, or since while it waits.
    finding JSONB NOT NULL,
    confidence BIGINT NOT NULL,
    evidence_count BIGINT NOT NULL,
    proposed_at BIGINT NOT NULL,
    decided_at BIGINT,
    -- The person of the supplier who decided, and why.
    decided_by UUID REFERENCES person (id),
    reason TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX play_open ON play (fact_id) WHERE state = 'proposed';
CREATE INDEX play_by_fact ON play (fact_id, proposed_at);
CREATE INDEX play_by_customer ON play (customer_id, proposed_at);
CREATE INDEX play_by_state ON play (state, proposed_at);
SELECT rapport_tenant('play');

-- A change that was made because of what was learned: "we changed this
-- because …". The text is made in the reader's language from the finding.
CREATE TABLE site_change (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    play_id UUID NOT NULL REFERENCES play (id),
    fact_id UUID NOT NULL,
    -- What was done: 'option-changed', 'product-added', 'synonym-added'.
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID NOT NULL,
    -- What was found out then, and what was changed.
    finding JSONB NOT NULL,
    detail JSONB NOT NULL,
    -- What staff wrote to the customer besides.
    note TEXT NOT NULL DEFAULT '',
    made_by UUID NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL
);
CREATE INDEX site_change_by_customer ON site_change (customer_id, at);
CREATE INDEX site_change_by_subject ON site_change (customer_id, subject_id, at);
SELECT rapport_tenant('site_change');

-- Whether what a member does may be recorded; without a row the company's
-- choice holds.
CREATE TABLE recording_choice (
    customer_id UUID NOT NULL REFERENCES customer (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    recording BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, membership_id)
);
SELECT rapport_tenant('recording_choice');

-- Orders and cancellations by their order: a cancellation needs to know what
-- was ordered, and what was spent leaves out what was cancelled.
CREATE INDEX interaction_of_orders ON interaction (customer_id, subject_id) WHERE kind = 'ordered';
CREATE INDEX interaction_of_cancelled ON interaction (customer_id, subject_id)
    WHERE kind = 'cancelled';
-- Searches that found nothing.
CREATE INDEX interaction_missed ON interaction (customer_id, at)
    WHERE kind = 'searched' AND amount = 0;
