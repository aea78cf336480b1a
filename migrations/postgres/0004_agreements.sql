-- What was negotiated with each customer: what it may buy, at which prices,
-- on which terms and for how long. A catalog is never copied per customer:
-- pages join products, a shared price list and these few lines.

CREATE TABLE agreement (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- What people call it: 'HM 2026'.
    number TEXT NOT NULL,
    -- Every price in it is in this currency, for as long as it lives.
    currency TEXT NOT NULL,
    -- The revision that applies; none until the first is published.
    published_revision_id UUID,
    created_at BIGINT NOT NULL,
    UNIQUE (customer_id, number)
);

-- One state of an agreement. A draft is worked on, then published; from then
-- on nothing in it or below it changes. State: 'draft', 'published' or
-- 'superseded'.
CREATE TABLE agreement_revision (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    agreement_id UUID NOT NULL REFERENCES agreement (id),
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- The list whose prices it starts from; in the agreement's currency.
    price_list_id UUID NOT NULL REFERENCES price_list (id),
    valid_from BIGINT NOT NULL,
    -- The first moment at which it no longer applies.
    valid_until BIGINT NOT NULL,
    terms TEXT NOT NULL DEFAULT '',
    -- What the customer reads: "we changed this because…".
    note TEXT NOT NULL DEFAULT '',
    -- Counts the changes of a draft, so that one publishes what one has seen.
    version BIGINT NOT NULL DEFAULT 1,
    made_by UUID NOT NULL,
    made_by_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    published_by_name TEXT,
    published_at BIGINT,
    UNIQUE (agreement_id, number)
);
CREATE UNIQUE INDEX agreement_one_draft ON agreement_revision (agreement_id) WHERE state = 'draft';
CREATE INDEX agreement_revision_by_customer ON agreement_revision (customer_id, agreement_id);

-- Rules about whole categories and everything below them; the nearest rule up
-- the tree decides. Rule: 'in', 'out' or 'discount' (a rate in basis points
-- off the list price). No category: the whole catalog. Rules of one kind about
-- one category never overlap in time.
CREATE TABLE agreement_category (
    customer_id UUID NOT NULL REFERENCES customer (id),
    revision_id UUID NOT NULL REFERENCES agreement_revision (id),
    number BIGINT NOT NULL,
    category_id UUID REFERENCES category (id),
    rule TEXT NOT NULL,
    rate BIGINT,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    PRIMARY KEY (customer_id, revision_id, number)
);
CREATE INDEX agreement_category_of ON agreement_category
    (customer_id, revision_id, rule, category_id);

-- Rules about single products. Rule: 'in', 'out' or 'price' (visible, at this
-- price). They beat every rule about categories; 'out' beats the others.
CREATE TABLE agreement_product (
    customer_id UUID NOT NULL REFERENCES customer (id),
    revision_id UUID NOT NULL REFERENCES agreement_revision (id),
    product_id UUID NOT NULL REFERENCES product (id),
    rule TEXT NOT NULL,
    price_minor BIGINT,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    PRIMARY KEY (customer_id, revision_id, product_id, rule, valid_from)
);

-- What a catalog page walks along: the products on offer, in their order.
CREATE INDEX product_on_shelf ON product (category_id, sort_name, id) WHERE active;
CREATE INDEX product_on_shelf_by_sku ON product (category_id, sku, id) WHERE active;

-- How many products of each category are on offer, and a count of its
-- changes, by which pages know whether what they remember of it still holds.
-- Kept by the triggers below, never written directly.
CREATE TABLE category_stock (
    category_id UUID PRIMARY KEY REFERENCES category (id),
    active BIGINT NOT NULL,
    changes BIGINT NOT NULL
);
INSERT INTO category_stock (category_id, active, changes)
SELECT category_id, COUNT(*) FILTER (WHERE active), 1 FROM product GROUP BY category_id;

-- One statement per statement, however many rows it changed; in the order of
-- the categories, so that two of them never wait for each other.
CREATE FUNCTION category_stock_new() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO category_stock AS stock (category_id, active, changes)
    SELECT category_id, COUNT(*) FILTER (WHERE active), 1 FROM after_rows
    GROUP BY category_id ORDER BY category_id
    ON CONFLICT (category_id) DO UPDATE
        SET active = stock.active + excluded.active, changes = stock.changes + 1;
    RETURN NULL;
END $$;
CREATE FUNCTION category_stock_changed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO category_stock AS stock (category_id, active, changes)
    SELECT category_id, SUM(one), 1 FROM (
        SELECT category_id, CASE WHEN active THEN 1 ELSE 0 END AS one FROM after_rows
        UNION ALL
        SELECT category_id, CASE WHEN active THEN -1 ELSE 0 END FROM before_rows
    ) moved
    GROUP BY category_id ORDER BY category_id
    ON CONFLICT (category_id) DO UPDATE
        SET active = stock.active + excluded.active, changes = stock.changes + 1;
    RETURN NULL;
END $$;
CREATE FUNCTION category_stock_gone() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO category_stock AS stock (category_id, active, changes)
    SELECT category_id, -COUNT(*) FILTER (WHERE active), 1 FROM before_rows
    GROUP BY category_id ORDER BY category_id
    ON CONFLICT (category_id) DO UPDATE
        SET active = stock.active + excluded.active, changes = stock.changes + 1;
    RETURN NULL;
END $$;
CREATE FUNCTION category_stock_attributes() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE category_stock SET changes = changes + 1
    WHERE category_id IN (SELECT category_id FROM after_rows);
    RETURN NULL;
END $$;
CREATE TRIGGER category_stock_new AFTER INSERT ON product
    REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION category_stock_new();
CREATE TRIGGER category_stock_changed AFTER UPDATE ON product
    REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION category_stock_changed();
CREATE TRIGGER category_stock_gone AFTER DELETE ON product
    REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION category_stock_gone();
CREATE TRIGGER category_stock_attributes AFTER UPDATE ON category_attribute
    REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION category_stock_attributes();

SELECT rapport_tenant('agreement');
SELECT rapport_tenant('agreement_revision');
SELECT rapport_tenant('agreement_category');
SELECT rapport_tenant('agreement_product');
