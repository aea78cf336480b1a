-- Families of products of one category that differ in a few attributes. Each
-- variant is a product like any other, with a SKU and prices of its own.
CREATE TABLE product_family (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    category_id TEXT NOT NULL REFERENCES category (id),
    created_at INTEGER NOT NULL
) STRICT;

-- In what its variants differ.
CREATE TABLE product_family_attribute (
    family_id TEXT NOT NULL REFERENCES product_family (id),
    attribute INTEGER NOT NULL REFERENCES category_attribute (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (family_id, attribute)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_family_attribute_of ON product_family_attribute (attribute);

CREATE TABLE product_variant (
    product_id TEXT PRIMARY KEY REFERENCES product (id),
    family_id TEXT NOT NULL REFERENCES product_family (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_variant_of_family ON product_variant (family_id);

-- Lists say in what a variant differs: what is remembered of its category is
-- out of date when that changes.
CREATE TRIGGER category_stock_new_variant AFTER INSERT ON product_variant BEGIN
    UPDATE category_stock SET changes = changes + 1
    WHERE category_id = (SELECT category_id FROM product WHERE id = new.product_id);
END;
CREATE TRIGGER category_stock_gone_variant AFTER DELETE ON product_variant BEGIN
    UPDATE category_stock SET changes = changes + 1
    WHERE category_id = (SELECT category_id FROM product WHERE id = old.product_id);
END;
CREATE TRIGGER category_stock_new_varying AFTER INSERT ON product_family_attribute BEGIN
    UPDATE category_stock SET changes = changes + 1
    WHERE category_id = (SELECT category_id FROM product_family WHERE id = new.family_id);
END;
CREATE TRIGGER category_stock_gone_varying AFTER DELETE ON product_family_attribute BEGIN
    UPDATE category_stock SET changes = changes + 1
    WHERE category_id = (SELECT category_id FROM product_family WHERE id = old.family_id);
END;
