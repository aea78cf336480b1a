-- What categories, attributes and the values of choices are called in other
-- languages. In the first language they have the name they always had.
CREATE TABLE local_name (
    category_id TEXT NOT NULL REFERENCES category (id),
    -- The attribute's number; 0 for the category itself.
    attribute INTEGER NOT NULL,
    -- The value; empty for the attribute or the category itself.
    value TEXT NOT NULL,
    -- BCP 47: 'de'.
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (category_id, attribute, value, language)
) STRICT, WITHOUT ROWID;

-- Pages remember them with the tree and with what a category has.
CREATE TRIGGER local_name_new AFTER INSERT ON local_name BEGIN
    UPDATE change_count SET changes = changes + 1 WHERE what = 'categories';
    UPDATE category_stock SET changes = changes + 1 WHERE category_id = new.category_id;
END;
CREATE TRIGGER local_name_changed AFTER UPDATE ON local_name BEGIN
    UPDATE change_count SET changes = changes + 1 WHERE what = 'categories';
    UPDATE category_stock SET changes = changes + 1 WHERE category_id = new.category_id;
END;
CREATE TRIGGER local_name_gone AFTER DELETE ON local_name BEGIN
    UPDATE change_count SET changes = changes + 1 WHERE what = 'categories';
    UPDATE category_stock SET changes = changes + 1 WHERE category_id = old.category_id;
END;
