-- By these stamps pages know whether what they remember still holds: of the
-- tree of categories ('categories') and of each price list (its id). Every
-- change makes a new one, which is never the same again: a count would repeat
-- itself after a failover or a restored backup, under a process that goes on.
-- Kept by the triggers below, never written directly.
CREATE TABLE change_count (
    what TEXT PRIMARY KEY,
    changes BIGINT NOT NULL
);
CREATE FUNCTION new_stamp() RETURNS BIGINT LANGUAGE sql VOLATILE AS $$
    SELECT floor(random() * 4611686018427387904)::bigint
$$;
INSERT INTO change_count (what, changes) VALUES ('categories', new_stamp());

CREATE FUNCTION change_count_category() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE change_count SET changes = new_stamp()
    WHERE what = 'categories' AND EXISTS (SELECT FROM changed);
    RETURN NULL;
END $$;
CREATE TRIGGER change_count_new_category AFTER INSERT ON category
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_category();
CREATE TRIGGER change_count_changed_category AFTER UPDATE ON category
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_category();
CREATE TRIGGER change_count_gone_category AFTER DELETE ON category
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_category();

-- One statement per statement, however many prices it changed; in the order of
-- the lists, so that two of them never wait for each other.
CREATE FUNCTION change_count_price() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO change_count (what, changes)
    SELECT price_list_id::text, new_stamp() FROM changed GROUP BY 1 ORDER BY 1
    ON CONFLICT (what) DO UPDATE SET changes = excluded.changes;
    RETURN NULL;
END $$;
CREATE FUNCTION change_count_changed_price() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO change_count (what, changes)
    SELECT price_list_id::text, new_stamp()
    FROM (SELECT price_list_id FROM before_rows UNION SELECT price_list_id FROM after_rows) both_rows
    GROUP BY 1 ORDER BY 1
    ON CONFLICT (what) DO UPDATE SET changes = excluded.changes;
    RETURN NULL;
END $$;
CREATE TRIGGER change_count_new_price AFTER INSERT ON price_list_entry
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_price();
CREATE TRIGGER change_count_changed_price AFTER UPDATE ON price_list_entry
    REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_changed_price();
CREATE TRIGGER change_count_gone_price AFTER DELETE ON price_list_entry
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION change_count_price();

-- What counted the changes of a category's products stamps them, too.
CREATE OR REPLACE FUNCTION category_stock_new() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO category_stock AS stock (category_id, active, changes)
    SELECT category_id, COUNT(*) FILTER (WHERE active), new_stamp() FROM after_rows
    GROUP BY category_id ORDER BY category_id
    ON CONFLICT (category_id) DO UPDATE
        SET active = stock.active + excluded.active, changes = excluded.changes;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION category_stock_changed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO category_stock AS stock (category_id, active, changes)
    SELECT category_id, SUM(one), new_stamp() FROM (
        SELECT category_id, CASE WHEN active THEN 1 ELSE 0 END AS one FROM after_rows
        UNION ALL
        SELECT category_id, CASE WHEN active THEN -1 ELSE 0 END FROM before_rows
    ) moved
    GROUP BY category_id ORDER BY category_id
    ON CONFLICT (category_id) DO UPDATE
        SET active = stock.active + excluded.active, changes = excluded.changes;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION category_stock_gone() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO category_stock AS stock (category_id, active, changes)
    SELECT category_id, -COUNT(*) FILTER (WHERE active), new_stamp() FROM before_rows
    GROUP BY category_id ORDER BY category_id
    ON CONFLICT (category_id) DO UPDATE
        SET active = stock.active + excluded.active, changes = excluded.changes;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION category_stock_attributes() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE category_stock SET changes = new_stamp()
    WHERE category_id IN (SELECT category_id FROM after_rows);
    RETURN NULL;
END $$;
