-- What is done along with a prepared answer: how it is said ('answer', 'ask',
-- 'solve', 'note'), how pressing the case is from then on, and what it came from;
-- empty for nothing. See support/prepared.rs.
ALTER TABLE prepared_answer ADD COLUMN way TEXT NOT NULL DEFAULT '';
ALTER TABLE prepared_answer ADD COLUMN priority TEXT NOT NULL DEFAULT '';
ALTER TABLE prepared_answer ADD COLUMN cause TEXT NOT NULL DEFAULT '';
