//! Ordering the same again: every line of an earlier order is answered with
//! what today's catalog says, and what can still be had goes into the basket.

use super::basket::{BasketError, orderable};
use super::offer::{Offer, Standing, Thing, Wanted, offers};
use super::put_in::{Added, NewLine, put_in, remember};
use crate::configurations::{Offered, Rechosen, ask_offered};
use crate::id::{ConfigurationId, OrderId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::orders::{Ordered, OrderedLine, ask_ordered};
use crate::profile::Interaction;
use crate::store::{Asked, Db, FormKey, Query, claim, together};
use crate::{Money, Timestamp};

/// An earlier order as today's catalog has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// What people call the order by.
    pub number: String,
    /// Its lines, in their order.
    pub lines: Vec<AgainLine>,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgainLine {
    /// What was ordered, at which price.
    pub ordered: OrderedLine,
    /// What it is today.
    pub today: Offer,
    /// The standard configuration in which something must be chosen anew,
    /// with what is no longer offered, if that can be told.
    pub choose_again: Option<(ConfigurationId, Option<String>)>,
}

impl AgainLine {
    /// Whether it can go into the basket: to be ordered, or asked for if it
    /// has no price.
    #[must_use]
    pub fn can_be_had(&self) -> bool {
        matches!(
            self.today.standing,
            Standing::Priced(_) | Standing::OnRequest
        ) && orderable(self.ordered.quantity)
    }

    /// Today's price of one, and the price then if it was another.
    #[must_use]
    pub fn price(&self) -> Option<(Money, Option<Money>)> {
        let today = self.today.standing.price()?;
        Some((today, Some(self.ordered.paid).filter(|then| *then != today)))
    }
}

impl Again {
    /// The lines that can go into the basket.
    pub fn to_be_had(&self) -> impl Iterator<Item = &AgainLine> {
        self.lines.iter().filter(|line| line.can_be_had())
    }
}

/// Every line of an order with what today's catalog says of it. `None` if
/// there is no such order, or not for this member. Two statements.
///
/// # Errors
/// [`BasketError::Denied`] for who is no member, or if the storage fails.
pub async fn again(
    db: &Db,
    actor: &Actor,
    order: OrderId,
    now: Timestamp,
) -> Result<Option<Again>, BasketError> {
    actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    answered(&mut read, actor, order, now).await
}

/// Puts what can still be had of an order into the member's basket, at today's
/// prices. Answers what went in.
///
/// # Errors
/// [`BasketError::Denied`] if there is no such order, or not for this member;
/// [`BasketError::NotInCatalog`] if nothing of it can be had any more;
/// [`BasketError::Full`] if the basket can't hold it.
pub async fn put_again(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    order: OrderId,
    now: Timestamp,
) -> Result<Added, BasketError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let repeated = claim(tx, &actor, key, "basket", "basket", now)
                .await?
                .is_some();
            let again = answered(tx, &actor, order, now)
                .await?
                .ok_or(BasketError::Denied(Denied))?;
            let lines: Vec<&AgainLine> = again.to_be_had().collect();
            if lines.is_empty() {
                return Err(BasketError::NotInCatalog(Vec::new()));
            }
            let added = lines
                .iter()
                .map(|line| (line.today.name.clone(), line.ordered.quantity))
                .collect();
            if repeated {
                return Ok(added);
            }
            let happened = lines
                .iter()
                .filter_map(|line| put(&member, line, now))
                .collect();
            let rows = lines
                .iter()
                .map(|line| NewLine::of(&line.today, line.ordered.quantity))
                .collect();
            put_in(tx, &member, rows, now).await?;
            remember(tx, &member, happened).await?;
            Ok(added)
        })
    })
    .await
}

/// That a line went into the basket, as the profile remembers it. Choosing
/// the same options again is choosing them.
fn put(member: &Member, line: &AgainLine, now: Timestamp) -> Option<Interaction> {
    let (company, unit, today) = (member.company.id, member.unit, &line.today);
    let quantity = line.ordered.quantity;
    match (&today.thing, today.revision) {
        (Thing::Product(product), _) => Some(Interaction::added_to_basket(
            company,
            member.id,
            unit,
            *product,
            today.name_to_keep(),
            quantity,
            now,
        )),
        (Thing::Configuration(configuration, _), Some(revision)) => Some(Interaction::configured(
            company,
            member.id,
            unit,
            *configuration,
            revision,
            today.name_to_keep(),
            &today.options,
            now,
        )),
        _ => None,
    }
}

async fn answered(
    query: &mut impl Query,
    actor: &Actor,
    order: OrderId,
    now: Timestamp,
) -> Result<Option<Again>, BasketError> {
    let shopper = actor.shopper();
    let standards = match shopper {
        Some(shopper) => ask_offered(shopper, None, now),
        None => Asked::known(Offered::default()),
    };
    let (ordered, standards) = together(query, (ask_ordered(actor, order)?, standards)).await?;
    let Some(Ordered { number, lines }) = ordered else {
        return Ok(None);
    };
    let meant: Vec<(Wanted, Option<Rechosen>)> =
        lines.iter().map(|line| meant(line, &standards)).collect();
    let wanted: Vec<Wanted> = meant.iter().map(|(wanted, _)| wanted.clone()).collect();
    let today = offers(query, shopper, &wanted, standards, now).await?;
    let lines = lines
        .into_iter()
        .zip(today)
        .zip(meant)
        .map(|((ordered, today), (_, rechosen))| answer(ordered, today, rechosen))
        .collect();
    Ok(Some(Again { number, lines }))
}

/// What a line means today. An order keeps what things were called, not what
/// they were: a standard configuration is found by its code, its options by
/// their names.
fn meant(line: &OrderedLine, standards: &Offered) -> (Wanted, Option<Rechosen>) {
    let (thing, rechosen) = match line.product {
        Some(product) => (Thing::Product(product), None),
        None => {
            let rechosen = standards.rechoose(&line.sku, &line.options);
            let thing = match &rechosen {
                Some(Rechosen::Same(id, chosen)) => Thing::Configuration(*id, chosen.clone()),
                Some(Rechosen::Without(id, _)) => Thing::Configuration(*id, Vec::new()),
                None => Thing::Words,
            };
            (thing, rechosen)
        }
    };
    let wanted = Wanted {
        thing,
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity: line.quantity,
    };
    (wanted, rechosen)
}

fn answer(ordered: OrderedLine, mut today: Offer, rechosen: Option<Rechosen>) -> AgainLine {
    let choose_again = match rechosen {
        Some(Rechosen::Without(id, option)) => Some((id, Some(option))),
        Some(Rechosen::Same(id, _)) if today.standing == Standing::ChooseAgain => Some((id, None)),
        _ => None,
    };
    if choose_again.is_some() {
        today.standing = Standing::ChooseAgain;
    } else if today.thing == Thing::Words {
        today.standing = Standing::Gone;
    }
    AgainLine {
        ordered,
        today,
        choose_again,
    }
}
