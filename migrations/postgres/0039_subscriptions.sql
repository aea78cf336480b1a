-- What can be subscribed to: the supplier's plans. What a plan is called and gives
-- stands in its revisions, of which none is ever changed: whoever subscribed keeps
-- the one they subscribed under, and a renewal takes the newest.
CREATE TABLE plan (
    id UUID PRIMARY KEY,
    -- The newest revision.
    revision_id UUID NOT NULL,
    -- Whether it can be subscribed to; whoever has it keeps it.
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL
);

CREATE TABLE plan_revision (
    id UUID PRIMARY KEY,
    plan_id UUID NOT NULL REFERENCES plan (id),
    number BIGINT NOT NULL,
    -- In the first language, and in others: {"de": {"name": …, "words": …}}.
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    texts JSONB NOT NULL,
    -- What is counted and paid for: 'seats' or 'devices'.
    counts TEXT NOT NULL,
    can_pause BOOLEAN NOT NULL,
    -- How its terms are renewed; see subscriptions/renewal.rs.
    policy JSONB NOT NULL,
    made_by_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (plan_id, number)
);

-- What a revision gives; see subscriptions/entitlements.rs. 'support' has a level,
-- 'discount' a rate and perhaps a category, 'publication' and 'downloads' a code,
-- 'counted' a code (what) and how many times in a term.
CREATE TABLE plan_benefit (
    revision_id UUID NOT NULL REFERENCES plan_revision (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    level_id UUID REFERENCES service_level (id),
    category_id UUID REFERENCES category (id),
    rate BIGINT,
    code TEXT NOT NULL DEFAULT '',
    times BIGINT,
    PRIMARY KEY (revision_id, position)
);

-- A term of a plan, sold as an ordinary product.
CREATE TABLE plan_offer (
    product_id UUID PRIMARY KEY REFERENCES product (id),
    plan_id UUID NOT NULL REFERENCES plan (id),
    months BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX plan_offer_of ON plan_offer (plan_id, months, product_id);

-- What somebody chose about a line that is such a product: when it begins, and
-- what it ends with; see subscriptions/wish.rs. Empty for everything else.
ALTER TABLE basket_line ADD COLUMN subscription JSONB;
ALTER TABLE request_line ADD COLUMN subscription JSONB;
ALTER TABLE order_line ADD COLUMN subscription JSONB;

CREATE TABLE subscription (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- What people call it by: 'S-2026-000123'.
    number TEXT NOT NULL UNIQUE,
    plan_id UUID NOT NULL REFERENCES plan (id),
    revision_id UUID NOT NULL REFERENCES plan_revision (id),
    -- The line that it was ordered by; one line begins one subscription.
    order_id UUID NOT NULL REFERENCES purchase_order (id),
    order_number TEXT NOT NULL,
    order_line_id UUID NOT NULL UNIQUE REFERENCES order_line (id),
    -- The term's product, as it was called when it was bought or last renewed.
    product_id UUID NOT NULL REFERENCES product (id),
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Who ordered it, for whom, and who pays.
    membership_id UUID NOT NULL REFERENCES membership (id),
    unit_id UUID REFERENCES unit (id),
    cost_centre_id UUID REFERENCES cost_centre (id),
    po_number TEXT NOT NULL,
    -- See subscriptions/lifecycle.rs.
    state TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    -- How many seats or devices, in thousandths like all quantities.
    seats BIGINT NOT NULL CHECK (seats > 0),
    -- Its periods follow from these two; see subscriptions/term.rs.
    anchor BIGINT NOT NULL,
    months BIGINT NOT NULL,
    -- The running period: its number, and the days that are paid for. The first may
    -- be a part of one.
    period BIGINT NOT NULL,
    first_day BIGINT NOT NULL,
    last_day BIGINT NOT NULL,
    currency TEXT NOT NULL,
    -- What one seat costs for a whole period.
    price_minor BIGINT NOT NULL CHECK (price_minor >= 0),
    -- What changes with the next term: fewer seats, another product.
    next_seats BIGINT CHECK (next_seats > 0),
    next_product_id UUID REFERENCES product (id),
    -- What the customer was told that the next term costs a seat, under which
    -- revision; empty until it was told.
    quoted_minor BIGINT,
    quoted_revision_id UUID REFERENCES plan_revision (id),
    -- When the program has to look at it next.
    wake_at BIGINT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
SELECT rapport_tenant('subscription');
CREATE INDEX subscription_of_customer ON subscription (customer_id, id);
CREATE INDEX subscription_wakes ON subscription (wake_at, id) WHERE wake_at IS NOT NULL;
-- For staff: by the day it ends or renews, as long as it has not ended.
CREATE INDEX subscription_by_last_day ON subscription (last_day, id) WHERE ended_at IS NULL;
CREATE INDEX subscription_of_plan ON subscription (plan_id, id);

-- What happened to a subscription: its history.
CREATE TABLE subscription_event (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    subscription_id UUID NOT NULL REFERENCES subscription (id),
    at BIGINT NOT NULL,
    -- What who did it was called then.
    name TEXT NOT NULL,
    -- A step of subscriptions/lifecycle.rs, or one of the renewal's.
    kind TEXT NOT NULL,
    detail JSONB NOT NULL
);
SELECT rapport_tenant('subscription_event');
CREATE INDEX subscription_event_of ON subscription_event (customer_id, subscription_id, id);

-- What was done about the end of a term: each thing once.
CREATE TABLE subscription_step (
    subscription_id UUID NOT NULL REFERENCES subscription (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    period BIGINT NOT NULL,
    step TEXT NOT NULL,
    done_on BIGINT NOT NULL,
    PRIMARY KEY (subscription_id, period, step)
);
SELECT rapport_tenant('subscription_step');
CREATE INDEX subscription_step_ends ON subscription_step (done_on) WHERE step IN ('renew', 'lapse');

-- What of the counted benefits was used, in which period.
CREATE TABLE entitlement_use (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    subscription_id UUID NOT NULL REFERENCES subscription (id),
    period BIGINT NOT NULL,
    what TEXT NOT NULL,
    times BIGINT NOT NULL CHECK (times > 0),
    -- For what, in a few words.
    about TEXT NOT NULL,
    person_name TEXT NOT NULL,
    at BIGINT NOT NULL
);
SELECT rapport_tenant('entitlement_use');
CREATE INDEX entitlement_use_of ON entitlement_use (customer_id, subscription_id, period, what);

-- Invoices: never changed once they are made.
CREATE TABLE invoice (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- What people call it by: 'I-2026-000123'.
    number TEXT NOT NULL UNIQUE,
    -- The order that it is about, if it is about one.
    order_id UUID REFERENCES purchase_order (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    unit_id UUID REFERENCES unit (id),
    cost_centre_id UUID REFERENCES cost_centre (id),
    po_number TEXT NOT NULL,
    -- The agreement that counts, as people call it, and what it says of payment.
    agreement TEXT NOT NULL,
    payment TEXT NOT NULL,
    currency TEXT NOT NULL,
    total_minor BIGINT NOT NULL CHECK (total_minor >= 0),
    lines BIGINT NOT NULL,
    issued_on BIGINT NOT NULL,
    due_on BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
SELECT rapport_tenant('invoice');
CREATE INDEX invoice_of_customer ON invoice (customer_id, id);
CREATE INDEX invoice_of_member ON invoice (customer_id, membership_id, id);

CREATE TABLE invoice_line (
    invoice_id UUID NOT NULL REFERENCES invoice (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    position BIGINT NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The days it is about, the first and the last.
    first_day BIGINT,
    last_day BIGINT,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    -- Below nothing for what is given back.
    price_minor BIGINT NOT NULL,
    amount_minor BIGINT NOT NULL,
    PRIMARY KEY (invoice_id, position)
);
SELECT rapport_tenant('invoice_line');

-- What was charged for a subscription: for a reason once in each period.
CREATE TABLE subscription_charge (
    subscription_id UUID NOT NULL REFERENCES subscription (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    period BIGINT NOT NULL,
    -- 'begin', 'renew' or 'change-7': with the version that was changed.
    reason TEXT NOT NULL,
    invoice_id UUID NOT NULL REFERENCES invoice (id),
    invoice_number TEXT NOT NULL,
    first_day BIGINT NOT NULL,
    last_day BIGINT NOT NULL,
    seats BIGINT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    charged_on BIGINT NOT NULL,
    PRIMARY KEY (subscription_id, period, reason)
);
SELECT rapport_tenant('subscription_charge');
CREATE INDEX subscription_charge_by_day ON subscription_charge (charged_on);
