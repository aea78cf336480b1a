//! The standard configurations that a customer's people can choose from, with
//! their options and what everything costs.

use super::choice::{Cost, Pick, Refusal};
use super::contents::{
    Contents, Lines, OptionLine, STATE, STATE_COLUMNS, STATE_JOINS, StateLine, selects, sets,
};
use super::offer::{Configured, Offer, Part};
use super::price_from::price_from;
use crate::agreements::{ShelfItem, ask_prices_until};
use crate::id::{ConfigurationId, ProductId};
use crate::identity::{Shopper, ask_coming};
use crate::profile::OptionSeen;
use crate::site::is_in_group;
use crate::store::{Asked, JsonRows, JsonSets, Query, Result, StoreError, together};
use crate::{Money, Quantity, Timestamp, args};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;
use uuid::Uuid;

/// Why a configuration can't be asked for like this.
#[derive(Debug, thiserror::Error)]
pub enum ConfigureError {
    /// There is none with this id, or not for this customer.
    #[error("no such configuration")]
    NotFound,
    /// The choice is refused.
    #[error("the choice is refused")]
    Refused(Vec<Refusal>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The configurations offered to the shopper's company, by name. Without an
/// agreement in force there are none.
///
/// # Errors
/// If the storage fails.
pub async fn offers(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    now: Timestamp,
) -> Result<Vec<Offer>> {
    load(read, shopper, None, now).await
}

/// One of them.
///
/// # Errors
/// If the storage fails.
pub async fn offer(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    id: ConfigurationId,
    now: Timestamp,
) -> Result<Option<Offer>> {
    Ok(load(read, shopper, Some(id), now).await?.pop())
}

/// The name of a configuration that was taken off the site, and what to take
/// instead if something is to be. What was never theirs, or is not for their
/// access groups, is not there.
///
/// # Errors
/// If the storage fails.
pub async fn successor(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    retired: ConfigurationId,
    now: Timestamp,
) -> Result<Option<(String, Option<ConfigurationId>)>> {
    static SUCCESSOR: LazyLock<&'static str> = LazyLock::new(|| {
        let (was, is) = (
            is_for("c.customer_id", "c.published_revision_id"),
            is_for("r.customer_id", "r.id"),
        );
        let text = format!(
            "SELECT c.name, r.configuration_id FROM configuration c
             LEFT JOIN configuration s ON s.id = c.successor_id AND s.customer_id = c.customer_id
                 AND s.state = 'published'
             LEFT JOIN configuration_revision r ON r.id = s.published_revision_id
                 AND r.customer_id = s.customer_id AND {IS_NOW} AND {is}
             WHERE c.id = $2 AND c.customer_id = $1 AND c.state = 'retired' AND {was}"
        );
        text.leak()
    });
    read.maybe(
        *SUCCESSOR,
        args![shopper.company.id, retired, now, shopper.member],
    )
    .await
}

/// Checks and prices a choice of options, for so many of the whole.
///
/// # Errors
/// See [`ConfigureError`].
pub async fn configure(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    id: ConfigurationId,
    chosen: &[Pick],
    many: Quantity,
    now: Timestamp,
) -> Result<Configured, ConfigureError> {
    let offer = offer(read, shopper, id, now)
        .await?
        .ok_or(ConfigureError::NotFound)?;
    offer
        .configured(chosen, many)
        .map_err(ConfigureError::Refused)
}

/// What is offered of a customer's configurations: `$1` the customer, `$2` one
/// configuration or none for all, `$3` the moment, `$4` the member, or none for
/// what any of the company's people may see.
static OFFERED: LazyLock<JsonSets> = LazyLock::new(|| {
    let to = is_for("c.customer_id", "r.id");
    offered(
        "c.state = 'published'",
        "c.published_revision_id",
        &format!("AND {IS_NOW} AND {to}"),
    )
});

/// Whether the revision `r` is offered at the moment `$3`.
const IS_NOW: &str = "(r.offered_from IS NULL OR r.offered_from <= $3)
    AND (r.offered_until IS NULL OR r.offered_until > $3)";

/// Whether a revision is offered to the member `$4`; for no member, whether to
/// anybody.
fn is_for(customer: &str, revision: &str) -> String {
    let in_group = is_in_group("a.customer_id", "$4", "a.group_id");
    format!(
        "($4 IS NULL
             OR NOT EXISTS (SELECT 1 FROM configuration_audience a
                 WHERE a.customer_id = {customer} AND a.revision_id = {revision})
             OR EXISTS (SELECT 1 FROM configuration_audience a
                 WHERE a.customer_id = {customer} AND a.revision_id = {revision} AND {in_group}))"
    )
}

/// The same as it will be, whenever and for whomever: in a preview, staff see
/// the drafts.
static PREVIEWED: LazyLock<JsonSets> = LazyLock::new(|| {
    offered(
        "c.state <> 'retired'",
        "COALESCE((SELECT d.id FROM configuration_revision d
            WHERE d.configuration_id = c.id AND d.customer_id = c.customer_id
                AND d.state = 'draft'), c.published_revision_id)",
        "",
    )
});

/// The questions about the configurations that fit and this revision of each.
/// Only those are offered of which there is a head.
fn offered(fits: &str, revision: &str, to: &str) -> JsonSets {
    let within = format!("c.customer_id = $1 AND {fits} AND (c.id = $2 OR $2 IS NULL)");
    let joins = format!(
        "JOIN configuration c ON c.customer_id = x.customer_id AND x.revision_id = {revision}"
    );
    let mut all = selects(&joins, &within);
    all.push((
        "heads",
        HEAD_COLUMNS.as_slice(),
        format!(
            "SELECT c.id, r.number, c.code, c.name, c.description, r.note, r.published_at, {STATE}
             FROM configuration c JOIN configuration_revision r ON r.id = {revision}
                 AND r.customer_id = c.customer_id
             {STATE_JOINS}
             WHERE {within} {to} ORDER BY c.name, c.id"
        ),
    ));
    sets(&all)
}

static HEAD_COLUMNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let own = [
        "id",
        "number",
        "code",
        "name",
        "description",
        "note",
        "published_at",
    ];
    [&own, STATE_COLUMNS].concat()
});

/// What choosing the same again comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rechosen {
    /// Everything is still offered.
    Same(ConfigurationId, Vec<Pick>),
    /// This option is not offered any more.
    Without(ConfigurationId, String),
}

/// What is offered, before its prices are known.
#[derive(Debug, Default, Deserialize)]
pub struct Offered {
    heads: Vec<Head>,
    #[serde(flatten)]
    lines: Lines,
}

#[derive(Debug, Clone, Deserialize)]
struct Head {
    id: ConfigurationId,
    number: i64,
    code: String,
    name: String,
    description: String,
    note: String,
    published_at: Option<Timestamp>,
    #[serde(flatten)]
    state: StateLine,
}

/// In two statements: what is offered, and what its products cost.
async fn load(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    id: Option<ConfigurationId>,
    now: Timestamp,
) -> Result<Vec<Offer>> {
    // The page of a single one says until when its price counts.
    let coming = match id {
        Some(_) => ask_coming(shopper.company.id, shopper.member, now),
        None => Asked::known(Vec::new()),
    };
    let offered = ask_offered(shopper, id, now);
    let (offered, coming) = together(read, (offered, coming)).await?;
    let prices = ask_prices_until(shopper, &offered.products(), &coming, now)
        .fetch(read)
        .await?;
    Ok(offered.priced(shopper, prices))
}

/// What is offered to the shopper now, or one thing of it: before its prices are
/// known. Without an agreement in force that is nothing; in a preview it is what
/// a draft makes of it.
#[must_use]
pub fn ask_offered(
    shopper: Shopper<'_>,
    id: Option<ConfigurationId>,
    now: Timestamp,
) -> Asked<'static, Offered> {
    let company = shopper.company.id;
    match shopper.in_force {
        Some(_) if shopper.preview => PREVIEWED.ask(args![company, id]),
        Some(_) => OFFERED.ask(args![company, id, now, shopper.member]),
        None => Asked::known(Offered::default()),
    }
}

impl Offered {
    /// What has to be priced: parts and options.
    #[must_use]
    pub fn products(&self) -> Vec<ProductId> {
        let offered = |revision| {
            self.heads
                .iter()
                .any(|head| head.state.revision == revision)
        };
        let options = self.lines.options.iter();
        let options = options.filter(|line| offered(line.revision));
        let parts = self.lines.parts.iter();
        let parts = parts.filter(|line| offered(line.revision));
        parts
            .map(|part| part.product)
            .chain(options.filter_map(|option| option.product))
            .collect()
    }

    /// The standard of this code with the options of these names: what was
    /// ordered once, and is ordered again. An option that has another name by
    /// now is known by its product. None if the standard is not offered.
    #[must_use]
    pub fn rechoose(&self, code: &str, options: &[OptionSeen]) -> Option<Rechosen> {
        let head = self.heads.iter().find(|head| head.code == code)?;
        let revision = head.state.revision;
        let mut chosen = Vec::with_capacity(options.len());
        for seen in options {
            let group = self
                .lines
                .groups
                .iter()
                .find(|group| group.revision == revision && group.name == seen.group);
            let of_group = |row: &&OptionLine| {
                row.revision == revision
                    && row.active != 0
                    && group.is_some_and(|group| group.id == row.group_id)
            };
            let named = |row: &OptionLine| row.name == seen.option;
            let same = |row: &OptionLine| !seen.sku.is_empty() && row.sku == seen.sku;
            let rows = self.lines.options.iter().filter(of_group);
            let found = rows
                .clone()
                .find(|row| named(row))
                .or_else(|| rows.clone().find(|row| same(row)));
            match found {
                Some(row) => chosen.push(Pick {
                    option: row.id,
                    pieces: seen.pieces,
                }),
                None => return Some(Rechosen::Without(head.id, seen.option.clone())),
            }
        }
        Some(Rechosen::Same(head.id, chosen))
    }

    /// Only what is said of these configurations.
    #[must_use]
    pub fn only(mut self, these: &[ConfigurationId]) -> Self {
        self.heads.retain(|head| these.contains(&head.id));
        self
    }

    /// The offers at these prices, by name.
    #[must_use]
    pub fn priced(self, shopper: Shopper<'_>, prices: Vec<ShelfItem>) -> Vec<Offer> {
        let Some(in_force) = shopper.in_force else {
            return Vec::new();
        };
        let currency = in_force.currency;
        let prices: HashMap<ProductId, ShelfItem> =
            prices.into_iter().map(|item| (item.id, item)).collect();
        let cost = |product: ProductId| prices.get(&product).map_or(Cost::OnRequest, Cost::of_item);
        let offer = |head: &Head| {
            let contents = Contents {
                base: head
                    .state
                    .base_price_minor
                    .map(|minor| Money::new(minor, head.state.currency)),
                ..self.lines.of(head.state.revision)
            };
            // An amount fixed in one currency says nothing in another.
            let fixed = |minor: i64| {
                if head.state.currency == currency {
                    Cost::Fixed(Money::new(minor, currency))
                } else {
                    Cost::OnRequest
                }
            };
            let parts = contents.parts.iter();
            let build = contents.build(currency, fixed, cost);
            let story = |product: ProductId, quantity: Quantity| {
                prices.get(&product).map(|item| item.story_of(quantity))
            };
            Offer {
                price_from: price_from(&build, head.state.offered_until, in_force, story),
                id: head.id,
                revision: head.state.revision,
                number: head.number,
                code: head.code.clone(),
                name: head.name.clone(),
                description: head.description.clone(),
                note: head.note.clone(),
                published_at: head.published_at,
                parts: parts
                    .map(|part| Part {
                        product: part.product,
                        sku: part.sku.clone(),
                        // As its reader calls it.
                        name: prices
                            .get(&part.product)
                            .map_or_else(|| part.name.clone(), |item| item.name.clone()),
                        quantity: part.quantity,
                        available: part.active != 0,
                        picture: part.picture,
                    })
                    .collect(),
                build,
                services: head.state.services(),
            }
        };
        self.heads.iter().map(offer).collect()
    }
}

impl Cost {
    /// What a product on the shelf costs, for any number.
    fn of_item(item: &ShelfItem) -> Self {
        match item.price.price {
            Some(price) => {
                let mut steps = vec![(Quantity::default(), price)];
                steps.extend(item.breaks());
                Cost::Each(steps)
            }
            None => Cost::OnRequest,
        }
    }
}

/// Those of these ids that are configurations which the shopper is offered.
#[must_use]
pub fn ask_offered_among(
    shopper: Shopper<'_>,
    ids: &[Uuid],
    now: Timestamp,
) -> Asked<'static, Vec<Uuid>> {
    #[derive(Deserialize)]
    struct Row {
        id: Uuid,
    }
    static AMONG: LazyLock<JsonRows> = LazyLock::new(|| {
        let to = is_for("c.customer_id", "r.id");
        JsonRows::new(
            &["id"],
            &format!(
                "SELECT c.id FROM configuration c
                 JOIN configuration_revision r ON r.id = c.published_revision_id
                     AND r.customer_id = c.customer_id
                 WHERE c.customer_id = $1 AND c.id <in $2> AND c.state = 'published'
                     AND {IS_NOW} AND {to}"
            ),
        )
    });
    if ids.is_empty() {
        return Asked::known(Vec::new());
    }
    let ids: serde_json::Value = ids.iter().map(ToString::to_string).collect();
    AMONG
        .ask::<Row>(args![shopper.company.id, ids, now, shopper.member])
        .map(|rows| rows.into_iter().map(|row| row.id).collect())
}
