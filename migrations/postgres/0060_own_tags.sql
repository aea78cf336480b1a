-- The unit with a tag of its company's own scheme, among very many of the company.
CREATE INDEX asset_by_own_tag ON asset (customer_id, asset_tag);
