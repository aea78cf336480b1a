-- What a product is called by its maker and by the trade, until when it can be
-- ordered, and how long it takes where there is none in stock.
ALTER TABLE product ADD COLUMN maker_number TEXT NOT NULL DEFAULT '';
-- As people type it, without dashes and blanks, in capitals.
ALTER TABLE product ADD COLUMN plain_maker_number TEXT NOT NULL DEFAULT '';
-- The United Nations Standard Products and Services Code, eight digits.
ALTER TABLE product ADD COLUMN unspsc TEXT NOT NULL DEFAULT '';
-- The last day on which it can be ordered; nothing if it stays.
ALTER TABLE product ADD COLUMN last_order_day BIGINT;
-- From the order to its delivery, in days of the calendar.
ALTER TABLE product ADD COLUMN lead_days BIGINT;
CREATE INDEX product_by_maker_number ON product (plain_maker_number)
    WHERE plain_maker_number <> '';
CREATE INDEX product_leaving ON product (last_order_day) WHERE last_order_day IS NOT NULL;
CREATE INDEX product_by_age ON product (created_at);

-- What a product has to do with another: 'successor' (the other takes its
-- place), 'accessory' (the other belongs to it) or 'compatible' (the two work
-- together; kept once, with the earlier id first).
CREATE TABLE product_relation (
    product_id UUID NOT NULL REFERENCES product (id),
    kind TEXT NOT NULL,
    other_id UUID NOT NULL REFERENCES product (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (product_id, kind, other_id)
);
CREATE INDEX product_relation_by_other ON product_relation (other_id, kind);

-- Where things lie.
CREATE TABLE stock_location (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE product_stock (
    product_id UUID NOT NULL REFERENCES product (id),
    location_id UUID NOT NULL REFERENCES stock_location (id),
    -- Thousandths of the product's unit of measure.
    on_hand BIGINT NOT NULL CHECK (on_hand >= 0),
    -- What comes next, and on which day.
    expected BIGINT NOT NULL DEFAULT 0 CHECK (expected >= 0),
    expected_day BIGINT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (product_id, location_id)
);
