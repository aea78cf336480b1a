-- Several agreements may apply to one person, each for a unit, for a customer,
-- for all customers of a needs category or for those of a segment; and prices
-- may follow from costs, from how many are bought, and from promotions.

-- What the customer needs above all, as the supplier sees it; empty if nobody
-- has said so yet.
ALTER TABLE customer ADD COLUMN needs TEXT NOT NULL DEFAULT '';
CREATE INDEX customer_by_segment ON customer (segment, id);
CREATE INDEX customer_by_needs ON customer (needs, id) WHERE needs <> '';

-- 'sale': what customers are asked. 'cost': what the supplier pays itself, from
-- which prices at cost plus a rate are made; no customer ever sees it.
ALTER TABLE price_list ADD COLUMN purpose TEXT NOT NULL DEFAULT 'sale';
CREATE UNIQUE INDEX price_list_of_costs ON price_list (currency) WHERE purpose = 'cost';

-- A price may hold only from some number of pieces on (in thousandths).
CREATE TABLE price_list_entry_before AS SELECT * FROM price_list_entry;
DROP TABLE price_list_entry;
-- The price of a product in a list over time, from some number of pieces on.
-- The times of rows for the same number of pieces never overlap.
CREATE TABLE price_list_entry (
    price_list_id TEXT NOT NULL REFERENCES price_list (id),
    product_id TEXT NOT NULL REFERENCES product (id),
    min_quantity INTEGER NOT NULL DEFAULT 1000,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    price_minor INTEGER NOT NULL,
    PRIMARY KEY (price_list_id, product_id, min_quantity, valid_from)
) STRICT, WITHOUT ROWID;
INSERT INTO price_list_entry (price_list_id, product_id, valid_from, valid_until, price_minor)
SELECT price_list_id, product_id, valid_from, valid_until, price_minor FROM price_list_entry_before;
DROP TABLE price_list_entry_before;
CREATE INDEX price_list_entry_by_product ON price_list_entry (product_id);
CREATE TRIGGER change_count_new_price AFTER INSERT ON price_list_entry BEGIN
    INSERT INTO change_count (what, changes) VALUES (new.price_list_id, 1)
    ON CONFLICT (what) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER change_count_changed_price AFTER UPDATE ON price_list_entry BEGIN
    INSERT INTO change_count (what, changes) VALUES (old.price_list_id, 1), (new.price_list_id, 1)
    ON CONFLICT (what) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER change_count_gone_price AFTER DELETE ON price_list_entry BEGIN
    INSERT INTO change_count (what, changes) VALUES (old.price_list_id, 1)
    ON CONFLICT (what) DO UPDATE SET changes = changes + 1;
END;

-- A lower price for a while, for everybody who buys from the list: of one
-- product, of a category and everything below it, or of the whole list. Either
-- a rate in basis points off the list price, or a price.
CREATE TABLE promotion (
    id TEXT PRIMARY KEY,
    price_list_id TEXT NOT NULL REFERENCES price_list (id),
    name TEXT NOT NULL,
    category_id TEXT REFERENCES category (id),
    product_id TEXT REFERENCES product (id),
    rate INTEGER,
    price_minor INTEGER,
    min_quantity INTEGER NOT NULL DEFAULT 1000,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX promotion_of_list ON promotion (price_list_id, valid_until);

CREATE TABLE agreement_before AS SELECT * FROM agreement;
CREATE TABLE agreement_revision_before AS SELECT * FROM agreement_revision;
CREATE TABLE agreement_category_before AS SELECT * FROM agreement_category;
CREATE TABLE agreement_product_before AS SELECT * FROM agreement_product;
DROP TABLE agreement_category;
DROP TABLE agreement_product;
DROP TABLE agreement_revision;
DROP TABLE agreement;

-- What was negotiated. For one customer (and perhaps one unit of it), or, if it
-- names no customer, for all of a needs category or of a segment.
CREATE TABLE agreement (
    id TEXT PRIMARY KEY,
    customer_id TEXT REFERENCES customer (id),
    unit_id TEXT REFERENCES unit (id),
    needs TEXT,
    segment TEXT,
    -- What people call it: 'HM 2026'.
    number TEXT NOT NULL,
    -- Every price in it is in this currency, for as long as it lives.
    currency TEXT NOT NULL,
    -- The revision that applies; none until the first is published.
    published_revision_id TEXT,
    created_at INTEGER NOT NULL,
    CHECK ((customer_id IS NOT NULL) + (needs IS NOT NULL) + (segment IS NOT NULL) = 1),
    CHECK (unit_id IS NULL OR customer_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX agreement_number ON agreement (customer_id, number);
CREATE UNIQUE INDEX agreement_number_of_many ON agreement (number) WHERE customer_id IS NULL;
CREATE INDEX agreement_of_segment ON agreement (segment) WHERE segment IS NOT NULL;
CREATE INDEX agreement_of_needs ON agreement (needs) WHERE needs IS NOT NULL;

-- One state of an agreement. A draft is worked on, then published; from then
-- on nothing in it or below it changes. State: 'draft', 'published' or
-- 'superseded'. The customer is the agreement's, here and below.
CREATE TABLE agreement_revision (
    id TEXT PRIMARY KEY,
    customer_id TEXT REFERENCES customer (id),
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    -- The list whose prices it starts from; in the agreement's currency.
    price_list_id TEXT NOT NULL REFERENCES price_list (id),
    valid_from INTEGER NOT NULL,
    -- The first moment at which it no longer applies.
    valid_until INTEGER NOT NULL,
    -- How and when it is paid, how it is delivered, whom to ask.
    payment TEXT NOT NULL DEFAULT '',
    delivery TEXT NOT NULL DEFAULT '',
    contact TEXT NOT NULL DEFAULT '',
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
CREATE INDEX agreement_revision_ending ON agreement_revision (valid_until)
    WHERE state = 'published';

-- Rules about whole categories and everything below them; the nearest rule up
-- the tree decides. Rule: 'in', 'out', 'discount' (a rate in basis points off
-- the list price) or 'cost-plus' (a rate on top of what the supplier pays). No
-- category: the whole catalog. Prices may need some number of pieces. Rules of
-- one kind about one category and number of pieces never overlap in time.
CREATE TABLE agreement_category (
    revision_id TEXT NOT NULL REFERENCES agreement_revision (id),
    number INTEGER NOT NULL,
    customer_id TEXT REFERENCES customer (id),
    category_id TEXT REFERENCES category (id),
    rule TEXT NOT NULL,
    rate INTEGER,
    min_quantity INTEGER NOT NULL DEFAULT 1000,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    PRIMARY KEY (revision_id, number)
) STRICT, WITHOUT ROWID;

-- Rules about single products. Rule: 'in', 'out', or visible at a price:
-- 'price', 'discount' or 'cost-plus'. They beat every rule about categories;
-- 'out' beats the others.
CREATE TABLE agreement_product (
    revision_id TEXT NOT NULL REFERENCES agreement_revision (id),
    product_id TEXT NOT NULL REFERENCES product (id),
    rule TEXT NOT NULL,
    min_quantity INTEGER NOT NULL DEFAULT 1000,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    customer_id TEXT REFERENCES customer (id),
    price_minor INTEGER,
    rate INTEGER,
    PRIMARY KEY (revision_id, product_id, rule, min_quantity, valid_from)
) STRICT, WITHOUT ROWID;

INSERT INTO agreement (id, customer_id, number, currency, published_revision_id, created_at)
SELECT id, customer_id, number, currency, published_revision_id, created_at FROM agreement_before;
INSERT INTO agreement_revision (id, customer_id, agreement_id, number, state, price_list_id,
    valid_from, valid_until, terms, note, version, made_by, made_by_name, created_at,
    published_by_name, published_at)
SELECT id, customer_id, agreement_id, number, state, price_list_id,
    valid_from, valid_until, terms, note, version, made_by, made_by_name, created_at,
    published_by_name, published_at
FROM agreement_revision_before;
INSERT INTO agreement_category (revision_id, number, customer_id, category_id, rule, rate,
    valid_from, valid_until)
SELECT revision_id, number, customer_id, category_id, rule, rate, valid_from, valid_until
FROM agreement_category_before;
INSERT INTO agreement_product (revision_id, product_id, rule, valid_from, valid_until, customer_id,
    price_minor)
SELECT revision_id, product_id, rule, valid_from, valid_until, customer_id, price_minor
FROM agreement_product_before;
DROP TABLE agreement_category_before;
DROP TABLE agreement_product_before;
DROP TABLE agreement_revision_before;
DROP TABLE agreement_before;
