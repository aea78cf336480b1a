//! Which attributes the products of a category have: one more, another name,
//! another way to read it, one less. The values that are there are read again.

use super::attribute::{Kind, tidy};
use super::category_attributes::CategoryAttribute;
use super::mapping::LONGEST_NAME;
use super::products_anew::{read_values_anew, write_anew};
use super::told_apart::alike;
use crate::agreements::Only;
use crate::id::CategoryId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, Query, StoreError, Tx};
use crate::{Timestamp, args, audit};
use serde_json::json;

/// The most attributes a category has.
const MOST_ATTRIBUTES: usize = 60;
/// The longest unit, in characters.
const LONGEST_UNIT: usize = 20;
/// The highest place.
const LAST_PLACE: i64 = 999;

/// An attribute as a curator wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveAttribute {
    /// The category.
    pub category: CategoryId,
    /// Its number; a new one without.
    pub number: Option<i64>,
    /// What it is called.
    pub name: String,
    /// How it is read.
    pub kind: Kind,
    /// The unit of its numbers; see [`attribute::read`](super::attribute::read).
    pub unit: String,
    /// Its place among the others, from 0 to 999.
    pub position: i64,
}

/// Why an attribute was not saved.
#[derive(Debug, thiserror::Error)]
pub enum AttributeError {
    /// Not allowed, or there is no such category or attribute.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No name, or one too long.
    #[error("the name is missing or too long")]
    Name,
    /// The category has an attribute of this name.
    #[error("the name is taken")]
    NameTaken,
    /// A unit that is too long.
    #[error("the unit is too long")]
    Unit,
    /// Not a place.
    #[error("not a place from 0 to 999")]
    Position,
    /// Too many attributes.
    #[error("too many attributes")]
    TooMany,
    /// A value that is there can't be read that way.
    #[error("{0} can't be read that way")]
    Unreadable(String),
    /// So many products have a value of it.
    #[error("{0} products have a value of it")]
    HasValues(i64),
    /// These variants, by their SKUs, would have the same values if it was read like
    /// that.
    #[error("{0} and {1} would have the same values")]
    Twins(String, String),
    /// Agreements have rules about it, which would be about nothing then.
    #[error("agreements have rules about it")]
    RulesAboutIt(i64),
}

/// Saves an attribute, and reads the values of all products again if they are to
/// be read in another way. What products are found and summed up by is written
/// anew afterwards, some hundreds at a time.
///
/// # Errors
/// See [`AttributeError`]; nothing is changed then.
pub async fn save_attribute(
    db: &Db,
    actor: &Actor,
    command: SaveAttribute,
    now: Timestamp,
) -> Result<(), AttributeError> {
    actor.demand(Permission::Curate)?;
    let name = tidy(&command.name);
    let unit = tidy(&command.unit);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(AttributeError::Name);
    }
    if unit.chars().count() > LONGEST_UNIT {
        return Err(AttributeError::Unit);
    }
    if !(0..=LAST_PLACE).contains(&command.position) {
        return Err(AttributeError::Position);
    }
    let category = command.category;
    let recorded = actor.clone();
    let changed = db
        .write::<_, AttributeError, _>(actor.scope(), move |tx| {
            Box::pin(async move {
                alone_with(tx, category).await?;
                let there =
                    super::category_attributes::category_attributes(tx, &[category]).await?;
                if there
                    .iter()
                    .any(|one| one.name == name && Some(one.number) != command.number)
                {
                    return Err(AttributeError::NameTaken);
                }
                let wanted = Wanted {
                    name: &name,
                    kind: command.kind,
                    unit: &unit,
                    position: command.position,
                };
                let changed = match command.number {
                    None => {
                        if there.len() >= MOST_ATTRIBUTES {
                            return Err(AttributeError::TooMany);
                        }
                        wanted.add(tx, category).await?;
                        false
                    }
                    Some(number) => {
                        let before = there.iter().find(|one| one.number == number);
                        let before = before.ok_or(Denied)?;
                        if wanted.is_another_than(before) {
                            no_rules_about(tx, category, before).await?;
                        }
                        wanted.replace(tx, before).await?
                    }
                };
                let entry = audit::Entry {
                    action: "category.attribute",
                    subject: category.to_string(),
                    customer: None,
                    detail: json!({ "name": name, "kind": command.kind, "unit": unit }),
                };
                audit::record(tx, &recorded, entry, now).await?;
                Ok(changed)
            })
        })
        .await
        .map_err(name_taken)?;
    if changed {
        write_anew(db, actor, category, now).await?;
    }
    Ok(())
}

/// Keeps others from the attributes of a category until the transaction ends. Who is
/// just writing values of them is done then, and who begins waits: values are read the
/// way that counts.
async fn alone_with(tx: &mut Tx, category: CategoryId) -> Result<(), StoreError> {
    tx.lock("category", "id", "id", args![category]).await?;
    let these = args![category];
    tx.lock("category_attribute", "number", "category_id", these)
        .await
}

/// The only rule of uniqueness that what is typed can break, if an import makes an
/// attribute of the same name at the same moment.
fn name_taken(error: AttributeError) -> AttributeError {
    match error {
        AttributeError::Store(error) if error.is_duplicate() => AttributeError::NameTaken,
        other => other,
    }
}

/// What an attribute shall be.
struct Wanted<'a> {
    name: &'a str,
    kind: Kind,
    unit: &'a str,
    position: i64,
}

impl Wanted<'_> {
    async fn add(&self, tx: &mut Tx, category: CategoryId) -> Result<(), AttributeError> {
        let known: Option<i64> = tx
            .scalar(
                "SELECT COUNT(*) FROM category WHERE id = $1",
                args![category],
            )
            .await?;
        if known != Some(1) {
            return Err(Denied.into());
        }
        tx.run(
            "INSERT INTO category_attribute (category_id, position, name, kind, unit)
             VALUES ($1, $2, $3, $4, $5)",
            args![
                category,
                self.position,
                self.name,
                self.kind.code(),
                self.unit
            ],
        )
        .await?;
        Ok(())
    }

    /// Whether rules that mean the attribute would no longer.
    fn is_another_than(&self, before: &CategoryAttribute) -> bool {
        let numbers = |kind: Kind| kind == Kind::Number;
        before.name != self.name
            || numbers(before.kind()) != numbers(self.kind)
            || numbers(self.kind) && before.unit != self.unit
            || self.kind == Kind::Text
    }

    /// Answers whether products have to be written anew.
    async fn replace(
        &self,
        tx: &mut Tx,
        before: &CategoryAttribute,
    ) -> Result<bool, AttributeError> {
        let read_anew = before.kind() != self.kind || before.unit != self.unit;
        if read_anew {
            // Nobody puts a variant in, or saves one, meanwhile.
            let these = args![before.category];
            tx.lock("product_family", "id", "category_id", these)
                .await?;
            let alike_before = alike(tx, before.number).await?;
            read_values_anew(tx, before, self.kind, self.unit).await?;
            let after = alike(tx, before.number).await?;
            let new = after.into_iter().find(|both| !alike_before.contains(both));
            if let Some((one, other)) = new {
                return Err(AttributeError::Twins(one, other));
            }
        }
        tx.run(
            "UPDATE category_attribute SET name = $2, kind = $3, unit = $4, position = $5
             WHERE number = $1",
            args![
                before.number,
                self.name,
                self.kind.code(),
                self.unit,
                self.position
            ],
        )
        .await?;
        Ok(read_anew || before.name != self.name || before.position != self.position)
    }
}

/// Refuses if an agreement's draft, or what is in force, asks for the attribute in
/// its category: what such a rule leaves out would come in by another name.
async fn no_rules_about(
    tx: &mut Tx,
    category: CategoryId,
    attribute: &CategoryAttribute,
) -> Result<(), AttributeError> {
    let asked: Vec<(String, i64)> = tx
        .all(
            "WITH RECURSIVE up (id, above) AS (
                 SELECT id, parent_id FROM category WHERE id = $1
                 UNION
                 SELECT c.id, c.parent_id FROM up JOIN category c ON c.id = up.above
             )
             SELECT x.only_those, COUNT(DISTINCT r.agreement_id)
             FROM agreement_category x /* staff */
             JOIN agreement_revision r ON r.id = x.revision_id
             WHERE x.only_those <> '' AND r.state IN ('draft', 'published')
                 AND (x.category_id IS NULL OR x.category_id IN (SELECT id FROM up))
             GROUP BY x.only_those",
            args![category],
        )
        .await?;
    let about = asked.into_iter().filter(|(text, _)| {
        Only::stored(text).is_some_and(|only| {
            only.attribute() == attribute.name
                && (!only.is_range() || only.unit() == attribute.unit)
        })
    });
    match about.map(|(_, agreements)| agreements).sum() {
        0 => Ok(()),
        agreements => Err(AttributeError::RulesAboutIt(agreements)),
    }
}

/// Takes an attribute away that no product has a value of.
///
/// # Errors
/// See [`AttributeError`].
pub async fn remove_attribute(
    db: &Db,
    actor: &Actor,
    category: CategoryId,
    number: i64,
    now: Timestamp,
) -> Result<(), AttributeError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            alone_with(tx, category).await?;
            let used: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(DISTINCT product_id) FROM product_attribute WHERE attribute = $1",
                    args![number],
                )
                .await?;
            if let Some(count @ 1..) = used {
                return Err(AttributeError::HasValues(count));
            }
            let gone = tx
                .run(
                    "DELETE FROM category_attribute WHERE category_id = $1 AND number = $2",
                    args![category, number],
                )
                .await?;
            if gone == 0 {
                return Err(Denied.into());
            }
            tx.run(
                "DELETE FROM local_name WHERE category_id = $1 AND attribute = $2",
                args![category, number],
            )
            .await?;
            let entry = audit::Entry {
                action: "category.attribute-removed",
                subject: category.to_string(),
                customer: None,
                detail: json!({ "number": number }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

#[cfg(test)]
mod tests;
