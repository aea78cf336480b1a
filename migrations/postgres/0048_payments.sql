-- What was paid of invoices, and what was given back.

-- So much of it was paid, or set off against what we owe.
ALTER TABLE invoice ADD COLUMN paid_minor BIGINT NOT NULL DEFAULT 0;
-- The day on which nothing was left to pay.
ALTER TABLE invoice ADD COLUMN settled_on BIGINT;
-- The invoice of which this one gives something back: then it is for us to pay.
-- Empty for what is charged.
ALTER TABLE invoice ADD COLUMN gives_back_of UUID REFERENCES invoice (id);
-- What waits to be paid, by the day until which it should be.
CREATE INDEX invoice_open ON invoice (due_on, id) WHERE settled_on IS NULL AND total_minor > 0;
CREATE INDEX invoice_open_of_customer ON invoice (customer_id, due_on, id)
    WHERE settled_on IS NULL AND total_minor > 0;

CREATE TABLE invoice_payment (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    invoice_id UUID NOT NULL REFERENCES invoice (id),
    -- 'paid' with money, or 'set-off' against the invoice that is the reference.
    kind TEXT NOT NULL,
    paid_on BIGINT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    reference TEXT NOT NULL,
    -- What who wrote it down was called then.
    by_name TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- It was written down by mistake, and does not count.
    taken_back_at BIGINT,
    taken_back_by_name TEXT
);
SELECT rapport_tenant('invoice_payment');
CREATE INDEX invoice_payment_of ON invoice_payment (customer_id, invoice_id, id);
