//! What a line is about, and where it stands in today's catalog. Every price
//! that is requested or ordered at comes from here, and here it comes from
//! the customer's agreement, never from a form.

use super::approval_policy::Cost;
use crate::agreements::ShelfItem;
use crate::catalog::availability::Supply;
use crate::catalog::measure::PIECE;
use crate::catalog::sku::plain_sku;
use crate::configurations::Pick;
use crate::configurations::factory::Services;
#[cfg(feature = "store")]
use crate::id::OptionId;
use crate::id::{ConfigurationId, ConfigurationRevisionId, FileId, ProductId};
use crate::profile::OptionSeen;
use crate::subscriptions::wish::Wish;
use crate::{Money, Quantity};
use serde::{Deserialize, Serialize};
#[cfg(feature = "store")]
use serde_json::json;

#[cfg(feature = "store")]
use crate::{
    Day, Timestamp,
    agreements::{ask_prices_of, ask_shelf_items},
    assets::replaces,
    configurations::{self, Offered, ask_offered},
    id::OrderLineId,
    identity::Shopper,
    orders::NewOrderLine,
    profile::LineSeen,
    store::{Query, Result as StoreResult, together},
};

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Thing {
    /// A product.
    Product(ProductId),
    /// A standard configuration with the options chosen.
    Configuration(ConfigurationId, Vec<Pick>),
    /// A product that is a term of a subscription, with what was chosen about it.
    Subscription(ProductId, Box<Wish>),
    /// Something from outside the catalog, described in words.
    Words,
}

impl Thing {
    /// What the columns of a line say.
    #[must_use]
    pub fn of(
        product: Option<ProductId>,
        configuration: Option<ConfigurationId>,
        chosen: Vec<Pick>,
        wish: Option<Wish>,
    ) -> Self {
        match (product, configuration, wish) {
            (Some(product), _, Some(wish)) => Thing::Subscription(product, Box::new(wish)),
            (Some(product), _, None) => Thing::Product(product),
            (None, Some(configuration), _) => Thing::Configuration(configuration, chosen),
            (None, None, _) => Thing::Words,
        }
    }

    /// The product, if it is one.
    #[must_use]
    pub const fn product(&self) -> Option<ProductId> {
        match self {
            Thing::Product(product) | Thing::Subscription(product, _) => Some(*product),
            Thing::Configuration(..) | Thing::Words => None,
        }
    }

    /// What was chosen about it, if it is a term of a subscription.
    #[must_use]
    pub fn wish(&self) -> Option<&Wish> {
        match self {
            Thing::Subscription(_, wish) => Some(wish),
            Thing::Product(_) | Thing::Configuration(..) | Thing::Words => None,
        }
    }

    /// The standard configuration, if it is one.
    #[must_use]
    pub const fn configuration(&self) -> Option<ConfigurationId> {
        match self {
            Thing::Configuration(configuration, _) => Some(*configuration),
            Thing::Product(_) | Thing::Subscription(..) | Thing::Words => None,
        }
    }

    /// The options chosen.
    #[must_use]
    pub fn chosen(&self) -> &[Pick] {
        match self {
            Thing::Configuration(_, chosen) => chosen,
            Thing::Product(_) | Thing::Subscription(..) | Thing::Words => &[],
        }
    }
}

/// Reads what was chosen from a column: an earlier program wrote the options'
/// ids alone, of which each was chosen once.
///
/// # Errors
/// If it is neither.
#[cfg(feature = "store")]
pub(super) fn picks_or_ids<'de, D>(deserializer: D) -> Result<Vec<Pick>, D::Error>
where
    D: serde::Deserializer<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Pick(Pick),
        Id(OptionId),
    }
    let all: Vec<Either> = crate::store::json_or_text(deserializer)?;
    let pick = |one| match one {
        Either::Pick(pick) => pick,
        Either::Id(option) => Pick { option, pieces: 1 },
    };
    Ok(all.into_iter().map(pick).collect())
}

/// A line as somebody wants it, with what it was called when it was written
/// down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What it is about.
    pub thing: Thing,
    /// Its SKU; empty if it has none.
    pub sku: String,
    /// Its name, or the words that describe it.
    pub name: String,
    /// How many: many may cost less each.
    pub quantity: Quantity,
}

/// Where a line stands in today's catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It has a price.
    Priced(Money),
    /// It is in the catalog without a price: can be asked for, not ordered.
    OnRequest,
    /// It was never in the catalog.
    InWords,
    /// It is not in the customer's catalog any more.
    Gone,
    /// The standard configuration is still offered, but not with the options
    /// chosen: it must be configured anew.
    ChooseAgain,
}

impl Standing {
    /// The price of one, if it has one.
    #[must_use]
    pub const fn price(self) -> Option<Money> {
        match self {
            Standing::Priced(price) => Some(price),
            Standing::OnRequest | Standing::InWords | Standing::Gone | Standing::ChooseAgain => {
                None
            }
        }
    }

    /// What it costs, as the approval policy asks. What is not in the catalog
    /// any more is like what never was.
    #[must_use]
    pub const fn cost(self) -> Cost {
        match self {
            Standing::Priced(price) => Cost::Each(price),
            Standing::OnRequest => Cost::OnRequest,
            Standing::InWords | Standing::Gone | Standing::ChooseAgain => Cost::OffCatalog,
        }
    }
}

/// A line as today's catalog has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What it is about.
    pub thing: Thing,
    /// The published state of the standard configuration, if it is one.
    pub revision: Option<ConfigurationRevisionId>,
    /// Its SKU today.
    pub sku: String,
    /// Its name today, in the reader's language.
    pub name: String,
    /// The same in the first language, where that is another one; see
    /// [`name_to_keep`](Self::name_to_keep).
    pub first_name: Option<String>,
    /// Its main picture, as far as it is on the shelf.
    pub picture: Option<FileId>,
    /// The options chosen, by name.
    pub options: Vec<OptionSeen>,
    /// Where it stands, for as many as are wanted.
    pub standing: Standing,
    /// What is done to it at the factory, of a standard configuration.
    pub services: Services,
    /// From how many pieces on one costs something else than the line before
    /// says, the price of a single one first. Empty if it is the same for any
    /// number.
    pub breaks: Vec<(Quantity, Money)>,
    /// What there is of it, of a product on the shelf.
    pub supply: Option<Supply>,
    /// In which unit it is counted and priced, of a product on the shelf: by its
    /// code.
    pub unit: Option<String>,
}

impl Offer {
    /// A product as it stands on the shelf, for so many.
    #[must_use]
    pub fn of_product(item: &ShelfItem, quantity: Quantity) -> Self {
        let own = item.first_name();
        let mut breaks = item.breaks();
        if let (false, Some(price)) = (breaks.is_empty(), item.price.price) {
            breaks.insert(0, (Quantity::pieces(1), price));
        }
        Self {
            thing: Thing::Product(item.id),
            revision: None,
            sku: item.sku.clone(),
            name: item.name.clone(),
            first_name: (own != item.name).then(|| own.to_owned()),
            picture: item.picture,
            options: Vec::new(),
            standing: item
                .price_of(quantity)
                .map_or(Standing::OnRequest, Standing::Priced),
            services: Services::default(),
            breaks,
            supply: Some(item.supply.clone()),
            unit: Some(item.unit.clone()),
        }
    }

    /// Its name in the first language, which is what requests, orders and the
    /// profile write down. They are read by the order desk, the warehouse and other
    /// members, whatever the language of the one who made them; and the same
    /// product has the same name in all of them.
    #[must_use]
    pub fn name_to_keep(&self) -> &str {
        self.first_name.as_deref().unwrap_or(&self.name)
    }

    /// Where so many stand today.
    #[must_use]
    pub fn standing_for(&self, quantity: Quantity) -> Standing {
        match (self.standing, self.price_of(quantity)) {
            (Standing::Priced(_), Some(price)) => Standing::Priced(price),
            (standing, _) => standing,
        }
    }

    /// The price of one today, of so many.
    #[must_use]
    pub fn price_of(&self, quantity: Quantity) -> Option<Money> {
        let reached = self.breaks.iter().rfind(|(least, _)| *least <= quantity);
        reached.map_or_else(|| self.standing.price(), |(_, price)| Some(*price))
    }
}

/// The product that a typed SKU means: exactly that one, or the only one that
/// looks like it without dashes and capitals.
#[must_use]
pub fn meant_by<'a>(shelf: &'a [ShelfItem], typed: &str) -> Option<&'a ShelfItem> {
    let typed = typed.trim();
    if let Some(exact) = shelf.iter().find(|item| item.sku == typed) {
        return Some(exact);
    }
    let plain = plain_sku(typed);
    let mut alike = shelf.iter().filter(|item| plain_sku(&item.sku) == plain);
    alike.next().filter(|_| alike.next().is_none())
}

/// What must be known about the standard configurations among these lines
/// before [`offers`] can say where they stand. Asks only if there are some.
///
/// # Errors
/// If the storage fails.
#[cfg(feature = "store")]
pub async fn standards_of(
    query: &mut impl Query,
    shopper: Option<Shopper<'_>>,
    wanted: &[Wanted],
    now: Timestamp,
) -> StoreResult<Offered> {
    match shopper {
        Some(shopper)
            if wanted
                .iter()
                .any(|line| line.thing.configuration().is_some()) =>
        {
            ask_offered(shopper, None, now).fetch(query).await
        }
        _ => Ok(Offered::default()),
    }
}

/// Where each of these lines stands in the shopper's catalog today, in their
/// order. One statement for all lines together, after what is known about
/// `standards`.
///
/// # Errors
/// If the storage fails.
#[cfg(feature = "store")]
pub async fn offers(
    query: &mut impl Query,
    shopper: Option<Shopper<'_>>,
    wanted: &[Wanted],
    standards: Offered,
    now: Timestamp,
) -> StoreResult<Vec<Offer>> {
    let products: Vec<ProductId> = wanted
        .iter()
        .filter_map(|line| line.thing.product())
        .collect();
    let configurations: Vec<ConfigurationId> = wanted
        .iter()
        .filter_map(|line| line.thing.configuration())
        .collect();
    let (shelf, standards) = match shopper {
        Some(shopper) => {
            let standards = standards.only(&configurations);
            let on_shelf = ask_shelf_items(shopper, &products, now);
            let inside = ask_prices_of(shopper, &standards.products(), now);
            let (shelf, prices) = together(query, (on_shelf, inside)).await?;
            (shelf, standards.priced(shopper, prices))
        }
        None => (Vec::new(), Vec::new()),
    };
    let today = |line: &Wanted| match &line.thing {
        Thing::Words => line.standing(Standing::InWords),
        Thing::Product(id) => match shelf.iter().find(|item| item.id == *id) {
            Some(item) => Offer::of_product(item, line.quantity),
            None => line.standing(Standing::Gone),
        },
        Thing::Subscription(id, wish) => match shelf.iter().find(|item| item.id == *id) {
            Some(item) => Offer::of_product(item, line.quantity).beginning_on(wish, Day::of(now)),
            None => line.standing(Standing::Gone),
        },
        Thing::Configuration(id, chosen) => match standards.iter().find(|one| one.id == *id) {
            Some(standard) => match standard.configured(chosen, line.quantity) {
                Ok(configured) => Offer::of_configured(configured),
                Err(_) => line.standing(Standing::ChooseAgain),
            },
            None => line.standing(Standing::Gone),
        },
    };
    Ok(wanted.iter().map(today).collect())
}

#[cfg(feature = "store")]
impl Wanted {
    /// A line as it was written down, with where it stands today.
    fn standing(&self, standing: Standing) -> Offer {
        Offer {
            thing: self.thing.clone(),
            revision: None,
            sku: self.sku.clone(),
            name: self.name.clone(),
            first_name: None,
            picture: None,
            options: Vec::new(),
            standing,
            services: Services::default(),
            breaks: Vec::new(),
            supply: None,
            unit: None,
        }
    }
}

#[cfg(feature = "store")]
impl Offer {
    /// The line of an order for this, at this price each, which is to replace these
    /// units of equipment.
    pub(super) fn order_line(
        &self,
        quantity: Quantity,
        price: Money,
        replaces: &str,
    ) -> NewOrderLine {
        NewOrderLine {
            id: OrderLineId::new(),
            product: self.thing.product(),
            configuration: self.revision,
            sku: self.sku.clone(),
            name: self.name_to_keep().to_owned(),
            options: json!(self.options),
            services: self.services.clone(),
            wish: self.thing.wish().cloned(),
            quantity,
            unit: self.unit_to_keep().to_owned(),
            price,
            replaces: replaces.to_owned(),
        }
    }

    /// The unit that requests and orders write down: what has none is counted in
    /// pieces.
    pub(super) fn unit_to_keep(&self) -> &str {
        self.unit.as_deref().unwrap_or(PIECE)
    }

    /// A term as it was chosen: where it ends with another subscription, it costs
    /// what is left until then. There is nothing to ship.
    pub(crate) fn beginning_on(self, wish: &Wish, today: Day) -> Self {
        let Thing::Product(product) = self.thing else {
            return self;
        };
        let part = |whole: Money| wish.price(whole, today);
        let priced = Wish {
            whole: self.standing.price(),
            ..wish.clone()
        };
        Self {
            thing: Thing::Subscription(product, Box::new(priced)),
            standing: match self.standing {
                Standing::Priced(whole) => part(whole).map_or(Standing::Gone, Standing::Priced),
                other => other,
            },
            breaks: self
                .breaks
                .iter()
                .filter_map(|(least, whole)| Some((*least, part(*whole)?)))
                .collect(),
            supply: None,
            ..self
        }
    }

    /// The line as the profile remembers it; `replaces` the units of equipment that it
    /// is to replace, as lines keep them.
    pub(super) fn seen(&self, quantity: Quantity, replaces: &str) -> LineSeen {
        LineSeen {
            product: self.thing.product(),
            configuration: self.revision,
            sku: self.sku.clone(),
            name: self.name_to_keep().to_owned(),
            options: self.options.clone(),
            quantity,
            replaces: replaces::read(replaces),
        }
    }

    /// A standard configuration with its options chosen.
    #[must_use]
    pub fn of_configured(configured: configurations::Configured) -> Self {
        let seen = configured.options.into_iter().map(|one| OptionSeen {
            group: one.group,
            option: one.option,
            sku: one.sku,
            pieces: one.pieces,
        });
        Self {
            thing: Thing::Configuration(configured.configuration, configured.chosen),
            revision: Some(configured.revision),
            sku: configured.sku,
            name: configured.name,
            first_name: None,
            picture: configured.picture,
            unit: None,
            options: seen.collect(),
            standing: configured
                .price
                .map_or(Standing::OnRequest, Standing::Priced),
            services: configured.services,
            breaks: configured.breaks,
            supply: None,
        }
    }
}
