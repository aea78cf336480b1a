-- What is done to equipment at the factory for one customer.

-- A software image. It never changes: another version is another image.
CREATE TABLE factory_image (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    -- See configurations/factory.rs.
    algorithm TEXT NOT NULL,
    checksum TEXT NOT NULL,
    -- Whether new drafts may use it.
    active INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    UNIQUE (customer_id, name, version)
) STRICT;

-- By which scheme asset tags are allotted: never one twice, perhaps not all.
CREATE TABLE tag_scheme (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    digits INTEGER NOT NULL,
    -- The number of the next tag.
    next INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (customer_id, name),
    UNIQUE (customer_id, prefix)
) STRICT;

ALTER TABLE configuration_revision ADD COLUMN image_id TEXT REFERENCES factory_image (id);
ALTER TABLE configuration_revision ADD COLUMN tag_scheme_id TEXT REFERENCES tag_scheme (id);
ALTER TABLE configuration_revision ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
ALTER TABLE configuration_revision ADD COLUMN settings TEXT NOT NULL DEFAULT '[]';

-- What was to be done at the factory when it was asked for, and ordered.
ALTER TABLE request_line ADD COLUMN services TEXT NOT NULL DEFAULT '{}';
ALTER TABLE order_line ADD COLUMN services TEXT NOT NULL DEFAULT '{}';
