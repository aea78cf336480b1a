-- What somebody asked, what happened last first: without going through all cases of
-- their company.
CREATE INDEX support_case_of_asker ON support_case (customer_id, opened_by, updated_at, id);
