-- Orders, what of them was shipped, and what happened to them.

CREATE TABLE purchase_order (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- The number that people call it by: '2026-000123'.
    number TEXT NOT NULL UNIQUE,
    -- Who placed it, and for whom: the requester, or the same person.
    placed_by TEXT NOT NULL REFERENCES membership (id),
    requested_by TEXT NOT NULL REFERENCES membership (id),
    request_id TEXT,
    unit_id TEXT REFERENCES unit (id),
    cost_centre_id TEXT REFERENCES cost_centre (id),
    -- The agreement under which it was placed, as people call it.
    agreement TEXT NOT NULL DEFAULT '',
    po_number TEXT NOT NULL,
    -- The same in lower case, to be found by.
    po_key TEXT NOT NULL,
    -- 'placed', 'acknowledged', 'partly-shipped', 'shipped', 'delivered' or
    -- 'cancelled'; see orders/lifecycle.rs.
    state TEXT NOT NULL,
    -- Counts the changes, so that of two people at once one wins.
    version INTEGER NOT NULL DEFAULT 1,
    currency TEXT NOT NULL,
    total_minor INTEGER NOT NULL CHECK (total_minor >= 0),
    lines INTEGER NOT NULL,
    parcels INTEGER NOT NULL DEFAULT 0,
    -- Days are kept as their noon in UTC: the same day nearly everywhere.
    needed_by INTEGER,
    promised_at INTEGER,
    placed_at INTEGER NOT NULL,
    -- When the order desk must have acted: at once for an order that was just
    -- placed, on the promised day for one that was promised. Empty when
    -- nothing is left to do.
    desk_at INTEGER
) STRICT;
CREATE INDEX purchase_order_by_customer ON purchase_order (customer_id, placed_at, id);
CREATE INDEX purchase_order_by_requester ON purchase_order (requested_by, placed_at, id);
CREATE INDEX purchase_order_by_buyer ON purchase_order (placed_by, placed_at, id);
CREATE INDEX purchase_order_by_request ON purchase_order (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX purchase_order_by_time ON purchase_order (placed_at, id);
CREATE INDEX purchase_order_by_state ON purchase_order (state, placed_at, id);
CREATE INDEX purchase_order_by_po ON purchase_order (po_key);
CREATE INDEX purchase_order_at_desk ON purchase_order (desk_at, id) WHERE desk_at IS NOT NULL;

CREATE TABLE order_line (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    order_id TEXT NOT NULL REFERENCES purchase_order (id),
    position INTEGER NOT NULL,
    product_id TEXT,
    configuration_revision_id TEXT,
    -- What it was called when it was ordered.
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    options TEXT NOT NULL,
    -- Thousandths of its unit of measure.
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    shipped INTEGER NOT NULL DEFAULT 0 CHECK (shipped >= 0 AND shipped <= quantity),
    price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    -- The day it is expected if that is later than the rest.
    expected_at INTEGER,
    UNIQUE (customer_id, order_id, position)
) STRICT;

CREATE TABLE order_event (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    order_id TEXT NOT NULL REFERENCES purchase_order (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- 'customer', 'staff' or 'system'.
    side TEXT NOT NULL,
    person_id TEXT NOT NULL,
    -- What the person wrote: a reason, a note.
    text TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX order_event_by_order ON order_event (customer_id, order_id, at, id);

CREATE TABLE shipment (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    order_id TEXT NOT NULL REFERENCES purchase_order (id),
    -- The first part of an order, the second, and so on.
    part INTEGER NOT NULL,
    carrier TEXT NOT NULL,
    tracking TEXT NOT NULL,
    shipped_at INTEGER NOT NULL,
    delivered_at INTEGER,
    UNIQUE (customer_id, order_id, part)
) STRICT;

CREATE TABLE shipment_line (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    shipment_id TEXT NOT NULL REFERENCES shipment (id),
    order_line_id TEXT NOT NULL REFERENCES order_line (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (customer_id, shipment_id, order_line_id)
) STRICT, WITHOUT ROWID;
