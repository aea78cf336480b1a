-- An issue that was published can be corrected, and taken back.
ALTER TABLE publication_issue ADD COLUMN corrected_at INTEGER;
ALTER TABLE publication_issue ADD COLUMN withdrawn_at INTEGER;

-- What it said before it was corrected, in each language.
CREATE TABLE publication_issue_earlier (
    issue_id TEXT NOT NULL REFERENCES publication_issue (id),
    -- The version that was replaced.
    version INTEGER NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    day INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (issue_id, version, language)
) STRICT, WITHOUT ROWID;

-- When an import of articles last said that it goes on, so that one whose program was
-- stopped is known to have broken off. Earlier ones say nothing.
ALTER TABLE article_import ADD COLUMN alive_at INTEGER;
