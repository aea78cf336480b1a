-- A company's own returns, the latest first: what is announced or with us, and what is
-- done with; see orders/returns/own.rs.
CREATE INDEX goods_return_open_own ON goods_return (customer_id, id)
    WHERE state IN ('announced', 'received', 'in-repair');
CREATE INDEX goods_return_done_own ON goods_return (customer_id, id)
    WHERE state IN ('closed', 'called-off', 'sent-back');

-- When an import of equipment broke off; its file is kept, so that somebody lets it go
-- on. See assets/import/resume.rs.
ALTER TABLE asset_import ADD COLUMN broken_at INTEGER;

-- Of which end of its warranty a company was told; see assets/warranty.rs.
ALTER TABLE asset ADD COLUMN warranty_told INTEGER;
CREATE INDEX asset_warranty_ends ON asset (warranty_until) WHERE warranty_until IS NOT NULL;

-- How many pieces of a line went back to the customer, repaired or exchanged: they may
-- come again. See orders/returns/ending.rs.
ALTER TABLE goods_return_line ADD COLUMN gone_back INTEGER NOT NULL DEFAULT 0;
UPDATE goods_return_line SET gone_back = quantity
    WHERE return_id IN (SELECT id FROM goods_return WHERE state = 'sent-back');
