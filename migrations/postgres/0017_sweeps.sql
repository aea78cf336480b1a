-- The same change of many agreements: what it is, whom it is for, and how far
-- it came. State: 'running', 'stopped' (by a person) or 'finished'.
CREATE TABLE sweep (
    id UUID PRIMARY KEY,
    what JSONB NOT NULL,
    whom JSONB NOT NULL,
    -- The category it is about, if it is about one.
    category_id UUID REFERENCES category (id),
    -- What customers read.
    note TEXT NOT NULL,
    -- Put in force at once, or left as drafts.
    publishes BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    person_id UUID NOT NULL,
    person_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX sweep_running ON sweep (created_at) WHERE state = 'running';

-- One agreement of it. State: 'waiting', 'drafted' (its draft has the change and
-- has still to be put in force), 'done', 'unchanged' (it says so already) or
-- 'skipped', with why.
CREATE TABLE sweep_item (
    sweep_id UUID NOT NULL REFERENCES sweep (id),
    position BIGINT NOT NULL,
    agreement_id UUID NOT NULL REFERENCES agreement (id),
    state TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    -- The draft with the change in it, and its version then: whatever somebody
    -- made of it since is not put in force.
    draft_id UUID,
    draft_version BIGINT,
    PRIMARY KEY (sweep_id, position)
);
CREATE INDEX sweep_item_by_state ON sweep_item (sweep_id, state, position);
