-- Equipment: whose it is, where, who has it, how it stands; what was bought
-- elsewhere; and what happened to each unit.

-- Units that were imported have no order, so that the table is made anew.
CREATE TABLE asset_with_life (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- 'order' or 'imported'.
    origin TEXT NOT NULL,
    -- Where it comes from, if it came from us.
    order_id TEXT REFERENCES purchase_order (id),
    order_line_id TEXT REFERENCES order_line (id),
    shipment_id TEXT REFERENCES shipment (id),
    -- Its place in the parcel, from 1.
    position INTEGER NOT NULL,
    -- What it is, as it was called when it left, or by whoever imported it.
    product_id TEXT REFERENCES product (id),
    configuration_revision_id TEXT REFERENCES configuration_revision (id),
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    manufacturer TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    -- Of a unit of ours our number, never given twice; of an imported one the
    -- customer's own.
    service_tag TEXT NOT NULL,
    -- The tag as it is looked for.
    tag_key TEXT NOT NULL,
    -- The customer's, by its own scheme.
    asset_tag TEXT,
    -- The manufacturer's; empty until it is known.
    serial_number TEXT NOT NULL DEFAULT '',
    -- The serial number as it is looked for.
    serial_key TEXT NOT NULL DEFAULT '',
    -- All that it is found by, in small letters; see assets/finding.rs.
    words TEXT NOT NULL,
    -- The options, and what was done at the factory; see assets/as_built.rs.
    as_built TEXT NOT NULL,
    unit_id TEXT REFERENCES unit (id),
    cost_centre_id TEXT REFERENCES cost_centre (id),
    -- Who has it.
    membership_id TEXT REFERENCES membership (id),
    place TEXT NOT NULL DEFAULT '',
    -- See assets/lifecycle.rs.
    state TEXT NOT NULL,
    -- To whom it is lent, in words, and until which day.
    loaned_to TEXT NOT NULL DEFAULT '',
    loaned_until INTEGER,
    warranty_until INTEGER,
    -- When it is to be replaced.
    refresh_at INTEGER,
    bought_at INTEGER,
    -- The certificate of the wiping of its data, once it is retired.
    wiped TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    shipped_at INTEGER,
    delivered_at INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (customer_id, asset_tag)
) STRICT;
INSERT INTO asset_with_life (id, customer_id, origin, order_id, order_line_id, shipment_id, position,
    product_id, configuration_revision_id, sku, name, service_tag, tag_key, asset_tag,
    serial_number, serial_key, words, as_built, unit_id, cost_centre_id, state, bought_at,
    shipped_at, delivered_at, created_at)
SELECT a.id, a.customer_id, 'order', a.order_id, a.order_line_id, a.shipment_id, a.position,
    a.product_id, a.configuration_revision_id, a.sku, a.name, a.service_tag, lower(a.service_tag),
    a.asset_tag, a.serial_number, lower(a.serial_number),
    lower(a.service_tag || ' ' || coalesce(a.asset_tag, '') || ' ' || a.serial_number || ' '
        || a.name || ' ' || a.sku),
    a.as_built, o.unit_id, o.cost_centre_id, 'in-stock',
    o.placed_at - o.placed_at % 86400000 + 43200000, a.shipped_at, a.delivered_at, a.shipped_at
FROM asset a JOIN purchase_order o ON o.id = a.order_id;
DROP TABLE asset;
ALTER TABLE asset_with_life RENAME TO asset;
CREATE INDEX asset_by_shipment ON asset (customer_id, shipment_id, position);
CREATE INDEX asset_by_order ON asset (customer_id, order_id, id);
CREATE UNIQUE INDEX asset_of_ours ON asset (service_tag) WHERE origin = 'order';
CREATE INDEX asset_by_tag_key ON asset (customer_id, tag_key);
CREATE UNIQUE INDEX asset_imported ON asset (customer_id, tag_key) WHERE origin = 'imported';
CREATE INDEX asset_in_order ON asset (customer_id, id);
CREATE INDEX asset_by_member ON asset (customer_id, membership_id, id);
CREATE INDEX asset_by_unit ON asset (customer_id, unit_id, id);
CREATE INDEX asset_by_state ON asset (customer_id, state, id);
CREATE INDEX asset_by_warranty ON asset (customer_id, warranty_until, id);
CREATE INDEX asset_by_serial ON asset (customer_id, serial_key);
-- For staff, who look over all customers.
CREATE INDEX asset_by_tag ON asset (tag_key);
CREATE INDEX asset_by_any_serial ON asset (serial_key);
CREATE INDEX asset_by_asset_tag ON asset (asset_tag);

-- What happened to a unit. 'changes' has what was and what is; people, units
-- and cost centres stand in it by their ids.
CREATE TABLE asset_event (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    asset_id TEXT NOT NULL REFERENCES asset (id),
    at INTEGER NOT NULL,
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    changes TEXT NOT NULL
) STRICT;
CREATE INDEX asset_event_by_asset ON asset_event (customer_id, asset_id, id);

-- A file of equipment bought elsewhere, and what became of each of its lines:
-- one row of answers for each part of it.
CREATE TABLE asset_import (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    lines INTEGER NOT NULL,
    added INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    same INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX asset_import_by_customer ON asset_import (customer_id, id);
CREATE TABLE asset_import_part (
    import_id TEXT NOT NULL REFERENCES asset_import (id),
    customer_id TEXT NOT NULL REFERENCES customer (id),
    number INTEGER NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;
