-- SQLite asks its index of words in any case; PostgreSQL had to be told.
SELECT 1;
