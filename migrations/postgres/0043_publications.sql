-- What subscribers get besides help and discounts: publications with their issues,
-- the newsletter that tells of them, software to fetch, licences and their swaps.

CREATE TABLE publication (
    id UUID PRIMARY KEY,
    -- What plans name it by, and its address.
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    -- For those only to whom a subscription gives it.
    entitled BOOLEAN NOT NULL,
    -- For customers of this needs category only; empty for all.
    needs TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- What it is called in other languages than the first.
CREATE TABLE publication_text (
    publication_id UUID NOT NULL REFERENCES publication (id),
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    PRIMARY KEY (publication_id, language)
);

-- One newsletter for all who want it: at most one for a day on which one is due.
-- Members are told one after the other.
CREATE TABLE newsletter (
    id UUID PRIMARY KEY,
    due_day BIGINT NOT NULL UNIQUE,
    -- The membership that was told last; the id of nobody before the first.
    reached UUID NOT NULL,
    -- How many got a copy.
    sent BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
ALTER TABLE newsletter ENABLE ROW LEVEL SECURITY;
ALTER TABLE newsletter FORCE ROW LEVEL SECURITY;
CREATE POLICY ours ON newsletter
    USING (current_setting('rapport.side', true) IN ('staff', 'system'));

CREATE TABLE publication_issue (
    id UUID PRIMARY KEY,
    publication_id UUID NOT NULL REFERENCES publication (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    -- The day it is of.
    day BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    -- Empty while it is a draft.
    published_at BIGINT,
    -- The newsletter that tells of it: one, however often its job runs.
    newsletter_id UUID REFERENCES newsletter (id)
);
CREATE INDEX publication_issue_by_day ON publication_issue (publication_id, day, id);
CREATE INDEX publication_issue_by_moment ON publication_issue (published_at);
CREATE INDEX publication_issue_to_tell ON publication_issue (published_at)
    WHERE published_at IS NOT NULL AND newsletter_id IS NULL;
CREATE INDEX publication_issue_told ON publication_issue (newsletter_id)
    WHERE newsletter_id IS NOT NULL;

-- What it says in other languages than the first.
CREATE TABLE publication_issue_text (
    issue_id UUID NOT NULL REFERENCES publication_issue (id),
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (issue_id, language)
);

-- When a member looked into the publications, and the time before: what is new.
CREATE TABLE publication_visit (
    customer_id UUID NOT NULL REFERENCES customer (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    here_at BIGINT NOT NULL,
    before_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, membership_id)
);
SELECT rapport_tenant('publication_visit');

-- Who wants the newsletter; nobody gets it who did not say so.
CREATE TABLE newsletter_choice (
    customer_id UUID NOT NULL REFERENCES customer (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    wanted BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, membership_id)
);
SELECT rapport_tenant('newsletter_choice');
CREATE INDEX newsletter_choice_wanted ON newsletter_choice (membership_id) WHERE wanted;

-- Who got which newsletter, and when it was opened, where that may be recorded.
CREATE TABLE newsletter_copy (
    customer_id UUID NOT NULL REFERENCES customer (id),
    newsletter_id UUID NOT NULL REFERENCES newsletter (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    sent_at BIGINT NOT NULL,
    opened_at BIGINT,
    PRIMARY KEY (newsletter_id, membership_id)
);
SELECT rapport_tenant('newsletter_copy');
CREATE INDEX newsletter_copy_of_member ON newsletter_copy (customer_id, membership_id);

-- Which of its issues were followed from it, where that may be recorded.
CREATE TABLE newsletter_click (
    customer_id UUID NOT NULL REFERENCES customer (id),
    newsletter_id UUID NOT NULL REFERENCES newsletter (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    issue_id UUID NOT NULL REFERENCES publication_issue (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (newsletter_id, membership_id, issue_id)
);
SELECT rapport_tenant('newsletter_click');
CREATE INDEX newsletter_click_of_member ON newsletter_click (customer_id, membership_id);

-- Something to fetch. What has the same area is offered together: a plan that gives
-- the area gives all of it, and a licence is for one of it.
CREATE TABLE software (
    id UUID PRIMARY KEY,
    area TEXT NOT NULL,
    name TEXT NOT NULL,
    -- What it runs on.
    platform TEXT NOT NULL,
    about TEXT NOT NULL,
    -- Whether it wants a licence key.
    keyed BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (area, name, platform)
);

CREATE TABLE software_release (
    id UUID PRIMARY KEY,
    software_id UUID NOT NULL REFERENCES software (id),
    version TEXT NOT NULL,
    notes TEXT NOT NULL,
    day BIGINT NOT NULL,
    file_id UUID NOT NULL REFERENCES stored_file (id),
    created_at BIGINT NOT NULL,
    -- Taken back: nobody finds it any more.
    withdrawn_at BIGINT,
    UNIQUE (software_id, version)
);
CREATE INDEX software_release_by_day ON software_release (software_id, day, id);
CREATE INDEX software_release_of_file ON software_release (file_id);

-- A licence that a subscription gave, for one of the software of an area. As many as
-- it has seats can be had at a time: each has a place, until it is given back.
CREATE TABLE licence (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    subscription_id UUID NOT NULL REFERENCES subscription (id),
    area TEXT NOT NULL,
    place BIGINT,
    software_id UUID NOT NULL REFERENCES software (id),
    -- Empty where the software wants none.
    key_text TEXT NOT NULL,
    taken_by UUID NOT NULL REFERENCES membership (id),
    taken_at BIGINT NOT NULL,
    given_back_at BIGINT,
    UNIQUE (subscription_id, area, place)
);
SELECT rapport_tenant('licence');
CREATE INDEX licence_of_customer ON licence (customer_id, area, id);
CREATE INDEX licence_of_software ON licence (software_id, id);

-- The keys there are. Each is handed over once, and then stands in its licence, too:
-- customers read it there, and nothing here.
CREATE TABLE licence_key (
    id UUID PRIMARY KEY,
    software_id UUID NOT NULL REFERENCES software (id),
    key_text TEXT NOT NULL,
    licence_id UUID UNIQUE REFERENCES licence (id),
    created_at BIGINT NOT NULL,
    UNIQUE (software_id, key_text)
);
CREATE INDEX licence_key_free ON licence_key (software_id, id) WHERE licence_id IS NULL;
ALTER TABLE licence_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE licence_key FORCE ROW LEVEL SECURITY;
CREATE POLICY ours ON licence_key
    USING (current_setting('rapport.side', true) IN ('staff', 'system'));

-- A licence given back for one of another platform: each once.
CREATE TABLE platform_swap (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- The subscription that gave it; see subscriptions/held.rs for how often.
    subscription_id UUID NOT NULL REFERENCES subscription (id),
    from_licence UUID NOT NULL UNIQUE REFERENCES licence (id),
    to_licence UUID NOT NULL UNIQUE REFERENCES licence (id),
    membership_id UUID NOT NULL REFERENCES membership (id),
    at BIGINT NOT NULL
);
SELECT rapport_tenant('platform_swap');
CREATE INDEX platform_swap_of_customer ON platform_swap (customer_id, at);
CREATE INDEX platform_swap_by_time ON platform_swap (at, id);
