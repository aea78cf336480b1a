-- What helps without a case: articles. The newest of what their authors write
-- stands in article_version, what readers find and read in article_text.
CREATE TABLE article (
    id TEXT PRIMARY KEY,
    -- How it stands in addresses; stays when its title changes.
    slug TEXT NOT NULL UNIQUE,
    -- Whose it is, if it is one customer's own.
    customer_id TEXT REFERENCES customer (id),
    -- 'all' customers, one 'customer', or 'internal'.
    audience TEXT NOT NULL,
    -- 'draft', 'published' or 'retired'; see support/articles/life.rs.
    state TEXT NOT NULL,
    -- What it is called in the language it was first written in (BCP 47).
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Who keeps it right, and when it is to be read again; once told, not again.
    owner_id TEXT REFERENCES person (id),
    review_at INTEGER,
    review_told_at INTEGER,
    -- If it is about a known problem: 'open' or 'solved'.
    problem TEXT,
    problem_solved_at INTEGER,
    -- The case it was made from: for our eyes only.
    case_id TEXT REFERENCES support_case (id),
    -- The path it was imported from, and what was read there (SHA-256).
    source TEXT UNIQUE,
    source_sha TEXT,
    -- The version that the import wrote; a later one is somebody's.
    source_version INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX article_by_time ON article (updated_at, id);
CREATE INDEX article_of_customer ON article (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX article_to_review ON article (review_at) WHERE review_at IS NOT NULL;
CREATE INDEX article_problem ON article (problem, id) WHERE problem IS NOT NULL;

-- Each text that was saved, with who and why. Never changed.
CREATE TABLE article_version (
    article_id TEXT NOT NULL REFERENCES article (id),
    language TEXT NOT NULL,
    -- From one in each language.
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    -- Markdown; see support/articles/markdown.rs.
    text TEXT NOT NULL,
    person_id TEXT,
    -- What who wrote it was called then.
    name TEXT NOT NULL,
    why TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (article_id, language, number)
) STRICT;

-- What is published, in each language: a copy of one version with what it is
-- found by.
CREATE TABLE article_text (
    -- Small and stable: the row that the words of article_search belong to.
    number INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES article (id),
    -- As the article has them.
    customer_id TEXT REFERENCES customer (id),
    audience TEXT NOT NULL,
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    -- The text without its markup.
    plain TEXT NOT NULL,
    title_words TEXT NOT NULL,
    -- All that it is found by, the products it is about included.
    words TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    UNIQUE (article_id, language)
) STRICT;
CREATE INDEX article_text_by_slug ON article_text (slug, language);
CREATE INDEX article_text_by_title ON article_text (title, number);

-- Its words. Kept by the triggers below, never written directly.
CREATE VIRTUAL TABLE article_search USING fts5 (
    words,
    content = 'article_text',
    content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2 3'
);
CREATE TRIGGER article_search_new AFTER INSERT ON article_text BEGIN
    INSERT INTO article_search (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER article_search_gone AFTER DELETE ON article_text BEGIN
    INSERT INTO article_search (article_search, rowid, words)
    VALUES ('delete', old.number, old.words);
END;
CREATE TRIGGER article_search_changed AFTER UPDATE OF words ON article_text
WHEN old.words <> new.words BEGIN
    INSERT INTO article_search (article_search, rowid, words)
    VALUES ('delete', old.number, old.words);
    INSERT INTO article_search (rowid, words) VALUES (new.number, new.words);
END;

-- Every word that articles are found by, once, as product_word has those of
-- products.
CREATE TABLE article_word (
    number INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
) STRICT;

-- What an article is about: a 'category' by its code, a 'product' by its SKU, a
-- 'maker' by its name.
CREATE TABLE article_about (
    article_id TEXT NOT NULL REFERENCES article (id),
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    PRIMARY KEY (article_id, kind, about)
) STRICT;
CREATE INDEX article_about_what ON article_about (kind, about, article_id);

-- The pictures in its text.
CREATE TABLE article_picture (
    article_id TEXT NOT NULL REFERENCES article (id),
    file_id TEXT NOT NULL REFERENCES stored_file (id),
    -- What it was called where it came from.
    name TEXT NOT NULL,
    PRIMARY KEY (article_id, file_id)
) STRICT;
CREATE INDEX article_picture_of_file ON article_picture (file_id);

-- Whether it helped: one answer of each member, the last one counts.
CREATE TABLE article_answer (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    article_id TEXT NOT NULL REFERENCES article (id),
    membership_id TEXT NOT NULL REFERENCES membership (id),
    helped INTEGER NOT NULL,
    words TEXT NOT NULL,
    -- Whether it spared a case: it was offered before one was opened.
    spared INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (article_id, membership_id)
) STRICT;
CREATE INDEX article_answer_of_customer ON article_answer (customer_id, membership_id);

-- What cases have to do with articles: 'opened' from it, 'offered' before the case
-- was opened and no help, or 'problem': it is about this known problem.
CREATE TABLE case_article (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    article_id TEXT NOT NULL REFERENCES article (id),
    how TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- When the case's people were told that the problem is solved.
    told_at INTEGER,
    PRIMARY KEY (case_id, article_id, how)
) STRICT;
CREATE INDEX case_article_of_article ON case_article (article_id, how, case_id);
CREATE INDEX case_article_of_customer ON case_article (customer_id, how);
CREATE INDEX case_article_to_tell ON case_article (article_id) WHERE how = 'problem'
    AND told_at IS NULL;

-- What was looked for and not found, as plain words: how often by which company.
CREATE TABLE article_wanted (
    customer_id TEXT NOT NULL REFERENCES customer (id),
    plain TEXT NOT NULL,
    -- As it was last typed.
    typed TEXT NOT NULL,
    times INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, plain)
) STRICT;
CREATE INDEX article_wanted_by_words ON article_wanted (plain, last_at);

-- What an author was done with; it comes back if it is looked for later.
CREATE TABLE article_wanted_done (
    plain TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    at INTEGER NOT NULL
) STRICT;

-- Short questions to whoever asks for help.
CREATE TABLE guide_question (
    id TEXT PRIMARY KEY,
    -- For whom it is the first one: a category's code, or empty for whatever no
    -- category has one of its own for; nothing if only answers lead to it.
    category TEXT,
    -- By language.
    texts TEXT NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX guide_question_first ON guide_question (category) WHERE category IS NOT NULL;

-- Their answers, and where each leads: to another question, to an article, or to
-- the form.
CREATE TABLE guide_answer (
    id TEXT PRIMARY KEY,
    question_id TEXT NOT NULL REFERENCES guide_question (id),
    texts TEXT NOT NULL,
    position INTEGER NOT NULL,
    next_id TEXT REFERENCES guide_question (id),
    article_id TEXT REFERENCES article (id)
) STRICT;
CREATE INDEX guide_answer_of_question ON guide_answer (question_id, position);

-- What an import of articles came to, file by file.
CREATE TABLE article_import (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    person_id TEXT,
    at INTEGER NOT NULL,
    -- How many files there are, and when all of them had an answer.
    files INTEGER NOT NULL,
    finished_at INTEGER,
    answers TEXT NOT NULL
) STRICT;
CREATE INDEX article_import_by_time ON article_import (at);

-- Whom a known problem of a product concerns: every home page asks.
CREATE INDEX asset_by_sku ON asset (customer_id, sku);
