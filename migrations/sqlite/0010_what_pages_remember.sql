-- By these counts pages know whether what they remember still holds: of the
-- tree of categories ('categories') and of each price list (its id). Kept by the
-- triggers below, never written directly. (On PostgreSQL they are stamps: there,
-- a database may go back in time under a process that goes on.)
CREATE TABLE change_count (
    what TEXT PRIMARY KEY,
    changes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO change_count (what, changes) VALUES ('categories', 1);
CREATE TRIGGER change_count_new_category AFTER INSERT ON category BEGIN
    UPDATE change_count SET changes = changes + 1 WHERE what = 'categories';
END;
CREATE TRIGGER change_count_changed_category AFTER UPDATE ON category BEGIN
    UPDATE change_count SET changes = changes + 1 WHERE what = 'categories';
END;
CREATE TRIGGER change_count_gone_category AFTER DELETE ON category BEGIN
    UPDATE change_count SET changes = changes + 1 WHERE what = 'categories';
END;
CREATE TRIGGER change_count_new_price AFTER INSERT ON price_list_entry BEGIN
    INSERT INTO change_count (what, changes) VALUES (new.price_list_id, 1)
    ON CONFLICT (what) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER change_count_changed_price AFTER UPDATE ON price_list_entry BEGIN
    INSERT INTO change_count (what, changes) VALUES (old.price_list_id, 1), (new.price_list_id, 1)
    ON CONFLICT (what) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER change_count_gone_price AFTER DELETE ON price_list_entry BEGIN
    INSERT INTO change_count (what, changes) VALUES (old.price_list_id, 1)
    ON CONFLICT (what) DO UPDATE SET changes = changes + 1;
END;
