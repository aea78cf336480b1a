-- What was delivered, unit by unit.
CREATE TABLE asset (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- Where it comes from.
    order_id TEXT NOT NULL REFERENCES purchase_order (id),
    order_line_id TEXT NOT NULL REFERENCES order_line (id),
    shipment_id TEXT NOT NULL REFERENCES shipment (id),
    -- Its place in the parcel, from 1.
    position INTEGER NOT NULL,
    -- What it is, as it was called when it left.
    product_id TEXT REFERENCES product (id),
    configuration_revision_id TEXT REFERENCES configuration_revision (id),
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Ours, and never given twice.
    service_tag TEXT NOT NULL UNIQUE,
    -- The customer's, by its own scheme.
    asset_tag TEXT,
    -- The manufacturer's; empty until the desk has typed it.
    serial_number TEXT NOT NULL DEFAULT '',
    -- The options, and what was done at the factory; see assets/as_built.rs.
    as_built TEXT NOT NULL,
    shipped_at INTEGER NOT NULL,
    delivered_at INTEGER,
    UNIQUE (customer_id, asset_tag)
) STRICT;
CREATE INDEX asset_by_shipment ON asset (customer_id, shipment_id, position);
CREATE INDEX asset_by_order ON asset (customer_id, order_id, id);
