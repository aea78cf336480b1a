-- A draft may be put in force by itself: at a moment, by the decision of
-- somebody, even if it then leaves its people nothing to buy. While it waits,
-- nothing in it changes.
ALTER TABLE agreement_revision ADD COLUMN publish_at INTEGER;
ALTER TABLE agreement_revision ADD COLUMN publish_by TEXT;
ALTER TABLE agreement_revision ADD COLUMN publish_by_name TEXT;
ALTER TABLE agreement_revision ADD COLUMN publish_empty INTEGER NOT NULL DEFAULT 0;
CREATE INDEX agreement_revision_planned ON agreement_revision (publish_at)
    WHERE publish_at IS NOT NULL;

-- Who was told that an agreement, or prices in it, end at a moment: so many
-- days ahead of it, once.
CREATE TABLE agreement_warning (
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    ends_at INTEGER NOT NULL,
    days INTEGER NOT NULL,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    warned_at INTEGER NOT NULL,
    PRIMARY KEY (agreement_id, ends_at, days)
) STRICT, WITHOUT ROWID;
-- Lines that end some day; most never do.
CREATE INDEX agreement_product_ending ON agreement_product (valid_until)
    WHERE valid_until < 9223372036854775807;
