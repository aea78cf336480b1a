-- What is kept as equipment, unit by unit, and how long it is to last: of a
-- category, or of one product. What says nothing says what is above it says.
CREATE TABLE category_keeping (
    category_id TEXT PRIMARY KEY REFERENCES category (id),
    kept INTEGER,
    -- Whether data lies on it, so that it is wiped before it goes.
    holds_data INTEGER,
    -- From its delivery, in months.
    warranty_months INTEGER,
    refresh_months INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE product_keeping (
    product_id TEXT PRIMARY KEY REFERENCES product (id),
    kept INTEGER,
    holds_data INTEGER,
    warranty_months INTEGER,
    refresh_months INTEGER
) STRICT, WITHOUT ROWID;

-- What the units of a company are: each different one once, so that words are
-- looked for in hundreds of rows and not in all units.
CREATE TABLE asset_kind (
    number INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- Name, manufacturer, model and number, in small letters; see assets/kinds.rs.
    words TEXT NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (customer_id, words)
) STRICT;
CREATE INDEX asset_kind_by_name ON asset_kind (customer_id, name, number);

ALTER TABLE asset ADD COLUMN kind INTEGER REFERENCES asset_kind (number);
-- What was promised when it left; nothing is 0. Counted from its delivery.
ALTER TABLE asset ADD COLUMN warranty_months INTEGER NOT NULL DEFAULT 0;
ALTER TABLE asset ADD COLUMN refresh_months INTEGER NOT NULL DEFAULT 0;
-- When who has it was told that it is due back.
ALTER TABLE asset ADD COLUMN reminded_at INTEGER;

INSERT INTO asset_kind (customer_id, words, sku, name)
SELECT customer_id, lower(trim(replace(replace(
        name || ' ' || manufacturer || ' ' || model || ' ' || sku, '  ', ' '), '  ', ' '))),
    min(sku), min(name)
FROM asset GROUP BY 1, 2;
UPDATE asset SET kind = (SELECT k.number FROM asset_kind k
    WHERE k.customer_id = asset.customer_id AND k.words = lower(trim(replace(replace(
        asset.name || ' ' || asset.manufacturer || ' ' || asset.model || ' ' || asset.sku,
        '  ', ' '), '  ', ' '))));

CREATE INDEX asset_by_kind ON asset (customer_id, kind, id);
CREATE INDEX asset_by_unit_state ON asset (customer_id, unit_id, state, id);
-- With all that the plan of replacements counts.
CREATE INDEX asset_by_refresh ON asset
    (customer_id, refresh_at, id, state, unit_id, order_line_id);
CREATE INDEX asset_due_back ON asset (loaned_until)
    WHERE state = 'on-loan' AND reminded_at IS NULL;

-- What belongs to a unit on paper: its invoice, the certificate of its wiping.
CREATE TABLE asset_document (
    file_id TEXT PRIMARY KEY REFERENCES stored_file (id),
    customer_id TEXT NOT NULL REFERENCES customer (id),
    asset_id TEXT NOT NULL REFERENCES asset (id),
    -- 'invoice', 'wipe-certificate' or 'other'.
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    person_id TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_document_of_asset ON asset_document (customer_id, asset_id, file_id);
