//! The attributes that lines of product files bring: made where a category has none
//! of that name, and else read the way it reads them.

use super::super::task::Task;
use super::Line;
use crate::catalog::attribute::Kind;
use crate::catalog::category_attributes::{
    CategoryAttribute, WantedAttribute, category_attributes, put_attributes,
};
use crate::catalog::cells::read_attribute;
use crate::catalog::mapping::{FileMapping, Role};
use crate::catalog::product_line::LineAttribute;
use crate::catalog::refusal::Refusal;
use crate::id::CategoryId;
use crate::store::{IntoValue, Result, Tx};
use std::collections::{HashMap, HashSet};

/// Attributes by their category and name.
pub(super) type Attributes = HashMap<(CategoryId, String), CategoryAttribute>;

fn by_name(attributes: Vec<CategoryAttribute>) -> Attributes {
    attributes
        .into_iter()
        .map(|one| ((one.category, one.name.clone()), one))
        .collect()
}

/// Makes the attributes that these lines need and that are not there yet; answers
/// all of the lines' categories.
pub(super) async fn make_attributes(
    tx: &mut Tx,
    task: &Task,
    lines: &[Line],
) -> Result<Attributes> {
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

/// Reads values the way their categories do, whatever the mapping says of an
/// attribute that is there already: what it is decides what rules and filters find,
/// and is changed where its values are read again. Only a unit is never taken for
/// another one.
pub(super) fn as_categories_read(task: &Task, attributes: &Attributes, lines: &mut [Line]) {
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
