-- A company's own subscriptions: those that have not ended, then the others, each the
-- newest first, page by page (read backwards).
CREATE INDEX subscription_own
    ON subscription (customer_id, (CASE WHEN ended_at IS NULL THEN 1 ELSE 0 END), id);
