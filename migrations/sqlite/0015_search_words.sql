-- Every word that products are found by, once; words with digits left out,
-- because another number is another thing. What is typed wrong is compared
-- with these. Only ever added to: a process asks for those it doesn't know.
CREATE TABLE product_word (
    number INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE product_vocabulary USING fts5vocab (product_search, row);
INSERT INTO product_word (word)
SELECT term FROM product_vocabulary
WHERE length(term) >= 3 AND term NOT GLOB '*[0-9]*';
DROP TABLE product_vocabulary;
