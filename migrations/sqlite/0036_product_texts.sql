-- What products are called and what is said about them in other languages. In
-- the first language they have the name and description they always had.
CREATE TABLE product_text (
    -- Small and stable: the row that the words of product_text_search belong to.
    number INTEGER PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES product (id),
    -- BCP 47: 'de'.
    language TEXT NOT NULL,
    -- Empty if it is called the same.
    name TEXT NOT NULL,
    -- The name as it is sorted; empty with it.
    sort_name TEXT NOT NULL,
    -- Empty if only the first language says anything.
    description TEXT NOT NULL,
    -- The words of the name.
    name_words TEXT NOT NULL,
    -- What the product is found by in this language: the words of this name and
    -- all those of the product, so that words of both languages find it together.
    -- The latter are kept by a trigger below.
    words TEXT NOT NULL,
    UNIQUE (product_id, language)
) STRICT;

-- The words of products in other languages. Kept by the triggers below, never
-- written directly.
CREATE VIRTUAL TABLE product_text_search USING fts5 (
    words,
    content = 'product_text',
    content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2 3'
);
CREATE TRIGGER product_text_search_new AFTER INSERT ON product_text BEGIN
    INSERT INTO product_text_search (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER product_text_search_gone AFTER DELETE ON product_text BEGIN
    INSERT INTO product_text_search (product_text_search, rowid, words)
    VALUES ('delete', old.number, old.words);
END;
CREATE TRIGGER product_text_search_changed AFTER UPDATE OF words ON product_text
WHEN old.words <> new.words BEGIN
    INSERT INTO product_text_search (product_text_search, rowid, words)
    VALUES ('delete', old.number, old.words);
    INSERT INTO product_text_search (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER product_text_words AFTER UPDATE OF words ON product
WHEN old.words <> new.words BEGIN
    UPDATE product_text SET words = trim(name_words || ' ' || new.words)
    WHERE product_id = new.id;
END;

-- Pages remember the names with what a category has.
CREATE TRIGGER product_text_new AFTER INSERT ON product_text BEGIN
    UPDATE category_stock SET changes = changes + 1
    WHERE category_id = (SELECT category_id FROM product WHERE id = new.product_id);
END;
CREATE TRIGGER product_text_changed AFTER UPDATE ON product_text BEGIN
    UPDATE category_stock SET changes = changes + 1
    WHERE category_id = (SELECT category_id FROM product WHERE id = new.product_id);
END;
CREATE TRIGGER product_text_gone AFTER DELETE ON product_text BEGIN
    UPDATE category_stock SET changes = changes + 1
    WHERE category_id = (SELECT category_id FROM product WHERE id = old.product_id);
END;
