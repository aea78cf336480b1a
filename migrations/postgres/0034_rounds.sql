-- An agreement with many customers has news (`what`), and they are told one
-- after the other.
CREATE TABLE agreement_round (
    id UUID PRIMARY KEY,
    agreement_id UUID NOT NULL REFERENCES agreement (id),
    what JSONB NOT NULL,
    -- The customer that was told last; the id of nobody before the first.
    reached UUID NOT NULL,
    -- How many were told.
    told BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX agreement_round_open ON agreement_round (created_at) WHERE finished_at IS NULL;

-- Agreements with many customers end, too; then it names none.
ALTER TABLE agreement_warning ALTER COLUMN customer_id DROP NOT NULL;
CREATE POLICY for_many ON agreement_warning FOR SELECT USING (customer_id IS NULL);
-- What is told to many is nobody's in particular, and no customer reads it here.
ALTER TABLE agreement_round ENABLE ROW LEVEL SECURITY;
ALTER TABLE agreement_round FORCE ROW LEVEL SECURITY;
CREATE POLICY ours ON agreement_round
    USING (current_setting('rapport.side', true) IN ('staff', 'system'));
