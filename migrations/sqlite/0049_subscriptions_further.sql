-- What a seat of the next term cost when another plan was chosen for it.
ALTER TABLE subscription ADD COLUMN next_price_minor INTEGER;
-- For staff: what ends with its term unless somebody does something.
CREATE INDEX subscription_at_risk ON subscription (last_day, id)
    WHERE ended_at IS NULL AND state IN ('paused', 'cancels-at-term', 'renewal-offered');

-- Whom its service level is for: the 'customer', a 'unit' of it, or the 'equipment'
-- that is named.
ALTER TABLE subscription ADD COLUMN covers TEXT NOT NULL DEFAULT 'customer';
ALTER TABLE subscription ADD COLUMN covers_unit_id TEXT REFERENCES unit (id);

CREATE TABLE subscription_asset (
    subscription_id TEXT NOT NULL REFERENCES subscription (id),
    customer_id TEXT NOT NULL REFERENCES customer (id),
    asset_id TEXT NOT NULL REFERENCES asset (id),
    since INTEGER NOT NULL,
    PRIMARY KEY (subscription_id, asset_id)
) STRICT;
CREATE INDEX subscription_asset_of ON subscription_asset (customer_id, asset_id);

-- A use that was written down by mistake, and does not count.
ALTER TABLE entitlement_use ADD COLUMN taken_back_at INTEGER;
