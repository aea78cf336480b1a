//! Lines of files become promotions of a price list.

use super::super::promotion_line::{OfAll, PromotedThing, PromotionLine, read_promotion_line};
use super::super::promotions::PromotedPrice;
use super::super::refusal::Refusal;
use super::super::sku::fingerprint;
use super::apply_products::Known;
use super::change::{Change, Effect, Field, PromotionSaid};
use super::outcome::{Became, Outcome, WaitingLine};
use super::task::Task;
use super::undo::{Changed, How, Undone};
use super::which::{Products, earlier};
use crate::id::{AnyId, CategoryId, PriceListId, ProductId, PromotionId};
use crate::store::{Args, FromRow, IntoValue, Query, Result, Tx, list_placeholders};
use crate::{Quantity, Rate, Timestamp, args};
use serde_json::{Value as JsonValue, from_value, json};
use std::collections::HashMap;

/// A line and what it says.
#[derive(Debug)]
pub(super) struct Line {
    waiting: WaitingLine,
    says: Result<PromotionLine, Refusal>,
}

/// Understands lines.
pub(super) fn read(task: &Task, waiting: Vec<WaitingLine>) -> Vec<Line> {
    let now = Timestamp::now();
    waiting
        .into_iter()
        .map(|waiting| Line {
            says: match task.file(waiting.file) {
                Some(file) => read_promotion_line(
                    &waiting.cells.0,
                    file,
                    task.mapping.currency,
                    OfAll {
                        everything: task.mapping.everything,
                        last_day: task.mapping.last_day,
                    },
                    now,
                ),
                None => Err(Refusal::NoName),
            },
            waiting,
        })
        .collect()
}

/// A promotion that is there.
#[derive(Debug, Clone, FromRow)]
struct There {
    id: PromotionId,
    name: String,
    category_id: Option<CategoryId>,
    product_id: Option<ProductId>,
    rate: Option<Rate>,
    price_minor: Option<i64>,
    min_quantity: Quantity,
    valid_from: Timestamp,
    valid_until: Timestamp,
}

impl There {
    const fn said(&self) -> PromotionSaid {
        PromotionSaid {
            rate: self.rate,
            minor: self.price_minor,
            until: self.valid_until,
        }
    }
}

/// What a line's promotion is about: a category, a product, or neither.
type About = (Option<CategoryId>, Option<ProductId>);

/// Applies lines; answers what became of each. A promotion is recognised by its
/// name, what it is about, from how many pieces on, and from when, if the line
/// says.
pub(super) async fn apply(
    tx: &mut Tx,
    task: &Task,
    list: PriceListId,
    known: &Known,
    lines: Vec<Line>,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    let said: Vec<PromotionLine> = lines
        .iter()
        .filter_map(|line| line.says.as_ref().ok().cloned())
        .collect();
    let named = said.iter().filter_map(|says| match &says.what {
        PromotedThing::Product(which) => Some(which),
        _ => None,
    });
    let products = Products::find(tx, named).await?;
    let about = |says: &PromotionLine| -> Result<(About, Option<String>), Refusal> {
        Ok(match &says.what {
            PromotedThing::Everything => ((None, None), None),
            PromotedThing::Category(text) => {
                let category = known.category(text);
                let unknown = || Refusal::UnknownCategory { cell: text.clone() };
                ((Some(category.ok_or_else(unknown)?.id), None), None)
            }
            PromotedThing::Product(which) => {
                let found = products.get(which)?;
                ((None, Some(found.id)), Some(found.sku.clone()))
            }
        })
    };
    let there: Vec<There> = tx
        .all(
            "SELECT id, name, category_id, product_id, rate, price_minor, min_quantity,
                 valid_from, valid_until
             FROM promotion WHERE price_list_id = $1 AND valid_until > $2
             ORDER BY valid_from, id",
            args![list, now],
        )
        .await?;
    let meant = |says: &PromotionLine, about: About| {
        there.iter().find(|one| {
            one.name == says.name
                && (one.category_id, one.product_id) == about
                && one.min_quantity == says.least
                && says.from.is_none_or(|from| from == one.valid_from)
        })
    };
    let keys = said
        .iter()
        .filter_map(|says| {
            let (about, _) = about(says).ok()?;
            Some(keys_of(says, about, meant(says, about)))
        })
        .flatten()
        .collect();
    let mut first = earlier(tx, task, keys).await?;
    let mut added: Vec<Args> = Vec::new();
    let mut changed: Vec<There> = Vec::new();
    let mut outcomes = Vec::with_capacity(lines.len());
    for line in lines {
        let mut outcome = Outcome::of(line.waiting);
        let found = line.says.and_then(|says| Ok((about(&says)?, says)));
        let ((about, sku), says) = match found {
            Ok(found) => found,
            Err(why) => {
                outcomes.push(outcome.refused(why));
                continue;
            }
        };
        outcome.sku = sku;
        let same = meant(&says, about);
        let keys = keys_of(&says, about, same);
        if let Some((file, line)) = keys.iter().find_map(|key| first.get(key)) {
            let why = Refusal::Repeats {
                file: task.file_name(*file),
                line: *line,
                other_price: false,
            };
            outcome.became = Became::Repeated(why);
            outcomes.push(outcome);
            continue;
        }
        let here = (outcome.file, outcome.line);
        first.extend(keys.iter().map(|key| (key.clone(), here)));
        outcome.key = keys.into_iter().next();
        let (rate, minor) = match says.price {
            PromotedPrice::Off(rate) => (Some(rate), None),
            PromotedPrice::Fixed(price) => (None, Some(price.minor)),
        };
        let after = PromotionSaid {
            rate,
            minor,
            until: says.until,
        };
        let (id, before) = match same {
            Some(one) if one.said() == after => {
                outcomes.push(outcome);
                continue;
            }
            Some(one) => {
                outcome.became = Became::Updated;
                changed.push(There {
                    rate,
                    price_minor: minor,
                    valid_until: says.until,
                    ..one.clone()
                });
                (one.id, json!(one.said()))
            }
            None => {
                outcome.became = Became::New;
                let id = PromotionId::new();
                added.push(args![
                    id,
                    list,
                    says.name.as_str(),
                    about.0,
                    about.1,
                    rate,
                    minor,
                    says.least,
                    says.from.unwrap_or(now),
                    says.until,
                    now
                ]);
                (id, JsonValue::Null)
            }
        };
        let mut changes = vec![Change::new(Field::Promotion, before, json!(after))];
        if same.is_none() {
            // For people to look at; taking back needs only the first.
            let new = |field, value| Change::new(field, JsonValue::Null, value);
            let what = match &says.what {
                PromotedThing::Everything => json!(null),
                PromotedThing::Category(text) => {
                    json!(known.category(text).map_or(text, |category| &category.name))
                }
                PromotedThing::Product(which) => json!(which.text()),
            };
            changes.push(new(Field::PromotionAbout, json!([what])));
            changes.push(new(Field::PromotionFrom, json!(says.from.unwrap_or(now))));
            changes.push(new(Field::PromotionPieces, json!(says.least)));
        }
        outcome.effect = Some(Effect {
            subject: AnyId(id.0),
            title: says.name,
            made: same.is_none(),
            changes,
        });
        outcomes.push(outcome);
    }
    tx.insert_many(
        "INSERT INTO promotion (id, price_list_id, name, category_id, product_id, rate,
             price_minor, min_quantity, valid_from, valid_until, created_at) VALUES",
        added,
        "",
    )
    .await?;
    put_back(tx, list, &changed).await?;
    Ok(outcomes)
}

/// What a line that means the same promotion is recognised by, in this batch or a
/// later one; what is kept of it first. One line may say from when, and another not,
/// and both mean the same one; one that an earlier batch made is there by now.
fn keys_of(says: &PromotionLine, about: About, same: Option<&There>) -> Vec<String> {
    let as_said = key_of(says, about, says.from);
    match same {
        None => vec![as_said],
        Some(one) => vec![
            fingerprint(&["promotion that is", &one.id.to_string()]),
            as_said,
            key_of(says, about, Some(one.valid_from)),
        ],
    }
}

fn key_of(says: &PromotionLine, about: About, from: Option<Timestamp>) -> String {
    let id = match about {
        (Some(category), _) => category.to_string(),
        (_, Some(product)) => product.to_string(),
        (None, None) => String::new(),
    };
    let from = from.map_or_else(String::new, |from| from.0.to_string());
    fingerprint(&["promotion", &says.name, &id, &says.least.to_string(), &from])
}

/// Writes promotions that are there already.
async fn put_back(tx: &mut Tx, list: PriceListId, changed: &[There]) -> Result<()> {
    let rows = changed
        .iter()
        .map(|one| {
            args![
                one.id,
                list,
                one.name.as_str(),
                one.category_id,
                one.product_id,
                one.rate,
                one.price_minor,
                one.min_quantity,
                one.valid_from,
                one.valid_until,
                one.valid_from
            ]
        })
        .collect();
    tx.insert_many(
        "INSERT INTO promotion (id, price_list_id, name, category_id, product_id, rate,
             price_minor, min_quantity, valid_from, valid_until, created_at) VALUES",
        rows,
        "ON CONFLICT (id) DO UPDATE SET
             rate = excluded.rate,
             price_minor = excluded.price_minor,
             valid_from = excluded.valid_from,
             valid_until = excluded.valid_until",
    )
    .await
    .map(drop)
}

/// Takes lines back: what was made ends now, or never begins.
pub(super) async fn take_back(
    tx: &mut Tx,
    list: Option<PriceListId>,
    lines: Vec<Changed>,
    now: Timestamp,
) -> Result<Vec<Undone>> {
    let (Some(list), false) = (list, lines.is_empty()) else {
        return Ok(Vec::new());
    };
    let there: Vec<There> = tx
        .all(
            format!(
                "SELECT id, name, category_id, product_id, rate, price_minor, min_quantity,
                     valid_from, valid_until
                 FROM promotion WHERE id IN ({})",
                list_placeholders(1, lines.len())
            ),
            lines.iter().map(|line| line.subject_id.value()).collect(),
        )
        .await?;
    let there: HashMap<AnyId, There> = there
        .into_iter()
        .map(|one| (AnyId(one.id.0), one))
        .collect();
    let mut changed = Vec::new();
    let mut undone = Vec::with_capacity(lines.len());
    for line in lines {
        let after: Option<PromotionSaid> = said(&line, Change::after);
        let before: Option<PromotionSaid> = said(&line, Change::before);
        let Some(one) = there
            .get(&line.subject_id)
            .filter(|one| Some(one.said()) == after)
        else {
            undone.push(Undone::of(line, vec![Field::Promotion]));
            continue;
        };
        match before {
            Some(before) => {
                changed.push(There {
                    rate: before.rate,
                    price_minor: before.minor,
                    valid_until: before.until,
                    ..one.clone()
                });
                undone.push(Undone::of(line, Vec::new()));
            }
            None => {
                changed.push(There {
                    valid_from: one.valid_from.min(now),
                    valid_until: one.valid_until.min(now),
                    ..one.clone()
                });
                undone.push(Undone::made(line, How::Removed));
            }
        }
    }
    put_back(tx, list, &changed).await?;
    Ok(undone)
}

fn said(line: &Changed, which: impl Fn(&Change) -> &JsonValue) -> Option<PromotionSaid> {
    let change = line.changes.0.first()?;
    from_value(which(change).clone()).ok()
}
