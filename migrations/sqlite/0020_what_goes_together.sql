-- Of a group several options may be picked, and an option several times.
ALTER TABLE configuration_group RENAME COLUMN required TO least;
ALTER TABLE configuration_group ADD COLUMN most INTEGER NOT NULL DEFAULT 1;
ALTER TABLE configuration_option ADD COLUMN fewest INTEGER NOT NULL DEFAULT 1;
ALTER TABLE configuration_option ADD COLUMN most INTEGER NOT NULL DEFAULT 1;

-- What goes together and what does not; see configurations/rules.rs.
CREATE TABLE configuration_rule (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    revision_id TEXT NOT NULL REFERENCES configuration_revision (id),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    demands TEXT NOT NULL,
    -- The attributes of products that it reads: the one that it bounds, and the
    -- one that bounds it. Empty where it reads none.
    attribute TEXT NOT NULL,
    limit_attribute TEXT NOT NULL,
    PRIMARY KEY (customer_id, revision_id, id)
) STRICT, WITHOUT ROWID;

-- From which moment to which it is offered, whole days of the calendar; and to
-- whom only. Without rows it is for everybody; a group that is gone is nobody.
ALTER TABLE configuration_revision ADD COLUMN offered_from INTEGER;
ALTER TABLE configuration_revision ADD COLUMN offered_until INTEGER;
CREATE TABLE configuration_audience (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    revision_id TEXT NOT NULL REFERENCES configuration_revision (id),
    group_id TEXT NOT NULL,
    PRIMARY KEY (customer_id, revision_id, group_id)
) STRICT, WITHOUT ROWID;
