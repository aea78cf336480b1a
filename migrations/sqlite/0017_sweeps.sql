-- The same change of many agreements: what it is, whom it is for, and how far
-- it came. State: 'running', 'stopped' (by a person) or 'finished'.
CREATE TABLE sweep (
    id TEXT PRIMARY KEY,
    what TEXT NOT NULL,
    whom TEXT NOT NULL,
    -- The category it is about, if it is about one.
    category_id TEXT REFERENCES category (id),
    -- What customers read.
    note TEXT NOT NULL,
    -- Put in force at once, or left as drafts.
    publishes INTEGER NOT NULL,
    state TEXT NOT NULL,
    person_id TEXT NOT NULL,
    person_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sweep_running ON sweep (created_at) WHERE state = 'running';

-- One agreement of it. State: 'waiting', 'drafted' (its draft has the change and
-- has still to be put in force), 'done', 'unchanged' (it says so already) or
-- 'skipped', with why.
CREATE TABLE sweep_item (
    sweep_id TEXT NOT NULL REFERENCES sweep (id),
    position INTEGER NOT NULL,
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    state TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    -- The draft with the change in it, and its version then: whatever somebody
    -- made of it since is not put in force.
    draft_id TEXT,
    draft_version INTEGER,
    PRIMARY KEY (sweep_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX sweep_item_by_state ON sweep_item (sweep_id, state, position);
