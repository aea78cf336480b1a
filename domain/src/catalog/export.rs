//! What the catalog knows, as files that an import understands: exported, edited
//! in a spreadsheet and imported again, only what was edited changes.
//!
//! Files are made some hundred rows at a time, so that one of any length needs
//! little memory.

mod workbook;

use super::attribute::{Kind, numbers_of};
use super::categories::{Category, categories, with_those_below};
use super::category_attributes::{CategoryAttribute, category_attributes};
use super::export_promotions;
use super::headings::attribute_column;
use super::local_names::further_languages;
use super::price_times::price_at;
use super::prices::price_spans;
use super::product_texts::text_in;
use super::products::{KnownProduct, ProductRow, known_products};
use super::stock::stock_of;
use crate::id::{CategoryId, PriceListId, ProductId};
use crate::identity::{Actor, Denied, KnownCompany, Permission, companies_after};
use crate::store::{Db, IntoValue, Query, Result, StoreError, list_placeholders};
use crate::{Currency, Day, Money, Quantity, Timestamp, args};
use rust_xlsxwriter::XlsxError;
use std::collections::HashMap;

/// How many products or companies are read at once.
const AT_ONCE: i64 = 500;

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// Products that are sold, of a category and those below it or of all, with
    /// what a price list asks for them now, if one is chosen.
    Products {
        /// The category, whose attributes have columns then.
        category: Option<CategoryId>,
        /// The price list.
        list: Option<PriceListId>,
    },
    /// What a price list asks now and will ask.
    Prices(PriceListId),
    /// The promotions of a price list, now and later.
    Promotions(PriceListId),
    /// What lies where.
    Stock,
    /// Companies.
    Customers,
}

/// A cell of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number, written with a point.
    Number(String),
    /// A day.
    Day(Day),
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }

    pub(super) fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }

    fn maybe<T: ToString>(number: Option<T>) -> Self {
        number.map_or(Self::Empty, Self::number)
    }

    /// As it stands in a file of comma-separated values.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Number(text) => text.clone(),
            Self::Day(day) => day.iso(),
        }
    }
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such category or price list.
    #[error("there is no such category or price list")]
    NotThere,
    /// The workbook can't be written.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
    /// The file can't be written.
    #[error(transparent)]
    File(#[from] std::io::Error),
}

/// A file on its way out.
#[derive(Debug, Clone)]
pub struct Exporting {
    db: Db,
    actor: Actor,
    what: Export,
    now: Timestamp,
    /// Of products: the categories, and the attributes that have columns.
    categories: Vec<CategoryId>,
    attributes: Vec<CategoryAttribute>,
    /// The currency of the price list.
    currency: Currency,
}

impl Exporting {
    /// Begins.
    ///
    /// # Errors
    /// See [`ExportError`].
    pub async fn begin(
        db: &Db,
        actor: &Actor,
        what: Export,
        now: Timestamp,
    ) -> Result<Self, ExportError> {
        actor.demand(Permission::Curate)?;
        let mut read = db.read(actor.scope()).await?;
        let mut exporting = Self {
            db: db.clone(),
            actor: actor.clone(),
            what,
            now,
            categories: Vec::new(),
            attributes: Vec::new(),
            currency: Currency::EUR,
        };
        let list = match what {
            Export::Products { list, .. } => list,
            Export::Prices(list) | Export::Promotions(list) => Some(list),
            Export::Stock | Export::Customers => None,
        };
        if let Some(list) = list {
            let currency = read
                .scalar("SELECT currency FROM price_list WHERE id = $1", args![list])
                .await?;
            exporting.currency = currency.ok_or(ExportError::NotThere)?;
        }
        if let Export::Products {
            category: Some(category),
            ..
        } = what
        {
            let all: Vec<Category> = categories(&mut read).await?;
            if !all.iter().any(|one| one.id == category) {
                return Err(ExportError::NotThere);
            }
            exporting.categories = with_those_below(&all, category);
            let attributes = category_attributes(&mut read, &exporting.categories).await?;
            // Attributes of one name in several categories share a column, if
            // they are read alike.
            for attribute in attributes {
                let column = column_of(&attribute);
                if !exporting
                    .attributes
                    .iter()
                    .any(|one| column_of(one) == column)
                {
                    exporting.attributes.push(attribute);
                }
            }
        }
        Ok(exporting)
    }

    /// What its columns are called.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let plain: &[&str] = match self.what {
            Export::Products { .. } => &[
                "sku",
                "name",
                "category",
                "manufacturer",
                "manufacturer number",
                "unspsc",
                "unit",
                "description",
                "last order day",
                "lead time days",
            ],
            Export::Prices(_) => &[
                "sku",
                "product name",
                "pieces",
                "price",
                "currency",
                "valid from",
                "valid until",
            ],
            Export::Promotions(_) => export_promotions::COLUMNS,
            Export::Stock => &[
                "sku",
                "product name",
                "location",
                "on hand",
                "expected",
                "expected on",
                "lead time days",
            ],
            Export::Customers => &[
                "our number",
                "reference",
                "company",
                "kind of business",
                "employees",
                "annual sales",
                "currency",
                "founded",
                "street",
                "postcode",
                "city",
                "country",
                "phone",
                "segment",
                "needs",
            ],
        };
        let price: &[&str] = match self.what {
            Export::Products { list: Some(_), .. } => &["price", "currency"],
            _ => &[],
        };
        let texts = further_languages()
            .filter(|_| matches!(self.what, Export::Products { .. }))
            .flat_map(|language| ["name", "description"].map(|what| (what, language.code())))
            .map(|(what, code)| format!("{what} ({code})"));
        plain
            .iter()
            .map(|name| (*name).to_owned())
            .chain(texts)
            .chain(price.iter().map(|name| (*name).to_owned()))
            .chain(self.attributes.iter().map(column_of))
            .collect()
    }

    /// Rows after the one that this names, and what names the last of them;
    /// `None` if there are no more. The first are after an empty text.
    ///
    /// # Errors
    /// If storage fails.
    pub async fn rows(&self, after: &str) -> Result<Option<(Vec<Vec<Cell>>, String)>> {
        let mut read = self.db.read(self.actor.scope()).await?;
        if self.what == Export::Customers {
            let companies = companies_after(&mut read, after, AT_ONCE).await?;
            let last = companies.last().map(|last| last.number.clone());
            return Ok(last.map(|last| (companies.iter().map(company).collect(), last)));
        }
        if let Export::Promotions(list) = self.what {
            let page = (after, AT_ONCE);
            return export_promotions::rows(&mut read, list, self.currency, page, self.now).await;
        }
        let products = self.products(&mut read, after).await?;
        let Some(last) = products.last().map(|last| last.row.sku.clone()) else {
            return Ok(None);
        };
        let ids: Vec<ProductId> = products.iter().map(|product| product.row.id).collect();
        let rows = match self.what {
            Export::Products { list, .. } => {
                let spans = match list {
                    Some(list) => price_spans(&mut read, list, &ids).await?,
                    None => HashMap::new(),
                };
                let price = |id: ProductId| {
                    let spans = spans.get(&(id, Quantity::pieces(1)))?;
                    price_at(spans, self.now)
                };
                products
                    .iter()
                    .map(|product| self.product(product, list.is_some(), price(product.row.id)))
                    .collect()
            }
            Export::Prices(list) => {
                let spans = price_spans(&mut read, list, &ids).await?;
                self.prices(&products, spans)
            }
            Export::Stock | Export::Customers | Export::Promotions(_) => {
                let mut stock: Vec<_> = stock_of(&mut read, &ids).await?.into_iter().collect();
                stock.sort_by(|(one, _), (other, _)| one.cmp(other));
                let by_id: HashMap<ProductId, &ProductRow> = products
                    .iter()
                    .map(|product| (product.row.id, &product.row))
                    .collect();
                stock
                    .into_iter()
                    .filter_map(|((id, location), stock)| {
                        let row = by_id.get(&id)?;
                        let expected = (!stock.expected.is_zero()).then_some(stock.expected);
                        Some(vec![
                            Cell::text(&row.sku),
                            Cell::text(&row.name),
                            Cell::text(&location),
                            Cell::number(stock.on_hand),
                            Cell::maybe(expected),
                            stock.expected_day.map_or(Cell::Empty, Cell::Day),
                            Cell::maybe(stock.lead_days),
                        ])
                    })
                    .collect()
            }
        };
        Ok(Some((rows, last)))
    }

    /// The next products, by their SKUs.
    async fn products(&self, query: &mut impl Query, after: &str) -> Result<Vec<KnownProduct>> {
        let mut args = args![after, AT_ONCE];
        let which = match self.what {
            Export::Products { category: None, .. } | Export::Customers | Export::Promotions(_) => {
                "p.active = TRUE".to_owned()
            }
            Export::Products { .. } => {
                args.extend(self.categories.iter().map(|id| id.value()));
                let these = list_placeholders(3, self.categories.len());
                format!("p.active = TRUE AND p.category_id IN ({these})")
            }
            Export::Prices(list) => {
                args.extend(args![list, self.now]);
                "EXISTS (SELECT 1 FROM price_list_entry e WHERE e.product_id = p.id
                     AND e.price_list_id = $3 AND e.valid_until > $4)"
                    .to_owned()
            }
            Export::Stock => {
                "EXISTS (SELECT 1 FROM product_stock s WHERE s.product_id = p.id)".to_owned()
            }
        };
        let ids: Vec<(ProductId,)> = query
            .all(
                format!(
                    "SELECT p.id FROM product p WHERE p.sku > $1 AND {which}
                     ORDER BY p.sku LIMIT ($2 + 0)"
                ),
                args,
            )
            .await?;
        let ids: Vec<ProductId> = ids.into_iter().map(|(id,)| id).collect();
        let mut known = known_products(query, &ids).await?;
        Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
    }

    fn product(&self, product: &KnownProduct, with_price: bool, price: Option<i64>) -> Vec<Cell> {
        let row = &product.row;
        let mut cells = vec![
            Cell::text(&row.sku),
            Cell::text(&row.name),
            Cell::text(&product.category_code),
            Cell::text(&row.manufacturer),
            Cell::text(&row.trade.maker_number),
            Cell::text(&row.trade.unspsc),
            Cell::text(&row.unit),
            Cell::text(&row.description),
            row.trade.last_order_day.map_or(Cell::Empty, Cell::Day),
            Cell::maybe(row.trade.lead_days),
        ];
        for language in further_languages() {
            let text = row.texts.as_deref().and_then(|all| text_in(all, language));
            cells.push(text.map_or(Cell::Empty, |text| Cell::text(&text.name)));
            cells.push(text.map_or(Cell::Empty, |text| Cell::text(&text.description)));
        }
        if with_price {
            let price = price.map(|minor| Money::new(minor, self.currency).plain());
            cells.push(Cell::maybe(price));
            cells.push(Cell::text(self.currency.code()));
        }
        for attribute in &self.attributes {
            cells.push(value_of(row, attribute));
        }
        cells
    }

    fn prices(&self, products: &[KnownProduct], spans: super::prices::Spans) -> Vec<Vec<Cell>> {
        let mut by_product: HashMap<ProductId, Vec<_>> = HashMap::new();
        for ((product, least), spans) in spans {
            by_product.entry(product).or_default().push((least, spans));
        }
        let mut rows = Vec::new();
        for product in products {
            let mut breaks = by_product.remove(&product.row.id).unwrap_or_default();
            breaks.sort_by_key(|(least, _)| *least);
            for (least, spans) in breaks {
                for span in spans.iter().filter(|span| span.until > self.now) {
                    // What holds already holds from now on; and what holds until
                    // the next price needs no end.
                    let is_day = |moment: Timestamp| Day::of(moment).start() == moment;
                    let from = (span.from > self.now).then(|| Cell::Day(Day::of(span.from)));
                    let until = (span.until != Timestamp::NEVER && is_day(span.until))
                        .then(|| Cell::Day(Day::last_before(span.until)));
                    rows.push(vec![
                        Cell::text(&product.row.sku),
                        Cell::text(&product.row.name),
                        Cell::number(least),
                        Cell::number(Money::new(span.minor, self.currency).plain()),
                        Cell::text(self.currency.code()),
                        from.unwrap_or(Cell::Empty),
                        until.unwrap_or(Cell::Empty),
                    ]);
                }
            }
        }
        rows
    }
}

fn column_of(attribute: &CategoryAttribute) -> String {
    attribute_column(&attribute.name, attribute.kind(), &attribute.unit)
}

/// A product's values of an attribute, as they are typed.
fn value_of(row: &ProductRow, attribute: &CategoryAttribute) -> Cell {
    let values: Vec<String> = row
        .attributes
        .iter()
        .filter(|(_, name, _)| *name == attribute.name)
        .map(|(_, _, value)| match (attribute.kind(), value.amount) {
            (Kind::Number, Some(_)) => numbers_of(&value.text, &attribute.unit),
            _ => value.text.clone(),
        })
        .collect();
    match (attribute.kind(), values.as_slice()) {
        (Kind::Number, [one]) if !one.contains(',') => Cell::Number(one.clone()),
        _ => Cell::text(&values.join(", ")),
    }
}

fn company(known: &KnownCompany) -> Vec<Cell> {
    let about = &known.about;
    let firm = &about.firm;
    let sales = firm.sales();
    vec![
        Cell::text(&known.number),
        Cell::text(&firm.reference),
        Cell::text(&about.name),
        Cell::text(&firm.industry),
        Cell::maybe((about.employees > 0).then_some(about.employees)),
        Cell::maybe(sales.map(|sales| sales.plain())),
        sales.map_or(Cell::Empty, |sales| Cell::text(sales.currency.code())),
        Cell::maybe(firm.founded),
        Cell::text(&firm.street),
        Cell::text(&firm.postcode),
        Cell::text(&firm.city),
        Cell::text(&about.country),
        Cell::text(&firm.phone),
        Cell::text(&about.segment),
        Cell::text(&about.needs),
    ]
}
