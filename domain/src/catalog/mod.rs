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
//! * `price_list_entry`: what holds today has `valid_from <= now AND now <
//!   valid_until`; for each number of pieces there is at most one.
//! * `product_text`: what a product is called in another language than the first;
//!   at most one row for each product and language, and an empty name is the same.
//! * `product_attribute`: one row per value; `attribute` is the number of a
//!   `category_attribute` of the product's category.
//!
//! What there is: `categories` and `category_attributes` with `attribute`, `products`,
//! `families` and `variants`, `relations`, `stock` and `availability`, `price_lists` with
//! `prices`, `price_times` and `promotions`, `pictures` and `product_documents`, `synonyms`;
//! names and texts in other languages are in `local_names` and `product_texts`. `sku`,
//! `measure` and `trade` are vocabularies; `retire` takes off sale what can't be ordered
//! any more.
//!
//! How it is found: [`words`] are made of names and of what people type, `lexicon` has all
//! of them, `add_synonym` adds one; `search_record` remembers what was looked for,
//! `saved_filters` what members keep, `known_as` what is known under a SKU.
//!
//! How curators change it: `typed_product` and `save_product`, `grid` with `grid_cells` and
//! `save_grid`, `edit_attributes` with `products_anew` (what becomes of products), `edit_family`
//! with `told_apart` and `twins_among` (no two variants are the same). What they look at:
//! `console_list`, `read_product`, `attached`, `category_page`, `known_values`,
//! `price_list_pages` and `price_list_entries`.
//!
//! Files: `csv_file` and `xlsx_file` read (`xlsx_parts` looks before), `table_file` is what
//! both have in common; `file_facts`, `headings`, `heading_languages`, `known` and `guess`
//! lead to a `mapping` of columns to `role`s (`mapping_faults`, `lookup`, `no_category`).
//! Lines are read by `cells` into `product_line`, `price_line`, `stock_line`,
//! `promotion_line`, `customer_line` or a `refusal`; `which_product` is meant. `import` does
//! the work; `export` and `export_promotions` are its other direction.

#[cfg(feature = "store")]
mod add_synonym;
#[cfg(feature = "store")]
mod attached;
pub mod attribute;
pub mod availability;
#[cfg(feature = "store")]
mod categories;
#[cfg(feature = "store")]
mod category_attributes;
#[cfg(feature = "store")]
mod category_page;
#[cfg(feature = "store")]
mod cells;
#[cfg(feature = "store")]
mod console_list;
#[cfg(feature = "store")]
pub mod csv_file;
#[cfg(feature = "store")]
mod customer_line;
#[cfg(feature = "store")]
mod edit_attributes;
#[cfg(feature = "store")]
mod edit_family;
#[cfg(feature = "store")]
pub mod export;
#[cfg(feature = "store")]
mod export_promotions;
#[cfg(feature = "store")]
mod families;
pub mod file_facts;
#[cfg(feature = "store")]
mod grid;
#[cfg(feature = "store")]
mod grid_cells;
#[cfg(feature = "store")]
mod guess;
#[cfg(feature = "store")]
mod heading_languages;
#[cfg(feature = "store")]
mod headings;
#[cfg(feature = "store")]
pub mod import;
#[cfg(feature = "store")]
mod known;
#[cfg(feature = "store")]
mod known_as;
#[cfg(feature = "store")]
mod known_values;
#[cfg(feature = "store")]
pub(crate) mod lexicon;
#[cfg(feature = "store")]
mod local_names;
#[cfg(feature = "store")]
pub mod lookup;
#[cfg(feature = "store")]
pub mod mapping;
#[cfg(feature = "store")]
mod mapping_faults;
#[cfg(feature = "store")]
pub(crate) mod measure;
#[cfg(feature = "store")]
pub mod no_category;
#[cfg(feature = "store")]
mod pictures;
#[cfg(feature = "store")]
mod price_line;
#[cfg(feature = "store")]
mod price_list_entries;
#[cfg(feature = "store")]
mod price_list_pages;
#[cfg(feature = "store")]
mod price_lists;
pub mod price_times;
#[cfg(feature = "store")]
mod prices;
#[cfg(feature = "store")]
mod product_documents;
#[cfg(feature = "store")]
pub mod product_line;
#[cfg(feature = "store")]
mod product_texts;
#[cfg(feature = "store")]
mod products;
#[cfg(feature = "store")]
mod products_anew;
#[cfg(feature = "store")]
mod promotion_line;
#[cfg(feature = "store")]
mod promotions;
#[cfg(feature = "store")]
mod read_product;
#[cfg(feature = "store")]
pub mod refusal;
#[cfg(feature = "store")]
mod relations;
#[cfg(feature = "store")]
mod retire;
#[cfg(feature = "store")]
mod role;
#[cfg(feature = "store")]
mod save_grid;
#[cfg(feature = "store")]
mod save_product;
#[cfg(feature = "store")]
mod saved_filters;
#[cfg(feature = "store")]
mod search_record;
pub mod sku;
#[cfg(feature = "store")]
mod stock;
#[cfg(feature = "store")]
mod stock_line;
#[cfg(feature = "store")]
mod synonyms;
#[cfg(feature = "store")]
pub mod table_file;
#[cfg(feature = "store")]
mod told_apart;
pub mod trade;
#[cfg(feature = "store")]
mod twins_among;
#[cfg(feature = "store")]
mod typed_product;
pub mod variants;
#[cfg(feature = "store")]
mod which_product;
pub mod words;
#[cfg(feature = "store")]
pub mod xlsx_file;
#[cfg(feature = "store")]
mod xlsx_parts;

#[cfg(feature = "store")]
pub use add_synonym::add_synonym;
#[cfg(feature = "store")]
pub use attached::{Attached, ask_attached};
#[cfg(feature = "store")]
pub use categories::{
    Category, CategoryFault, SaveCategory, SaveCategoryError, ask_categories, categories,
    category_counts, is_empty, path_to, put_categories, save_category, with_those_below,
};
#[cfg(feature = "store")]
pub use category_attributes::{
    CategoryAttribute, WantedAttribute, category_attributes, put_attributes,
};
#[cfg(feature = "store")]
pub use category_page::{AttributeRow, CategoryPage, ask_category_page};
#[cfg(feature = "store")]
pub use console_list::{ListedProduct, ProductFilter, listed_products};
#[cfg(feature = "store")]
pub use edit_attributes::{AttributeError, SaveAttribute, remove_attribute, save_attribute};
#[cfg(feature = "store")]
pub use edit_family::{
    FamilyError, FamilyFault, SaveFamily, put_variant, save_family, take_variant,
};
#[cfg(feature = "store")]
pub(crate) use families::VARIANT_OF_P;
#[cfg(feature = "store")]
pub use families::{
    FamilyPage, FamilyRow, MOST_VARIANTS, VariantRow, Varying, ask_families, ask_family,
};
#[cfg(feature = "store")]
pub use grid::{Cell, GridAttribute, GridPage, GridQuery, GridRow, ask_grid};
#[cfg(feature = "store")]
pub use known_as::{ProductKnownAs, products_known_as};
#[cfg(feature = "store")]
pub use known_values::{KnownValue, ask_known_values};
#[cfg(feature = "store")]
pub use local_names::{
    Named, NamesPage, SaveNames, SaveNamesError, ask_names_page, further_languages, save_names,
};
#[cfg(feature = "store")]
pub(crate) use local_names::{local_names, names_of, read_names};
#[cfg(feature = "store")]
pub use measure::{PIECE, measure_code, measures, say_counted_in, say_measure, say_per};
#[cfg(feature = "store")]
pub use pictures::{
    AddPicture, AttachError, LONGEST_ALT, MOST_PICTURES, PictureChange, ProductPicture,
    add_picture, change_picture,
};
#[cfg(feature = "store")]
pub use price_list_entries::{ListEntries, ListEntry, ask_list_entries};
#[cfg(feature = "store")]
pub use price_list_pages::{PriceListRow, PromotionRow, ask_price_list_pages};
#[cfg(feature = "store")]
pub use price_lists::{
    AddPriceListError, ListPurpose, PriceList, add_price_list, ask_price_lists, price_lists,
    put_price_list,
};
#[cfg(feature = "store")]
pub use prices::{
    GivePrice, GivePriceError, ListPrice, Spans, add_price_spans, ask_list_prices, give_price,
    price_spans, put_price_spans,
};
#[cfg(feature = "store")]
pub use product_documents::{
    AddDocument, DocumentKind, LANGUAGES, MOST_DOCUMENTS, ProductDocument, add_document,
    language_name, remove_document,
};
#[cfg(feature = "store")]
pub(crate) use product_texts::{NAMES_OF_P, found_in, name_in, texts_join};
#[cfg(feature = "store")]
pub use product_texts::{ProductText, ask_product_texts};
#[cfg(feature = "store")]
pub use products::{
    Product, ProductRow, ProductValue, add_products, ask_product_values, change_products,
    product_by_sku,
};
#[cfg(feature = "store")]
pub use promotions::{
    NewPromotion, Promoted, PromotedPrice, PromotionError, PromotionFault, add_promotion,
    change_promotion, end_promotion, promotion_name,
};
#[cfg(feature = "store")]
pub use read_product::{ProductPage, ask_product_pages};
#[cfg(feature = "store")]
pub use relations::{
    MOST_RELATIONS, Relate, RelateError, Related, Relation, ask_relations, relate,
};
#[cfg(feature = "store")]
pub use retire::retire_products;
#[cfg(feature = "store")]
pub use save_grid::{CellFault, GridAnswer, GridEdit, GridEdits, save_grid};
#[cfg(feature = "store")]
pub use save_product::{SaveProductError, save_product, save_product_form};
#[cfg(feature = "store")]
pub use saved_filters::{
    LONGEST_FILTER_NAME, MOST_SAVED_FILTERS, SaveFilter, SavedFilter, SavedFilterError,
    ask_saved_filters, is_catalog_view, remove_filter, rename_filter, save_filter,
};
#[cfg(feature = "store")]
pub use search_record::record_search;
#[cfg(feature = "store")]
pub use stock::{SetStock, SetStockError, StockAt, ask_stock, set_stock};
#[cfg(feature = "store")]
pub(crate) use synonyms::{SYNONYM, SYNONYMS};
#[cfg(feature = "store")]
pub use typed_product::{ProductFault, SaveProduct};

#[cfg(all(test, feature = "testing"))]
mod plan_tests;
