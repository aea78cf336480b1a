use super::*;
use crate::agreements::assortment::{Breadth, ProductRule, SetRule, decide, first_to_say};
use crate::agreements::pricing::{
    AgreedLine, AgreedPrices, ListLine, PriceInputs, Promotion, resolve,
};
use crate::agreements::testing::{
    Target, agreement, attribute, called, category, category_rule, insert, known_of, line_in,
    list_price, make_cost_list, price_list, product, product_rule,
};
use crate::agreements::{About, NewLine, Says, Validity};
use crate::catalog::lexicon::put_words;
use crate::id::{CategoryId, PriceListId, ProductId};
use crate::identity::testing::customer;
use crate::identity::{Company, InForce, Shopper};
use crate::store::testing::both_engines;
use crate::store::{Db, Query, Scope, StoreError};
use crate::{Currency, Money, Quantity, Rate, Timestamp, args};
use std::collections::HashMap;

mod at_random;
mod languages;
mod remembered;
mod rules;
mod searching;

const NOW: Timestamp = Timestamp(1_000_000);

/// What products cost: one of one, and one of ten.
type Prices = HashMap<ProductId, (Option<Money>, Option<Money>)>;

fn shopper<'a>(company: &'a Company, in_force: &'a InForce) -> Shopper<'a> {
    Shopper {
        company,
        in_force: Some(in_force),
        preview: false,
        language: "",
        member: None,
    }
}

fn names(items: &[ShelfItem]) -> Vec<&str> {
    items.iter().map(|item| item.name.as_str()).collect()
}

/// Computers (Laptops, Desktops) and Furniture with two products each, all in
/// one price list at 100.00.
struct Shop {
    company: Company,
    in_force: InForce,
    computers: CategoryId,
    laptops: CategoryId,
    desktops: CategoryId,
    furniture: CategoryId,
    products: HashMap<&'static str, ProductId>,
}

impl Shop {
    async fn open(db: &Db) -> Shop {
        let (company, _) = customer(db, "Halden Marine").await;
        let list = price_list(db, Currency::EUR).await;
        let in_force = agreement(db, company.id, list).await;
        let computers = category(db, None, "Computers").await;
        let laptops = category(db, Some(computers), "Laptops").await;
        let desktops = category(db, Some(computers), "Desktops").await;
        let furniture = category(db, None, "Furniture").await;
        let mut products = HashMap::new();
        for (within, name) in [
            (laptops, "Laptop 13"),
            (laptops, "Laptop 15"),
            (desktops, "Desktop small"),
            (desktops, "Desktop tall"),
            (furniture, "Chair"),
            (furniture, "Desk"),
        ] {
            let sku = name.to_uppercase().replace(' ', "-");
            let id = product(db, within, &sku, name).await;
            list_price(db, list, id, 10_000).await;
            products.insert(name, id);
        }
        Shop {
            company,
            in_force,
            computers,
            laptops,
            desktops,
            furniture,
            products,
        }
    }

    fn shopper(&self) -> Shopper<'_> {
        shopper(&self.company, &self.in_force)
    }

    async fn rule(&self, db: &Db, category: CategoryId, rule: &str) {
        let (customer, revision) = (self.company.id, self.in_force.first.revision);
        category_rule(
            db,
            customer,
            revision,
            Some(category),
            rule,
            None,
            Validity::ALWAYS,
        )
        .await;
    }

    async fn discount(&self, db: &Db, category: Option<CategoryId>, rate: i64) {
        let (customer, revision) = (self.company.id, self.in_force.first.revision);
        let rate = Some(Rate(rate));
        category_rule(
            db,
            customer,
            revision,
            category,
            "discount",
            rate,
            Validity::ALWAYS,
        )
        .await;
    }

    async fn about(&self, db: &Db, product: &str, rule: &str, price: Option<i64>) {
        let (customer, revision) = (self.company.id, self.in_force.first.revision);
        let product = self.products[product];
        product_rule(
            db,
            customer,
            revision,
            product,
            rule,
            price,
            Validity::ALWAYS,
        )
        .await;
    }

    async fn all(&self, db: &Db) -> Vec<ShelfItem> {
        let ids: Vec<ProductId> = self.products.values().copied().collect();
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        shelf_items(&mut read, self.shopper(), &ids, NOW)
            .await
            .unwrap()
    }

    async fn page(&self, db: &Db, query: ShelfQuery) -> ShelfPage {
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        shelf_page(&mut read, self.shopper(), query, NOW)
            .await
            .unwrap()
    }

    async fn of(&self, db: &Db, category: CategoryId) -> ShelfPage {
        let query = ShelfQuery {
            category: Some(code(db, category).await),
            ..ShelfQuery::default()
        };
        self.page(db, query).await
    }
}

async fn code(db: &Db, category: CategoryId) -> String {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar("SELECT code FROM category WHERE id = $1", args![category])
        .await
        .unwrap()
        .unwrap()
}

/// Says that so many thousandths of a product are at one place.
async fn put_in_stock(db: &Db, product: ProductId, on_hand: i64) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let place = crate::id::StockLocationId::new();
            tx.run(
                "INSERT INTO stock_location (id, name, created_at) VALUES ($1, $2, 0)",
                args![place, place.to_string()],
            )
            .await?;
            tx.run(
                "INSERT INTO product_stock (product_id, location_id, on_hand, updated_at)
                 VALUES ($1, $2, $3, 0)",
                args![product, place, on_hand],
            )
            .await
        })
    })
    .await
    .unwrap();
}
