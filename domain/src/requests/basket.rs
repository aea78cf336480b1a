//! A member's basket: what they are about to ask for or to order. It keeps
//! what and how many; names and prices are looked up whenever it is shown.

use super::approval_policy::Rule;
use super::cost_centres::{self, CostCentre};
use super::offer::{Offer, Thing, Wanted, offers, picks_or_ids, standards_of};
use super::people::{self, Decider};
use super::policies::{self, RuleRow};
use crate::agreements::ask_payment;
use crate::args;
use crate::assets::{Replaced, ask_replaced_in_basket};
use crate::configurations::{Offered, Pick, Refusal, ask_offered};
use crate::id::{BasketLineId, ConfigurationId, ProductId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::store::{
    Asked, Db, JsonSets, Query, Result as StoreResult, StoreError, json_or_text, together,
};
use crate::subscriptions::wish::Wish;
use crate::{Money, Quantity, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;

/// The most lines that a basket holds.
pub const MOST_LINES: usize = 500;
/// The longest description of something from outside the catalog.
pub const LONGEST_WORDS: usize = 200;

/// Why the basket was not shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum BasketError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// These are not in the member's catalog.
    #[error("not in the catalog")]
    NotInCatalog(Vec<String>),
    /// Not a quantity of whole pieces between one and [`Quantity::MOST`].
    #[error("bad quantity")]
    BadQuantity,
    /// No words, or more than [`LONGEST_WORDS`] characters of them.
    #[error("no words, or too many")]
    BadWords,
    /// More than [`MOST_LINES`] lines.
    #[error("the basket is full")]
    Full,
    /// There is no such standard configuration, or not any more.
    #[error("no such configuration")]
    NoSuchConfiguration,
    /// A standard configuration can't be had with these options.
    #[error("the choice is refused")]
    Refused(Vec<Refusal>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A line of a basket, as today's catalog has it.
#[derive(Debug, Clone)]
pub struct BasketLine {
    /// The line.
    pub id: BasketLineId,
    /// What it is, with today's name and price.
    pub offer: Offer,
    /// How many.
    pub quantity: Quantity,
    /// The units of equipment that it is to replace, as
    /// [`replaces`](crate::assets::replaces) reads them.
    pub(super) replaces: String,
}

impl BasketLine {
    /// What the line costs; `None` if it has no price, or the sum is beyond
    /// counting.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.offer.standing.price()?.times(self.quantity)
    }
}

/// A member's basket, with everything that is needed to submit or order it.
#[derive(Debug, Clone)]
pub struct Basket {
    /// The lines in the order in which they were put in.
    pub lines: Vec<BasketLine>,
    /// The company's cost centres that can be chosen.
    pub cost_centres: Vec<CostCentre>,
    /// The company's rules about which requests need somebody.
    pub rules: Vec<Rule>,
    /// Who could decide a request of this member.
    pub deciders: Vec<Decider>,
    /// How it is paid, in the words of the agreement that comes first; empty if it
    /// says nothing of it.
    pub payment: String,
    /// Which units of equipment its lines are to replace.
    pub replaced: Replaced,
}

impl Basket {
    /// What the lines with a price cost in all, without tax and freight;
    /// `None` if there is no agreement, or the sum is beyond counting.
    #[must_use]
    pub fn total(&self, member: &Member) -> Option<Money> {
        let currency = member.in_force.as_ref()?.currency;
        self.lines
            .iter()
            .any(|line| line.offer.standing.price().is_some())
            .then_some(())?;
        self.lines
            .iter()
            .filter(|line| line.offer.standing.price().is_some())
            .try_fold(Money::zero(currency), |sum, line| sum.plus(line.amount()?))
    }
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct LineRow {
    id: BasketLineId,
    product_id: Option<ProductId>,
    configuration_id: Option<ConfigurationId>,
    #[serde(deserialize_with = "picks_or_ids")]
    chosen: Vec<Pick>,
    #[serde(deserialize_with = "json_or_text")]
    subscription: Option<Wish>,
    sku: String,
    name: String,
    pub(super) quantity: Quantity,
    replaces: String,
}

impl LineRow {
    fn wanted(&self) -> Wanted {
        Wanted {
            thing: Thing::of(
                self.product_id,
                self.configuration_id,
                self.chosen.clone(),
                self.subscription.clone(),
            ),
            sku: self.sku.clone(),
            name: self.name.clone(),
            quantity: self.quantity,
        }
    }
}

/// What every page that leads to a request or an order reads at once.
#[derive(Debug, Deserialize)]
pub(super) struct Ready {
    pub(super) lines: Vec<LineRow>,
    pub(super) cost_centres: Vec<CostCentre>,
    rules: Vec<RuleRow>,
    deciders: Vec<Decider>,
}

impl Ready {
    pub(super) fn rules(&mut self) -> Vec<Rule> {
        std::mem::take(&mut self.rules)
            .into_iter()
            .filter_map(RuleRow::rule)
            .collect()
    }

    pub(super) fn deciders(&mut self, member: &Member, actor: &Actor) -> Vec<Decider> {
        let all = std::mem::take(&mut self.deciders);
        people::who_decide_for(all, member.id, actor.may(Permission::Order))
    }
}

/// Asks for the member's basket and what is needed to do something with it.
pub(super) fn ask_ready(member: &Member) -> Asked<'static, Ready> {
    static SETS: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "lines",
                &[
                    "id",
                    "product_id",
                    "configuration_id",
                    "chosen",
                    "subscription",
                    "sku",
                    "name",
                    "quantity",
                    "replaces",
                ],
                "SELECT id, product_id, configuration_id, chosen, subscription, sku, name, quantity,
                     replaces
                 FROM basket_line WHERE customer_id = $1 AND membership_id = $2 ORDER BY id",
            ),
            ("cost_centres", cost_centres::COLUMNS, cost_centres::ALL),
            ("rules", policies::COLUMNS, policies::ALL),
            ("deciders", people::COLUMNS, &people::deciders("$1")),
        ])
    });
    SETS.ask(args![member.company.id, member.id])
}

/// The lines as today's catalog has them.
pub(super) async fn priced(
    query: &mut impl Query,
    actor: &Actor,
    rows: &[LineRow],
    now: Timestamp,
) -> StoreResult<Vec<BasketLine>> {
    let wanted: Vec<Wanted> = rows.iter().map(LineRow::wanted).collect();
    let standards = standards_of(query, actor.shopper(), &wanted, now).await?;
    priced_with(query, actor, rows, &wanted, standards, now).await
}

async fn priced_with(
    query: &mut impl Query,
    actor: &Actor,
    rows: &[LineRow],
    wanted: &[Wanted],
    standards: Offered,
    now: Timestamp,
) -> StoreResult<Vec<BasketLine>> {
    let offers = offers(query, actor.shopper(), wanted, standards, now).await?;
    Ok(rows
        .iter()
        .zip(offers)
        .map(|(row, offer)| BasketLine {
            id: row.id,
            offer,
            quantity: row.quantity,
            replaces: row.replaces.clone(),
        })
        .collect())
}

/// The asking member's basket. Two statements.
///
/// # Errors
/// [`Denied`] if the person is no member who may fill one.
pub async fn basket(db: &Db, actor: &Actor, now: Timestamp) -> Result<Basket, BasketError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    let standards = match actor.shopper() {
        Some(shopper) => ask_offered(shopper, None, now),
        None => Asked::known(Offered::default()),
    };
    let payment = match &member.in_force {
        Some(in_force) => ask_payment(member.company.id, in_force.first.revision),
        None => Asked::known(String::new()),
    };
    let replaced = ask_replaced_in_basket(actor, member);
    let asked = (ask_ready(member), standards, payment, replaced);
    let (mut ready, standards, payment, replaced) = together(&mut read, asked).await?;
    let wanted: Vec<Wanted> = ready.lines.iter().map(LineRow::wanted).collect();
    let lines = priced_with(&mut read, actor, &ready.lines, &wanted, standards, now).await?;
    let rules = ready.rules();
    let deciders = ready.deciders(member, actor);
    Ok(Basket {
        lines,
        cost_centres: ready.cost_centres,
        rules,
        deciders,
        payment,
        replaced,
    })
}

/// Whether a line may ask for this many.
pub(super) fn orderable(quantity: Quantity) -> bool {
    quantity.thousandths() > 0 && quantity <= Quantity::MOST && quantity.thousandths() % 1000 == 0
}
