-- What a seat of the next term cost when another plan was chosen for it.
ALTER TABLE subscription ADD COLUMN next_price_minor BIGINT;
-- For staff: what ends with its term unless somebody does something.
CREATE INDEX subscription_at_risk ON subscription (last_day, id)
    WHERE ended_at IS NULL AND state IN ('paused', 'cancels-at-term', 'renewal-offered');

-- Whom its service level is for: the 'customer', a 'unit' of it, or the 'equipment'
-- that is named.
ALTER TABLE subscription ADD COLUMN covers TEXT NOT NULL DEFAULT 'customer';
ALTER TABLE subscription ADD COLUMN covers_unit_id UUID REFERENCES unit (id);

CREATE TABLE subscription_asset (
    subscription_id UUID NOT NULL REFERENCES subscription (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    asset_id UUID NOT NULL REFERENCES asset (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (subscription_id, asset_id)
);
SELECT rapport_tenant('subscription_asset');
CREATE INDEX subscription_asset_of ON subscription_asset (customer_id, asset_id);

-- A use that was written down by mistake, and does not count.
ALTER TABLE entitlement_use ADD COLUMN taken_back_at BIGINT;
