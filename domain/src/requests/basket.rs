//! A member's basket: what they are about to ask for or to order. It keeps
//! what and how many; names and prices are looked up whenever it is shown.

use super::approval_policy::Rule;
use super::cost_centres::{self, CostCentre};
use super::offer::{Offer, Thing, Wanted, meant_by, offers, picks_or_ids, standards_of};
use super::people::{self, Decider};
use super::policies::{self, RuleRow};
use crate::agreements::{ShelfItem, ask_payment, shelf_by_sku};
use crate::args;
use crate::configurations::{ConfigureError, Offered, Pick, Refusal, ask_offered, configure};
use crate::id::{BasketLineId, ConfigurationId, MembershipId, ProductId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::profile::{self, Interaction};
use crate::store::{
    Args, Asked, Db, FormKey, JsonSets, Query, Result as StoreResult, StoreError, Tx, claim,
    json_or_text, list_placeholders, together,
};
use crate::subscriptions::wish::Wish;
use crate::{Day, Money, Quantity, Timestamp};
use serde::Deserialize;
use serde_json::json;
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
                ],
                "SELECT id, product_id, configuration_id, chosen, subscription, sku, name, quantity
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
    let asked = (ask_ready(member), standards, payment);
    let (mut ready, standards, payment) = together(&mut read, asked).await?;
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
    })
}

/// What was put into the basket: names and quantities.
pub type Added = Vec<(String, Quantity)>;

/// Puts products into the basket; what is there already becomes more. Takes
/// all of them or none.
///
/// # Errors
/// See [`BasketError`].
pub async fn add_products(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    wanted: Vec<(String, Quantity)>,
    now: Timestamp,
) -> Result<Added, BasketError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    if !wanted.iter().all(|(_, quantity)| orderable(*quantity)) {
        return Err(BasketError::BadQuantity);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let repeated = claim(tx, &actor, key, "basket", "basket", now)
                .await?
                .is_some();
            let skus: Vec<String> = wanted.iter().map(|(sku, _)| sku.clone()).collect();
            let shelf = match actor.shopper() {
                Some(shopper) => shelf_by_sku(tx, shopper, &skus, now).await?,
                None => Vec::new(),
            };
            let mut unknown = Vec::new();
            let mut rows: Vec<NewLine> = Vec::with_capacity(wanted.len());
            // What is written down has the first name, whoever put it in is told
            // their own.
            let mut names: Vec<String> = Vec::with_capacity(wanted.len());
            for (sku, quantity) in wanted {
                let Some(item) = meant_by(&shelf, &sku) else {
                    unknown.push(sku);
                    continue;
                };
                match rows.iter_mut().find(|row| row.product == Some(item.id)) {
                    Some(row) => row.quantity = row.quantity.plus(quantity),
                    None => {
                        let offer = Offer::of_product(item, quantity);
                        rows.push(NewLine::of(&offer, quantity));
                        names.push(offer.name);
                    }
                }
            }
            if !unknown.is_empty() {
                return Err(BasketError::NotInCatalog(unknown));
            }
            let added = names
                .into_iter()
                .zip(&rows)
                .map(|(name, row)| (name, row.quantity))
                .collect();
            if repeated {
                return Ok(added);
            }
            let happened = rows.iter().filter_map(|row| {
                let product = row.product?;
                let (company, unit) = (member.company.id, member.unit);
                Some(Interaction::added_to_basket(
                    company,
                    member.id,
                    unit,
                    product,
                    &row.name,
                    row.quantity,
                    now,
                ))
            });
            let happened = happened.collect();
            put_in(tx, &member, rows, now).await?;
            remember(tx, &member, happened).await?;
            Ok(added)
        })
    })
    .await
}

/// Puts a standard configuration with these options into the basket; the same
/// with the same options becomes more. Answers its name.
///
/// # Errors
/// See [`BasketError`].
pub async fn add_configured(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    configuration: ConfigurationId,
    chosen: Vec<Pick>,
    quantity: Quantity,
    now: Timestamp,
) -> Result<String, BasketError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    if !orderable(quantity) {
        return Err(BasketError::BadQuantity);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let repeated = claim(tx, &actor, key, "basket", "basket", now)
                .await?
                .is_some();
            let shopper = actor.shopper().ok_or(Denied)?;
            let configured = configure(tx, shopper, configuration, &chosen, quantity, now)
                .await
                .map_err(|error| match error {
                    ConfigureError::NotFound => BasketError::NoSuchConfiguration,
                    ConfigureError::Refused(refusals) => BasketError::Refused(refusals),
                    ConfigureError::Store(error) => error.into(),
                })?;
            let (revision, offer) = (configured.revision, Offer::of_configured(configured));
            if repeated {
                return Ok(offer.name);
            }
            put_in(tx, &member, vec![NewLine::of(&offer, quantity)], now).await?;
            let happened = Interaction::configured(
                member.company.id,
                member.id,
                member.unit,
                configuration,
                revision,
                &offer.name,
                &offer.options,
                now,
            );
            remember(tx, &member, vec![happened]).await?;
            Ok(offer.name)
        })
    })
    .await
}

/// Puts a term of a subscription into the basket, from a day on and perhaps ending
/// with another one; the same again becomes more seats. Answers its name. What was
/// chosen has been checked by the room of subscriptions.
///
/// # Errors
/// See [`BasketError`].
pub(crate) async fn add_subscription(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    item: &ShelfItem,
    wish: &Wish,
    seats: Quantity,
    now: Timestamp,
) -> Result<String, BasketError> {
    if !orderable(seats) {
        return Err(BasketError::BadQuantity);
    }
    let offer = Offer::of_product(item, seats).beginning_on(wish, Day::of(now));
    put_in(tx, member, vec![NewLine::of(&offer, seats)], now).await?;
    let happened = Interaction::added_to_basket(
        member.company.id,
        member.id,
        member.unit,
        item.id,
        offer.name_to_keep(),
        seats,
        now,
    )
    .by(actor);
    remember(tx, member, vec![happened]).await?;
    Ok(offer.name)
}

/// Puts something from outside the catalog into the basket, described in
/// words. It can be asked for, never ordered.
///
/// # Errors
/// See [`BasketError`].
pub async fn add_words(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    words: &str,
    quantity: Quantity,
    now: Timestamp,
) -> Result<(), BasketError> {
    let member = actor.member_who_may(Permission::Request)?.clone();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() || words.chars().count() > LONGEST_WORDS {
        return Err(BasketError::BadWords);
    }
    if !orderable(quantity) {
        return Err(BasketError::BadQuantity);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if claim(tx, &actor, key, "basket", "basket", now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let line = NewLine {
                thing: format!("words {}", words.to_lowercase()),
                product: None,
                configuration: None,
                chosen: Vec::new(),
                wish: None,
                sku: String::new(),
                name: words,
                quantity,
            };
            put_in(tx, &member, vec![line], now).await
        })
    })
    .await
}

pub(super) struct NewLine {
    thing: String,
    product: Option<ProductId>,
    configuration: Option<ConfigurationId>,
    chosen: Vec<Pick>,
    wish: Option<Wish>,
    sku: String,
    name: String,
    quantity: Quantity,
}

impl NewLine {
    /// A line about what is offered today.
    pub(super) fn of(offer: &Offer, quantity: Quantity) -> Self {
        let thing = match &offer.thing {
            Thing::Product(product) => format!("product {product}"),
            Thing::Configuration(configuration, chosen) => {
                let chosen: Vec<String> = chosen.iter().map(in_key).collect();
                format!("configuration {configuration} {}", chosen.join(" "))
            }
            Thing::Subscription(product, wish) => {
                let starts = wish.starts.map(Day::iso).unwrap_or_default();
                let with = wish.with.as_ref().map(|with| with.subscription.to_string());
                format!(
                    "subscription {product} {starts} {}",
                    with.unwrap_or_default()
                )
            }
            Thing::Words => format!("words {}", offer.name.to_lowercase()),
        };
        Self {
            thing,
            product: offer.thing.product(),
            configuration: offer.thing.configuration(),
            chosen: offer.thing.chosen().to_vec(),
            wish: offer.thing.wish().cloned(),
            sku: offer.sku.clone(),
            name: offer.name_to_keep().to_owned(),
            quantity,
        }
    }
}

/// An option as it stands in what makes a line the same as another: chosen once,
/// its id alone, as lines of an earlier program have it.
fn in_key(pick: &Pick) -> String {
    match pick.pieces {
        1 => pick.option.to_string(),
        pieces => format!("{}x{pieces}", pick.option),
    }
}

pub(super) async fn put_in(
    tx: &mut Tx,
    member: &Member,
    lines: Vec<NewLine>,
    now: Timestamp,
) -> Result<(), BasketError> {
    // An order may have two lines of one thing, which the basket has once.
    let mut once: Vec<NewLine> = Vec::with_capacity(lines.len());
    for line in lines {
        match once.iter_mut().find(|one| one.thing == line.thing) {
            Some(one) => one.quantity = one.quantity.plus(line.quantity),
            None => once.push(line),
        }
    }
    let mut rows: Vec<(String, Args)> = once
        .into_iter()
        .map(|line| {
            let row = args![
                BasketLineId::new(),
                member.company.id,
                member.id,
                line.thing.as_str(),
                line.product,
                line.configuration,
                json!(line.chosen),
                line.wish.map(|wish| json!(wish)),
                line.sku,
                line.name,
                line.quantity
                    .thousandths()
                    .min(Quantity::MOST.thousandths()),
                now,
            ];
            (line.thing, row)
        })
        .collect();
    // Two windows that put in the same wait for each other in one order.
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    tx.insert_many(
        "INSERT INTO basket_line (id, customer_id, membership_id, thing, product_id,
             configuration_id, chosen, subscription, sku, name, quantity, added_at) VALUES",
        rows,
        // Never more than a line may ask for: one million pieces.
        "ON CONFLICT (customer_id, membership_id, thing) DO UPDATE SET
             sku = excluded.sku, name = excluded.name,
             quantity = CASE WHEN basket_line.quantity + excluded.quantity > 1000000000
                 THEN 1000000000 ELSE basket_line.quantity + excluded.quantity END",
    )
    .await?;
    let lines: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM basket_line WHERE customer_id = $1 AND membership_id = $2",
            args![member.company.id, member.id],
        )
        .await?;
    if lines.is_some_and(|lines| usize::try_from(lines).unwrap_or(usize::MAX) > MOST_LINES) {
        return Err(BasketError::Full);
    }
    Ok(())
}

/// What is put into a basket is remembered only where the company lets it be.
pub(super) async fn remember(
    tx: &mut Tx,
    member: &Member,
    happened: Vec<Interaction>,
) -> StoreResult<()> {
    if member.recording {
        profile::record(tx, happened).await?;
    }
    Ok(())
}

/// A change of the basket's lines: another quantity, or none to take the line
/// out.
pub type Change = (BasketLineId, Option<Quantity>);

/// Changes lines of the asking member's basket. Lines that are gone already
/// are passed over, so that the same change twice is the same as once.
///
/// # Errors
/// See [`BasketError`].
pub async fn change_basket(
    db: &Db,
    actor: &Actor,
    changes: Vec<Change>,
) -> Result<(), BasketError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let (company, member) = (member.company.id, member.id);
    let orderable = |change: &Change| change.1.is_none_or(orderable);
    if !changes.iter().all(orderable) {
        return Err(BasketError::BadQuantity);
    }
    let (kept, out): (Vec<Change>, Vec<Change>) =
        changes.into_iter().partition(|change| change.1.is_some());
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let out: Vec<BasketLineId> = out.into_iter().map(|(id, _)| id).collect();
            remove(tx, company, member, &out).await?;
            let rows = kept
                .into_iter()
                .map(|(id, quantity)| args![id, quantity, company, member])
                .collect();
            tx.insert_many(
                "UPDATE basket_line /* customer_id: below */ SET quantity = v.column2 FROM (VALUES",
                rows,
                ") v WHERE basket_line.id = v.column1 AND basket_line.customer_id = v.column3
                   AND basket_line.membership_id = v.column4",
            )
            .await?;
            Ok(())
        })
    })
    .await
}

/// Throws these lines out of a member's basket, whatever is in them.
async fn remove(
    tx: &mut Tx,
    company: crate::id::CustomerId,
    member: MembershipId,
    lines: &[BasketLineId],
) -> StoreResult<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut values = args![company, member];
    values.extend(lines.iter().map(|id| crate::store::IntoValue::value(*id)));
    tx.run(
        format!(
            "DELETE FROM basket_line WHERE customer_id = $1 AND membership_id = $2 AND id IN ({})",
            list_placeholders(3, lines.len())
        ),
        values,
    )
    .await
    .map(drop)
}

/// Takes these lines, with the quantities that were read, out of a member's
/// basket. Answers whether they were still there like that: if not, somebody
/// else (the same person in another window, say) ordered or changed them
/// meanwhile, and nothing may be made of them a second time.
pub(super) async fn take_out(
    tx: &mut Tx,
    company: crate::id::CustomerId,
    member: MembershipId,
    lines: &[(BasketLineId, Quantity)],
) -> StoreResult<bool> {
    if lines.is_empty() {
        return Ok(true);
    }
    let mut values = args![company, member];
    let mut these = Vec::with_capacity(lines.len());
    for (id, quantity) in lines {
        let number = values.len();
        these.push(format!(
            "(id = ${} AND quantity = ${})",
            number + 1,
            number + 2
        ));
        values.extend(args![*id, *quantity]);
    }
    let taken = tx
        .run(
            format!(
                "DELETE FROM basket_line WHERE customer_id = $1 AND membership_id = $2 AND ({})",
                these.join(" OR ")
            ),
            values,
        )
        .await?;
    Ok(taken == u64::try_from(lines.len()).unwrap_or(u64::MAX))
}

/// Whether a line may ask for this many.
pub(super) fn orderable(quantity: Quantity) -> bool {
    quantity.thousandths() > 0 && quantity <= Quantity::MOST && quantity.thousandths() % 1000 == 0
}
