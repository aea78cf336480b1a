-- People, companies, memberships, sessions; and what every room stands on:
-- the audit trail, the outbox, idempotency keys and the limits on attempts.

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    language TEXT,
    time_zone TEXT,
    -- Sessions that began before this moment are over.
    signed_out_at INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_role (
    person_id TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    mark TEXT NOT NULL,
    hue INTEGER NOT NULL,
    logo TEXT,
    segment TEXT NOT NULL,
    employees INTEGER NOT NULL DEFAULT 0,
    country TEXT NOT NULL DEFAULT '',
    industry TEXT NOT NULL DEFAULT '',
    phase TEXT NOT NULL DEFAULT 'development',
    -- What may be recorded about the company's people: 'all' or 'orders'
    -- (only what an order needs).
    recording TEXT NOT NULL DEFAULT 'all',
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_by_name ON customer (name, id);

-- Who at the supplier looks after whom: 'account-manager', 'order-desk', …
CREATE TABLE account_team (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    function TEXT NOT NULL,
    PRIMARY KEY (customer_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_team_by_person ON account_team (person_id, customer_id);

CREATE TABLE unit (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    UNIQUE (customer_id, name)
) STRICT;

CREATE TABLE cost_centre (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    UNIQUE (customer_id, code)
) STRICT;

CREATE TABLE membership (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    unit_id TEXT REFERENCES unit (id),
    active INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    UNIQUE (customer_id, person_id)
) STRICT;
CREATE INDEX membership_by_person ON membership (person_id, customer_id);

CREATE TABLE membership_role (
    membership_id TEXT NOT NULL REFERENCES membership (id),
    customer_id TEXT NOT NULL REFERENCES customer (id),
    role TEXT NOT NULL,
    PRIMARY KEY (membership_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_role_by_customer ON membership_role (customer_id, role);

CREATE TABLE invitation (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    unit_id TEXT REFERENCES unit (id),
    roles TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    invited_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER
) STRICT;
CREATE INDEX invitation_by_customer ON invitation (customer_id, created_at);

CREATE TABLE password_reset (
    token_hash TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;

-- The id is a hash: who reads this table can't sign in with it.
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    person_id TEXT REFERENCES person (id),
    -- The company the person is in; empty for staff.
    customer_id TEXT REFERENCES customer (id),
    -- Staff: the company whose site they look at, and the draft shown.
    preview_customer_id TEXT REFERENCES customer (id),
    preview_revision_id TEXT,
    data TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_expiry ON session (expires_at);
CREATE INDEX session_by_person ON session (person_id);

-- How often something was tried: sign-in per account and per address.
CREATE TABLE attempt (
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_by_time ON attempt (began_at);

-- A form that was sent twice has one effect: the second gets the first's answer.
CREATE TABLE idempotency (
    key TEXT NOT NULL,
    person_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (key, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_time ON idempotency (at);

-- People are referred to by id only, so that a person can be forgotten
-- without rewriting the trail.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    side TEXT NOT NULL,
    customer_id TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_customer ON audit (customer_id, id);
CREATE INDEX audit_by_subject ON audit (subject, id);

-- Messages to send after the change they tell of is committed.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    customer_id TEXT,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    language TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER,
    last_error TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL;
CREATE INDEX outbox_by_time ON outbox (created_at);

-- Human numbers: the last one given in a series such as 'order-2026'.
CREATE TABLE number_series (
    series TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is true of the installation: its name, whether it is a demonstration.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
