//! An article made from a case: what was asked and what solved it, without whose
//! trouble it was.

use super::life::Audience;
use crate::args;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonSets, StoreError};
use serde::Deserialize;
use std::sync::LazyLock;

/// What an article made of a case begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromCase {
    /// The case's number.
    pub number: String,
    /// What it was about, and so what the article is called at first.
    pub title: String,
    /// What was said, as headings and quotes to write from.
    pub text: String,
    /// The product it is about; may be empty.
    pub sku: String,
    /// For whom it is at first: until somebody has read it, nobody else.
    pub audience: Audience,
}

#[derive(Debug, Deserialize)]
struct SaidSets {
    heads: Vec<SaidHead>,
    messages: Vec<SaidRow>,
    people: Vec<Named>,
}

#[derive(Debug, Deserialize)]
struct SaidHead {
    subject: String,
    sku: Option<String>,
    company: String,
}

#[derive(Debug, Deserialize)]
struct SaidRow {
    ours: i64,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
    email: String,
}

/// An article to be made from a case: its subject, what was asked, and what solved
/// it, without the names of the customer and its people. `None` if there is no such
/// case.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn article_from_case<E>(
    db: &Db,
    actor: &Actor,
    number: &str,
) -> Result<Option<FromCase>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static SAID: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "heads",
                &["subject", "sku", "company"],
                "SELECT c.subject, c.sku, k.name AS company
                 FROM support_case c JOIN customer k ON k.id = c.customer_id
                 WHERE c.number = $1",
            ),
            (
                "messages",
                &["ours", "text"],
                "SELECT CASE WHEN m.membership_id IS NULL THEN 1 ELSE 0 END AS ours, m.text
                 FROM support_case c
                 JOIN case_message m ON m.customer_id = c.customer_id AND m.case_id = c.id
                 WHERE c.number = $1 AND NOT m.internal ORDER BY m.id",
            ),
            (
                "people",
                &["name", "email"],
                "SELECT p.name, p.email FROM support_case c
                 JOIN membership m ON m.customer_id = c.customer_id
                 JOIN person p ON p.id = m.person_id
                 WHERE c.number = $1 AND (m.id = c.opened_by OR EXISTS (
                     SELECT 1 FROM case_message x WHERE x.customer_id = c.customer_id
                         AND x.case_id = c.id AND x.membership_id = m.id)
                     OR EXISTS (SELECT 1 FROM case_watcher w
                         WHERE w.customer_id = c.customer_id AND w.case_id = c.id
                             AND w.membership_id = m.id))",
            ),
        ])
    });
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    let sets: SaidSets = SAID.fetch(&mut read, args![number]).await?;
    let Some(head) = sets.heads.into_iter().next() else {
        return Ok(None);
    };
    let mut names = vec![head.company.clone()];
    for person in &sets.people {
        names.push(person.email.clone());
        names.push(person.name.clone());
        names.extend(person.name.split_whitespace().map(str::to_owned));
    }
    let asked = sets.messages.iter().find(|said| said.ours == 0);
    let solved = sets.messages.iter().rfind(|said| said.ours != 0);
    let part = |said: Option<&SaidRow>| {
        said.map(|said| super::names::without(&said.text, &names))
            .unwrap_or_default()
    };
    Ok(Some(FromCase {
        number: number.to_owned(),
        title: super::names::without(&head.subject, &names),
        text: format!("{}\n\n---\n\n{}", part(asked), part(solved)),
        sku: head.sku.unwrap_or_default(),
        audience: Audience::Internal,
    }))
}
