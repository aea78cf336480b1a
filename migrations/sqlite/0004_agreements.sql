-- What was negotiated with each customer: what it may buy, at which prices,
-- on which terms and for how long. A catalog is never copied per customer:
-- pages join products, a shared price list and these few lines.

CREATE TABLE agreement (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- What people call it: 'HM 2026'.
    number TEXT NOT NULL,
    -- Every price in it is in this currency, for as long as it lives.
    currency TEXT NOT NULL,
    -- The revision that applies; none until the first is published.
    published_revision_id TEXT,
    created_at INTEGER NOT NULL,
    UNIQUE (customer_id, number)
) STRICT;

-- One state of an agreement. A draft is worked on, then published; from then
-- on nothing in it or below it changes. State: 'draft', 'published' or
-- 'superseded'.
CREATE TABLE agreement_revision (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    -- The list whose prices it starts from; in the agreement's currency.
    price_list_id TEXT NOT NULL REFERENCES price_list (id),
    valid_from INTEGER NOT NULL,
    -- The first moment at which it no longer applies.
    valid_until INTEGER NOT NULL,
    terms TEXT NOT NULL DEFAULT '',
    -- What the customer reads: "we changed this because…".
    note TEXT NOT NULL DEFAULT '',
    -- Counts the changes of a draft, so that one publishes what one has seen.
    version INTEGER NOT NULL DEFAULT 1,
    made_by TEXT NOT NULL,
    made_by_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    published_by_name TEXT,
    published_at INTEGER,
    UNIQUE (agreement_id, number)
) STRICT;
CREATE UNIQUE INDEX agreement_one_draft ON agreement_revision (agreement_id) WHERE state = 'draft';
CREATE INDEX agreement_revision_by_customer ON agreement_revision (customer_id, agreement_id);

-- Rules about whole categories and everything below them; the nearest rule up
-- the tree decides. Rule: 'in', 'out' or 'discount' (a rate in basis points
-- off the list price). No category: the whole catalog. Rules of one kind about
-- one category never overlap in time.
CREATE TABLE agreement_category (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    revision_id TEXT NOT NULL REFERENCES agreement_revision (id),
    number INTEGER NOT NULL,
    category_id TEXT REFERENCES category (id),
    rule TEXT NOT NULL,
    rate INTEGER,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    PRIMARY KEY (customer_id, revision_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_category_of ON agreement_category
    (customer_id, revision_id, rule, category_id);

-- Rules about single products. Rule: 'in', 'out' or 'price' (visible, at this
-- price). They beat every rule about categories; 'out' beats the others.
CREATE TABLE agreement_product (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    revision_id TEXT NOT NULL REFERENCES agreement_revision (id),
    product_id TEXT NOT NULL REFERENCES product (id),
    rule TEXT NOT NULL,
    price_minor INTEGER,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    PRIMARY KEY (customer_id, revision_id, product_id, rule, valid_from)
) STRICT, WITHOUT ROWID;

-- What a catalog page walks along: the products on offer, in their order.
CREATE INDEX product_on_shelf ON product (category_id, sort_name, id) WHERE active;
CREATE INDEX product_on_shelf_by_sku ON product (category_id, sku, id) WHERE active;

-- How many products of each category are on offer, and a count of its
-- changes, by which pages know whether what they remember of it still holds.
-- Kept by the triggers below, never written directly.
CREATE TABLE category_stock (
    category_id TEXT PRIMARY KEY REFERENCES category (id),
    active INTEGER NOT NULL,
    changes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO category_stock (category_id, active, changes)
SELECT category_id, SUM(active), 1 FROM product GROUP BY category_id;
CREATE TRIGGER category_stock_new AFTER INSERT ON product BEGIN
    INSERT INTO category_stock (category_id, active, changes)
    VALUES (new.category_id, new.active, 1)
    ON CONFLICT (category_id) DO UPDATE SET active = active + excluded.active, changes = changes + 1;
END;
CREATE TRIGGER category_stock_changed AFTER UPDATE ON product BEGIN
    UPDATE category_stock SET active = active - old.active, changes = changes + 1
    WHERE category_id = old.category_id;
    INSERT INTO category_stock (category_id, active, changes)
    VALUES (new.category_id, new.active, 1)
    ON CONFLICT (category_id) DO UPDATE SET active = active + excluded.active, changes = changes + 1;
END;
CREATE TRIGGER category_stock_gone AFTER DELETE ON product BEGIN
    UPDATE category_stock SET active = active - old.active, changes = changes + 1
    WHERE category_id = old.category_id;
END;
CREATE TRIGGER category_stock_attributes AFTER UPDATE ON category_attribute BEGIN
    UPDATE category_stock SET changes = changes + 1 WHERE category_id = new.category_id;
END;
