//! Lines of product files become products.

use super::super::attribute::Kind;
use super::super::categories::{Category, categories, put_categories};
use super::super::import_line::{ProductLine, Refusal, read_product};
use super::super::mapping::{CategoryChoice, Role, code_of, is_code};
use super::super::price_times::{price_at, with_price};
use super::super::prices::{add_price_spans, price_spans, put_price_spans};
use super::super::products::{
    ProductRow, WantedAttribute, add_products, category_attributes, change_products, put_attributes,
};
use super::super::sku;
use super::super::trade::Trade;
use super::run::{Became, Outcome, Task, WaitingLine};
use crate::args;
use crate::id::{CategoryId, ProductId};
use crate::store::{Args, FromRow, IntoValue, Query, Result, Tx, list_placeholders};
use crate::{Quantity, Timestamp};
use std::collections::{HashMap, HashSet};

/// The categories and attributes that are there, so that batches need not ask
/// for them again.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// By code.
    categories: HashMap<String, Category>,
    attributes: HashMap<(CategoryId, String), i64>,
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
    fn category(&self, text: &str) -> Option<&Category> {
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
    position: i64,
    file: i64,
    line: i64,
    cells: Vec<String>,
    says: Result<ProductLine, Refusal>,
}

/// Understands lines.
pub(super) fn read(task: &Task, waiting: Vec<WaitingLine>) -> Vec<Line> {
    let mapping = &task.mapping;
    waiting
        .into_iter()
        .map(|waiting| {
            let file = usize::try_from(waiting.file)
                .ok()
                .and_then(|place| mapping.files.get(place));
            let cells = waiting.cells.0;
            let says = file.map_or(Err(Refusal::NoName), |file| {
                read_product(&cells, file, mapping.currency, mapping.maker_from_name)
            });
            Line {
                position: waiting.position,
                file: waiting.file,
                line: waiting.line,
                cells,
                says,
            }
        })
        .collect()
}

/// A product that is there, as far as an import needs to know it.
#[derive(Debug, Clone, FromRow)]
struct There {
    id: ProductId,
    sku: String,
    origin_key: Option<String>,
    origin_state: Option<String>,
    #[sqlx(flatten)]
    trade: Trade,
}

/// What is to be done with the product of a line.
enum Plan {
    Add,
    Change(There),
    Leave(There),
    /// The line repeats an earlier one about this product.
    Repeat {
        product: Option<(ProductId, String)>,
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
    known: &Known,
    lines: Vec<Line>,
    now: Timestamp,
) -> Result<(Vec<Outcome>, Known)> {
    let learned = make_what_is_missing(tx, task, known, &lines, now).await?;
    let known = known.with(learned.clone());
    let plans = plan(tx, task, &lines).await?;
    let skus = compose_skus(tx, task, &known, &lines, &plans).await?;

    let mut outcomes = Vec::with_capacity(lines.len());
    let mut added: Vec<ProductRow> = Vec::new();
    let mut changed: Vec<ProductRow> = Vec::new();
    let mut prices = Prices::default();
    // Products of this batch, for lines that repeat a line of this batch.
    let mut here: HashMap<String, (ProductId, String)> = HashMap::new();
    for ((line, plan), composed) in lines.into_iter().zip(plans).zip(skus) {
        let mut outcome = Outcome {
            position: line.position,
            file: line.file,
            line: line.line,
            cells: line.cells,
            became: Became::Unchanged,
            key: None,
            sku: None,
        };
        let says = match (line.says, &plan) {
            (Err(why), _) => {
                outcome.became = Became::Refused(why);
                outcomes.push((outcome, None));
                continue;
            }
            (Ok(_), Plan::Refuse(why)) => {
                outcome.became = Became::Refused(why.clone());
                outcomes.push((outcome, None));
                continue;
            }
            (Ok(says), _) => says,
        };
        let price = says.price.map(|price| price.minor);
        let key = says.origin_key.clone();
        let (product, sku) = match plan {
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
                outcome.sku = product.as_ref().map(|(_, sku)| sku.clone());
                if let (Some((id, _)), Some(minor)) = (product, price) {
                    prices.wishes.push(Wish {
                        outcome: outcomes.len(),
                        product: id,
                        minor,
                        repeats: true,
                    });
                }
                outcomes.push((outcome, None));
                continue;
            }
            Plan::Add => {
                let Some(sku) = says.sku.clone().or(composed) else {
                    outcome.became = Became::Refused(Refusal::NoSkuLeft);
                    outcomes.push((outcome, None));
                    continue;
                };
                let id = ProductId::new();
                prices.new.insert(id);
                outcome.became = Became::New;
                match row(task, &known, line.file, says, (id, &sku), None) {
                    Ok(row) => added.push(row),
                    Err(why) => {
                        outcome.became = Became::Refused(why);
                        outcomes.push((outcome, None));
                        continue;
                    }
                }
                (id, sku)
            }
            Plan::Change(there) => {
                outcome.became = Became::Updated;
                match row(
                    task,
                    &known,
                    line.file,
                    says,
                    (there.id, &there.sku),
                    Some(&there),
                ) {
                    Ok(row) => changed.push(row),
                    Err(why) => {
                        outcome.became = Became::Refused(why);
                        outcomes.push((outcome, None));
                        continue;
                    }
                }
                (there.id, there.sku)
            }
            Plan::Leave(there) => (there.id, there.sku),
            Plan::Refuse(_) => continue,
        };
        if let Some(minor) = price {
            prices.wishes.push(Wish {
                outcome: outcomes.len(),
                product,
                minor,
                repeats: false,
            });
        }
        here.insert(key.clone(), (product, sku.clone()));
        outcome.key = Some(key);
        outcome.sku = Some(sku);
        outcomes.push((outcome, Some(product)));
    }
    add_products(tx, &added, now).await?;
    change_products(tx, &changed, now).await?;
    prices.apply(tx, task, &mut outcomes, now).await?;
    let outcomes = outcomes.into_iter().map(|(outcome, _)| outcome).collect();
    Ok((outcomes, learned))
}

/// A product as it is written, from what a line says.
fn row(
    task: &Task,
    known: &Known,
    file: i64,
    says: ProductLine,
    (id, sku): (ProductId, &str),
    there: Option<&There>,
) -> Result<ProductRow, Refusal> {
    let category = category_of(task, known, file, &says).ok_or(Refusal::NoCategory)?;
    let attributes = says
        .attributes
        .into_iter()
        .filter_map(|attribute| {
            let number = *known
                .attributes
                .get(&(category.id, attribute.name.clone()))?;
            Some((number, attribute.name, attribute.values))
        })
        .flat_map(|(number, name, values)| {
            values
                .into_iter()
                .map(move |value| (number, name.clone(), value))
        })
        .collect();
    // A product with a SKU in the file is recognised by that.
    let origin_key = match says.sku {
        Some(_) => there.and_then(|there| there.origin_key.clone()),
        None => Some(says.origin_key),
    };
    Ok(ProductRow {
        manufacturer: says.manufacturer,
        unit: says.unit,
        description: says.description,
        trade: says
            .trade
            .onto(there.map(|there| there.trade.clone()).unwrap_or_default()),
        attributes,
        origin_key,
        origin_state: Some(says.origin_state),
        ..ProductRow::new(id, sku, &says.name, category)
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
            let file = task.mapping.files.get(usize::try_from(file).ok()?)?;
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
        if category_of(task, known, line.file, says).is_some() {
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
            None => match usize::try_from(line.file)
                .ok()
                .and_then(|place| task.mapping.files.get(place))
            {
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
        let Some(category) = category_of(task, &both, line.file, says) else {
            continue;
        };
        let file = usize::try_from(line.file)
            .ok()
            .and_then(|place| task.mapping.files.get(place));
        for attribute in &says.attributes {
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
    let earlier: Vec<(String, i64, i64)> = if keys.is_empty() {
        Vec::new()
    } else {
        let mut args = args![task.import];
        args.extend(texts(&keys));
        tx.all(
            format!(
                "SELECT origin_key, file, line FROM import_line
                 WHERE import_id = $1 AND origin_key IN ({})",
                list_placeholders(2, keys.len())
            ),
            args,
        )
        .await?
    };
    let mut first: HashMap<String, (i64, i64)> = earlier
        .into_iter()
        .map(|(key, file, line)| (key, (file, line)))
        .collect();
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
                product: there.map(|there| (there.id, there.sku.clone())),
                file: *file,
                line: *earlier,
            });
            continue;
        }
        first.insert(says.origin_key.clone(), (line.file, line.line));
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
            "SELECT id, sku, origin_key, origin_state, maker_number, unspsc, last_order_day,
                 lead_days
             FROM product WHERE {column} IN ({})",
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
        } else if let Some(category) = category_of(task, known, line.file, says) {
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
    minor: i64,
    /// Whether the line repeats another: then its price only counts where the
    /// other brought none.
    repeats: bool,
}

impl Prices {
    async fn apply(
        self,
        tx: &mut Tx,
        task: &Task,
        outcomes: &mut [(Outcome, Option<ProductId>)],
        now: Timestamp,
    ) -> Result<()> {
        let Some(list) = task.list else { return Ok(()) };
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
            let Some((outcome, _)) = outcomes.get_mut(wish.outcome) else {
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
