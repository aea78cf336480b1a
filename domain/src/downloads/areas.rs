//! Areas: what is offered together, by what people call it, and what plans can give.

use super::software::{LONGEST_NAME, SoftwareError, SoftwareFault};
use crate::audit::note;
use crate::catalog::attribute::tidy;
use crate::id::SoftwareId;
use crate::identity::{Actor, Permission};
use crate::store::{Asked, Db, FormKey, JsonRows, Query, StoreError, Tx, claim};
use crate::text::Language;
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What an area is called; nothing while nobody has named it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct AreaNames {
    area_name: Option<String>,
    /// In other languages, each in a line: its code, and the name.
    area_names: Option<String>,
}

impl AreaNames {
    /// The columns of [`area_names`].
    pub(crate) const COLUMNS: [&'static str; 2] = ["area_name", "area_names"];

    /// What it is called in a language (BCP 47), or else in the first one.
    #[must_use]
    pub fn in_language(&self, language: &str) -> Option<&str> {
        let local = self.others().find(|(code, _)| *code == language);
        local.map(|(_, name)| name).or(self.area_name.as_deref())
    }

    /// What it is called in each language that says so.
    #[must_use]
    pub fn all(&self) -> Vec<(Language, &str)> {
        let first = self.area_name.as_deref();
        let first = first.map(|name| (Language::default(), name));
        let others = self.others();
        let others = others.filter_map(|(code, name)| Some((Language::from_code(code)?, name)));
        first.into_iter().chain(others).collect()
    }

    fn others(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.area_names.as_deref().unwrap_or_default().lines();
        lines.filter_map(|line| line.split_once(' '))
    }
}

/// What the area of this code, an expression, is called: the columns of [`AreaNames`].
pub(crate) fn area_names(code: &str) -> String {
    format!(
        "(SELECT n.name FROM download_area n WHERE n.code = {code}) AS area_name,
         (SELECT string_agg(n.language || ' ' || n.name, '\n')
          FROM download_area_text n WHERE n.area = {code}) AS area_names"
    )
}

/// An area, as whoever writes a plan chooses it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AreaChoice {
    /// By what plans and software know it.
    pub code: String,
    /// What it is called.
    #[serde(flatten)]
    pub names: AreaNames,
    /// The names of the software that is in it.
    pub software: String,
}

/// Asks for every area that has software.
#[must_use]
pub fn ask_areas() -> Asked<'static, Vec<AreaChoice>> {
    static AREAS: LazyLock<JsonRows> = LazyLock::new(|| {
        let columns: Vec<&str> = ["code", "software"]
            .into_iter()
            .chain(AreaNames::COLUMNS)
            .collect();
        let text = format!(
            "SELECT y.code, y.software, {}
             FROM (SELECT x.area AS code, string_agg(x.name, ', ') AS software
                   FROM (SELECT DISTINCT area, name FROM software ORDER BY area, name) x
                   GROUP BY x.area) y
             ORDER BY y.code LIMIT 200",
            area_names("y.code")
        );
        JsonRows::new(&columns, &text)
    });
    AREAS.ask(args![])
}

/// What an area is to be called.
#[derive(Debug, Clone)]
pub struct NameArea {
    /// The form's key.
    pub key: FormKey,
    /// Software that is in it.
    pub software: SoftwareId,
    /// Its name in each language that says so; the first one has to.
    pub names: Vec<(Language, String)>,
}

/// A name in the first language, and in others that say something.
pub(super) type Names = (String, Vec<(Language, String)>);

/// What an area is called in the first language, which has to say something, and in
/// others that do. What is wrong with any of it joins the other faults.
pub(super) fn checked_names(
    names: Vec<(Language, String)>,
    faults: &mut Vec<SoftwareFault>,
) -> Names {
    let mut first = String::new();
    let mut others = Vec::new();
    for (language, name) in names {
        let name = tidy(&name);
        if name.chars().count() > LONGEST_NAME {
            faults.push(SoftwareFault::AreaName(language));
        }
        if language == Language::default() {
            first = name;
        } else if !name.is_empty() {
            others.push((language, name));
        }
    }
    if first.is_empty() {
        faults.push(SoftwareFault::AreaName(Language::default()));
    }
    (first, others)
}

/// Calls an area so, whatever it was called before.
pub(super) async fn call_area(
    tx: &mut Tx,
    area: &str,
    first: &str,
    others: &[(Language, String)],
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO download_area (code, name, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name",
        args![area, first, now],
    )
    .await?;
    tx.run(
        "DELETE FROM download_area_text WHERE area = $1",
        args![area],
    )
    .await?;
    let rows = others
        .iter()
        .map(|(language, name)| args![area, language.code(), name])
        .collect();
    tx.insert_many(
        "INSERT INTO download_area_text (area, language, name) VALUES",
        rows,
        "",
    )
    .await
    .map(drop)
}

/// Says what an area is called.
///
/// # Errors
/// See [`SoftwareError`].
pub async fn name_area(
    db: &Db,
    actor: &Actor,
    command: NameArea,
    now: Timestamp,
) -> Result<(), SoftwareError> {
    actor.demand(Permission::Curate)?;
    let mut faults = Vec::new();
    let (first, others) = checked_names(command.names, &mut faults);
    if !faults.is_empty() {
        return Err(SoftwareError::Faults(faults));
    }
    let (actor, id) = (actor.clone(), command.software);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = id.to_string();
            let earlier = claim(tx, &actor, command.key, "area", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            let area: String = tx
                .scalar("SELECT area FROM software WHERE id = $1", args![id])
                .await?
                .ok_or(SoftwareError::NotFound)?;
            call_area(tx, &area, &first, &others, now).await?;
            let detail = json!({ "area": area, "name": first });
            note(tx, &actor, "area.named", area, detail, now).await?;
            Ok(())
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_called_by_its_name_in_the_language_or_the_first_one() {
        let names = AreaNames {
            area_name: Some("Fleet tools".to_owned()),
            area_names: Some("de Werkzeuge für Flotten\nxx Unknown".to_owned()),
        };
        assert_eq!(names.in_language("de"), Some("Werkzeuge für Flotten"));
        assert_eq!(names.in_language("en"), Some("Fleet tools"));
        assert_eq!(names.in_language("fr"), Some("Fleet tools"));
        assert_eq!(
            names.all(),
            [
                (Language::English, "Fleet tools"),
                (Language::German, "Werkzeuge für Flotten"),
            ]
        );
        assert_eq!(AreaNames::default().in_language("de"), None);
        assert!(AreaNames::default().all().is_empty());
    }
}
