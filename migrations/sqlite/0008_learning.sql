-- What is learned from interactions, what is proposed because of it, and what
-- was changed.

-- One row that every learner changes first, so that only one learns at a time.
CREATE TABLE learner (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    turn INTEGER NOT NULL,
    learned INTEGER NOT NULL
) STRICT;
INSERT INTO learner (id, turn, learned) VALUES (1, 0, 0);

-- What a rule keeps per subject: enough to go on learning without reading the
-- history again. The id is made from customer, rule and key.
CREATE TABLE fact_state (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    rule TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX fact_state_by_customer ON fact_state (customer_id);

-- One thing that was learned. The id is made from customer, rule and key too,
-- so that a fact is the same one after rebuilding.
CREATE TABLE fact (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    state_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    key TEXT NOT NULL,
    -- The unit it is about; empty for the whole company.
    unit_id TEXT REFERENCES unit (id),
    subject TEXT NOT NULL,
    subject_id TEXT,
    -- What was found out; see profile/learning.
    finding TEXT NOT NULL,
    -- Whether only the supplier may read it.
    internal INTEGER NOT NULL DEFAULT 0,
    confidence INTEGER NOT NULL CHECK (confidence BETWEEN 1 AND 5),
    -- The interactions it rests on, the latest first, and how many there are.
    evidence TEXT NOT NULL,
    evidence_count INTEGER NOT NULL,
    -- The memberships whose interactions they are.
    members TEXT NOT NULL,
    since INTEGER NOT NULL,
    confirmed_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    -- From when on something is due; empty if the fact says no such thing.
    due_at INTEGER
) STRICT;
CREATE INDEX fact_by_customer ON fact (customer_id, confirmed_at);
CREATE INDEX fact_by_state ON fact (state_id);
CREATE INDEX fact_due ON fact (customer_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX fact_by_rule ON fact (rule, confirmed_at);

-- Somebody of the customer said that a fact is wrong. It outlives rebuilding.
CREATE TABLE fact_correction (
    fact_id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    membership_id TEXT NOT NULL REFERENCES membership (id),
    note TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX fact_correction_by_customer ON fact_correction (customer_id);

-- "Not for us": a suggestion that a unit does not want to see again.
CREATE TABLE not_for_us (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- The unit it holds for; of a member without a unit, the member alone.
    unit_id TEXT REFERENCES unit (id),
    membership_id TEXT NOT NULL REFERENCES membership (id),
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    -- What the subject was called then.
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX not_for_us_by_customer ON not_for_us (customer_id, subject, subject_id);

-- A proposed change in how a customer is served.
CREATE TABLE play (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- The fact that it was proposed for; it may be gone by now.
    fact_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    -- 'proposed', 'accepted' or 'dismissed'.
    state TEXT NOT NULL,
    -- What was found out when it was proposed, or since while it waits.
    finding TEXT NOT NULL,
    confidence INTEGER NOT NULL,
    evidence_count INTEGER NOT NULL,
    proposed_at INTEGER NOT NULL,
    decided_at INTEGER,
    -- The person of the supplier who decided, and why.
    decided_by TEXT REFERENCES person (id),
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX play_open ON play (fact_id) WHERE state = 'proposed';
CREATE INDEX play_by_fact ON play (fact_id, proposed_at);
CREATE INDEX play_by_customer ON play (customer_id, proposed_at);
CREATE INDEX play_by_state ON play (state, proposed_at);

-- A change that was made because of what was learned: "we changed this
-- because …". The text is made in the reader's language from the finding.
CREATE TABLE site_change (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    play_id TEXT NOT NULL REFERENCES play (id),
    fact_id TEXT NOT NULL,
    -- What was done: 'option-changed', 'product-added', 'synonym-added'.
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    -- What was found out then, and what was changed.
    finding TEXT NOT NULL,
    detail TEXT NOT NULL,
    -- What staff wrote to the customer besides.
    note TEXT NOT NULL DEFAULT '',
    made_by TEXT NOT NULL REFERENCES person (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX site_change_by_customer ON site_change (customer_id, at);
CREATE INDEX site_change_by_subject ON site_change (customer_id, subject_id, at);

-- Whether what a member does may be recorded; without a row the company's
-- choice holds.
CREATE TABLE recording_choice (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    membership_id TEXT NOT NULL REFERENCES membership (id),
    recording INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, membership_id)
) STRICT, WITHOUT ROWID;

-- Orders and cancellations by their order: a cancellation needs to know what
-- was ordered, and what was spent leaves out what was cancelled.
CREATE INDEX interaction_of_orders ON interaction (customer_id, subject_id) WHERE kind = 'ordered';
CREATE INDEX interaction_of_cancelled ON interaction (customer_id, subject_id)
    WHERE kind = 'cancelled';
-- Searches that found nothing.
CREATE INDEX interaction_missed ON interaction (customer_id, at)
    WHERE kind = 'searched' AND amount = 0;
