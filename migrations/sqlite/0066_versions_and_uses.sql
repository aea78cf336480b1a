-- Of two who change a publication at once, the second is told.
ALTER TABLE publication ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- Figures tell how often what plans give was used.
CREATE INDEX entitlement_use_by_time ON entitlement_use (at) WHERE taken_back_at IS NULL;
-- And how many subscriptions were ended before their terms.
CREATE INDEX subscription_cancelled ON subscription (ended_at) WHERE state = 'cancelled';
