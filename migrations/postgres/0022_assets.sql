-- What was delivered, unit by unit.
CREATE TABLE asset (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- Where it comes from.
    order_id UUID NOT NULL REFERENCES purchase_order (id),
    order_line_id UUID NOT NULL REFERENCES order_line (id),
    shipment_id UUID NOT NULL REFERENCES shipment (id),
    -- Its place in the parcel, from 1.
    position BIGINT NOT NULL,
    -- What it is, as it was called when it left.
    product_id UUID REFERENCES product (id),
    configuration_revision_id UUID REFERENCES configuration_revision (id),
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Ours, and never given twice.
    service_tag TEXT NOT NULL UNIQUE,
    -- The customer's, by its own scheme.
    asset_tag TEXT,
    -- The manufacturer's; empty until the desk has typed it.
    serial_number TEXT NOT NULL DEFAULT '',
    -- The options, and what was done at the factory; see assets/as_built.rs.
    as_built JSONB NOT NULL,
    shipped_at BIGINT NOT NULL,
    delivered_at BIGINT,
    UNIQUE (customer_id, asset_tag)
);
SELECT rapport_tenant('asset');
CREATE INDEX asset_by_shipment ON asset (customer_id, shipment_id, position);
CREATE INDEX asset_by_order ON asset (customer_id, order_id, id);
