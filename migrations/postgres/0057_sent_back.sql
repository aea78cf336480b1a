-- The return of goods with which a unit came back to us; see assets/send_back.rs.
ALTER TABLE asset ADD COLUMN return_id UUID REFERENCES goods_return (id);
CREATE INDEX asset_sent_back ON asset (return_id) WHERE return_id IS NOT NULL;
