-- How many opened a newsletter is counted for each of the last: without reading the
-- copies of all who did not.
CREATE INDEX newsletter_copy_opened ON newsletter_copy (newsletter_id)
    WHERE opened_at IS NOT NULL;

-- The languages that a release speaks, by their codes (BCP 47) with a blank between;
-- empty where nobody said.
ALTER TABLE software_release ADD COLUMN languages TEXT NOT NULL DEFAULT '';

-- What software is, in other languages than the first.
CREATE TABLE software_text (
    software_id UUID NOT NULL REFERENCES software (id),
    language TEXT NOT NULL,
    about TEXT NOT NULL,
    PRIMARY KEY (software_id, language)
);

-- What is new in a release, in other languages than the first.
CREATE TABLE software_release_text (
    release_id UUID NOT NULL REFERENCES software_release (id),
    language TEXT NOT NULL,
    notes TEXT NOT NULL,
    PRIMARY KEY (release_id, language)
);
