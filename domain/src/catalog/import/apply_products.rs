//! Lines of product files become products.

use super::super::attribute::{Kind, Value};
use super::super::categories::{Category, categories, put_categories};
use super::super::import_line::{PIECE, ProductLine, Refusal, TextSaid, read_product};
use super::super::mapping::{CategoryChoice, Role, code_of, is_code, maker_of};
use super::super::price_times::{price_at, with_price};
use super::super::prices::{add_price_spans, price_spans, put_price_spans};
use super::super::products::{
    KnownProduct, ProductRow, WantedAttribute, add_products, category_attributes, change_products,
    known_products, put_attributes,
};
use super::super::sku;
use super::apply_prices::price_change;
use super::change::{Change, Effect, Field, differences, product_state};
use super::run::{Became, Outcome, Task, WaitingLine};
use super::which::earlier;
use crate::id::{AnyId, CategoryId, PriceListId, ProductId};
use crate::store::{Args, FromRow, IntoValue, Query, Result, Tx, list_placeholders};
use crate::{Quantity, Timestamp};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// The categories and attributes that are there, so that batches need not ask
/// for them again.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// By code.
    pub(super) categories: HashMap<String, Category>,
    pub(super) attributes: HashMap<(CategoryId, String), i64>,
}

impl Known {
    pub(super) async fn load(query: &mut impl Query) -> Result<Self> {
        let categories = categories(query).await?;
        let ids: Vec<CategoryId> = categories.iter().map(|one| one.id).collect();
        let attributes = category_attributes(query, &ids).await?;
        Ok(Self {
            categories: categories
                .into_iter()
                .map(|one| (one.code.clone(), one))
                .collect(),
            attributes: attributes
                .into_iter()
                .map(|one| ((one.category, one.name), one.number))
                .collect(),
        })
    }

    pub(super) fn with(&self, more: Known) -> Known {
        let mut all = self.clone();
        all.categories.extend(more.categories);
        all.attributes.extend(more.attributes);
        all
    }

    /// The category that a text means: by its code or its name.
    pub(super) fn category(&self, text: &str) -> Option<&Category> {
        self.categories.get(text).or_else(|| {
            self.categories.get(&code_of(text)).or_else(|| {
                let lower = text.to_lowercase();
                self.categories
                    .values()
                    .find(|one| one.name.to_lowercase() == lower)
            })
        })
    }
}

/// A line and what it says.
#[derive(Debug)]
pub(super) struct Line {
    waiting: WaitingLine,
    says: Result<ProductLine, Refusal>,
}

/// Understands lines.
pub(super) fn read(task: &Task, waiting: Vec<WaitingLine>) -> Vec<Line> {
    let mapping = &task.mapping;
    waiting
        .into_iter()
        .map(|waiting| Line {
            says: match task.file(waiting.file) {
                Some(file) => read_product(
                    &waiting.cells.0,
                    file,
                    mapping.currency,
                    mapping.maker_from_name,
                ),
                None => Err(Refusal::NoName),
            },
            waiting,
        })
        .collect()
}

/// A product that is there, as far as an import needs to know it.
#[derive(Debug, Clone, FromRow)]
struct There {
    id: ProductId,
    sku: String,
    name: String,
    origin_key: Option<String>,
    origin_state: Option<String>,
}

/// What is to be done with the product of a line.
enum Plan {
    Add,
    Change(There),
    Leave(There),
    /// The line repeats an earlier one about this product.
    Repeat {
        product: Option<There>,
        file: i64,
        line: i64,
    },
    Refuse(Refusal),
}

/// Applies lines; answers what became of each, and the categories and
/// attributes that were made.
pub(super) async fn apply(
    tx: &mut Tx,
    task: &Task,
    list: Option<PriceListId>,
    known: &Known,
    lines: Vec<Line>,
    now: Timestamp,
) -> Result<(Vec<Outcome>, Known)> {
    let learned = make_what_is_missing(tx, task, known, &lines, now).await?;
    let known = known.with(learned.clone());
    let plans = plan(tx, task, &lines).await?;
    let skus = compose_skus(tx, task, &known, &lines, &plans).await?;
    let to_change: Vec<ProductId> = plans
        .iter()
        .filter_map(|plan| match plan {
            Plan::Change(there) => Some(there.id),
            _ => None,
        })
        .collect();
    let before = known_products(tx, &to_change).await?;

    let mut outcomes: Vec<Outcome> = Vec::with_capacity(lines.len());
    let mut added: Vec<ProductRow> = Vec::new();
    let mut changed: Vec<ProductRow> = Vec::new();
    let mut prices = Prices::default();
    // Products of this batch, for lines that repeat a line of this batch.
    let mut here: HashMap<String, There> = HashMap::new();
    for ((line, plan), composed) in lines.into_iter().zip(plans).zip(skus) {
        let mut outcome = Outcome::of(line.waiting);
        let says = match (line.says, &plan) {
            (Err(why), _) => {
                outcomes.push(outcome.refused(why));
                continue;
            }
            (Ok(_), Plan::Refuse(why)) => {
                outcomes.push(outcome.refused(why.clone()));
                continue;
            }
            (Ok(says), _) => says,
        };
        let price = says.price.map(|price| price.minor);
        let key = says.origin_key.clone();
        let there = match plan {
            Plan::Repeat {
                product,
                file,
                line,
            } => {
                let product = product.or_else(|| here.get(&key).cloned());
                outcome.became = Became::Repeated(Refusal::Repeats {
                    file: task.file_name(file),
                    line,
                    other_price: false,
                });
                outcome.sku = product.as_ref().map(|there| there.sku.clone());
                if let (Some(there), Some(minor)) = (product, price) {
                    prices.wishes.push(Wish {
                        outcome: outcomes.len(),
                        product: there.id,
                        title: there.name,
                        minor,
                        repeats: true,
                    });
                }
                outcomes.push(outcome);
                continue;
            }
            Plan::Add => {
                let Some(sku) = says.sku.clone().or(composed) else {
                    outcomes.push(outcome.refused(Refusal::NoSkuLeft));
                    continue;
                };
                let there = There {
                    id: ProductId::new(),
                    sku,
                    name: says.name.clone(),
                    origin_key: None,
                    origin_state: None,
                };
                match row(task, &known, outcome.file, says, &there, None) {
                    Ok(row) => added.push(row),
                    Err(why) => {
                        outcomes.push(outcome.refused(why));
                        continue;
                    }
                }
                prices.new.insert(there.id);
                outcome.became = Became::New;
                outcome.effect = Some(Effect {
                    subject: AnyId(there.id.0),
                    title: there.name.clone(),
                    made: true,
                    changes: vec![Change::new(Field::Name, json!(null), json!(there.name))],
                });
                there
            }
            Plan::Change(there) => {
                let was = before.get(&there.id);
                match row(task, &known, outcome.file, says, &there, was) {
                    Ok(row) => {
                        let changes =
                            was.map_or_else(Vec::new, |was| product_changes(&known, was, &row));
                        if !changes.is_empty() {
                            outcome.became = Became::Updated;
                            outcome.effect = Some(Effect {
                                subject: AnyId(there.id.0),
                                title: row.name.clone(),
                                made: false,
                                changes,
                            });
                            changed.push(row);
                        }
                    }
                    Err(why) => {
                        outcomes.push(outcome.refused(why));
                        continue;
                    }
                }
                there
            }
            Plan::Leave(there) => there,
            Plan::Refuse(_) => continue,
        };
        if let Some(minor) = price {
            prices.wishes.push(Wish {
                outcome: outcomes.len(),
                product: there.id,
                title: there.name.clone(),
                minor,
                repeats: false,
            });
        }
        outcome.key = Some(key.clone());
        outcome.sku = Some(there.sku.clone());
        here.insert(key, there);
        outcomes.push(outcome);
    }
    add_products(tx, &added, now).await?;
    change_products(tx, &changed, now).await?;
    prices.apply(tx, list, &mut outcomes, now).await?;
    Ok((outcomes, learned))
}

/// What differs in a product, and what it was recognised by before.
fn product_changes(known: &Known, was: &KnownProduct, row: &ProductRow) -> Vec<Change> {
    let code = known
        .categories
        .values()
        .find(|category| category.id == row.category)
        .map_or("", |category| category.code.as_str());
    let mut changes = differences(
        &product_state(&was.row, &was.category_code),
        &product_state(row, code),
    );
    // What nothing is said of stays.
    changes.retain(|change| row.texts.is_some() || !change.field.is_of_another_language());
    let origin = |row: &ProductRow| json!([row.origin_key, row.origin_state]);
    if !changes.is_empty() && origin(&was.row) != origin(row) {
        changes.push(Change::new(Field::Origin, origin(&was.row), origin(row)));
    }
    changes
}

/// A product as it is written, from what a line says. What the line says
/// nothing of stays as it was.
fn row(
    task: &Task,
    known: &Known,
    file: i64,
    says: ProductLine,
    there: &There,
    was: Option<&KnownProduct>,
) -> Result<ProductRow, Refusal> {
    let category = category_of(task, known, file, &says).ok_or(Refusal::NoCategory)?;
    let before = was.map(|was| &was.row);
    let said = |name: &str| says.attributes.iter().any(|said| said.name == name);
    let mut kept: Vec<(i64, String, Value)> = match before {
        Some(before) if before.category == category.id => before.attributes.clone(),
        _ => Vec::new(),
    };
    kept.retain(|(_, name, _)| !said(name));
    let mut attributes = Vec::new();
    for attribute in says.attributes {
        let number = known
            .attributes
            .get(&(category.id, attribute.name.clone()))
            .copied();
        let Some(number) = number else { continue };
        let values = attribute.values.into_iter();
        attributes.extend(values.map(|value| (number, attribute.name.clone(), value)));
    }
    attributes.append(&mut kept);
    // A product with a SKU in the file is recognised by that.
    let origin_key = match says.sku {
        Some(_) => there.origin_key.clone(),
        None => Some(says.origin_key),
    };
    let manufacturer = says.manufacturer.unwrap_or_else(|| match before {
        Some(before) => before.manufacturer.clone(),
        None if task.mapping.maker_from_name => maker_of(&says.name),
        None => String::new(),
    });
    let unit = says.unit.or_else(|| before.map(|row| row.unit.clone()));
    let description = says
        .description
        .or_else(|| before.map(|row| row.description.clone()));
    // A file without such columns leaves them alone.
    let texts = (!says.texts.is_empty()).then(|| {
        let there = before.and_then(|row| row.texts.clone());
        TextSaid::onto(says.texts, there.unwrap_or_default())
    });
    Ok(ProductRow {
        manufacturer,
        unit: unit.unwrap_or_else(|| PIECE.to_owned()),
        description: description.unwrap_or_default(),
        trade: says
            .trade
            .onto(before.map(|row| row.trade.clone()).unwrap_or_default()),
        attributes,
        texts,
        origin_key,
        origin_state: Some(says.origin_state),
        ..ProductRow::new(there.id, &there.sku, &says.name, category)
    })
}

fn category_of<'k>(
    task: &Task,
    known: &'k Known,
    file: i64,
    says: &ProductLine,
) -> Option<&'k Category> {
    match &says.category {
        Some(text) => known.category(text),
        None => {
            let file = task.file(file)?;
            known.categories.get(&file.category.code)
        }
    }
}

/// Makes the categories and attributes that these lines need and that are not
/// there yet.
async fn make_what_is_missing(
    tx: &mut Tx,
    task: &Task,
    known: &Known,
    lines: &[Line],
    now: Timestamp,
) -> Result<Known> {
    let mut choices: Vec<CategoryChoice> = Vec::new();
    for line in lines {
        let Ok(says) = &line.says else { continue };
        if category_of(task, known, line.waiting.file, says).is_some() {
            continue;
        }
        let choice = match &says.category {
            Some(text) => {
                let code = code_of(text);
                CategoryChoice {
                    sku_prefix: sku::prefix_of(&code),
                    name: text.clone(),
                    code,
                }
            }
            None => match task.file(line.waiting.file) {
                Some(file) => file.category.clone(),
                None => continue,
            },
        };
        if is_code(&choice.code) && !choices.iter().any(|other| other.code == choice.code) {
            choices.push(choice);
        }
    }
    let mut learned = Known {
        categories: put_categories(tx, &choices, now).await?,
        attributes: HashMap::new(),
    };
    let both = known.with(learned.clone());
    let mut wanted: Vec<WantedAttribute> = Vec::new();
    let mut seen: HashSet<(CategoryId, String)> = HashSet::new();
    for line in lines {
        let Ok(says) = &line.says else { continue };
        let Some(category) = category_of(task, &both, line.waiting.file, says) else {
            continue;
        };
        let file = task.file(line.waiting.file);
        for attribute in &says.attributes {
            if attribute.values.is_empty() {
                continue;
            }
            let key = (category.id, attribute.name.clone());
            if known.attributes.contains_key(&key) || !seen.insert(key) {
                continue;
            }
            let column = file.and_then(|file| file.columns.get(attribute.column));
            if let Some(Role::Attribute { kind, unit, .. }) = column.map(|column| &column.role) {
                wanted.push(WantedAttribute {
                    category: category.id,
                    position: i64::try_from(attribute.column).unwrap_or(i64::MAX),
                    name: attribute.name.clone(),
                    // Several choices are stored like one, a row for each.
                    kind: match kind {
                        Kind::Choices => Kind::Choices,
                        kind => *kind,
                    },
                    unit: unit.trim().to_owned(),
                });
            }
        }
    }
    if !wanted.is_empty() {
        learned.attributes = put_attributes(tx, &wanted)
            .await?
            .into_iter()
            .map(|one| ((one.category, one.name), one.number))
            .collect();
    }
    Ok(learned)
}

/// What is to be done with each line.
async fn plan(tx: &mut Tx, task: &Task, lines: &[Line]) -> Result<Vec<Plan>> {
    let keys: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.says.as_ref().ok())
        .map(|says| says.origin_key.as_str())
        .collect();
    let skus: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.says.as_ref().ok()?.sku.as_deref())
        .collect();
    let mut first = earlier(tx, task, keys.iter().map(|key| (*key).to_owned()).collect()).await?;
    let by_key = there(tx, "origin_key", &keys).await?;
    let by_sku = there(tx, "sku", &skus).await?;
    let by_key: HashMap<&str, &There> = by_key
        .iter()
        .filter_map(|there| Some((there.origin_key.as_deref()?, there)))
        .collect();
    let by_sku: HashMap<&str, &There> = by_sku
        .iter()
        .map(|there| (there.sku.as_str(), there))
        .collect();
    let mut plans = Vec::with_capacity(lines.len());
    for line in lines {
        let Ok(says) = &line.says else {
            plans.push(Plan::Refuse(Refusal::NoName));
            continue;
        };
        let there = match &says.sku {
            Some(sku) => by_sku.get(sku.as_str()),
            None => by_key.get(says.origin_key.as_str()),
        };
        if let Some((file, earlier)) = first.get(&says.origin_key) {
            plans.push(Plan::Repeat {
                product: there.map(|there| (*there).clone()),
                file: *file,
                line: *earlier,
            });
            continue;
        }
        first.insert(
            says.origin_key.clone(),
            (line.waiting.file, line.waiting.line),
        );
        plans.push(match there {
            None => Plan::Add,
            Some(there) if there.origin_state.as_deref() == Some(&says.origin_state) => {
                Plan::Leave((*there).clone())
            }
            Some(there) => Plan::Change((*there).clone()),
        });
    }
    Ok(plans)
}

async fn there(tx: &mut Tx, column: &'static str, wanted: &[&str]) -> Result<Vec<There>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    tx.all(
        format!(
            "SELECT id, sku, name, origin_key, origin_state FROM product WHERE {column} IN ({})",
            list_placeholders(1, wanted.len())
        ),
        texts(wanted),
    )
    .await
}

fn texts(texts: &[&str]) -> Args {
    texts.iter().map(|text| text.value()).collect()
}

/// A SKU for each line that makes a new product and brings none.
async fn compose_skus(
    tx: &mut Tx,
    task: &Task,
    known: &Known,
    lines: &[Line],
    plans: &[Plan],
) -> Result<Vec<Option<String>>> {
    let mut skus: Vec<Option<String>> = vec![None; lines.len()];
    let mut taken: HashSet<String> = HashSet::new();
    let mut open: Vec<(usize, &str, &str)> = Vec::new();
    for (place, (line, plan)) in lines.iter().zip(plans).enumerate() {
        let (Ok(says), Plan::Add) = (&line.says, plan) else {
            continue;
        };
        if let Some(sku) = &says.sku {
            taken.insert(sku.clone());
        } else if let Some(category) = category_of(task, known, line.waiting.file, says) {
            open.push((place, &category.sku_prefix, &says.origin_key));
        }
    }
    for attempt in 0..sku::ATTEMPTS {
        if open.is_empty() {
            break;
        }
        let wanted: Vec<String> = open
            .iter()
            .map(|(_, prefix, key)| sku::compose(prefix, key, attempt))
            .collect();
        let asked: Vec<&str> = wanted.iter().map(String::as_str).collect();
        taken.extend(
            there(tx, "sku", &asked)
                .await?
                .into_iter()
                .map(|one| one.sku),
        );
        let mut left = Vec::new();
        for (open, sku) in open.into_iter().zip(wanted) {
            if taken.insert(sku.clone()) {
                if let Some(slot) = skus.get_mut(open.0) {
                    *slot = Some(sku);
                }
            } else {
                left.push(open);
            }
        }
        open = left;
    }
    Ok(skus)
}

/// The prices that the lines of a batch bring.
#[derive(Default)]
struct Prices {
    wishes: Vec<Wish>,
    /// Products that were made in this batch and can't have a price yet.
    new: HashSet<ProductId>,
}

struct Wish {
    /// The place of the line's outcome.
    outcome: usize,
    product: ProductId,
    /// The product's name.
    title: String,
    minor: i64,
    /// Whether the line repeats another: then its price only counts where the
    /// other brought none.
    repeats: bool,
}

impl Prices {
    async fn apply(
        self,
        tx: &mut Tx,
        list: Option<PriceListId>,
        outcomes: &mut [Outcome],
        now: Timestamp,
    ) -> Result<()> {
        let Some(list) = list else { return Ok(()) };
        let mut asked: Vec<ProductId> = self
            .wishes
            .iter()
            .map(|wish| wish.product)
            .filter(|product| !self.new.contains(product))
            .collect();
        asked.sort_unstable();
        asked.dedup();
        let mut spans = price_spans(tx, list, &asked).await?;
        let mut touched: Vec<(ProductId, Quantity)> = Vec::new();
        for wish in self.wishes {
            let priced = (wish.product, Quantity::pieces(1));
            let before = spans.get(&priced).map_or(&[][..], Vec::as_slice);
            let Some(outcome) = outcomes.get_mut(wish.outcome) else {
                continue;
            };
            if wish.repeats
                && let Some(asked) = price_at(before, now)
            {
                if let Became::Repeated(Refusal::Repeats { other_price, .. }) = &mut outcome.became
                {
                    *other_price = asked != wish.minor;
                }
                continue;
            }
            let Some(after) = with_price(before, now, None, wish.minor) else {
                continue;
            };
            let change = price_change(priced.1, before, &after);
            outcome
                .effect
                .get_or_insert_with(|| Effect {
                    subject: AnyId(wish.product.0),
                    title: wish.title,
                    made: false,
                    changes: Vec::new(),
                })
                .changes
                .push(change);
            spans.insert(priced, after);
            touched.push(priced);
            if matches!(outcome.became, Became::Unchanged) {
                outcome.became = Became::Updated;
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let (new, old): (Vec<_>, Vec<_>) = touched
            .into_iter()
            .filter_map(|priced| Some((priced, spans.remove(&priced)?)))
            .partition(|((product, _), _)| self.new.contains(product));
        add_price_spans(tx, list, &new).await?;
        put_price_spans(tx, list, &old).await
    }
}
