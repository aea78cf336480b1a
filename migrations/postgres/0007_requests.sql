-- What people ask for: baskets, requests, what is said about them and what is
-- decided; and the companies' rules about which requests need somebody.

CREATE TABLE basket_line (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    -- What it is, so that the same thing is one line: 'product <id>',
    -- 'configuration <id> <options>' or 'words <id>'.
    thing TEXT NOT NULL,
    product_id UUID,
    configuration_id UUID,
    -- The ids of the options chosen, in order.
    chosen JSONB NOT NULL,
    -- What it was called when it was put in. Names and prices are looked up
    -- anew whenever the basket is shown; these stay for what has left the
    -- catalog since, and for what was described in words.
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    added_at BIGINT NOT NULL,
    UNIQUE (customer_id, membership_id, thing)
);
-- For the number in the frame of every page.
CREATE INDEX basket_line_by_member ON basket_line (membership_id);

CREATE TABLE request (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- The number that people call it by: 'R-2026-0412'.
    number TEXT NOT NULL UNIQUE,
    -- What it asks for in a few words: the first line's name.
    title TEXT NOT NULL,
    membership_id UUID NOT NULL REFERENCES membership (id),
    -- For whom, in the requester's words; empty for the requester.
    for_whom TEXT NOT NULL,
    unit_id UUID REFERENCES unit (id),
    cost_centre_id UUID REFERENCES cost_centre (id),
    -- Days are kept as their noon in UTC: the same day nearly everywhere.
    needed_by BIGINT,
    reason TEXT NOT NULL,
    -- See requests/lifecycle.rs.
    state TEXT NOT NULL,
    -- Counts the changes, so that of two people at once one wins.
    version BIGINT NOT NULL DEFAULT 1,
    currency TEXT NOT NULL,
    lines BIGINT NOT NULL,
    -- Lines without a price when it was submitted.
    unpriced BIGINT NOT NULL,
    -- What the goods with a price cost when it was submitted.
    goods_minor BIGINT NOT NULL,
    -- Whom it needs, and why; see requests/approval_policy.rs.
    verdict JSONB NOT NULL,
    -- Some of its lines are ordered.
    part_ordered BOOLEAN NOT NULL DEFAULT FALSE,
    submitted_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by UUID REFERENCES membership (id)
);
CREATE INDEX request_by_customer ON request (customer_id, id);
CREATE INDEX request_by_state ON request (customer_id, state, id);
CREATE INDEX request_by_member ON request (membership_id, id);

CREATE TABLE request_line (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    request_id UUID NOT NULL REFERENCES request (id),
    position BIGINT NOT NULL,
    -- None of the two: described in words, from outside the catalog.
    product_id UUID,
    configuration_id UUID,
    configuration_revision_id UUID,
    -- A request keeps what it was made with, whatever becomes of the catalog.
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    options JSONB NOT NULL,
    chosen JSONB NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    price_minor BIGINT CHECK (price_minor >= 0),
    -- What the company paid for it before, as it was known then.
    last_paid_minor BIGINT,
    last_paid_at BIGINT,
    -- 'approved', 'refused' or 'held'; none while nobody has decided.
    decision TEXT,
    decided_quantity BIGINT CHECK (decided_quantity > 0),
    decided_price_minor BIGINT CHECK (decided_price_minor >= 0),
    refusal TEXT NOT NULL DEFAULT '',
    order_id UUID,
    order_number TEXT,
    UNIQUE (customer_id, request_id, position)
);

-- What something was last ordered at; ids are ordered by time.
CREATE INDEX order_line_by_sku ON order_line (customer_id, sku, id);

-- Everything said and done: 'submitted', 'asked', 'answered', 'held',
-- 'decided', 'ordered', 'withdrawn'.
CREATE TABLE request_event (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    request_id UUID NOT NULL REFERENCES request (id),
    at BIGINT NOT NULL,
    membership_id UUID NOT NULL REFERENCES membership (id),
    kind TEXT NOT NULL,
    -- What the person wrote.
    text TEXT NOT NULL,
    detail JSONB NOT NULL
);
CREATE INDEX request_event_by_request ON request_event (customer_id, request_id, id);

-- Below which amount a request needs nobody.
CREATE TABLE approval_policy (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- Role and cost centre it is for, as one word, so that there is one rule
    -- for each.
    applies_to TEXT NOT NULL,
    role TEXT,
    cost_centre_id UUID REFERENCES cost_centre (id),
    below_minor BIGINT NOT NULL CHECK (below_minor >= 0),
    currency TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (customer_id, applies_to)
);

SELECT rapport_tenant('basket_line');
SELECT rapport_tenant('request');
SELECT rapport_tenant('request_line');
SELECT rapport_tenant('request_event');
SELECT rapport_tenant('approval_policy');
