-- People, companies, memberships, sessions; and what every room stands on:
-- the audit trail, the outbox, idempotency keys and the limits on attempts.

-- Everything is served under a role that owns nothing, so that the row
-- policies below bind it. Roles belong to the whole cluster: another database
-- may have made it already, or be making it this very moment.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'rapport_run') THEN
        CREATE ROLE rapport_run NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END $$;
GRANT rapport_run TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO rapport_run;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rapport_run;

-- The second wall between customers. Who is asking is set for each
-- transaction: rapport.side is 'customer', 'staff' or 'system', and
-- rapport.customer the customer's id.
CREATE FUNCTION rapport_tenant(tenant_table TEXT, tenant_column TEXT DEFAULT 'customer_id')
RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
        'CREATE POLICY tenant ON %I USING (
            (SELECT current_setting(''rapport.side'', true)) IN (''staff'', ''system'')
            OR %I = (SELECT nullif(current_setting(''rapport.customer'', true), ''''))::uuid)',
        tenant_table, tenant_column);
END $$;

CREATE TABLE person (
    id UUID PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    language TEXT,
    time_zone TEXT,
    -- Sessions that began before this moment are over.
    signed_out_at BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE TABLE staff_role (
    person_id UUID NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
);

CREATE TABLE customer (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    mark TEXT NOT NULL,
    hue BIGINT NOT NULL,
    logo TEXT,
    segment TEXT NOT NULL,
    employees BIGINT NOT NULL DEFAULT 0,
    country TEXT NOT NULL DEFAULT '',
    industry TEXT NOT NULL DEFAULT '',
    phase TEXT NOT NULL DEFAULT 'development',
    -- What may be recorded about the company's people: 'all' or 'orders'
    -- (only what an order needs).
    recording TEXT NOT NULL DEFAULT 'all',
    created_at BIGINT NOT NULL
);
CREATE INDEX customer_by_name ON customer (name, id);

-- Who at the supplier looks after whom: 'account-manager', 'order-desk', …
CREATE TABLE account_team (
    customer_id UUID NOT NULL REFERENCES customer (id),
    person_id UUID NOT NULL REFERENCES person (id),
    function TEXT NOT NULL,
    PRIMARY KEY (customer_id, person_id)
);
CREATE INDEX account_team_by_person ON account_team (person_id, customer_id);

CREATE TABLE unit (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    UNIQUE (customer_id, name)
);

CREATE TABLE cost_centre (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    UNIQUE (customer_id, code)
);

CREATE TABLE membership (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    person_id UUID NOT NULL REFERENCES person (id),
    unit_id UUID REFERENCES unit (id),
    active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at BIGINT NOT NULL,
    UNIQUE (customer_id, person_id)
);
CREATE INDEX membership_by_person ON membership (person_id, customer_id);

CREATE TABLE membership_role (
    membership_id UUID NOT NULL REFERENCES membership (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    role TEXT NOT NULL,
    PRIMARY KEY (membership_id, role)
);
CREATE INDEX membership_role_by_customer ON membership_role (customer_id, role);

CREATE TABLE invitation (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    unit_id UUID REFERENCES unit (id),
    roles JSONB NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    invited_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    accepted_at BIGINT
);
CREATE INDEX invitation_by_customer ON invitation (customer_id, created_at);

CREATE TABLE password_reset (
    token_hash TEXT PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- The id is a hash: who reads this table can't sign in with it.
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    person_id UUID REFERENCES person (id),
    -- The company the person is in; empty for staff.
    customer_id UUID REFERENCES customer (id),
    -- Staff: the company whose site they look at, and the draft shown.
    preview_customer_id UUID REFERENCES customer (id),
    preview_revision_id UUID,
    data JSONB NOT NULL,
    began_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_expiry ON session (expires_at);
CREATE INDEX session_by_person ON session (person_id);

-- How often something was tried: sign-in per account and per address.
CREATE TABLE attempt (
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX attempt_by_time ON attempt (began_at);

-- A form that was sent twice has one effect: the second gets the first's answer.
CREATE TABLE idempotency (
    key UUID NOT NULL,
    person_id UUID NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (key, person_id)
);
CREATE INDEX idempotency_by_time ON idempotency (at);

-- People are referred to by id only, so that a person can be forgotten
-- without rewriting the trail.
CREATE TABLE audit (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    person_id UUID NOT NULL,
    side TEXT NOT NULL,
    customer_id UUID,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail JSONB NOT NULL
);
CREATE INDEX audit_by_customer ON audit (customer_id, id);
CREATE INDEX audit_by_subject ON audit (subject, id);

-- Messages to send after the change they tell of is committed.
CREATE TABLE outbox (
    id UUID PRIMARY KEY,
    customer_id UUID,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    language TEXT NOT NULL,
    payload JSONB NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    sent_at BIGINT,
    last_error TEXT
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL;
CREATE INDEX outbox_by_time ON outbox (created_at);

-- Human numbers: the last one given in a series such as 'order-2026'.
CREATE TABLE number_series (
    series TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

-- What is true of the installation: its name, whether it is a demonstration.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

SELECT rapport_tenant('customer', 'id');
SELECT rapport_tenant('account_team');
SELECT rapport_tenant('unit');
SELECT rapport_tenant('cost_centre');
SELECT rapport_tenant('membership');
SELECT rapport_tenant('membership_role');
SELECT rapport_tenant('invitation');
