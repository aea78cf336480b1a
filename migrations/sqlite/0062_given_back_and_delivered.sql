-- What was given back of an invoice is counted before more is.
CREATE INDEX invoice_gives_back ON invoice (gives_back_of) WHERE gives_back_of IS NOT NULL;

