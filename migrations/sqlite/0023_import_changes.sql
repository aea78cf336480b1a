-- What each line of an import changed, or would: for the table of differences
-- and to take it back.
CREATE TABLE import_change (
    import_id TEXT NOT NULL REFERENCES import (id),
    -- The line's place among all lines of the import.
    position INTEGER NOT NULL,
    -- The product, the promotion or the company it is about.
    subject_id TEXT NOT NULL,
    -- What people call it.
    title TEXT NOT NULL,
    -- Whether the line made it.
    made INTEGER NOT NULL,
    -- Fields with what they were before and are after.
    changes TEXT NOT NULL,
    -- How it ended when the import was taken back: 'restored', 'removed',
    -- 'retired' (no longer sold), 'kept'; and the fields that were left because
    -- somebody had changed them since.
    undone TEXT,
    kept TEXT,
    PRIMARY KEY (import_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_change_kept ON import_change (import_id, position)
    WHERE kept IS NOT NULL;

-- Two more states while something runs: 'comparing' (what would change is found
-- out) and 'undoing'; and two to rest in: 'compared' and 'undone'.
DROP INDEX import_unfinished;
CREATE INDEX import_unfinished ON import (state)
    WHERE state IN ('uploading', 'comparing', 'running', 'undoing');
-- Down to which place it is taken back, and how its changes ended.
ALTER TABLE import ADD COLUMN undo_from INTEGER;
ALTER TABLE import ADD COLUMN undo_restored INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN undo_removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN undo_retired INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN undo_kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN undo_person TEXT NOT NULL DEFAULT '';
ALTER TABLE import ADD COLUMN undone_at INTEGER;
