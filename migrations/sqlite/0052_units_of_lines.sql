-- In which unit a line's product was counted and priced when it was asked for and
-- ordered: that is kept, whatever the catalog says later.
ALTER TABLE request_line ADD COLUMN unit TEXT NOT NULL DEFAULT 'C62';
ALTER TABLE order_line ADD COLUMN unit TEXT NOT NULL DEFAULT 'C62';
UPDATE request_line SET unit = (SELECT p.unit FROM product p WHERE p.id = request_line.product_id)
WHERE product_id IN (SELECT id FROM product WHERE unit <> 'C62');
UPDATE order_line SET unit = (SELECT p.unit FROM product p WHERE p.id = order_line.product_id)
WHERE product_id IN (SELECT id FROM product WHERE unit <> 'C62');
