-- Families of products of one category that differ in a few attributes. Each
-- variant is a product like any other, with a SKU and prices of its own.
CREATE TABLE product_family (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    category_id UUID NOT NULL REFERENCES category (id),
    created_at BIGINT NOT NULL
);

-- In what its variants differ.
CREATE TABLE product_family_attribute (
    family_id UUID NOT NULL REFERENCES product_family (id),
    attribute BIGINT NOT NULL REFERENCES category_attribute (number) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    PRIMARY KEY (family_id, attribute)
);
CREATE INDEX product_family_attribute_of ON product_family_attribute (attribute);

CREATE TABLE product_variant (
    product_id UUID PRIMARY KEY REFERENCES product (id),
    family_id UUID NOT NULL REFERENCES product_family (id)
);
CREATE INDEX product_variant_of_family ON product_variant (family_id);

-- Lists say in what a variant differs: what is remembered of its category is
-- out of date when that changes.
CREATE FUNCTION category_stock_variants() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE category_stock SET changes = new_stamp() WHERE category_id IN (
        SELECT p.category_id FROM changed_rows r JOIN product p ON p.id = r.product_id);
    RETURN NULL;
END $$;
CREATE FUNCTION category_stock_varying() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE category_stock SET changes = new_stamp() WHERE category_id IN (
        SELECT f.category_id FROM changed_rows r JOIN product_family f ON f.id = r.family_id);
    RETURN NULL;
END $$;
CREATE TRIGGER category_stock_new_variant AFTER INSERT ON product_variant
    REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION category_stock_variants();
CREATE TRIGGER category_stock_gone_variant AFTER DELETE ON product_variant
    REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION category_stock_variants();
CREATE TRIGGER category_stock_new_varying AFTER INSERT ON product_family_attribute
    REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION category_stock_varying();
CREATE TRIGGER category_stock_gone_varying AFTER DELETE ON product_family_attribute
    REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION category_stock_varying();
