-- How many days it takes at a place where there is none; the product's own
-- lead time where nothing is said.
ALTER TABLE product_stock ADD COLUMN lead_days INTEGER CHECK (lead_days >= 0);
