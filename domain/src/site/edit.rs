//! Changing what makes a customer's site theirs.

use super::look::{Look, TextKind};
use crate::agreements::Validity;
use crate::catalog::attribute::tidy;
use crate::id::{AccessGroupId, CustomerId, MembershipId, SiteTextId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonRows, Query, StoreError, Tx, json_or_text};
use crate::{Timestamp, args, audit};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The longest name of a group, in characters.
const LONGEST_NAME: usize = 60;
/// The longest heading.
const LONGEST_TITLE: usize = 120;
/// The longest text.
const LONGEST_TEXT: usize = 4_000;
/// How many texts a customer has at most.
const MOST_TEXTS: i64 = 200;
/// How many groups.
const MOST_GROUPS: i64 = 100;
/// How many categories or standards can be put first.
const MOST_FIRST: usize = 200;

/// Why a site was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// Not for this person, or there is no such thing.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No name or heading, or one too long.
    #[error("the name is missing or too long")]
    Name,
    /// Another group has the name.
    #[error("another group has this name")]
    NameTaken,
    /// No text, or one too long.
    #[error("the text is missing or too long")]
    Text,
    /// A link that leads nowhere a browser may go.
    #[error("not an address")]
    Href,
    /// Too many of them.
    #[error("too many")]
    TooMany,
}

/// An access group as somebody wants it.
#[derive(Debug, Clone)]
pub struct SaveGroup {
    /// Whose.
    pub customer: CustomerId,
    /// Which; it is made if there is none.
    pub id: AccessGroupId,
    /// Its name.
    pub name: String,
    /// Who is in it.
    pub members: Vec<MembershipId>,
}

/// A text as somebody wants it.
#[derive(Debug, Clone)]
pub struct SaveText {
    /// Whose.
    pub customer: CustomerId,
    /// For which group; for everybody without one.
    pub whose: Option<AccessGroupId>,
    /// Which; it is made if there is none. What there is once takes the place
    /// of what was there.
    pub id: SiteTextId,
    /// What it is.
    pub kind: TextKind,
    /// Its heading, or what a link says.
    pub title: String,
    /// The text.
    pub text: String,
    /// Where a link leads.
    pub href: String,
    /// When it is shown.
    pub valid: Validity,
}

/// Who may change it: staff who curate, and the customer's managers where the
/// supplier allows it.
pub(super) async fn demand(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
) -> Result<(), SiteError> {
    let manages = actor.may(Permission::ManageCompany)
        && actor
            .member()
            .is_some_and(|member| member.company.id == customer);
    if !manages {
        actor.demand(Permission::Curate)?;
    }
    let allowed: Option<bool> = tx
        .scalar(
            "SELECT own_site FROM customer WHERE id = $1",
            args![customer],
        )
        .await?;
    match allowed {
        Some(own_site) if own_site || !manages => Ok(()),
        _ => Err(Denied.into()),
    }
}

/// Refuses a group of somebody else.
pub(super) async fn demand_group(
    tx: &mut Tx,
    customer: CustomerId,
    group: AccessGroupId,
) -> Result<(), SiteError> {
    let known: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM access_group WHERE customer_id = $1 AND id = $2",
            args![customer, group],
        )
        .await?;
    match known {
        Some(1) => Ok(()),
        _ => Err(Denied.into()),
    }
}

pub(super) async fn record(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    action: &'static str,
    detail: Value,
    now: Timestamp,
) -> Result<(), SiteError> {
    let entry = audit::Entry {
        action,
        subject: customer.to_string(),
        customer: Some(customer),
        detail,
    };
    Ok(audit::record(tx, actor, entry, now).await?)
}

/// Makes or changes an access group.
///
/// # Errors
/// See [`SiteError`].
pub async fn save_group(
    db: &Db,
    actor: &Actor,
    command: SaveGroup,
    now: Timestamp,
) -> Result<(), SiteError> {
    let name = tidy(&command.name);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(SiteError::Name);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let customer = command.customer;
            demand(tx, &actor, customer).await?;
            let taken: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM access_group
                     WHERE customer_id = $1 AND name = $2 AND id <> $3",
                    args![customer, &name, command.id],
                )
                .await?;
            if taken != Some(0) {
                return Err(SiteError::NameTaken);
            }
            let others: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM access_group WHERE customer_id = $1 AND id <> $2",
                    args![customer, command.id],
                )
                .await?;
            if others.unwrap_or_default() >= MOST_GROUPS {
                return Err(SiteError::TooMany);
            }
            let renamed = tx
                .run(
                    "UPDATE access_group SET name = $3 WHERE customer_id = $1 AND id = $2",
                    args![customer, command.id, &name],
                )
                .await?;
            if renamed == 0 {
                let made = tx
                    .run(
                        "INSERT INTO access_group (id, customer_id, name, created_at)
                         VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
                        args![command.id, customer, &name, now],
                    )
                    .await?;
                // Somebody else's.
                if made == 0 {
                    return Err(Denied.into());
                }
            }
            tx.run(
                "DELETE FROM access_group_member WHERE customer_id = $1 AND group_id = $2",
                args![customer, command.id],
            )
            .await?;
            // Only people of this customer.
            let known: Vec<(MembershipId,)> = tx
                .all(
                    "SELECT id FROM membership WHERE customer_id = $1 AND active",
                    args![customer],
                )
                .await?;
            let rows: Vec<_> = known
                .into_iter()
                .filter(|(id,)| command.members.contains(id))
                .map(|(id,)| args![customer, command.id, id])
                .collect();
            let count = rows.len();
            tx.insert_many(
                "INSERT INTO access_group_member (customer_id, group_id, membership_id) VALUES",
                rows,
                "",
            )
            .await?;
            let detail = json!({ "group": name, "members": count });
            record(tx, &actor, customer, "site.group", detail, now).await
        })
    })
    .await
}

/// Removes an access group with its texts; its people see what everybody sees.
///
/// # Errors
/// See [`SiteError`].
pub async fn remove_group(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    group: AccessGroupId,
    now: Timestamp,
) -> Result<(), SiteError> {
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            demand(tx, &actor, customer).await?;
            demand_group(tx, customer, group).await?;
            tx.run(
                "DELETE FROM site_look WHERE customer_id = $1 AND whose = $2",
                args![customer, group.to_string()],
            )
            .await?;
            for text in [
                "DELETE FROM site_text WHERE customer_id = $1 AND group_id = $2",
                "DELETE FROM site_document WHERE customer_id = $1 AND group_id = $2",
                "DELETE FROM access_group_member WHERE customer_id = $1 AND group_id = $2",
                "DELETE FROM access_group WHERE customer_id = $1 AND id = $2",
            ] {
                tx.run(text, args![customer, group]).await?;
            }
            let detail = json!({ "group": group });
            record(tx, &actor, customer, "site.group-removed", detail, now).await
        })
    })
    .await
}

/// Puts a text on the site.
///
/// # Errors
/// See [`SiteError`].
pub async fn save_text(
    db: &Db,
    actor: &Actor,
    command: SaveText,
    now: Timestamp,
) -> Result<(), SiteError> {
    let title = tidy(&command.title);
    let text = command.text.trim().to_owned();
    let href = command.href.trim().to_owned();
    check(command.kind, &title, &text, &href)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let customer = command.customer;
            demand(tx, &actor, customer).await?;
            if let Some(group) = command.whose {
                demand_group(tx, customer, group).await?;
            }
            if command.kind.is_single() {
                tx.run(
                    "DELETE FROM site_text WHERE customer_id = $1 AND kind = $2
                         AND group_id IS NOT DISTINCT FROM $3",
                    args![customer, command.kind.code(), command.whose],
                )
                .await?;
            }
            let there: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM site_text WHERE customer_id = $1",
                    args![customer],
                )
                .await?;
            if there.unwrap_or_default() >= MOST_TEXTS {
                return Err(SiteError::TooMany);
            }
            tx.run(
                "DELETE FROM site_text WHERE customer_id = $1 AND id = $2",
                args![customer, command.id],
            )
            .await?;
            let made = tx
                .run(
                    "INSERT INTO site_text (id, customer_id, group_id, kind, title, text, href,
                     valid_from, valid_until, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING",
                    args![
                        command.id,
                        customer,
                        command.whose,
                        command.kind.code(),
                        &title,
                        text,
                        href,
                        command.valid.from,
                        command.valid.until,
                        now
                    ],
                )
                .await?;
            // Somebody else's.
            if made == 0 {
                return Err(Denied.into());
            }
            let detail = json!({ "kind": command.kind, "title": title, "group": command.whose });
            record(tx, &actor, customer, "site.text", detail, now).await
        })
    })
    .await
}

/// Whether a text says what its kind needs.
fn check(kind: TextKind, title: &str, text: &str, href: &str) -> Result<(), SiteError> {
    let named = matches!(kind, TextKind::Announcement | TextKind::Link);
    if (named && title.is_empty()) || title.chars().count() > LONGEST_TITLE {
        return Err(SiteError::Name);
    }
    if (!named && text.is_empty()) || text.chars().count() > LONGEST_TEXT {
        return Err(SiteError::Text);
    }
    if (kind == TextKind::Link || !href.is_empty()) && !leads_somewhere(href) {
        return Err(SiteError::Href);
    }
    Ok(())
}

/// Whether an address is one that a page may link to: a page of the web, a mail,
/// a telephone, or a page of the site itself.
fn leads_somewhere(href: &str) -> bool {
    let fits = href.len() <= 500 && !href.contains(|c: char| c.is_whitespace() || c.is_control());
    let lower = href.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|start| {
            lower
                .strip_prefix(start)
                .is_some_and(|rest| !rest.is_empty())
        });
    // Two slashes would lead to another server.
    let own = lower.starts_with('/') && !lower.starts_with("//") && !lower.contains('\\');
    fits && (known || own)
}

/// Takes a text off the site.
///
/// # Errors
/// See [`SiteError`].
pub async fn remove_text(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    text: SiteTextId,
    now: Timestamp,
) -> Result<(), SiteError> {
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            demand(tx, &actor, customer).await?;
            tx.run(
                "DELETE FROM site_text WHERE customer_id = $1 AND id = $2",
                args![customer, text],
            )
            .await?;
            let detail = json!({ "text": text });
            record(tx, &actor, customer, "site.text-removed", detail, now).await
        })
    })
    .await
}

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

/// Lets the customer's managers change their site themselves, or no longer.
///
/// # Errors
/// See [`SiteError`].
pub async fn set_own_site(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    allowed: bool,
    now: Timestamp,
) -> Result<(), SiteError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let known = tx
                .run(
                    "UPDATE customer SET own_site = $2 WHERE id = $1",
                    args![customer, allowed],
                )
                .await?;
            if known == 0 {
                return Err(Denied.into());
            }
            let detail = json!({ "allowed": allowed });
            record(tx, &actor, customer, "site.own", detail, now).await
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_where_a_browser_may_go() {
        for fine in [
            "https://intranet.example/it",
            "HTTP://x",
            "mailto:it@halden.example",
            "tel:+4712345",
            "/catalog/displays",
        ] {
            assert!(leads_somewhere(fine), "{fine}");
        }
        for wrong in [
            "",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "https://",
            "ftp://x",
            "catalog",
            "https://a b",
        ] {
            assert!(!leads_somewhere(wrong), "{wrong}");
        }
    }
}
