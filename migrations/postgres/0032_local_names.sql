-- What categories, attributes and the values of choices are called in other
-- languages. In the first language they have the name they always had.
CREATE TABLE local_name (
    category_id UUID NOT NULL REFERENCES category (id),
    -- The attribute's number; 0 for the category itself.
    attribute BIGINT NOT NULL,
    -- The value; empty for the attribute or the category itself.
    value TEXT NOT NULL,
    -- BCP 47: 'de'.
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (category_id, attribute, value, language)
);

-- Pages remember them with the tree and with what a category has.
CREATE FUNCTION local_name_changed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE change_count SET changes = new_stamp()
    WHERE what = 'categories' AND EXISTS (SELECT FROM changed);
    UPDATE category_stock SET changes = new_stamp()
    WHERE category_id IN (SELECT category_id FROM changed);
    RETURN NULL;
END $$;
CREATE TRIGGER local_name_new AFTER INSERT ON local_name
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION local_name_changed();
CREATE TRIGGER local_name_changed AFTER UPDATE ON local_name
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION local_name_changed();
CREATE TRIGGER local_name_gone AFTER DELETE ON local_name
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION local_name_changed();
