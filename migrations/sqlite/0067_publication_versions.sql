-- Of two who change a publication at once, the second is told.
ALTER TABLE publication ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
