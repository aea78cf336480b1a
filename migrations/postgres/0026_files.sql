-- Pictures and documents: what they are and what they belong to. Their content
-- lies in the store of files, each different content once.
CREATE TABLE stored_blob (
    -- Of the content, in hexadecimal digits.
    sha256 TEXT PRIMARY KEY,
    -- What the store keeps it under.
    place TEXT NOT NULL UNIQUE,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Something that was sent. Without a customer it belongs to the supplier's range.
CREATE TABLE stored_file (
    id UUID PRIMARY KEY,
    customer_id UUID REFERENCES customer (id),
    -- What it was called where it came from.
    name TEXT NOT NULL,
    -- Of what was sent.
    sha256 TEXT NOT NULL,
    made_by UUID REFERENCES person (id),
    created_at BIGINT NOT NULL
);
SELECT rapport_tenant('stored_file');
-- What belongs to the range is read by everybody, and written by no customer.
CREATE POLICY for_many ON stored_file FOR SELECT USING (customer_id IS NULL);
CREATE INDEX stored_file_by_age ON stored_file (created_at);

-- What of it can be fetched: a picture as 'small', 'page' and 'full', a document
-- as 'document'. Of what is no picture, width and height are nothing.
CREATE TABLE stored_form (
    file_id UUID NOT NULL REFERENCES stored_file (id),
    size TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES stored_blob (sha256),
    media_type TEXT NOT NULL,
    width BIGINT,
    height BIGINT,
    PRIMARY KEY (file_id, size)
);
CREATE INDEX stored_form_of_blob ON stored_form (sha256);

-- Pictures of a product in their order; the first is the main one.
CREATE TABLE product_picture (
    product_id UUID NOT NULL REFERENCES product (id),
    file_id UUID NOT NULL REFERENCES stored_file (id),
    position BIGINT NOT NULL,
    -- What is to be seen, for whoever does not see it.
    alt TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (product_id, file_id)
);
CREATE INDEX product_picture_of_file ON product_picture (file_id);

-- Documents about a product: 'data-sheet', 'manual', 'certificate', 'safety' or
-- 'other'. The language is a code such as 'de', empty if it does not matter.
CREATE TABLE product_document (
    product_id UUID NOT NULL REFERENCES product (id),
    file_id UUID NOT NULL REFERENCES stored_file (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (product_id, file_id)
);
CREATE INDEX product_document_of_file ON product_document (file_id);

-- The main picture once more, where lists find it.
ALTER TABLE product ADD COLUMN picture_id UUID;
