-- A draft may be put in force by itself: at a moment, by the decision of
-- somebody, even if it then leaves its people nothing to buy. While it waits,
-- nothing in it changes.
ALTER TABLE agreement_revision ADD COLUMN publish_at BIGINT;
ALTER TABLE agreement_revision ADD COLUMN publish_by UUID;
ALTER TABLE agreement_revision ADD COLUMN publish_by_name TEXT;
ALTER TABLE agreement_revision ADD COLUMN publish_empty BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX agreement_revision_planned ON agreement_revision (publish_at)
    WHERE publish_at IS NOT NULL;

-- Who was told that an agreement, or prices in it, end at a moment: so many
-- days ahead of it, once.
CREATE TABLE agreement_warning (
    agreement_id UUID NOT NULL REFERENCES agreement (id),
    ends_at BIGINT NOT NULL,
    days BIGINT NOT NULL,
    customer_id UUID NOT NULL REFERENCES customer (id),
    warned_at BIGINT NOT NULL,
    PRIMARY KEY (agreement_id, ends_at, days)
);
SELECT rapport_tenant('agreement_warning');
-- Lines that end some day; most never do.
CREATE INDEX agreement_product_ending ON agreement_product (valid_until)
    WHERE valid_until < 9223372036854775807;
