//! Views of the catalog that a member keeps under a name: a category with its
//! filters and order, or a search. What is kept is the address; what it shows
//! is found anew each time, so that nothing of it outlives the agreement.

use super::attribute::tidy;
use super::words::plain_words;
use crate::id::SavedFilterId;
use crate::identity::{Actor, Denied, Member, Permission};
use crate::store::{Asked, Db, FormKey, JsonRows, Query, StoreError, Tx, claim};
use crate::{Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// How many a member keeps at most.
pub const MOST_SAVED_FILTERS: i64 = 50;
/// The longest name, in characters.
pub const LONGEST_FILTER_NAME: usize = 60;
/// The longest address, in bytes.
const LONGEST_ADDRESS: usize = 2_000;

/// A view of the catalog that a member keeps.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SavedFilter {
    /// Which.
    pub id: SavedFilterId,
    /// What the member calls it.
    pub name: String,
    /// Path and query.
    pub address: String,
}

/// Why a view was not kept or changed.
#[derive(Debug, thiserror::Error)]
pub enum SavedFilterError {
    /// Not for this person, or there is no such view.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No name, or one too long.
    #[error("the name is missing or too long")]
    Name,
    /// Another view of the member's has the name.
    #[error("the name is taken")]
    NameTaken,
    /// The member keeps [`MOST_SAVED_FILTERS`] already.
    #[error("too many")]
    TooMany,
    /// The address is no view of the catalog.
    #[error("not a view of the catalog")]
    NotAView,
}

/// The views that a member keeps, by name. To be asked together with others.
#[must_use]
pub fn ask_saved_filters(member: &Member) -> Asked<'static, Vec<SavedFilter>> {
    static SAVED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "address"],
            "SELECT id, name, address FROM saved_filter
             WHERE customer_id = $1 AND membership_id = $2 ORDER BY plain_name, id",
        )
    });
    SAVED.ask(args![member.company.id, member.id])
}

/// Whether an address is a view of the catalog that can be kept: a category
/// (`/catalog/displays?…`), or a search for something.
#[must_use]
pub fn is_catalog_view(address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let category = path.strip_prefix("/catalog/").is_some_and(|code| {
        !code.is_empty()
            && code
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte))
    });
    let search = path == "/search"
        && query
            .split('&')
            .any(|pair| pair.len() > 2 && pair.starts_with("q="));
    (category || search)
        && address.len() <= LONGEST_ADDRESS
        && query.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A view to keep.
#[derive(Debug, Clone)]
pub struct SaveFilter {
    /// The form it came from.
    pub key: FormKey,
    /// What to call it.
    pub name: String,
    /// Path and query.
    pub address: String,
}

/// Keeps a view under a name.
///
/// # Errors
/// See [`SavedFilterError`].
pub async fn save_filter(
    db: &Db,
    actor: &Actor,
    command: SaveFilter,
    now: Timestamp,
) -> Result<(), SavedFilterError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let name = named(&command.name)?;
    if !is_catalog_view(&command.address) {
        return Err(SavedFilterError::NotAView);
    }
    let who = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = SavedFilterId::new();
            let answer = id.to_string();
            let earlier = claim(tx, &who, command.key, "saved-filter", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            let there: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM saved_filter
                     WHERE customer_id = $1 AND membership_id = $2",
                    args![member.company.id, member.id],
                )
                .await?;
            if there.unwrap_or(0) >= MOST_SAVED_FILTERS {
                return Err(SavedFilterError::TooMany);
            }
            let kept = tx
                .run(
                    "INSERT INTO saved_filter (id, customer_id, membership_id, name, plain_name,
                         address, created_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)
                     ON CONFLICT (customer_id, membership_id, plain_name) DO NOTHING",
                    args![
                        id,
                        member.company.id,
                        member.id,
                        &name,
                        plain(&name),
                        command.address,
                        now
                    ],
                )
                .await?;
            if kept == 0 {
                return Err(SavedFilterError::NameTaken);
            }
            Ok(())
        })
    })
    .await
}

/// Gives one of the member's views another name.
///
/// # Errors
/// See [`SavedFilterError`].
pub async fn rename_filter(
    db: &Db,
    actor: &Actor,
    filter: SavedFilterId,
    name: &str,
) -> Result<(), SavedFilterError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let name = named(name)?;
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let taken: Option<SavedFilterId> = tx
                .scalar(
                    "SELECT id FROM saved_filter WHERE customer_id = $1 AND membership_id = $2
                         AND plain_name = $3 AND id <> $4",
                    args![member.company.id, member.id, plain(&name), filter],
                )
                .await?;
            if taken.is_some() {
                return Err(SavedFilterError::NameTaken);
            }
            let renamed = tx
                .run(
                    "UPDATE saved_filter SET name = $4, plain_name = $5
                     WHERE id = $3 AND customer_id = $1 AND membership_id = $2",
                    args![member.company.id, member.id, filter, &name, plain(&name)],
                )
                .await?;
            there(renamed)
        })
    })
    .await
}

/// Keeps one of the member's views no longer.
///
/// # Errors
/// See [`SavedFilterError`].
pub async fn remove_filter(
    db: &Db,
    actor: &Actor,
    filter: SavedFilterId,
) -> Result<(), SavedFilterError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    db.write(actor.scope(), move |tx: &mut Tx| {
        Box::pin(async move {
            let removed = tx
                .run(
                    "DELETE FROM saved_filter
                     WHERE id = $3 AND customer_id = $1 AND membership_id = $2",
                    args![member.company.id, member.id, filter],
                )
                .await?;
            there(removed)
        })
    })
    .await
}

const fn there(changed: u64) -> Result<(), SavedFilterError> {
    if changed == 0 {
        return Err(SavedFilterError::Denied(Denied));
    }
    Ok(())
}

fn named(typed: &str) -> Result<String, SavedFilterError> {
    let name = tidy(typed);
    if name.is_empty() || name.chars().count() > LONGEST_FILTER_NAME {
        return Err(SavedFilterError::Name);
    }
    Ok(name)
}

/// As names are compared: “Displays, 27″” and “displays 27” are one.
fn plain(name: &str) -> String {
    match plain_words(name) {
        // A name of signs only is itself.
        plain if plain.is_empty() => name.to_owned(),
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::CustomerRole;
    use crate::identity::testing::{customer, member};
    use crate::store::testing::both_engines;

    #[test]
    fn only_views_of_the_catalog_are_kept() {
        for view in [
            "/catalog/displays",
            "/catalog/video-card?a3=16+GB&by=be+quiet%21&sort=sku",
            "/search?q=dock",
            "/search?category=docks&q=usb",
        ] {
            assert!(is_catalog_view(view), "{view}");
        }
        for other in [
            "/catalog",
            "/catalog/",
            "/catalog/../sign-out",
            "/catalog/a/b",
            "/search",
            "/search?q=",
            "/search?sort=sku",
            "/orders?q=1",
            "https://elsewhere.example/catalog/x",
            "//elsewhere.example/catalog/x",
            "/catalog/x?a=\n",
        ] {
            assert!(!is_catalog_view(other), "{other}");
        }
        assert!(!is_catalog_view(&format!(
            "/search?q={}",
            "x".repeat(2_000)
        )));
    }

    fn keep(name: &str) -> SaveFilter {
        SaveFilter {
            key: FormKey::fresh(),
            name: name.to_owned(),
            address: "/catalog/displays?a3=27".to_owned(),
        }
    }

    both_engines!(a_members_views_are_theirs_alone, |db| async move {
        let (company, unit) = customer(&db, "Halden Marine").await;
        let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let olga = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let now = Timestamp(5);
        let of = async |actor: &Actor| {
            let mut read = db.read(actor.scope()).await.unwrap();
            ask_saved_filters(actor.member().unwrap())
                .fetch(&mut read)
                .await
                .unwrap()
        };
        let command = keep(" Large   displays ");
        for _ in 0..2 {
            save_filter(&db, &ines, command.clone(), now).await.unwrap();
        }
        let [kept] = of(&ines).await.try_into().unwrap();
        assert_eq!(kept.name, "Large displays");
        assert_eq!(of(&olga).await, []);
        let taken = save_filter(&db, &ines, keep("LARGE displays!"), now).await;
        assert!(matches!(taken, Err(SavedFilterError::NameTaken)));
        save_filter(&db, &olga, keep("Large displays"), now)
            .await
            .unwrap();

        for refused in [
            rename_filter(&db, &olga, kept.id, "Mine").await,
            remove_filter(&db, &olga, kept.id).await,
        ] {
            assert!(matches!(refused, Err(SavedFilterError::Denied(_))));
        }
        save_filter(&db, &ines, keep("Docks"), now).await.unwrap();
        let taken = rename_filter(&db, &ines, kept.id, "docks").await;
        assert!(matches!(taken, Err(SavedFilterError::NameTaken)));
        rename_filter(&db, &ines, kept.id, "Displays")
            .await
            .unwrap();
        let nameless = rename_filter(&db, &ines, kept.id, " ").await;
        assert!(matches!(nameless, Err(SavedFilterError::Name)));
        remove_filter(&db, &ines, kept.id).await.unwrap();
        let names: Vec<String> = of(&ines).await.into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["Docks"]);
    });

    both_engines!(nobody_keeps_more_than_fits_a_list, |db| async move {
        let (company, unit) = customer(&db, "Halden Marine").await;
        let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
        for number in 0..MOST_SAVED_FILTERS {
            let command = keep(&format!("View {number}"));
            save_filter(&db, &ines, command, Timestamp(5))
                .await
                .unwrap();
        }
        let refused = save_filter(&db, &ines, keep("One more"), Timestamp(5)).await;
        assert!(matches!(refused, Err(SavedFilterError::TooMany)));
    });
}
