-- Discounts of categories that end some day; most never do.
CREATE INDEX agreement_category_ending ON agreement_category (valid_until)
    WHERE valid_until < 9223372036854775807;
