-- What the supplier sells: categories, products with their attributes, price
-- lists, the words products are found by; and the imports that bring them in.

CREATE TABLE category (
    id TEXT PRIMARY KEY,
    parent_id TEXT REFERENCES category (id),
    -- Stands in addresses: /catalog/video-card.
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- What composed SKUs of the category begin with: MEM.
    sku_prefix TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX category_by_parent ON category (parent_id, name);

-- Which attributes the products of a category have, in their order, and how
-- they are read: 'number', 'choice', 'yes-no' or 'text'.
CREATE TABLE category_attribute (
    number INTEGER PRIMARY KEY,
    category_id TEXT NOT NULL REFERENCES category (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    UNIQUE (category_id, name)
) STRICT;

CREATE TABLE product (
    -- Small and stable: the row that the words of product_search belong to.
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sku TEXT NOT NULL UNIQUE,
    -- The SKU as people type it, without dashes and blanks, in capitals.
    plain_sku TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The name as it is sorted: without capitals and accents, numbers padded.
    sort_name TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    category_id TEXT NOT NULL REFERENCES category (id),
    -- Unit of measure, UN/ECE Recommendation 20: C62 is one piece.
    unit TEXT NOT NULL DEFAULT 'C62',
    description TEXT NOT NULL DEFAULT '',
    -- Its attributes in one line, for lists: 27″ · 2560 × 1440 · IPS.
    summary TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1,
    -- What it is found by: words of small letters and digits only, with one
    -- blank between two. Both engines answer with
    -- `number IN (SELECT rowid FROM product_search($1))`.
    words TEXT NOT NULL,
    -- What an import recognises it by where its file has no SKU, and what the
    -- file last said about it: only what the file says anew changes it again.
    origin_key TEXT UNIQUE,
    origin_state TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX product_by_category ON product (category_id, sort_name, id);
CREATE INDEX product_by_category_sku ON product (category_id, sku);
CREATE INDEX product_by_name ON product (sort_name, id);
CREATE INDEX product_by_plain_sku ON product (plain_sku);

CREATE TABLE product_attribute (
    product_id TEXT NOT NULL REFERENCES product (id),
    attribute INTEGER NOT NULL REFERENCES category_attribute (number),
    value TEXT NOT NULL,
    -- Where the value is a number, for ranges.
    amount REAL,
    PRIMARY KEY (product_id, attribute, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_attribute_facet ON product_attribute (attribute, value, amount, product_id);

-- The words of products. Kept by the triggers below, never written directly.
CREATE VIRTUAL TABLE product_search USING fts5 (
    words,
    content = 'product',
    content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2 3'
);
CREATE TRIGGER product_search_new AFTER INSERT ON product BEGIN
    INSERT INTO product_search (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER product_search_gone AFTER DELETE ON product BEGIN
    INSERT INTO product_search (product_search, rowid, words)
    VALUES ('delete', old.number, old.words);
END;
CREATE TRIGGER product_search_changed AFTER UPDATE OF words ON product
WHEN old.words <> new.words BEGIN
    INSERT INTO product_search (product_search, rowid, words)
    VALUES ('delete', old.number, old.words);
    INSERT INTO product_search (rowid, words) VALUES (new.number, new.words);
END;

-- What a customer's people call a thing, and the words it is found by.
CREATE TABLE product_synonym (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    word TEXT NOT NULL,
    replacement TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE price_list (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    currency TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- The price of a product in a list over time. The times of a product's rows
-- never overlap, so `valid_from <= now AND now < valid_until` finds at most
-- one row: what is asked now. The others are its history and its future.
CREATE TABLE price_list_entry (
    price_list_id TEXT NOT NULL REFERENCES price_list (id),
    product_id TEXT NOT NULL REFERENCES product (id),
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    price_minor INTEGER NOT NULL,
    PRIMARY KEY (price_list_id, product_id, valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX price_list_entry_by_product ON price_list_entry (product_id);

-- How the columns of files become products; chosen once, used again.
CREATE TABLE import_mapping (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    mapping TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- One upload of one or many files. Its lines are applied in their order, some
-- hundred in one commit together with how far it came: `done` of `lines`.
-- State: 'uploading', 'mapping' (waits for a person), 'running', 'finished',
-- 'stopped' (by a person) or 'failed'.
CREATE TABLE import (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    mapping TEXT NOT NULL,
    price_list_id TEXT REFERENCES price_list (id),
    person_id TEXT NOT NULL,
    person_name TEXT NOT NULL,
    lines INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    repeated INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER
) STRICT;
CREATE INDEX import_by_time ON import (created_at);
CREATE INDEX import_unfinished ON import (state) WHERE state IN ('uploading', 'running');

CREATE TABLE import_file (
    import_id TEXT NOT NULL REFERENCES import (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- What it looks like: its columns, and some cells of each.
    facts TEXT NOT NULL,
    lines INTEGER NOT NULL,
    -- Why it can't be read, where it can't.
    problem TEXT,
    PRIMARY KEY (import_id, position)
) STRICT, WITHOUT ROWID;

-- State: 'waiting', 'new', 'updated', 'unchanged', 'repeated' or 'refused'.
CREATE TABLE import_line (
    import_id TEXT NOT NULL REFERENCES import (id),
    -- Its place among all lines of the import, from 1.
    position INTEGER NOT NULL,
    file INTEGER NOT NULL,
    -- The line of its file, the header being line 1.
    line INTEGER NOT NULL,
    -- Its cells; emptied when the line was taken.
    cells TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    -- What the product is recognised by, to notice a repeated line.
    origin_key TEXT,
    sku TEXT,
    -- Why it was not taken.
    reason TEXT,
    PRIMARY KEY (import_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_line_by_state ON import_line (import_id, state, position);
CREATE INDEX import_line_by_key ON import_line (import_id, origin_key, position)
    WHERE origin_key IS NOT NULL;
