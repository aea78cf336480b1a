//! Products in categories with attributes, and their list prices.

use super::{Failure, Progress, SeedSize, commit};
use crate::chance::Chance;
use domain::catalog::attribute::{Kind, Value};
use domain::catalog::mapping::CategoryChoice;
use domain::catalog::price_times::PriceSpan;
use domain::catalog::{
    Category, CategoryAttribute, ListPurpose, PriceList, ProductRow, WantedAttribute,
    add_price_spans, add_products, put_attributes, put_categories, put_price_list,
};
use domain::id::{CategoryId, PriceListId, ProductId};
use domain::identity::Actor;
use domain::store::{Db, StoreError};
use domain::{Currency, Quantity, Timestamp};

/// What there is to buy: name and beginning of the SKUs.
const KINDS: &[(&str, &str)] = &[
    ("Notebooks", "NB"),
    ("Workstations", "WS"),
    ("Displays", "MON"),
    ("Docks", "DCK"),
    ("Keyboards", "KEY"),
    ("Mice", "MSE"),
    ("Headsets", "HDS"),
    ("Cameras", "CAM"),
    ("Printers", "PRN"),
    ("Toner", "TNR"),
    ("Tablets", "TAB"),
    ("Scanners", "SCN"),
    ("Switches", "SWI"),
    ("Access points", "AP"),
    ("Firewalls", "FW"),
    ("Servers", "SRV"),
    ("Storage", "STO"),
    ("Memory", "MEM"),
    ("Cables", "CBL"),
    ("Power supplies", "PSU"),
];

const MAKERS: &[&str] = &[
    "Tessel",
    "Norrvik",
    "Lumen",
    "Arvent",
    "Kestrel",
    "Corvane",
    "Halvard",
    "Ostrava Works",
];

const SERIES: &[&str] = &[
    "Office", "Travel", "Studio", "Rugged", "Campus", "Field", "Prime", "Core",
];

const COLOURS: &[&str] = &["Black", "Grey", "White", "Blue"];

/// The attributes of every category.
const ATTRIBUTES: &[(&str, Kind, &str)] = &[
    ("Size", Kind::Number, "cm"),
    ("Colour", Kind::Choice, ""),
    ("Warranty", Kind::Number, "years"),
    ("Recycled", Kind::YesNo, ""),
];

/// How many are written in one commit.
const AT_ONCE: usize = 500;

/// What was made.
pub(super) struct Range {
    pub(super) lists: Vec<PriceListId>,
    pub(super) categories: Vec<CategoryId>,
    pub(super) products: Vec<Made>,
}

/// A product that was made.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) id: ProductId,
    pub(super) category: CategoryId,
    pub(super) sku: String,
    pub(super) name: String,
    /// Its list price in minor units.
    pub(super) price: i64,
}

pub(super) async fn make(db: &Db, size: &SeedSize, now: Timestamp) -> Result<Range, Failure> {
    let mut chance = Chance::new(size.seed);
    let lists: Vec<PriceListId> = (0..size.price_lists.max(1))
        .map(|_| PriceListId::new())
        .collect();
    let all = lists.clone();
    let kinds = commit!(db, |tx, actor| async { kinds(tx, &all, now).await }).await?;
    let mut range = Range {
        lists,
        categories: kinds.iter().map(|(category, _)| category.id).collect(),
        products: Vec::with_capacity(size.products),
    };
    let progress = Progress::of("products", size.products);
    while range.products.len() < size.products {
        let from = range.products.len();
        let until = (from + AT_ONCE).min(size.products);
        let (mut rows, mut prices) = (Vec::new(), Vec::new());
        for number in from..until {
            let Some((category, attributes)) = kinds.get(number % kinds.len()) else {
                continue;
            };
            let row = product(number, category, attributes, &mut chance);
            let price = chance.between(990, 249_900);
            let always = PriceSpan {
                from: now,
                until: Timestamp::NEVER,
                minor: price,
            };
            prices.push(((row.id, Quantity::pieces(1)), vec![always]));
            range.products.push(Made {
                id: row.id,
                category: category.id,
                sku: row.sku.clone(),
                name: row.name.clone(),
                price,
            });
            rows.push(row);
        }
        let lists = range.lists.clone();
        commit!(db, |tx, actor| async {
            add_products(tx, &rows, now).await?;
            for (place, list) in (0..).zip(&lists) {
                add_price_spans(tx, *list, &dearer(&prices, place)).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await?;
        progress.at(range.products.len());
    }
    Ok(range)
}

type Kinds = Vec<(Category, Vec<CategoryAttribute>)>;

/// Prices as the list at this place asks them: the first as they are, the others
/// up to a fifth more.
fn dearer(prices: &[Spanned], place: i64) -> Vec<Spanned> {
    let percent = 100 + place % 21;
    prices
        .iter()
        .map(|(priced, spans)| {
            let dearer = |span: &PriceSpan| PriceSpan {
                minor: span.minor * percent / 100,
                ..*span
            };
            (*priced, spans.iter().map(dearer).collect())
        })
        .collect()
}

/// A product's prices in a list over time.
type Spanned = ((ProductId, Quantity), Vec<PriceSpan>);

/// The categories with their attributes, and the price lists.
async fn kinds(
    tx: &mut domain::store::Tx,
    lists: &[PriceListId],
    now: Timestamp,
) -> Result<Kinds, StoreError> {
    for (place, id) in (1..).zip(lists) {
        let list = PriceList {
            id: *id,
            name: if place == 1 {
                "List".to_owned()
            } else {
                format!("List {place}")
            },
            currency: Currency::EUR,
            purpose: ListPurpose::Sale,
        };
        put_price_list(tx, &list, now).await?;
    }
    let choices: Vec<CategoryChoice> = KINDS
        .iter()
        .map(|(name, prefix)| CategoryChoice {
            code: name.to_lowercase().replace(' ', "-"),
            name: (*name).to_owned(),
            sku_prefix: (*prefix).to_owned(),
        })
        .collect();
    let mut made = put_categories(tx, &choices, now).await?;
    let categories: Vec<Category> = choices
        .iter()
        .filter_map(|choice| made.remove(&choice.code))
        .collect();
    let wanted: Vec<WantedAttribute> = categories
        .iter()
        .flat_map(|category| {
            ATTRIBUTES
                .iter()
                .zip(0..)
                .map(move |((name, kind, unit), position)| WantedAttribute {
                    category: category.id,
                    position,
                    name: (*name).to_owned(),
                    kind: *kind,
                    unit: (*unit).to_owned(),
                })
        })
        .collect();
    let attributes = put_attributes(tx, &wanted).await?;
    Ok(categories
        .into_iter()
        .map(|category| {
            let own = attributes.iter().filter(|one| one.category == category.id);
            let own = own.cloned().collect();
            (category, own)
        })
        .collect())
}

fn product(
    number: usize,
    category: &Category,
    attributes: &[CategoryAttribute],
    chance: &mut Chance,
) -> ProductRow {
    let sku = format!("{}-{:06}", category.sku_prefix, number + 1);
    let one = category.name.trim_end_matches('s');
    let series = chance.one_of(SERIES).copied().unwrap_or_default();
    let name = format!("{one} {series} {}", number + 1);
    let values = attributes
        .iter()
        .map(|attribute| {
            let value = match attribute.name.as_str() {
                "Size" => amount(chance.between(10, 90)),
                "Warranty" => amount(chance.between(1, 5)),
                "Recycled" => word(if chance.percent(40) { "yes" } else { "no" }),
                _ => word(chance.one_of(COLOURS).copied().unwrap_or_default()),
            };
            (attribute.number, attribute.name.clone(), value)
        })
        .collect();
    ProductRow {
        manufacturer: chance
            .one_of(MAKERS)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        attributes: values,
        ..ProductRow::new(ProductId::new(), &sku, &name, category)
    }
}

fn amount(number: i64) -> Value {
    Value {
        text: number.to_string(),
        amount: i32::try_from(number).ok().map(f64::from),
    }
}

fn word(text: &str) -> Value {
    Value {
        text: text.to_owned(),
        amount: None,
    }
}
