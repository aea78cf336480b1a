-- What makes a customer's site theirs, beside what was agreed: access groups
-- (what people see, apart from what they may do), texts, and how pages look.
CREATE TABLE access_group (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (customer_id, name)
);
SELECT rapport_tenant('access_group');

CREATE TABLE access_group_member (
    customer_id UUID NOT NULL REFERENCES customer (id),
    group_id UUID NOT NULL REFERENCES access_group (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    PRIMARY KEY (group_id, membership_id)
);
SELECT rapport_tenant('access_group_member');
CREATE INDEX access_group_of_member ON access_group_member (customer_id, membership_id);

-- A text on the site: 'welcome', 'announcement', 'link' or 'terms'; for one
-- access group, or for everybody of the customer.
CREATE TABLE site_text (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    group_id UUID REFERENCES access_group (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    -- Where a link leads.
    href TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
SELECT rapport_tenant('site_text');
CREATE INDEX site_text_of_customer ON site_text (customer_id, kind, id);

-- How pages look: the order of categories and standards, what the home page
-- shows. `whose` is an access group's id, or empty for everybody.
CREATE TABLE site_look (
    customer_id UUID NOT NULL REFERENCES customer (id),
    whose TEXT NOT NULL,
    look JSONB NOT NULL,
    PRIMARY KEY (customer_id, whose)
);
SELECT rapport_tenant('site_look');

-- Whether the customer's managers may change all of this themselves.
ALTER TABLE customer ADD COLUMN own_site BOOLEAN NOT NULL DEFAULT FALSE;
