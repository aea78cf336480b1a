-- The cases that were merged into one: whoever asked them goes along when it is merged.
CREATE INDEX support_case_of_merged ON support_case (merged_into) WHERE merged_into IS NOT NULL;
