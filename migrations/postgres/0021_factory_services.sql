-- What is done to equipment at the factory for one customer.

-- A software image. It never changes: another version is another image.
CREATE TABLE factory_image (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    -- See configurations/factory.rs.
    algorithm TEXT NOT NULL,
    checksum TEXT NOT NULL,
    -- Whether new drafts may use it.
    active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at BIGINT NOT NULL,
    UNIQUE (customer_id, name, version)
);
SELECT rapport_tenant('factory_image');

-- By which scheme asset tags are allotted: never one twice, perhaps not all.
CREATE TABLE tag_scheme (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    digits BIGINT NOT NULL,
    -- The number of the next tag.
    next BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (customer_id, name),
    UNIQUE (customer_id, prefix)
);
SELECT rapport_tenant('tag_scheme');

ALTER TABLE configuration_revision ADD COLUMN image_id UUID REFERENCES factory_image (id);
ALTER TABLE configuration_revision ADD COLUMN tag_scheme_id UUID REFERENCES tag_scheme (id);
ALTER TABLE configuration_revision ADD COLUMN labels JSONB NOT NULL DEFAULT '[]';
ALTER TABLE configuration_revision ADD COLUMN settings JSONB NOT NULL DEFAULT '[]';

-- What was to be done at the factory when it was asked for, and ordered.
ALTER TABLE request_line ADD COLUMN services JSONB NOT NULL DEFAULT '{}';
ALTER TABLE order_line ADD COLUMN services JSONB NOT NULL DEFAULT '{}';
