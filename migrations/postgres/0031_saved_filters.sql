-- Views of the catalog that members keep under a name: a category with its
-- filters and order, or a search.
CREATE TABLE saved_filter (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    name TEXT NOT NULL,
    -- The name as it is compared: small letters, no accents.
    plain_name TEXT NOT NULL,
    -- Path and query: '/catalog/displays?a3=27&sort=sku'.
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (customer_id, membership_id, plain_name)
);
SELECT rapport_tenant('saved_filter');
