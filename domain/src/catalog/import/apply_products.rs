//! Lines of product files become products.

use super::super::attribute::{Kind, Value};
use super::super::categories::{Category, categories, put_categories};
use super::super::families::twins_among;
use super::super::import_line::{
    LineAttribute, ProductLine, Refusal, TextSaid, read_attribute, read_product,
};
use super::super::mapping::{CategoryChoice, FileMapping, Role, code_of, is_code, maker_of};
use super::super::measure::PIECE;
use super::super::price_times::{price_at, with_price};
use super::super::prices::{add_price_spans, price_spans, put_price_spans};
use super::super::products::{
    CategoryAttribute, KnownProduct, ProductRow, WantedAttribute, add_products,
    category_attributes, change_products, known_products_to_change, put_attributes,
};
use super::super::sku;
use super::apply_prices::price_change;
use super::change::{Change, Effect, Field, State, differences, product_state};
use super::run::{Became, Outcome, Task, WaitingLine};
use super::which::earlier;
use crate::id::{AnyId, CategoryId, PriceListId, ProductId};
use crate::store::{Args, FromRow, IntoValue, Query, Result, Tx, list_placeholders};
use crate::{Quantity, Timestamp};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// The categories that are there, so that batches need not ask for them again.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// By code.
    categories: HashMap<String, Category>,
}

/// Attributes by their category and name.
type Attributes = HashMap<(CategoryId, String), CategoryAttribute>;

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

fn by_name(attributes: Vec<CategoryAttribute>) -> Attributes {
    attributes
        .into_iter()
        .map(|one| ((one.category, one.name.clone()), one))
        .collect()
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

/// A product that is there, as far as an import needs to know it.
#[derive(Debug, Clone, FromRow)]
struct There {
    id: ProductId,
    sku: String,
    name: String,
    category_id: CategoryId,
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

impl Plan {
    /// The product that is there already.
    const fn there(&self) -> Option<&There> {
        match self {
            Self::Change(there) | Self::Leave(there) => Some(there),
            Self::Repeat { product, .. } => product.as_ref(),
            Self::Add | Self::Refuse(_) => None,
        }
    }
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

/// Reads values the way their categories do, whatever the mapping says of an
/// attribute that is there already: what it is decides what rules and filters find,
/// and is changed where its values are read again. Only a unit is never taken for
/// another one.
fn as_categories_read(task: &Task, attributes: &Attributes, lines: &mut [Line]) {
    for line in lines {
        let Ok(says) = &mut line.says else { continue };
        let Some(file) = task.file(line.waiting.file) else {
            continue;
        };
        let Some(home) = line.home else { continue };
        let cells = &line.waiting.cells.0;
        let read = says.attributes.iter_mut().try_for_each(|said| {
            let own = attributes.get(&(home, said.name.clone()));
            own.map_or(Ok(()), |own| as_category_reads(own, file, cells, said))
        });
        if let Err(why) = read {
            line.says = Err(why);
        }
    }
}

fn as_category_reads(
    own: &CategoryAttribute,
    file: &FileMapping,
    cells: &[String],
    said: &mut LineAttribute,
) -> Result<(), Refusal> {
    let (Some(cell), Some(column)) = (cells.get(said.column), file.columns.get(said.column)) else {
        return Ok(());
    };
    let Role::Attribute { kind, unit, .. } = &column.role else {
        return Ok(());
    };
    let (is, unit) = (own.kind(), unit.trim());
    if said.values.is_empty() || (is == *kind && own.unit == unit) {
        return Ok(());
    }
    if is == Kind::Number && *kind == Kind::Number && !unit.is_empty() {
        return Err(Refusal::OtherUnit {
            column: column.column.clone(),
            says: unit.to_owned(),
            wants: own.unit.clone(),
        });
    }
    said.values = read_attribute(cell, is, &own.unit, file, &column.column)?;
    Ok(())
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

/// Makes the attributes that these lines need and that are not there yet; answers
/// all of the lines' categories.
async fn make_attributes(tx: &mut Tx, task: &Task, lines: &[Line]) -> Result<Attributes> {
    let mut attributes = attributes_of(tx, lines).await?;
    let mut wanted: Vec<WantedAttribute> = Vec::new();
    let mut seen: HashSet<(CategoryId, String)> = HashSet::new();
    for line in lines {
        let Ok(says) = &line.says else { continue };
        let Some(home) = line.home else { continue };
        let file = task.file(line.waiting.file);
        for attribute in &says.attributes {
            if attribute.values.is_empty() {
                continue;
            }
            let key = (home, attribute.name.clone());
            if attributes.contains_key(&key) || !seen.insert(key) {
                continue;
            }
            let column = file.and_then(|file| file.columns.get(attribute.column));
            if let Some(Role::Attribute { kind, unit, .. }) = column.map(|column| &column.role) {
                wanted.push(WantedAttribute {
                    category: home,
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
        attributes.extend(by_name(put_attributes(tx, &wanted).await?));
    }
    Ok(attributes)
}

/// The attributes of the lines' categories as they are now. Nobody makes them
/// something else before what these lines say is written: whoever does so
/// afterwards reads it again.
async fn attributes_of(tx: &mut Tx, lines: &[Line]) -> Result<Attributes> {
    let mut categories: Vec<CategoryId> = lines.iter().filter_map(|line| line.home).collect();
    categories.sort_unstable();
    categories.dedup();
    let these = categories.iter().map(|id| id.value()).collect();
    tx.lock("category_attribute", "number", "category_id", these)
        .await?;
    Ok(by_name(category_attributes(tx, &categories).await?))
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
            "SELECT id, sku, name, category_id, origin_key, origin_state FROM product
             WHERE {column} IN ({})",
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
        } else if let Some(category) = line.home.and_then(|home| known.by_id(home)) {
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
