-- An issue that was published can be corrected, and taken back.
ALTER TABLE publication_issue ADD COLUMN corrected_at BIGINT;
ALTER TABLE publication_issue ADD COLUMN withdrawn_at BIGINT;

-- What it said before it was corrected, in each language. Customers read none of it.
CREATE TABLE publication_issue_earlier (
    issue_id UUID NOT NULL REFERENCES publication_issue (id),
    -- The version that was replaced.
    version BIGINT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    day BIGINT NOT NULL,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (issue_id, version, language)
);
ALTER TABLE publication_issue_earlier ENABLE ROW LEVEL SECURITY;
ALTER TABLE publication_issue_earlier FORCE ROW LEVEL SECURITY;
CREATE POLICY ours ON publication_issue_earlier
    USING (current_setting('rapport.side', true) IN ('staff', 'system'));

-- When an import of articles last said that it goes on, so that one whose program was
-- stopped is known to have broken off. Earlier ones say nothing.
ALTER TABLE article_import ADD COLUMN alive_at BIGINT;
