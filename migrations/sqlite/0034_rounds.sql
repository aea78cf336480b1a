-- An agreement with many customers has news (`what`), and they are told one
-- after the other.
CREATE TABLE agreement_round (
    id TEXT PRIMARY KEY,
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    what TEXT NOT NULL,
    -- The customer that was told last; the id of nobody before the first.
    reached TEXT NOT NULL,
    -- How many were told.
    told INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE INDEX agreement_round_open ON agreement_round (created_at) WHERE finished_at IS NULL;

-- Agreements with many customers end, too; then it names none.
CREATE TABLE agreement_warning_before AS SELECT * FROM agreement_warning;
DROP TABLE agreement_warning;
CREATE TABLE agreement_warning (
    agreement_id TEXT NOT NULL REFERENCES agreement (id),
    ends_at INTEGER NOT NULL,
    days INTEGER NOT NULL,
    customer_id TEXT REFERENCES customer (id),
    warned_at INTEGER NOT NULL,
    PRIMARY KEY (agreement_id, ends_at, days)
) STRICT, WITHOUT ROWID;
INSERT INTO agreement_warning (agreement_id, ends_at, days, customer_id, warned_at)
SELECT agreement_id, ends_at, days, customer_id, warned_at FROM agreement_warning_before;
DROP TABLE agreement_warning_before;
