//! The catalog: categories, products with their attributes, price lists, the
//! words that products are found by, and the imports that bring them in.
//!
//! What a customer sees of it at which price is decided by
//! [`agreements`](crate::agreements); this room knows the whole catalog and
//! what each price list asks.
//!
//! Tables that other rooms' listings join, by these rules:
//! * `product`: sort by `(category_id, sort_name, id)`, which is an index;
//!   leave out what is not `active`.
//! * `price_list_entry`: today's row is the one with `valid_from <= now AND
//!   now < valid_until`; there is at most one.
//! * `product_attribute`: one row per value; `attribute` is the number of a
//!   `category_attribute` of the product's category.
