-- Asked for words that it does not know when it plans, PostgreSQL believed that
-- walking through all products is quicker than its index of their words: 5 ms for
-- each question with 10,000 products. A question that finds nothing is not asked.
CREATE OR REPLACE FUNCTION product_search(asked TEXT) RETURNS TABLE (rowid BIGINT)
LANGUAGE plpgsql STABLE ROWS 200 SET enable_seqscan = off AS $$
BEGIN
    IF asked = '""' THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT number FROM product WHERE search @@
        replace(replace(replace(asked, '*', ':*'), ' AND ', ' & '), ' OR ', ' | ')::tsquery;
END
$$;
