//! Whom the service level of a subscription is for is said by who may order.

use super::coverage::{Covering, MOST_NAMED};
use super::lifecycle::State;
use super::plan_text::Counts;
use super::remember::{Story, rows};
use super::renew::about;
use super::subscription::{EventDetail, Subscription};
use super::whole::ask_whole;
use crate::args;
use crate::assets::ask_all_tagged;
use crate::id::{AssetId, CustomerId, UnitId};
use crate::identity::{Actor, Denied, Permission, ask_units};
use crate::profile::Kind;
use crate::store::{Db, FormKey, Insert, IntoValue, Query, StoreError, Tx, claim};
use crate::{Quantity, Timestamp};

/// Whom it is to be for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// The whole company.
    Customer,
    /// This unit of it.
    Unit(UnitId),
    /// The equipment with these tags.
    Equipment(Vec<String>),
}

/// What is said of a subscription.
#[derive(Debug, Clone)]
pub struct SetCover {
    /// The form's key.
    pub key: FormKey,
    /// Which, by its number.
    pub number: String,
    /// The version that was looked at.
    pub version: i64,
    /// Whom its service level is to be for.
    pub cover: Cover,
}

/// Why it was not said.
#[derive(Debug, thiserror::Error)]
pub enum CoverError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The company has no such subscription.
    #[error("not found")]
    NotFound,
    /// Somebody else changed it meanwhile.
    #[error("changed meanwhile")]
    Meanwhile,
    /// It gives no service level, or has ended.
    #[error("nothing to cover with")]
    NothingToCover,
    /// The company has no such unit.
    #[error("no such unit")]
    NoSuchUnit,
    /// It counts no devices, so that no equipment can be named.
    #[error("it counts no devices")]
    NoDevices,
    /// No equipment was named.
    #[error("nothing named")]
    NothingNamed,
    /// The company has no equipment with these tags.
    #[error("no such equipment")]
    NoSuchEquipment(Vec<String>),
    /// More equipment than it has devices, which are so many.
    #[error("more equipment than devices")]
    TooMany(i64),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Subscription {
    /// Whether its subscribers may say whom its service level is for.
    #[must_use]
    pub fn can_be_covered(&self) -> bool {
        let gives_level = self.benefits.iter().any(|given| given.is_support());
        gives_level && (self.state.runs() || self.state == State::Scheduled)
    }

    /// How much equipment can be named: as much as it has devices, whole ones.
    #[must_use]
    pub fn devices(&self) -> Option<i64> {
        (self.counts == Counts::Devices).then(|| whole(self.seats))
    }
}

const fn whole(seats: Quantity) -> i64 {
    seats.thousandths() / 1_000
}

/// Says whom the service level of a subscription is for, from now on. Sent twice with
/// the same key it is said once.
///
/// # Errors
/// See [`CoverError`].
pub async fn set_cover(
    db: &Db,
    actor: &Actor,
    command: SetCover,
    now: Timestamp,
) -> Result<(), CoverError> {
    let customer = actor.member_who_may(Permission::Order)?.company.id;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let number = command.number.as_str();
            if claim(tx, &actor, command.key, "subscription-cover", number, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let one = ask_whole(Some(customer), number)
                .fetch(tx)
                .await??
                .ok_or(CoverError::NotFound)?;
            if one.version != command.version {
                return Err(CoverError::Meanwhile);
            }
            if !one.can_be_covered() {
                return Err(CoverError::NothingToCover);
            }
            let chosen = choose(tx, &one, command.cover).await?;
            write(tx, &actor, &one, chosen, now).await
        })
    })
    .await
}

/// What was chosen, as far as it is there.
struct Chosen {
    covering: Covering,
    unit: Option<UnitId>,
    assets: Vec<AssetId>,
    /// In words, for the history.
    whom: String,
}

async fn choose(tx: &mut Tx, one: &Subscription, cover: Cover) -> Result<Chosen, CoverError> {
    let everybody = Chosen {
        covering: Covering::Customer,
        unit: None,
        assets: Vec::new(),
        whom: String::new(),
    };
    match cover {
        Cover::Customer => Ok(everybody),
        Cover::Unit(id) => {
            let units = ask_units(one.customer).fetch(tx).await?;
            let unit = units.into_iter().find(|unit| unit.id == id);
            let unit = unit.ok_or(CoverError::NoSuchUnit)?;
            Ok(Chosen {
                covering: Covering::Unit,
                unit: Some(unit.id),
                whom: unit.name,
                ..everybody
            })
        }
        Cover::Equipment(tags) => {
            let most = one.devices().ok_or(CoverError::NoDevices)?;
            let least = usize::try_from(most).unwrap_or(usize::MAX).min(MOST_NAMED);
            if tags.is_empty() {
                return Err(CoverError::NothingNamed);
            }
            if tags.len() > least {
                let most = i64::try_from(least).unwrap_or(most);
                return Err(CoverError::TooMany(most));
            }
            // Whoever takes one of them back at this moment waits, or it is gone.
            let there = ask_all_tagged(one.customer, &tags).fetch(tx).await?;
            let these = there.iter().flatten().map(|id| id.value()).collect();
            tx.lock("asset", "id", "id", these).await?;
            let found = ask_all_tagged(one.customer, &tags).fetch(tx).await?;
            let unknown: Vec<String> = tags
                .iter()
                .zip(&found)
                .filter(|(_, id)| id.is_none())
                .map(|(tag, _)| tag.clone())
                .collect();
            if !unknown.is_empty() {
                return Err(CoverError::NoSuchEquipment(unknown));
            }
            // Two tags may mean the same.
            let mut assets: Vec<AssetId> = found.into_iter().flatten().collect();
            assets.sort_unstable();
            assets.dedup();
            Ok(Chosen {
                covering: Covering::Equipment,
                whom: tags.join(", "),
                assets,
                ..everybody
            })
        }
    }
}

async fn write(
    tx: &mut Tx,
    actor: &Actor,
    one: &Subscription,
    chosen: Chosen,
    now: Timestamp,
) -> Result<(), CoverError> {
    let ours = tx
        .run(
            "UPDATE subscription SET covers = $4, covers_unit_id = $5, version = version + 1
             WHERE id = $1 AND customer_id = $2 AND version = $3",
            args![
                one.id,
                one.customer,
                one.version,
                chosen.covering.code(),
                chosen.unit
            ],
        )
        .await?;
    if ours == 0 {
        return Err(CoverError::Meanwhile);
    }
    tx.run(
        "DELETE FROM subscription_asset WHERE subscription_id = $1 AND customer_id = $2",
        args![one.id, one.customer],
    )
    .await?;
    let story = Story {
        kind: format!("cover-{}", chosen.covering.code()),
        action: "subscription.covered",
        interaction: Some(Kind::SubscriptionChanged),
        detail: EventDetail {
            whom: Some(chosen.whom).filter(|whom| !whom.is_empty()),
            ..EventDetail::default()
        },
        mail: None,
    };
    let mut all = rows(tx, actor, &about(one), story, now).await?;
    if !chosen.assets.is_empty() {
        let named = chosen
            .assets
            .iter()
            .map(|asset| args![one.id, one.customer, *asset, now]);
        all.push(Insert::rows(
            "INSERT INTO subscription_asset (subscription_id, customer_id, asset_id, since) VALUES",
            named.collect(),
        ));
    }
    tx.insert(all).await?;
    Ok(())
}

/// Equipment that its company has no more is covered no more, and makes room for
/// other: in the transaction in which it goes.
pub(crate) async fn uncover(
    tx: &mut Tx,
    customer: CustomerId,
    assets: &[AssetId],
) -> Result<(), StoreError> {
    let rows = assets.iter().map(|asset| args![customer, *asset]).collect();
    tx.insert_many(
        "DELETE FROM subscription_asset WHERE (customer_id, asset_id) IN (VALUES",
        rows,
        ")",
    )
    .await
    .map(drop)
}

/// Equipment that takes the place of other is covered instead of it: in the transaction
/// in which it does. Each pair is the old one and the new one.
pub(crate) async fn cover_instead(
    tx: &mut Tx,
    customer: CustomerId,
    pairs: &[(AssetId, AssetId)],
) -> Result<(), StoreError> {
    let rows = pairs
        .iter()
        .map(|(old, new)| args![customer, *old, *new])
        .collect();
    tx.insert_many(
        "UPDATE subscription_asset /* customer_id: below */ SET asset_id = v.column3 FROM (VALUES",
        rows,
        ") v WHERE subscription_asset.customer_id = v.column1
             AND subscription_asset.asset_id = v.column2",
    )
    .await
    .map(drop)
}

/// What is named beyond the devices that the next term has is left out, the latest
/// first: in the transaction that renews it.
pub(super) async fn leave_out(
    tx: &mut Tx,
    one: &Subscription,
    seats: Quantity,
) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM subscription_asset
         WHERE subscription_id = $1 AND customer_id = $2 AND asset_id IN (
             SELECT x.asset_id FROM subscription_asset x
             WHERE x.subscription_id = $1 AND x.customer_id = $2
             ORDER BY x.since, x.asset_id LIMIT 1000000 OFFSET ($3 + 0))",
        args![one.id, one.customer, whole(seats)],
    )
    .await
    .map(drop)
}
