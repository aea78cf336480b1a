//! What a plan gives, as people read it: with the names of what it is about.

use super::entitlements::Benefit;
use super::held::stored_benefit;
use crate::Rate;
use crate::catalog::{names_of, read_names};
use crate::downloads::{AreaNames, area_names};
use crate::id::{CategoryId, LevelId};
use serde::Deserialize;
use std::collections::HashMap;

/// One thing that a plan gives, as people read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// What.
    pub benefit: Benefit,
    /// The name of the service level, the category or the publication, if it is about
    /// one that there is.
    name: Option<String>,
    /// What the category or the publication is called in other languages.
    names: HashMap<String, String>,
    area: AreaNames,
}

impl Given {
    /// What the service level, the category, the publication or the area is called that
    /// it is about, if there is one: in a language (BCP 47) where it has a name in that,
    /// or else in the first. A service level has one name for everybody.
    #[must_use]
    pub fn name_in(&self, language: &str) -> Option<&str> {
        let local = self.names.get(language).map(String::as_str);
        let name = local.or(self.name.as_deref());
        self.area.in_language(language).or(name)
    }

    /// Whether it is a service level.
    #[must_use]
    pub const fn is_support(&self) -> bool {
        matches!(self.benefit, Benefit::Support { .. })
    }
}

/// A benefit as statements hand it over.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct BenefitRow {
    kind: String,
    level: Option<LevelId>,
    level_name: Option<String>,
    category: Option<CategoryId>,
    category_name: Option<String>,
    #[serde(deserialize_with = "read_names", default)]
    category_names: HashMap<String, String>,
    publication_name: Option<String>,
    #[serde(deserialize_with = "read_names", default)]
    publication_names: HashMap<String, String>,
    #[serde(flatten)]
    area: AreaNames,
    rate: Option<Rate>,
    code: String,
    times: Option<i64>,
}

impl BenefitRow {
    pub(super) const COLUMNS: &'static [&'static str] = &[
        "kind",
        "level",
        "level_name",
        "category",
        "category_name",
        "category_names",
        "publication_name",
        "publication_names",
        "area_name",
        "area_names",
        "rate",
        "code",
        "times",
    ];

    /// The columns of a benefit `b`.
    pub(super) fn select() -> String {
        format!(
            "b.kind, b.level_id AS level,
             (SELECT l.name FROM service_level l WHERE l.id = b.level_id) AS level_name,
             b.category_id AS category,
             (SELECT c.name FROM category c WHERE c.id = b.category_id) AS category_name,
             {} AS category_names,
             (SELECT i.name FROM publication i
              WHERE i.code = b.code AND b.kind = 'publication') AS publication_name,
             (SELECT string_agg(n.language || ':' || n.name, '\n')
              FROM publication i JOIN publication_text n ON n.publication_id = i.id
              WHERE i.code = b.code AND b.kind = 'publication') AS publication_names,
             {}, b.rate, b.code, b.times",
            names_of("n.category_id = b.category_id AND n.attribute = 0 AND n.value = ''"),
            area_names("CASE WHEN b.kind = 'downloads' THEN b.code END")
        )
    }

    pub(super) fn given(self) -> Option<Given> {
        let benefit = stored_benefit(
            &self.kind,
            self.level,
            self.category,
            self.rate,
            &self.code,
            self.times,
        )?;
        Some(Given {
            benefit,
            name: self
                .level_name
                .or(self.category_name)
                .or(self.publication_name),
            // It is about one of them.
            names: self
                .category_names
                .into_iter()
                .chain(self.publication_names)
                .collect(),
            area: self.area,
        })
    }
}
