-- Equipment: whose it is, where, who has it, how it stands; what was bought
-- elsewhere; and what happened to each unit.

-- The rows that are there are given what they lack, whoever's they are.
SELECT set_config('rapport.side', 'system', true);

-- 'order' or 'imported'.
ALTER TABLE asset ADD COLUMN origin TEXT NOT NULL DEFAULT 'order';
ALTER TABLE asset ALTER COLUMN origin DROP DEFAULT;
-- Units that were imported have no order.
ALTER TABLE asset ALTER COLUMN order_id DROP NOT NULL;
ALTER TABLE asset ALTER COLUMN order_line_id DROP NOT NULL;
ALTER TABLE asset ALTER COLUMN shipment_id DROP NOT NULL;
ALTER TABLE asset ALTER COLUMN shipped_at DROP NOT NULL;
ALTER TABLE asset ADD COLUMN manufacturer TEXT NOT NULL DEFAULT '';
ALTER TABLE asset ADD COLUMN model TEXT NOT NULL DEFAULT '';
-- Of a unit of ours the tag is our number, never given twice; of an imported
-- one the customer's own. `tag_key` and `serial_key` are what is looked for.
ALTER TABLE asset DROP CONSTRAINT asset_service_tag_key;
ALTER TABLE asset ADD COLUMN tag_key TEXT;
ALTER TABLE asset ADD COLUMN serial_key TEXT NOT NULL DEFAULT '';
-- All that it is found by, in small letters; see assets/finding.rs.
ALTER TABLE asset ADD COLUMN words TEXT;
ALTER TABLE asset ADD COLUMN unit_id UUID REFERENCES unit (id);
ALTER TABLE asset ADD COLUMN cost_centre_id UUID REFERENCES cost_centre (id);
-- Who has it.
ALTER TABLE asset ADD COLUMN membership_id UUID REFERENCES membership (id);
ALTER TABLE asset ADD COLUMN place TEXT NOT NULL DEFAULT '';
-- See assets/lifecycle.rs.
ALTER TABLE asset ADD COLUMN state TEXT NOT NULL DEFAULT 'in-stock';
ALTER TABLE asset ALTER COLUMN state DROP DEFAULT;
-- To whom it is lent, in words, and until which day.
ALTER TABLE asset ADD COLUMN loaned_to TEXT NOT NULL DEFAULT '';
ALTER TABLE asset ADD COLUMN loaned_until BIGINT;
ALTER TABLE asset ADD COLUMN warranty_until BIGINT;
-- When it is to be replaced.
ALTER TABLE asset ADD COLUMN refresh_at BIGINT;
ALTER TABLE asset ADD COLUMN bought_at BIGINT;
-- The certificate of the wiping of its data, once it is retired.
ALTER TABLE asset ADD COLUMN wiped TEXT NOT NULL DEFAULT '';
ALTER TABLE asset ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE asset ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE asset ADD COLUMN created_at BIGINT;
UPDATE asset SET tag_key = lower(service_tag), serial_key = lower(serial_number),
    words = lower(service_tag || ' ' || coalesce(asset_tag, '') || ' ' || serial_number || ' '
        || name || ' ' || sku),
    unit_id = o.unit_id, cost_centre_id = o.cost_centre_id, created_at = asset.shipped_at,
    bought_at = o.placed_at - o.placed_at % 86400000 + 43200000
FROM purchase_order o WHERE o.id = asset.order_id;
ALTER TABLE asset ALTER COLUMN tag_key SET NOT NULL;
ALTER TABLE asset ALTER COLUMN words SET NOT NULL;
ALTER TABLE asset ALTER COLUMN created_at SET NOT NULL;
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
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    asset_id UUID NOT NULL REFERENCES asset (id),
    at BIGINT NOT NULL,
    person_id UUID NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    changes JSONB NOT NULL
);
SELECT rapport_tenant('asset_event');
CREATE INDEX asset_event_by_asset ON asset_event (customer_id, asset_id, id);

-- A file of equipment bought elsewhere, and what became of each of its lines:
-- one row of answers for each part of it.
CREATE TABLE asset_import (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    person_id UUID NOT NULL,
    name TEXT NOT NULL,
    lines BIGINT NOT NULL,
    added BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    same BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
SELECT rapport_tenant('asset_import');
CREATE INDEX asset_import_by_customer ON asset_import (customer_id, id);
CREATE TABLE asset_import_part (
    import_id UUID NOT NULL REFERENCES asset_import (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    number BIGINT NOT NULL,
    answers JSONB NOT NULL,
    PRIMARY KEY (import_id, number)
);
SELECT rapport_tenant('asset_import_part');
