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

-- A price may hold only from some number of pieces on (in thousandths). The
-- times of rows for the same number of pieces never overlap.
ALTER TABLE price_list_entry ADD COLUMN min_quantity BIGINT NOT NULL DEFAULT 1000;
ALTER TABLE price_list_entry DROP CONSTRAINT price_list_entry_pkey;
ALTER TABLE price_list_entry
    ADD PRIMARY KEY (price_list_id, product_id, min_quantity, valid_from);

-- A lower price for a while, for everybody who buys from the list: of one
-- product, of a category and everything below it, or of the whole list. Either
-- a rate in basis points off the list price, or a price.
CREATE TABLE promotion (
    id UUID PRIMARY KEY,
    price_list_id UUID NOT NULL REFERENCES price_list (id),
    name TEXT NOT NULL,
    category_id UUID REFERENCES category (id),
    product_id UUID REFERENCES product (id),
    rate BIGINT,
    price_minor BIGINT,
    min_quantity BIGINT NOT NULL DEFAULT 1000,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX promotion_of_list ON promotion (price_list_id, valid_until);

-- An agreement is for one customer (and perhaps one unit of it), or, if it
-- names no customer, for all of a needs category or of a segment. The customer
-- of what is below it is the agreement's.
ALTER TABLE agreement ALTER COLUMN customer_id DROP NOT NULL;
ALTER TABLE agreement ADD COLUMN unit_id UUID REFERENCES unit (id);
ALTER TABLE agreement ADD COLUMN needs TEXT;
ALTER TABLE agreement ADD COLUMN segment TEXT;
ALTER TABLE agreement ADD CHECK (num_nonnulls(customer_id, needs, segment) = 1);
ALTER TABLE agreement ADD CHECK (unit_id IS NULL OR customer_id IS NOT NULL);
ALTER TABLE agreement DROP CONSTRAINT agreement_customer_id_number_key;
CREATE UNIQUE INDEX agreement_number ON agreement (customer_id, number);
CREATE UNIQUE INDEX agreement_number_of_many ON agreement (number) WHERE customer_id IS NULL;
CREATE INDEX agreement_of_segment ON agreement (segment) WHERE segment IS NOT NULL;
CREATE INDEX agreement_of_needs ON agreement (needs) WHERE needs IS NOT NULL;

-- How and when it is paid, how it is delivered, whom to ask.
ALTER TABLE agreement_revision ALTER COLUMN customer_id DROP NOT NULL;
ALTER TABLE agreement_revision ADD COLUMN payment TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_revision ADD COLUMN delivery TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_revision ADD COLUMN contact TEXT NOT NULL DEFAULT '';

-- One rule more: 'cost-plus', a rate on top of what the supplier pays. Prices
-- may need some number of pieces. Rules of one kind about one category and
-- number of pieces never overlap in time.
ALTER TABLE agreement_category DROP CONSTRAINT agreement_category_pkey;
DROP INDEX agreement_category_of;
ALTER TABLE agreement_category ALTER COLUMN customer_id DROP NOT NULL;
ALTER TABLE agreement_category ADD COLUMN min_quantity BIGINT NOT NULL DEFAULT 1000;
ALTER TABLE agreement_category ADD PRIMARY KEY (revision_id, number);

-- Products, too, may have a 'discount' or 'cost-plus' of their own.
ALTER TABLE agreement_product DROP CONSTRAINT agreement_product_pkey;
ALTER TABLE agreement_product ALTER COLUMN customer_id DROP NOT NULL;
ALTER TABLE agreement_product ADD COLUMN min_quantity BIGINT NOT NULL DEFAULT 1000;
ALTER TABLE agreement_product ADD COLUMN rate BIGINT;
ALTER TABLE agreement_product
    ADD PRIMARY KEY (revision_id, product_id, rule, min_quantity, valid_from);

-- What is for many customers is read by each of them, and written by none.
CREATE POLICY for_many ON agreement FOR SELECT USING (customer_id IS NULL);
CREATE POLICY for_many ON agreement_revision FOR SELECT USING (customer_id IS NULL);
CREATE POLICY for_many ON agreement_category FOR SELECT USING (customer_id IS NULL);
CREATE POLICY for_many ON agreement_product FOR SELECT USING (customer_id IS NULL);
