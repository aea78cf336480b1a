//! Putting things into a member's basket: products, a standard with its options, a
//! term of a subscription, or something in words. The same again becomes more.

use super::basket::{BasketError, LONGEST_WORDS, MOST_LINES, orderable};
use super::offer::{Offer, Thing, meant_by};
use crate::agreements::{ShelfItem, shelf_by_sku};
use crate::args;
use crate::assets::replaces;
use crate::configurations::{ConfigureError, Pick, configure};
use crate::id::{AssetId, BasketLineId, ConfigurationId, ProductId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::profile::{self, Interaction};
use crate::store::{Args, Db, FormKey, Query, Result as StoreResult, Tx, claim};
use crate::subscriptions::wish::Wish;
use crate::{Day, Quantity, Timestamp};
use serde_json::json;

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
    put_products(db, actor, key, wanted, None, now).await
}

/// Puts one piece of a product into the basket, which is to take the place of a unit of
/// equipment. Whether whoever asks sees that unit, the caller has asked.
///
/// # Errors
/// See [`BasketError`].
pub async fn add_product_instead(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    sku: &str,
    of: AssetId,
    now: Timestamp,
) -> Result<Added, BasketError> {
    let wanted = vec![(sku.to_owned(), Quantity::pieces(1))];
    put_products(db, actor, key, wanted, Some(of), now).await
}

async fn put_products(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    wanted: Vec<(String, Quantity)>,
    replaces: Option<AssetId>,
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
                        rows.push(NewLine::of(&offer, quantity).replacing(replaces));
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
                let added = Interaction::added_to_basket(
                    company,
                    member.id,
                    unit,
                    product,
                    &row.name,
                    row.quantity,
                    now,
                );
                Some(added.replacing(replaces.as_slice()))
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
    let wanted = Configured {
        configuration,
        chosen,
        quantity,
        replaces: None,
    };
    put_configured(db, actor, key, wanted, now).await
}

/// Puts one piece of a standard configuration with these options into the basket, which
/// is to take the place of a unit of equipment. Whether whoever asks sees that unit, the
/// caller has asked.
///
/// # Errors
/// See [`BasketError`].
pub async fn add_configured_instead(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    (configuration, chosen): (ConfigurationId, Vec<Pick>),
    of: AssetId,
    now: Timestamp,
) -> Result<String, BasketError> {
    let wanted = Configured {
        configuration,
        chosen,
        quantity: Quantity::pieces(1),
        replaces: Some(of),
    };
    put_configured(db, actor, key, wanted, now).await
}

/// A standard configuration as somebody wants it.
struct Configured {
    configuration: ConfigurationId,
    chosen: Vec<Pick>,
    quantity: Quantity,
    replaces: Option<AssetId>,
}

async fn put_configured(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    wanted: Configured,
    now: Timestamp,
) -> Result<String, BasketError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let Configured {
        configuration,
        chosen,
        quantity,
        replaces,
    } = wanted;
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
            let line = NewLine::of(&offer, quantity).replacing(replaces);
            put_in(tx, &member, vec![line], now).await?;
            let happened = Interaction::configured(
                member.company.id,
                member.id,
                member.unit,
                configuration,
                revision,
                &offer.name,
                &offer.options,
                now,
            )
            .replacing(replaces.as_slice());
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
                replaces: String::new(),
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
    /// The units of equipment that it is to replace.
    replaces: String,
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
            replaces: String::new(),
        }
    }

    /// The same, to take the place of a unit of equipment.
    fn replacing(self, unit: Option<AssetId>) -> Self {
        Self {
            replaces: unit.map(|id| id.to_string()).unwrap_or_default(),
            ..self
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
            Some(one) => {
                one.quantity = one.quantity.plus(line.quantity);
                one.replaces = replaces::join(&one.replaces, &line.replaces);
            }
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
                line.replaces,
            ];
            (line.thing, row)
        })
        .collect();
    // Two windows that put in the same wait for each other in one order.
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    tx.insert_many(
        "INSERT INTO basket_line (id, customer_id, membership_id, thing, product_id,
             configuration_id, chosen, subscription, sku, name, quantity, added_at, replaces)
             VALUES",
        rows,
        // Never more than a line may ask for: one million pieces.
        "ON CONFLICT (customer_id, membership_id, thing) DO UPDATE SET
             sku = excluded.sku, name = excluded.name,
             replaces = CASE WHEN basket_line.replaces LIKE '%' || excluded.replaces || '%'
                 THEN basket_line.replaces
                 ELSE trim(basket_line.replaces || ' ' || excluded.replaces) END,
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
