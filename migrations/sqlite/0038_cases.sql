-- When somebody is there to help: settings of the supplier.
CREATE TABLE service_calendar (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- As it was typed; see support/business_hours.rs.
    hours TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- What is promised. A level is never changed: cases are held to what was
-- promised when they were opened.
CREATE TABLE service_level (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    calendar_id TEXT NOT NULL REFERENCES service_calendar (id),
    -- By priority, in minutes of working time; see support/levels.rs.
    targets TEXT NOT NULL,
    -- After which share of a target we warn ourselves, in hundredths of a percent.
    warn_at INTEGER NOT NULL,
    -- What customers have who have no other: the last one of these counts.
    usual INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- How a company is helped: what it is entitled to, and who of it sees whose
-- cases ('own', 'unit', 'company').
CREATE TABLE customer_support (
    customer_id TEXT PRIMARY KEY REFERENCES customer (id),
    level_id TEXT REFERENCES service_level (id),
    visibility TEXT NOT NULL DEFAULT 'own'
) STRICT;

CREATE TABLE support_case (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    -- What people call it by: 'HC-2026-000123'; and the same as a number, which
    -- stands in tokens of mails.
    number TEXT NOT NULL UNIQUE,
    serial INTEGER NOT NULL UNIQUE,
    opened_by TEXT NOT NULL REFERENCES membership (id),
    unit_id TEXT REFERENCES unit (id),
    subject TEXT NOT NULL,
    -- See support/case_life.rs.
    state TEXT NOT NULL,
    priority TEXT NOT NULL,
    -- What it is about, as far as it was said.
    sku TEXT,
    order_id TEXT REFERENCES purchase_order (id),
    order_number TEXT,
    asset_tag TEXT,
    visibility TEXT NOT NULL,
    -- Who of ours has it in hand.
    agent_id TEXT REFERENCES person (id),
    level_id TEXT REFERENCES service_level (id),
    -- The clocks as they stood at the last change; see support/clocks.rs. A moment
    -- it is due at is empty while its clock does not run.
    first_due_at INTEGER,
    first_answered_at INTEGER,
    resolution_due_at INTEGER,
    solved_at INTEGER,
    -- When we warned ourselves, and when the promise was broken: once each.
    first_warned_at INTEGER,
    resolution_warned_at INTEGER,
    first_breached_at INTEGER,
    resolution_breached_at INTEGER,
    -- The earlier of both; the end of time if neither runs; empty once it is
    -- solved. By it the queue is in order.
    due_at INTEGER,
    -- When the program has to look at it next.
    wake_at INTEGER,
    -- One to five, with words.
    satisfaction INTEGER,
    satisfaction_words TEXT NOT NULL DEFAULT '',
    -- The case it goes on in, and the one it follows.
    merged_into TEXT REFERENCES support_case (id),
    follows TEXT REFERENCES support_case (id),
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX support_case_queue ON support_case (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX support_case_of_agent ON support_case (agent_id, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX support_case_unassigned ON support_case (due_at, id)
    WHERE agent_id IS NULL AND due_at IS NOT NULL;
CREATE INDEX support_case_by_time ON support_case (updated_at, id);
CREATE INDEX support_case_of_customer ON support_case (customer_id, updated_at, id);
CREATE INDEX support_case_wakes ON support_case (wake_at) WHERE wake_at IS NOT NULL;

-- What was said about a case.
CREATE TABLE case_message (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    at INTEGER NOT NULL,
    -- Somebody of the customer; empty if it was somebody of ours.
    membership_id TEXT REFERENCES membership (id),
    person_id TEXT REFERENCES person (id),
    -- What who said it was called then.
    name TEXT NOT NULL,
    -- For our eyes only.
    internal INTEGER NOT NULL,
    -- 'web', 'mail' or 'console'.
    source TEXT NOT NULL,
    text TEXT NOT NULL,
    -- The names of what came with a mail and is not kept, one a line.
    left_out TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX case_message_of_case ON case_message (customer_id, case_id, id);

-- What happened to a case: its history, and what its clocks are reckoned from.
CREATE TABLE case_event (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    at INTEGER NOT NULL,
    -- A step of support/case_life.rs, or 'opened', 'priority', 'warned',
    -- 'breached', 'rated', 'linked'.
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    state_before TEXT NOT NULL,
    state_after TEXT NOT NULL,
    -- The priority from then on.
    priority TEXT NOT NULL,
    -- To whom, into which case, which promise.
    about TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX case_event_of_case ON case_event (customer_id, case_id, id);

-- Who is told besides whoever asked.
CREATE TABLE case_watcher (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    membership_id TEXT NOT NULL REFERENCES membership (id),
    PRIMARY KEY (case_id, membership_id)
) STRICT;
CREATE INDEX case_watcher_by_member ON case_watcher (customer_id, membership_id, case_id);

-- Cases of one customer that have to do with each other, each way round.
CREATE TABLE case_link (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    other_id TEXT NOT NULL REFERENCES support_case (id),
    PRIMARY KEY (case_id, other_id)
) STRICT;

-- Every mail that came in, and what became of it. Some are of nobody we know:
-- only our own people read here.
CREATE TABLE incoming_mail (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    -- As it says, in lower case; empty if it says nothing.
    sender TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    -- Whether our mail server vouches for the sender.
    verified INTEGER NOT NULL,
    message_name TEXT,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    left_out TEXT NOT NULL DEFAULT '',
    -- What was done with it: 'added', 'noted', 'opened', 'stranger', 'bounced',
    -- 'ignored' or 'held'.
    became TEXT NOT NULL,
    case_id TEXT REFERENCES support_case (id),
    -- The case it says it continues: a hint, never more.
    mentions INTEGER,
    -- Whether a program of ours confirmed that it came.
    answered INTEGER NOT NULL,
    -- When one of our people was done with what needed one.
    settled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX incoming_mail_once ON incoming_mail (sender, message_name)
    WHERE message_name IS NOT NULL;
CREATE INDEX incoming_mail_by_sender ON incoming_mail (sender, at);
CREATE INDEX incoming_mail_to_settle ON incoming_mail (at) WHERE became IN ('stranger', 'held')
    AND settled_at IS NULL;
