-- A company's own subscriptions: those that have not ended, then the others, each the
-- newest first, page by page (read backwards).
CREATE INDEX subscription_own
    ON subscription (customer_id, (CASE WHEN ended_at IS NULL THEN 1 ELSE 0 END), id);

-- What an area of downloads is called, as far as somebody named it: software and plans
-- know it by its code.
CREATE TABLE download_area (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- What it is called in other languages than the first.
CREATE TABLE download_area_text (
    area TEXT NOT NULL REFERENCES download_area (code),
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (area, language)
);
