-- Files that came with something that was said about a case.
CREATE TABLE case_file (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    message_id TEXT NOT NULL REFERENCES case_message (id),
    file_id TEXT NOT NULL REFERENCES stored_file (id),
    -- For our eyes only, like the message it came with.
    internal INTEGER NOT NULL,
    PRIMARY KEY (case_id, file_id)
) STRICT;
CREATE INDEX case_file_of_case ON case_file (customer_id, case_id, message_id);
CREATE INDEX case_file_of_file ON case_file (file_id);

-- Files that came with a mail of nobody we know, until somebody is done with it.
CREATE TABLE incoming_mail_file (
    mail_id TEXT NOT NULL REFERENCES incoming_mail (id),
    file_id TEXT NOT NULL REFERENCES stored_file (id),
    PRIMARY KEY (mail_id, file_id)
) STRICT;
CREATE INDEX incoming_mail_file_of_file ON incoming_mail_file (file_id);

-- Who was done with a mail, and why it was left alone; empty if a case was made.
ALTER TABLE incoming_mail ADD COLUMN settled_by TEXT REFERENCES person (id);
ALTER TABLE incoming_mail ADD COLUMN settled_why TEXT NOT NULL DEFAULT '';
CREATE INDEX incoming_mail_settled ON incoming_mail (settled_at, id) WHERE settled_at IS NOT NULL;

-- The unit that a case is about; its tag as it was named stands beside it.
ALTER TABLE support_case ADD COLUMN asset_id TEXT REFERENCES asset (id);
CREATE INDEX support_case_of_asset ON support_case (asset_id, updated_at, id) WHERE asset_id IS NOT NULL;
CREATE INDEX support_case_of_order ON support_case (order_id, updated_at, id) WHERE order_id IS NOT NULL;

-- What a case came from, as our people say (see support/cause.rs); and when those
-- were first told who are named for what needs more.
ALTER TABLE support_case ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE support_case ADD COLUMN escalated_at INTEGER;

-- Our people who are told before a promise is broken, and when it is.
CREATE TABLE case_escalation (
    person_id TEXT PRIMARY KEY REFERENCES person (id),
    on_warning INTEGER NOT NULL,
    on_breach INTEGER NOT NULL
) STRICT;

-- Answers that our people keep, with placeholders; see support/prepared.rs.
CREATE TABLE prepared_answer (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

-- Visits of field service: 'planned', 'done' or 'called-off'.
CREATE TABLE case_visit (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    -- The noon of its day in UTC.
    day INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX case_visit_of_case ON case_visit (customer_id, case_id, day);
CREATE INDEX case_visit_planned ON case_visit (day, id) WHERE state = 'planned';

-- Goods that come back: 'announced', 'received', 'closed' or 'called-off'; see
-- orders/returning.rs.
CREATE TABLE goods_return (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- What people call it by: 'RMA-2026-000123'.
    number TEXT NOT NULL UNIQUE,
    order_id TEXT NOT NULL REFERENCES purchase_order (id),
    -- The case that it is for.
    case_id TEXT REFERENCES support_case (id),
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- What follows from it, or what was found when it came.
    outcome TEXT NOT NULL,
    version INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX goods_return_of_order ON goods_return (customer_id, order_id, id);
CREATE INDEX goods_return_by_state ON goods_return (state, opened_at, id);

CREATE TABLE goods_return_line (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    return_id TEXT NOT NULL REFERENCES goods_return (id),
    order_line_id TEXT NOT NULL REFERENCES order_line (id),
    -- Thousandths of its unit of measure.
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (customer_id, return_id, order_line_id)
) STRICT;
CREATE INDEX goods_return_line_of_line ON goods_return_line (customer_id, order_line_id);

-- What figures are counted by.
CREATE INDEX support_case_by_opening ON support_case (created_at);
CREATE INDEX support_case_by_solution ON support_case (solved_at) WHERE solved_at IS NOT NULL;
