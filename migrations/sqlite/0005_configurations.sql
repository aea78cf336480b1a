-- Standard configurations: builds approved for a customer, with options that
-- its people may choose.

CREATE TABLE configuration (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- What orders call it: 'STD-ENG-WS'.
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    -- 'draft' until the first revision is published, then 'published', and
    -- 'retired' once it is no longer offered.
    state TEXT NOT NULL,
    published_revision_id TEXT,
    -- What to take instead of a retired one.
    successor_id TEXT REFERENCES configuration (id),
    created_at INTEGER NOT NULL,
    UNIQUE (customer_id, code)
) STRICT;
CREATE INDEX configuration_by_state ON configuration (customer_id, state, name);

-- One state of a configuration; as with agreements, a published one never
-- changes. State: 'draft', 'published' or 'superseded'.
CREATE TABLE configuration_revision (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    configuration_id TEXT NOT NULL REFERENCES configuration (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    -- The currency of the fixed amounts in it.
    currency TEXT NOT NULL,
    -- The price of the base where one was fixed; otherwise its parts' prices.
    base_price_minor INTEGER,
    -- What the customer reads: "we changed this because…".
    note TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    made_by TEXT NOT NULL,
    made_by_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    published_by_name TEXT,
    published_at INTEGER,
    UNIQUE (configuration_id, number)
) STRICT;
CREATE UNIQUE INDEX configuration_one_draft ON configuration_revision (configuration_id)
    WHERE state = 'draft';
CREATE INDEX configuration_revision_by_customer ON configuration_revision
    (customer_id, configuration_id);

-- What is always in it.
CREATE TABLE configuration_part (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    revision_id TEXT NOT NULL REFERENCES configuration_revision (id),
    product_id TEXT NOT NULL REFERENCES product (id),
    position INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (customer_id, revision_id, product_id)
) STRICT, WITHOUT ROWID;

-- A group of options, one of which is picked. Groups and options keep their
-- ids from revision to revision, so that what people choose can be followed.
CREATE TABLE configuration_group (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    revision_id TEXT NOT NULL REFERENCES configuration_revision (id),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- Whether something must be picked.
    required INTEGER NOT NULL,
    PRIMARY KEY (customer_id, revision_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE configuration_option (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    revision_id TEXT NOT NULL REFERENCES configuration_revision (id),
    id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- No product: the option of having none.
    product_id TEXT REFERENCES product (id),
    quantity INTEGER NOT NULL,
    is_default INTEGER NOT NULL,
    -- What it adds to the price where that was fixed; otherwise the price of
    -- the product under the agreement.
    price_minor INTEGER,
    PRIMARY KEY (customer_id, revision_id, id)
) STRICT, WITHOUT ROWID;
