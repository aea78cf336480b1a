-- What a seat of the next term cost when another plan was chosen for it.
ALTER TABLE subscription ADD COLUMN next_price_minor BIGINT;
-- For staff: what ends with its term unless somebody does something.
CREATE INDEX subscription_at_risk ON subscription (last_day, id)
    WHERE ended_at IS NULL AND state IN ('paused', 'cancels-at-term', 'renewal-offered');
