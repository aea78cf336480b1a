//! Lines of product files become products.

mod attributes;
mod plan;
mod prices;

use super::super::attribute::Value;
use super::super::categories::{Category, categories, put_categories};
use super::super::known::maker_of;
use super::super::mapping::{CategoryChoice, code_of, is_code};
use super::super::measure::PIECE;
use super::super::product_line::{ProductLine, TextSaid, read_product};
use super::super::products::{
    KnownProduct, ProductRow, add_products, change_products, known_products_to_change,
};
use super::super::refusal::Refusal;
use super::super::sku;
use super::super::twins_among::twins_among;
use super::change::{Change, Effect, Field, State, differences, product_state};
use super::outcome::{Became, Outcome, WaitingLine};
use super::task::Task;
use crate::Timestamp;
use crate::id::{AnyId, CategoryId, PriceListId, ProductId};
use crate::store::{Query, Result, Tx};
use attributes::{Attributes, as_categories_read, make_attributes};
use plan::{Plan, There, compose_skus, plan};
use prices::{Prices, Wish};
use serde_json::json;
use std::collections::HashMap;

/// The categories that are there, so that batches need not ask for them again.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// By code.
    categories: HashMap<String, Category>,
}

impl Known {
    pub(super) async fn load(query: &mut impl Query) -> Result<Self> {
        let categories = categories(query).await?.into_iter();
        Ok(Self {
            categories: categories.map(|one| (one.code.clone(), one)).collect(),
        })
    }

    pub(super) fn with(&self, more: Known) -> Known {
        let mut all = self.clone();
        all.categories.extend(more.categories);
        all
    }

    fn by_id(&self, id: CategoryId) -> Option<&Category> {
        self.categories.values().find(|one| one.id == id)
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
    /// The category that its product is in, or comes into.
    home: Option<CategoryId>,
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
            home: None,
        })
        .collect()
}

/// Applies lines; answers what became of each, and the categories that were made.
pub(super) async fn apply(
    tx: &mut Tx,
    task: &Task,
    list: Option<PriceListId>,
    known: &Known,
    mut lines: Vec<Line>,
    now: Timestamp,
) -> Result<(Vec<Outcome>, Known)> {
    let plans = plan(tx, task, &lines).await?;
    let learned = make_categories(tx, task, known, &lines, &plans, now).await?;
    let known = known.with(learned.clone());
    for (line, plan) in lines.iter_mut().zip(&plans) {
        line.home = home(task, &known, line, plan);
    }
    let attributes = make_attributes(tx, task, &lines).await?;
    as_categories_read(task, &attributes, &mut lines);
    let skus = compose_skus(tx, &known, &lines, &plans).await?;
    let to_change: Vec<ProductId> = plans
        .iter()
        .filter_map(|plan| match plan {
            Plan::Change(there) => Some(there.id),
            _ => None,
        })
        .collect();
    let before = known_products_to_change(tx, &to_change).await?;

    let mut outcomes: Vec<Outcome> = Vec::with_capacity(lines.len());
    let mut added: Vec<ProductRow> = Vec::new();
    // With the places of their outcomes.
    let mut changed: Vec<(usize, ProductRow)> = Vec::new();
    let mut prices = Prices::default();
    // Products of this batch, for lines that repeat a line of this batch.
    let mut here: HashMap<String, There> = HashMap::new();
    for ((line, plan), composed) in lines.into_iter().zip(plans).zip(skus) {
        let mut outcome = Outcome::of(line.waiting);
        let home = line.home;
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
                    category_id: home.unwrap_or_default(),
                    origin_key: None,
                    origin_state: None,
                };
                let new = match row(task, &known, &attributes, home, says, &there, None) {
                    Ok(row) => {
                        let new = news(task, &known, &row);
                        added.push(row);
                        new
                    }
                    Err(why) => {
                        outcomes.push(outcome.refused(why));
                        continue;
                    }
                };
                prices.new.insert(there.id);
                outcome.became = Became::New;
                outcome.effect = Some(Effect {
                    subject: AnyId(there.id.0),
                    title: there.name.clone(),
                    made: true,
                    changes: new,
                });
                there
            }
            Plan::Change(there) => {
                let was = before.get(&there.id);
                match row(task, &known, &attributes, home, says, &there, was) {
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
                            changed.push((outcomes.len(), row));
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
    let rows: Vec<&ProductRow> = changed.iter().map(|(_, row)| row).collect();
    let twins = twins_among(tx, &rows).await?;
    let mut to_write: Vec<ProductRow> = Vec::with_capacity(changed.len());
    for (place, row) in changed {
        if !twins.contains_key(&row.id) {
            to_write.push(row);
            continue;
        }
        prices.wishes.retain(|wish| wish.outcome != place);
        if let Some(outcome) = outcomes.get_mut(place) {
            outcome.became = Became::Refused(Refusal::LikeAnotherVariant);
            outcome.effect = None;
            outcome.key = None;
        }
    }
    add_products(tx, &added, now).await?;
    change_products(tx, &to_write, now).await?;
    prices.apply(tx, list, &mut outcomes, now).await?;
    Ok((outcomes, learned))
}

/// What there is to know of a product that is new: in a comparison all of it, for
/// people to look at; otherwise only its name, since it goes as a whole when it is
/// taken back.
fn news(task: &Task, known: &Known, row: &ProductRow) -> Vec<Change> {
    if !task.compare {
        return vec![Change::new(Field::Name, json!(null), json!(row.name))];
    }
    let code = known.by_id(row.category).map_or("", |one| &one.code);
    let mut news = differences(&State::new(), &product_state(row, code));
    news.retain(|change| *change.after() != json!(""));
    news
}

/// What differs in a product, and what it was recognised by before.
fn product_changes(known: &Known, was: &KnownProduct, row: &ProductRow) -> Vec<Change> {
    let code = match known.by_id(row.category) {
        Some(category) if row.category != was.row.category => &category.code,
        _ => &was.category_code,
    };
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
    known_attributes: &Attributes,
    home: Option<CategoryId>,
    says: ProductLine,
    there: &There,
    was: Option<&KnownProduct>,
) -> Result<ProductRow, Refusal> {
    let before = was.map(|was| &was.row);
    let home = home.ok_or(Refusal::NoCategory)?;
    let category_words = match (before, known.by_id(home)) {
        (Some(before), _) if before.category == home => before.category_words.clone(),
        (_, Some(category)) => format!("{} {}", category.code, category.name),
        (_, None) => return Err(Refusal::NoCategory),
    };
    let said = |name: &str| says.attributes.iter().any(|said| said.name == name);
    let mut kept: Vec<(i64, String, Value)> = match before {
        Some(before) if before.category == home => before.attributes.clone(),
        _ => Vec::new(),
    };
    kept.retain(|(_, name, _)| !said(name));
    let mut attributes = Vec::new();
    for attribute in says.attributes {
        let number = known_attributes
            .get(&(home, attribute.name.clone()))
            .map(|known| known.number);
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
    // A SKU that was changed meanwhile stays what it is now.
    let sku = before.map_or(there.sku.as_str(), |before| &before.sku);
    // A file without such columns leaves them alone.
    let texts = (!says.texts.is_empty()).then(|| {
        let there = before.and_then(|row| row.texts.clone());
        TextSaid::onto(says.texts, there.unwrap_or_default())
    });
    Ok(ProductRow {
        id: there.id,
        sku: sku.to_owned(),
        name: says.name,
        category: home,
        category_words,
        active: true,
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
    })
}

/// The category that a line's product is in, or comes into: the one that the line
/// names; else the one that it is in; else the file's own.
fn home(task: &Task, known: &Known, line: &Line, plan: &Plan) -> Option<CategoryId> {
    let says = line.says.as_ref().ok()?;
    match (&says.category, plan.there()) {
        (Some(text), _) => Some(known.category(text)?.id),
        (None, Some(there)) => Some(there.category_id),
        (None, None) => {
            let file = task.file(line.waiting.file)?;
            Some(known.categories.get(&file.category.code)?.id)
        }
    }
}

/// Makes the categories that these lines need and that are not there yet.
async fn make_categories(
    tx: &mut Tx,
    task: &Task,
    known: &Known,
    lines: &[Line],
    plans: &[Plan],
    now: Timestamp,
) -> Result<Known> {
    let mut choices: Vec<CategoryChoice> = Vec::new();
    for (line, plan) in lines.iter().zip(plans) {
        let Ok(says) = &line.says else { continue };
        if home(task, known, line, plan).is_some() {
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
    Ok(Known {
        categories: put_categories(tx, &choices, now).await?,
    })
}
