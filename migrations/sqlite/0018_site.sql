-- What makes a customer's site theirs, beside what was agreed: access groups
-- (what people see, apart from what they may do), texts, and how pages look.
CREATE TABLE access_group (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (customer_id, name)
) STRICT;

CREATE TABLE access_group_member (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    group_id TEXT NOT NULL REFERENCES access_group (id),
    membership_id TEXT NOT NULL REFERENCES membership (id),
    PRIMARY KEY (group_id, membership_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_group_of_member ON access_group_member (customer_id, membership_id);

-- A text on the site: 'welcome', 'announcement', 'link' or 'terms'; for one
-- access group, or for everybody of the customer.
CREATE TABLE site_text (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    group_id TEXT REFERENCES access_group (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    -- Where a link leads.
    href TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX site_text_of_customer ON site_text (customer_id, kind, id);

-- How pages look: the order of categories and standards, what the home page
-- shows. `whose` is an access group's id, or empty for everybody.
CREATE TABLE site_look (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    whose TEXT NOT NULL,
    look TEXT NOT NULL,
    PRIMARY KEY (customer_id, whose)
) STRICT, WITHOUT ROWID;

-- Whether the customer's managers may change all of this themselves.
ALTER TABLE customer ADD COLUMN own_site INTEGER NOT NULL DEFAULT 0;
