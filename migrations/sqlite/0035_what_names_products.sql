-- What names a product is found by it: taking an import back removes products,
-- and looks up for each whether anything refers to it.
CREATE INDEX agreement_product_by_product ON agreement_product (product_id);
CREATE INDEX promotion_by_product ON promotion (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX configuration_part_by_product ON configuration_part (product_id);
CREATE INDEX configuration_option_by_product ON configuration_option (product_id)
    WHERE product_id IS NOT NULL;
CREATE INDEX asset_by_product ON asset (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX order_line_by_product ON order_line (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX request_line_by_product ON request_line (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX basket_line_by_product ON basket_line (product_id) WHERE product_id IS NOT NULL;
