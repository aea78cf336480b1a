-- How many lines of a part of a file of equipment were refused, so that its page
-- reads those parts that it shows.
ALTER TABLE asset_import_part ADD COLUMN refused BIGINT NOT NULL DEFAULT 0;
UPDATE asset_import_part SET refused = (SELECT COUNT(*) FROM jsonb_array_elements(answers) a
    WHERE a ->> 'outcome' = 'refused');
