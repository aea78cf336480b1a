-- Pictures and documents: what they are and what they belong to. Their content
-- lies in the store of files, each different content once.
CREATE TABLE stored_blob (
    -- Of the content, in hexadecimal digits.
    sha256 TEXT PRIMARY KEY,
    -- What the store keeps it under.
    place TEXT NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Something that was sent. Without a customer it belongs to the supplier's range.
CREATE TABLE stored_file (
    id TEXT PRIMARY KEY,
    customer_id TEXT REFERENCES customer (id),
    -- What it was called where it came from.
    name TEXT NOT NULL,
    -- Of what was sent.
    sha256 TEXT NOT NULL,
    made_by TEXT REFERENCES person (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX stored_file_by_age ON stored_file (created_at);

-- What of it can be fetched: a picture as 'small', 'page' and 'full', a document
-- as 'document'. Of what is no picture, width and height are nothing.
CREATE TABLE stored_form (
    file_id TEXT NOT NULL REFERENCES stored_file (id),
    size TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES stored_blob (sha256),
    media_type TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    PRIMARY KEY (file_id, size)
) STRICT, WITHOUT ROWID;
CREATE INDEX stored_form_of_blob ON stored_form (sha256);

-- Pictures of a product in their order; the first is the main one.
CREATE TABLE product_picture (
    product_id TEXT NOT NULL REFERENCES product (id),
    file_id TEXT NOT NULL REFERENCES stored_file (id),
    position INTEGER NOT NULL,
    -- What is to be seen, for whoever does not see it.
    alt TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (product_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_picture_of_file ON product_picture (file_id);

-- Documents about a product: 'data-sheet', 'manual', 'certificate', 'safety' or
-- 'other'. The language is a code such as 'de', empty if it does not matter.
CREATE TABLE product_document (
    product_id TEXT NOT NULL REFERENCES product (id),
    file_id TEXT NOT NULL REFERENCES stored_file (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (product_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_document_of_file ON product_document (file_id);

-- The main picture once more, where lists find it.
ALTER TABLE product ADD COLUMN picture_id TEXT;
