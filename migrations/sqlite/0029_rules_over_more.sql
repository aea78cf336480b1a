-- Rules may ask for more than a category: who makes the products, and a value of
-- one of their attributes; as JSON, always the same text for the same question
-- (domain: agreements::Only). Nothing: all of the category.
ALTER TABLE agreement_category ADD COLUMN only_those TEXT NOT NULL DEFAULT '';
CREATE INDEX agreement_category_asking ON agreement_category (only_those)
    WHERE only_those <> '';
CREATE INDEX product_by_maker ON product (lower(manufacturer), category_id);
