//! How the pages of a customer's site look, for a group or for everybody.

use super::edit::{SiteError, demand, demand_group, record};
use super::look::Look;
use crate::id::{AccessGroupId, CustomerId};
use crate::identity::Actor;
use crate::store::{Db, JsonRows, Query, json_or_text};
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// How many categories or standards can be put first.
const MOST_FIRST: usize = 200;

/// Says how pages look, for a group or for everybody. What a group is to see as
/// everybody does is not kept for it, so that it goes on seeing what everybody does.
///
/// # Errors
/// See [`SiteError`].
pub async fn save_look(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    whose: Option<AccessGroupId>,
    look: Look,
    now: Timestamp,
) -> Result<(), SiteError> {
    if look.categories.len() > MOST_FIRST || look.standards.len() > MOST_FIRST {
        return Err(SiteError::TooMany);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            demand(tx, &actor, customer).await?;
            let below = match whose {
                Some(group) => {
                    demand_group(tx, customer, group).await?;
                    let found: Vec<LookRow> = EVERYBODYS.ask(args![customer]).fetch(tx).await?;
                    let found = found.into_iter().next();
                    found.map(|row| row.look).unwrap_or_default()
                }
                None => Look::default(),
            };
            let look = look.apart_from(&below);
            let key = whose.map_or_else(String::new, |id| id.to_string());
            tx.run(
                "INSERT INTO site_look (customer_id, whose, look) VALUES ($1, $2, $3)
                 ON CONFLICT (customer_id, whose) DO UPDATE SET look = excluded.look",
                args![customer, key, json!(look)],
            )
            .await?;
            let detail = json!({ "look": look, "group": whose });
            record(tx, &actor, customer, "site.look", detail, now).await
        })
    })
    .await
}

#[derive(Debug, Deserialize)]
struct LookRow {
    #[serde(deserialize_with = "json_or_text")]
    look: Look,
}

/// How pages look for everybody of a customer. `$1` the customer.
static EVERYBODYS: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &["look"],
        "SELECT look FROM site_look WHERE customer_id = $1 AND whose = ''",
    )
});
