-- Documents on a customer's site, for one access group or for everybody of it.
CREATE TABLE site_document (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    group_id UUID REFERENCES access_group (id),
    title TEXT NOT NULL,
    file_id UUID NOT NULL REFERENCES stored_file (id),
    created_at BIGINT NOT NULL
);
SELECT rapport_tenant('site_document');
CREATE INDEX site_document_of_customer ON site_document (customer_id, id);
CREATE INDEX site_document_of_file ON site_document (file_id);
