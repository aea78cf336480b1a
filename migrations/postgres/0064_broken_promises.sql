-- Figures count broken promises month by month.
CREATE INDEX support_case_first_broken ON support_case (first_breached_at)
    WHERE first_breached_at IS NOT NULL;
CREATE INDEX support_case_resolution_broken ON support_case (resolution_breached_at)
    WHERE resolution_breached_at IS NOT NULL;
