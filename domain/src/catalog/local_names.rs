//! What categories, attributes and the values of choices are called in other
//! languages than the first.

use super::attribute::tidy;
use super::categories::Category;
use super::mapping::LONGEST_NAME;
use crate::id::CategoryId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonSets, Query, StoreError};
use crate::text::Language;
use crate::{Timestamp, args, audit};
use serde::{Deserialize, Deserializer};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How many values of a category are named at most: those that most products
/// have.
const MOST_VALUES: i64 = 300;

/// The names of one thing in all languages, as statements hand them over: a
/// line each, `de:Bildschirme`. To be read with [`local_names`].
pub(crate) fn names_of(condition: &str) -> String {
    format!(
        "(SELECT string_agg(n.language || ':' || n.name, '\n') FROM local_name n WHERE {condition})"
    )
}

/// Reads what [`names_of`] hands over.
pub(crate) fn local_names(text: Option<&str>) -> HashMap<String, String> {
    text.unwrap_or_default()
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(language, name)| (language.to_owned(), name.to_owned()))
        .collect()
}

/// The same, where a row has them.
pub(crate) fn read_names<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<HashMap<String, String>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    Ok(local_names(text.as_deref()))
}

/// The languages in which things have a further name: all but the first.
pub fn further_languages() -> impl Iterator<Item = Language> {
    let first = Language::default();
    Language::ALL
        .iter()
        .copied()
        .filter(move |one| *one != first)
}

/// One thing that has a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Named {
    /// The attribute's number; 0 for the category itself.
    pub attribute: i64,
    /// The value; empty for the attribute or the category itself.
    pub value: String,
}

/// Everything of a category that has a name, with its names.
#[derive(Debug, Clone, PartialEq)]
pub struct NamesPage {
    /// The category.
    pub category: Category,
    /// What has a name, the category first: which, and what it is called in the
    /// first language.
    pub things: Vec<(Named, String)>,
    names: HashMap<(i64, String, String), String>,
}

impl NamesPage {
    /// What a thing is called in a language, if it has a name in it.
    #[must_use]
    pub fn name(&self, thing: &Named, language: Language) -> Option<&str> {
        let key = (
            thing.attribute,
            thing.value.clone(),
            language.code().to_owned(),
        );
        self.names.get(&key).map(String::as_str)
    }
}

#[derive(Deserialize)]
struct Rows {
    category: Vec<Category>,
    attributes: Vec<AttributeRow>,
    values: Vec<ValueRow>,
    names: Vec<NameRow>,
}

#[derive(Deserialize)]
struct AttributeRow {
    number: i64,
    name: String,
}

#[derive(Deserialize)]
struct ValueRow {
    attribute: i64,
    value: String,
}

#[derive(Deserialize)]
struct NameRow {
    attribute: i64,
    value: String,
    language: String,
    name: String,
}

/// Everything of a category that has a name; none if there is no such category.
/// To be asked alone or together with others.
#[must_use]
pub fn ask_names_page(category: CategoryId) -> Asked<'static, Option<NamesPage>> {
    static PAGE: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "category",
                &["id", "parent", "code", "name", "sku_prefix"],
                "SELECT id, parent_id AS parent, code, name, sku_prefix
                 FROM category WHERE id = $1",
            ),
            (
                "attributes",
                &["number", "name"],
                "SELECT number, name FROM category_attribute
                 WHERE category_id = $1 ORDER BY position, number",
            ),
            (
                "values",
                &["attribute", "value"],
                "SELECT v.attribute, v.value
                 FROM category_attribute t JOIN product_attribute v ON v.attribute = t.number
                 WHERE t.category_id = $1 AND t.kind IN ('choice', 'choices')
                 GROUP BY v.attribute, v.value
                 ORDER BY COUNT(*) DESC, v.attribute, v.value LIMIT ($2 + 0)",
            ),
            (
                "names",
                &["attribute", "value", "language", "name"],
                "SELECT attribute, value, language, name FROM local_name WHERE category_id = $1",
            ),
        ])
    });
    PAGE.ask::<Rows>(args![category, MOST_VALUES]).map(|rows| {
        let category = rows.category.into_iter().next()?;
        let itself = Named {
            attribute: 0,
            value: String::new(),
        };
        let mut things = vec![(itself, category.name.clone())];
        for attribute in rows.attributes {
            let number = attribute.number;
            let values = rows.values.iter().filter(|one| one.attribute == number);
            let of = |value: &str| Named {
                attribute: number,
                value: value.to_owned(),
            };
            things.push((of(""), attribute.name));
            things.extend(values.map(|one| (of(&one.value), one.value.clone())));
        }
        Some(NamesPage {
            category,
            things,
            names: rows
                .names
                .into_iter()
                .map(|row| ((row.attribute, row.value, row.language), row.name))
                .collect(),
        })
    })
}

/// What things of a category are called from now on.
#[derive(Debug, Clone)]
pub struct SaveNames {
    /// The category.
    pub category: CategoryId,
    /// Each thing with a language and its name in it; an empty name takes it
    /// away. What is not mentioned stays as it is.
    pub names: Vec<(Named, Language, String)>,
}

/// Why names were not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveNamesError {
    /// Not for this person, or there is no such category.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A name is too long: its place among those sent.
    #[error("the name is too long")]
    Name(usize),
}

/// Saves names. What the category does not have is left out.
///
/// # Errors
/// See [`SaveNamesError`]; nothing is changed then.
pub async fn save_names(
    db: &Db,
    actor: &Actor,
    command: SaveNames,
    now: Timestamp,
) -> Result<(), SaveNamesError> {
    actor.demand(Permission::Curate)?;
    let mut names = Vec::with_capacity(command.names.len());
    for (place, (thing, language, name)) in command.names.into_iter().enumerate() {
        let name = tidy(&name);
        if name.chars().count() > LONGEST_NAME {
            return Err(SaveNamesError::Name(place));
        }
        // The first language has the names that things always had.
        if language != Language::default() {
            names.push((thing, language, name));
        }
    }
    let (category, who) = (command.category, actor.clone());
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let mut names = names;
            let page = ask_names_page(category).fetch(tx).await?.ok_or(Denied)?;
            let there: HashSet<&Named> = page.things.iter().map(|(thing, _)| thing).collect();
            names.retain(|(thing, language, name)| {
                there.contains(thing) && page.name(thing, *language).unwrap_or_default() != name
            });
            if names.is_empty() {
                return Ok(());
            }
            // Only what has changed: each change makes pages read names anew.
            let rows = names
                .iter()
                .map(|(thing, language, name)| {
                    args![
                        category,
                        thing.attribute,
                        &thing.value,
                        language.code(),
                        name
                    ]
                })
                .collect();
            tx.insert_many(
                "INSERT INTO local_name (category_id, attribute, value, language, name) VALUES",
                rows,
                "ON CONFLICT (category_id, attribute, value, language)
                     DO UPDATE SET name = excluded.name",
            )
            .await?;
            tx.run(
                "DELETE FROM local_name WHERE category_id = $1 AND name = ''",
                args![category],
            )
            .await?;
            let entry = audit::Entry {
                action: "category.names",
                subject: category.to_string(),
                customer: None,
                detail: json!({ "names": names.len() }),
            };
            Ok(audit::record(tx, &who, entry, now).await?)
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreements::testing::category;
    use crate::identity::StaffRole;
    use crate::identity::testing::staff;
    use crate::store::testing::both_engines;

    #[test]
    fn names_are_read_as_they_are_handed_over() {
        let names = local_names(Some("de:Bildschirme: flach\nfr:Écrans"));
        assert_eq!(names["de"], "Bildschirme: flach");
        assert_eq!(names["fr"], "Écrans");
        assert!(local_names(None).is_empty());
    }

    both_engines!(a_category_has_a_name_in_each_language, |db| async move {
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let id = category(&db, None, "Displays").await;
        let itself = Named {
            attribute: 0,
            value: String::new(),
        };
        let save = |actor: &Actor, category, name: &str| {
            let command = SaveNames {
                category,
                names: vec![
                    (itself.clone(), Language::German, name.to_owned()),
                    (itself.clone(), Language::English, "Ignored".to_owned()),
                ],
            };
            let (db, actor) = (db.clone(), actor.clone());
            async move { save_names(&db, &actor, command, Timestamp(5)).await }
        };
        let named = async || {
            let mut read = db.read(curator.scope()).await.unwrap();
            let page = ask_names_page(id).fetch(&mut read).await.unwrap().unwrap();
            assert_eq!(page.things, [(itself.clone(), "Displays".to_owned())]);
            assert_eq!(page.name(&itself, Language::English), None);
            page.name(&itself, Language::German).map(str::to_owned)
        };
        save(&curator, id, "  Bildschirme ").await.unwrap();
        assert_eq!(named().await.as_deref(), Some("Bildschirme"));
        let refused = save(&desk, id, "Monitore").await;
        assert!(matches!(refused, Err(SaveNamesError::Denied(_))));
        let refused = save(&curator, CategoryId::new(), "Monitore").await;
        assert!(matches!(refused, Err(SaveNamesError::Denied(_))));
        let refused = save(&curator, id, &"x".repeat(200)).await;
        assert!(matches!(refused, Err(SaveNamesError::Name(0))));
        save(&curator, id, " ").await.unwrap();
        assert_eq!(named().await, None);
    });
}
