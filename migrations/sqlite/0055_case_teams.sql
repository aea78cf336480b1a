-- Teams of our people who work on cases. One that has ended keeps the cases that
-- ended with it, and gets none any more.
CREATE TABLE case_team (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;

-- Who is in them; anybody may be in several.
CREATE TABLE case_team_member (
    team_id TEXT NOT NULL REFERENCES case_team (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (team_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_team_member_of_person ON case_team_member (person_id, team_id);

-- Which cases come to them by themselves: a cause, the code of a category of
-- products, or a needs category of customers ('cause', 'category', 'needs'), each of
-- which leads to one team; see support/team_choice.rs.
CREATE TABLE case_team_rule (
    by_what TEXT NOT NULL,
    value TEXT NOT NULL,
    team_id TEXT NOT NULL REFERENCES case_team (id),
    PRIMARY KEY (by_what, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_team_rule_of_team ON case_team_rule (team_id);

-- The team that a case belongs to.
ALTER TABLE support_case ADD COLUMN team_id TEXT REFERENCES case_team (id);
CREATE INDEX support_case_of_team ON support_case (team_id, due_at, id)
    WHERE due_at IS NOT NULL;

-- The mails that wait, in the order in which they are listed.
DROP INDEX incoming_mail_to_settle;
CREATE INDEX incoming_mail_to_settle ON incoming_mail (at, id)
    WHERE became IN ('stranger', 'held') AND settled_at IS NULL;
