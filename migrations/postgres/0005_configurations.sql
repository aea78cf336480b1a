-- Standard configurations: builds approved for a customer, with options that
-- its people may choose.

CREATE TABLE configuration (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- What orders call it: 'STD-ENG-WS'.
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    -- 'draft' until the first revision is published, then 'published', and
    -- 'retired' once it is no longer offered.
    state TEXT NOT NULL,
    published_revision_id UUID,
    -- What to take instead of a retired one.
    successor_id UUID REFERENCES configuration (id),
    created_at BIGINT NOT NULL,
    UNIQUE (customer_id, code)
);
CREATE INDEX configuration_by_state ON configuration (customer_id, state, name);

-- One state of a configuration; as with agreements, a published one never
-- changes. State: 'draft', 'published' or 'superseded'.
CREATE TABLE configuration_revision (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    configuration_id UUID NOT NULL REFERENCES configuration (id),
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- The currency of the fixed amounts in it.
    currency TEXT NOT NULL,
    -- The price of the base where one was fixed; otherwise its parts' prices.
    base_price_minor BIGINT,
    -- What the customer reads: "we changed this because…".
    note TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    made_by UUID NOT NULL,
    made_by_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    published_by_name TEXT,
    published_at BIGINT,
    UNIQUE (configuration_id, number)
);
CREATE UNIQUE INDEX configuration_one_draft ON configuration_revision (configuration_id)
    WHERE state = 'draft';
CREATE INDEX configuration_revision_by_customer ON configuration_revision
    (customer_id, configuration_id);

-- What is always in it.
CREATE TABLE configuration_part (
    customer_id UUID NOT NULL REFERENCES customer (id),
    revision_id UUID NOT NULL REFERENCES configuration_revision (id),
    product_id UUID NOT NULL REFERENCES product (id),
    position BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (customer_id, revision_id, product_id)
);

-- A group of options, one of which is picked. Groups and options keep their
-- ids from revision to revision, so that what people choose can be followed.
CREATE TABLE configuration_group (
    customer_id UUID NOT NULL REFERENCES customer (id),
    revision_id UUID NOT NULL REFERENCES configuration_revision (id),
    id UUID NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- Whether something must be picked.
    required BOOLEAN NOT NULL,
    PRIMARY KEY (customer_id, revision_id, id)
);

CREATE TABLE configuration_option (
    customer_id UUID NOT NULL REFERENCES customer (id),
    revision_id UUID NOT NULL REFERENCES configuration_revision (id),
    id UUID NOT NULL,
    group_id UUID NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- No product: the option of having none.
    product_id UUID REFERENCES product (id),
    quantity BIGINT NOT NULL,
    is_default BOOLEAN NOT NULL,
    -- What it adds to the price where that was fixed; otherwise the price of
    -- the product under the agreement.
    price_minor BIGINT,
    PRIMARY KEY (customer_id, revision_id, id)
);

SELECT rapport_tenant('configuration');
SELECT rapport_tenant('configuration_revision');
SELECT rapport_tenant('configuration_part');
SELECT rapport_tenant('configuration_group');
SELECT rapport_tenant('configuration_option');
