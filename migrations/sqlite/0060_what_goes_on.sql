-- A file of equipment, as long as its import goes on: so that one that was killed can.
CREATE TABLE asset_import_file (
    import_id TEXT PRIMARY KEY REFERENCES asset_import (id),
    customer_id TEXT NOT NULL REFERENCES customer (id),
    content BLOB NOT NULL
) STRICT;
CREATE INDEX asset_import_file_by_customer ON asset_import_file (customer_id);

-- What a company sent within a day.
CREATE INDEX asset_import_by_day ON asset_import (customer_id, created_at);
CREATE INDEX stored_file_by_day ON stored_file (customer_id, created_at);
CREATE INDEX article_wanted_by_day ON article_wanted (customer_id, first_at);
