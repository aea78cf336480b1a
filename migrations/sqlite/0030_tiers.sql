-- How the supplier treats a customer by what it is worth: 'mvc' (most valuable),
-- 'mgc' (most growable), 'migrator' or 'bz' (below zero); nothing if nobody has
-- said so yet.
ALTER TABLE customer ADD COLUMN tier TEXT NOT NULL DEFAULT '';
CREATE INDEX customer_by_tier ON customer (tier, id) WHERE tier <> '';
