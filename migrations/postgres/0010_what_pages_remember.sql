-- Counts of changes, by which pages know whether what they remember still
-- holds: of the tree of categories ('categories') and of each price list (its
-- id). Kept by the triggers below, never written directly.
CREATE TABLE change_count (
    what TEXT PRIMARY KEY,
    changes BIGINT NOT NULL
);
INSERT INTO change_count (what, changes) VALUES ('categories', 1);
INSERT INTO change_count (what, changes) SELECT id::text, 1 FROM price_list;

CREATE FUNCTION change_count_category() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE change_count SET changes = changes + 1 WHERE what = 'categories';
    RETURN NULL;
END $$;
CREATE TRIGGER change_count_category AFTER INSERT OR UPDATE OR DELETE ON category
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_category();

CREATE FUNCTION change_count_list() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO change_count (what, changes) VALUES (new.id::text, 1);
    RETURN NULL;
END $$;
CREATE TRIGGER change_count_list AFTER INSERT ON price_list
    FOR EACH ROW EXECUTE FUNCTION change_count_list();

-- One statement per statement, however many prices it changed; in the order of
-- the lists, so that two of them never wait for each other.
CREATE FUNCTION change_count_new_price() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM change_count
    WHERE what IN (SELECT price_list_id::text FROM after_rows) ORDER BY what FOR UPDATE;
    UPDATE change_count SET changes = changes + 1
    WHERE what IN (SELECT price_list_id::text FROM after_rows);
    RETURN NULL;
END $$;
CREATE FUNCTION change_count_gone_price() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM change_count
    WHERE what IN (SELECT price_list_id::text FROM before_rows) ORDER BY what FOR UPDATE;
    UPDATE change_count SET changes = changes + 1
    WHERE what IN (SELECT price_list_id::text FROM before_rows);
    RETURN NULL;
END $$;
CREATE TRIGGER change_count_new_price AFTER INSERT ON price_list_entry
    REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_new_price();
CREATE TRIGGER change_count_changed_price AFTER UPDATE ON price_list_entry
    REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_gone_price();
CREATE TRIGGER change_count_gone_price AFTER DELETE ON price_list_entry
    REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_gone_price();
