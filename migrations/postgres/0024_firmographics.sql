-- What a customer is, as its own books and the supplier's have it.
ALTER TABLE customer ADD COLUMN reference TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN sales_minor BIGINT;
ALTER TABLE customer ADD COLUMN sales_currency TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN founded BIGINT;
ALTER TABLE customer ADD COLUMN street TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN postcode TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN phone TEXT NOT NULL DEFAULT '';
-- Its number in the supplier's own system, where it has one.
CREATE UNIQUE INDEX customer_by_reference ON customer (reference) WHERE reference <> '';
