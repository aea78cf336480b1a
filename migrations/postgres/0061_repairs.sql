-- In which state a unit was before it came to us to be repaired; NULL while it is with
-- its company. See assets/repair.rs.
ALTER TABLE asset ADD COLUMN before_repair TEXT;
-- The unit whose place it took; see assets/replaces.rs.
ALTER TABLE asset ADD COLUMN replaces_id UUID REFERENCES asset (id);
CREATE INDEX asset_replaces ON asset (replaces_id) WHERE replaces_id IS NOT NULL;
-- The units that a line is to replace: their ids, with a blank between two.
ALTER TABLE basket_line ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
ALTER TABLE request_line ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN replaces TEXT NOT NULL DEFAULT '';

-- Returns that wait for somebody, the oldest first, and those that are done, the latest
-- first; see orders/returns/list.rs.
DROP INDEX goods_return_by_state;
CREATE INDEX goods_return_open ON goods_return (opened_at, id)
    WHERE state IN ('announced', 'received', 'in-repair');
CREATE INDEX goods_return_done ON goods_return (changed_at, id)
    WHERE state IN ('closed', 'called-off', 'sent-back');

-- What is announced for the cases about a unit; see assets/show.rs.
CREATE INDEX goods_return_of_case ON goods_return (case_id) WHERE case_id IS NOT NULL;
