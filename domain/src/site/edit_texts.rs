//! The texts of a customer's site: its welcome, announcements, links and terms.

use super::edit::{SiteError, demand, demand_group, record};
use super::look::TextKind;
use crate::agreements::Validity;
use crate::id::{AccessGroupId, CustomerId, SiteTextId};
use crate::identity::{Actor, Denied};
use crate::store::{Db, Query};
use crate::tidy::tidy;
use crate::{Timestamp, args};
use serde_json::json;

/// The longest heading, in characters.
const LONGEST_TITLE: usize = 120;
/// The longest text, in characters.
const LONGEST_TEXT: usize = 4_000;
/// How many texts a customer has at most.
const MOST_TEXTS: i64 = 200;

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
