//! The standard configurations that a customer's people can choose from, with
//! their options and what everything costs.

use super::choice::{Build, Choosable, Group, Refusal};
use crate::agreements::{ShelfItem, ask_prices_of};
use crate::id::{
    ConfigurationId, ConfigurationRevisionId, CustomerId, FileId, OptionGroupId, OptionId,
    ProductId,
};
use crate::identity::Shopper;
use crate::profile::OptionSeen;
use crate::store::{Asked, JsonSets, OwnIds, Query, Result, StoreError};
use crate::{Currency, Money, Quantity, Timestamp, args};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;
use uuid::Uuid;

/// A standard configuration, as a customer's people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The configuration.
    pub id: ConfigurationId,
    /// The published revision.
    pub revision: ConfigurationRevisionId,
    /// The revision's number.
    pub number: i64,
    /// What orders call it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Why it was last changed: "we changed this because…".
    pub note: String,
    /// When that was.
    pub published_at: Option<Timestamp>,
    /// What is always in it.
    pub parts: Vec<Part>,
    /// What can be chosen.
    pub build: Build,
}

/// Something that is always in a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The product.
    pub product: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: Quantity,
    /// Whether it can still be had.
    pub available: bool,
    /// Its main picture.
    pub picture: Option<FileId>,
}

impl Offer {
    /// The picture that stands for it: that of the first part that has one.
    #[must_use]
    pub fn picture(&self) -> Option<FileId> {
        self.parts.iter().find_map(|part| part.picture)
    }

    /// The price with the default options.
    #[must_use]
    pub fn usual_price(&self) -> Option<Money> {
        self.build.price_of(&self.build.defaults())
    }

    /// Checks and prices a choice of options.
    ///
    /// # Errors
    /// Everything that speaks against it.
    pub fn configured(&self, chosen: &[OptionId]) -> std::result::Result<Configured, Vec<Refusal>> {
        if let Some(part) = self.parts.iter().find(|part| !part.available) {
            return Err(vec![Refusal::Gone(part.name.clone())]);
        }
        let choice = self.build.choose(chosen)?;
        let options = choice.options.iter();
        Ok(Configured {
            picture: self.picture(),
            configuration: self.id,
            revision: self.revision,
            sku: self.code.clone(),
            name: self.name.clone(),
            chosen: options.clone().map(|(_, option)| option.id).collect(),
            options: options
                .map(|(group, option)| ChosenOption {
                    group: group.name.clone(),
                    option: option.name.clone(),
                    sku: option.sku.clone(),
                    product: option.product,
                })
                .collect(),
            price: choice.price,
        })
    }
}

/// A configuration with its options chosen, ready to be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configured {
    /// The configuration.
    pub configuration: ConfigurationId,
    /// The revision it was chosen from.
    pub revision: ConfigurationRevisionId,
    /// What orders call it.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// The picture that stands for it.
    pub picture: Option<FileId>,
    /// The options chosen, in the order of the groups.
    pub chosen: Vec<OptionId>,
    /// What they are called, in the same order.
    pub options: Vec<ChosenOption>,
    /// The price of one; none if it has to be asked for.
    pub price: Option<Money>,
}

/// What was chosen in one group.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Deserialize)]
pub struct ChosenOption {
    /// The group's name.
    pub group: String,
    /// The option's name.
    pub option: String,
    /// The option's SKU; empty without a product.
    pub sku: String,
    /// The product that it puts in.
    pub product: Option<ProductId>,
}

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
/// instead if something is to be.
///
/// # Errors
/// If the storage fails.
pub async fn successor(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    retired: ConfigurationId,
) -> Result<Option<(String, Option<ConfigurationId>)>> {
    read.maybe(
        "SELECT c.name, s.id FROM configuration c
         LEFT JOIN configuration s ON s.id = c.successor_id AND s.customer_id = c.customer_id
             AND s.state = 'published'
         WHERE c.id = $2 AND c.customer_id = $1 AND c.state = 'retired'",
        args![shopper.company.id, retired],
    )
    .await
}

/// Checks and prices a choice of options.
///
/// # Errors
/// See [`ConfigureError`].
pub async fn configure(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    id: ConfigurationId,
    chosen: &[OptionId],
    now: Timestamp,
) -> Result<Configured, ConfigureError> {
    let offer = offer(read, shopper, id, now)
        .await?
        .ok_or(ConfigureError::NotFound)?;
    offer.configured(chosen).map_err(ConfigureError::Refused)
}

/// What is published of a customer's configurations: `$1` the customer, `$2`
/// one configuration or none for all.
static OFFERED: LazyLock<JsonSets> =
    LazyLock::new(|| offered("c.state = 'published'", "c.published_revision_id"));

/// The same as it will be: in a preview, staff see the drafts.
static PREVIEWED: LazyLock<JsonSets> = LazyLock::new(|| {
    offered(
        "c.state <> 'retired'",
        "COALESCE((SELECT d.id FROM configuration_revision d
            WHERE d.configuration_id = c.id AND d.customer_id = c.customer_id
                AND d.state = 'draft'), c.published_revision_id)",
    )
});

/// The questions about the configurations that fit and this revision of each.
fn offered(fits: &str, revision: &str) -> JsonSets {
    let within = format!("c.customer_id = $1 AND {fits} AND (c.id = $2 OR $2 IS NULL)");
    let head = format!(
        "SELECT c.id, r.id AS revision, r.number, c.code, c.name,
             c.description, r.note, r.published_at, r.currency, r.base_price_minor
         FROM configuration c JOIN configuration_revision r ON r.id = {revision}
             AND r.customer_id = c.customer_id
         WHERE {within} ORDER BY c.name, c.id"
    );
    let parts = format!(
        "SELECT x.revision_id AS revision, x.product_id AS product, p.sku, p.name, x.quantity,
             CASE WHEN p.active THEN 1 ELSE 0 END AS active, p.picture_id AS picture
         FROM configuration c JOIN configuration_part x ON x.revision_id = {revision}
             AND x.customer_id = c.customer_id
         JOIN product p ON p.id = x.product_id
         WHERE {within} ORDER BY x.position, p.sku"
    );
    let groups = format!(
        "SELECT g.revision_id AS revision, g.id, g.name,
             CASE WHEN g.required THEN 1 ELSE 0 END AS required
         FROM configuration c JOIN configuration_group g ON g.revision_id = {revision}
             AND g.customer_id = c.customer_id
         WHERE {within} ORDER BY g.position, g.id"
    );
    let options = format!(
        "SELECT o.revision_id AS revision, o.id, o.group_id, o.name, o.product_id AS product,
             COALESCE(p.sku, '') AS sku, o.quantity, o.price_minor,
             CASE WHEN o.is_default THEN 1 ELSE 0 END AS is_default,
             CASE WHEN o.product_id IS NULL OR p.active THEN 1 ELSE 0 END AS active
         FROM configuration c JOIN configuration_option o ON o.revision_id = {revision}
             AND o.customer_id = c.customer_id
         LEFT JOIN product p ON p.id = o.product_id
         WHERE {within} ORDER BY o.position, o.id"
    );
    JsonSets::new(&[
        (
            "heads",
            &[
                "id",
                "revision",
                "number",
                "code",
                "name",
                "description",
                "note",
                "published_at",
                "currency",
                "base_price_minor",
            ],
            &head,
        ),
        (
            "parts",
            &[
                "revision", "product", "sku", "name", "quantity", "active", "picture",
            ],
            &parts,
        ),
        ("groups", &["revision", "id", "name", "required"], &groups),
        (
            "options",
            &[
                "revision",
                "id",
                "group_id",
                "name",
                "product",
                "sku",
                "quantity",
                "price_minor",
                "is_default",
                "active",
            ],
            &options,
        ),
    ])
}

/// What choosing the same again comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rechosen {
    /// Everything is still offered.
    Same(ConfigurationId, Vec<OptionId>),
    /// This option is not offered any more.
    Without(ConfigurationId, String),
}

/// What is offered, before its prices are known.
#[derive(Debug, Default, Deserialize)]
pub struct Offered {
    heads: Vec<Head>,
    parts: Vec<PartRow>,
    groups: Vec<GroupRow>,
    options: Vec<OptionRow>,
}

#[derive(Debug, Deserialize)]
struct Head {
    id: ConfigurationId,
    revision: ConfigurationRevisionId,
    number: i64,
    code: String,
    name: String,
    description: String,
    note: String,
    published_at: Option<Timestamp>,
    currency: Currency,
    base_price_minor: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct PartRow {
    revision: ConfigurationRevisionId,
    product: ProductId,
    sku: String,
    name: String,
    quantity: Quantity,
    active: i64,
    picture: Option<FileId>,
}

#[derive(Debug, Deserialize)]
struct GroupRow {
    revision: ConfigurationRevisionId,
    id: OptionGroupId,
    name: String,
    required: i64,
}

#[derive(Debug, Deserialize)]
struct OptionRow {
    revision: ConfigurationRevisionId,
    id: OptionId,
    group_id: OptionGroupId,
    name: String,
    product: Option<ProductId>,
    sku: String,
    quantity: Quantity,
    price_minor: Option<i64>,
    is_default: i64,
    active: i64,
}

/// In two statements: what is offered, and what its products cost.
async fn load(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    id: Option<ConfigurationId>,
    now: Timestamp,
) -> Result<Vec<Offer>> {
    let offered = ask_offered(shopper, id).fetch(read).await?;
    let prices = ask_prices_of(shopper, &offered.products(), now)
        .fetch(read)
        .await?;
    Ok(offered.priced(shopper, prices))
}

/// What is offered to the shopper's company, or one thing of it: before its
/// prices are known. Without an agreement in force that is nothing; in a preview
/// it is what a draft makes of it.
#[must_use]
pub fn ask_offered(shopper: Shopper<'_>, id: Option<ConfigurationId>) -> Asked<'static, Offered> {
    match shopper.in_force {
        Some(_) if shopper.preview => PREVIEWED.ask(args![shopper.company.id, id]),
        Some(_) => OFFERED.ask(args![shopper.company.id, id]),
        None => Asked::known(Offered::default()),
    }
}

impl Offered {
    /// What has to be priced: parts and options.
    #[must_use]
    pub fn products(&self) -> Vec<ProductId> {
        let options = self.options.iter().filter_map(|option| option.product);
        let parts = self.parts.iter().map(|part| part.product);
        parts.chain(options).collect()
    }

    /// The standard of this code with the options of these names: what was
    /// ordered once, and is ordered again. An option that has another name by
    /// now is known by its product. None if the standard is not offered.
    #[must_use]
    pub fn rechoose(&self, code: &str, options: &[OptionSeen]) -> Option<Rechosen> {
        let head = self.heads.iter().find(|head| head.code == code)?;
        let mut chosen = Vec::with_capacity(options.len());
        for seen in options {
            let group = self
                .groups
                .iter()
                .find(|group| group.revision == head.revision && group.name == seen.group);
            let of_group = |row: &&OptionRow| {
                row.revision == head.revision
                    && row.active != 0
                    && group.is_some_and(|group| group.id == row.group_id)
            };
            let named = |row: &OptionRow| row.name == seen.option;
            let same = |row: &OptionRow| !seen.sku.is_empty() && row.sku == seen.sku;
            let found = self
                .options
                .iter()
                .filter(of_group)
                .find(|row| named(row))
                .or_else(|| self.options.iter().filter(of_group).find(|row| same(row)));
            match found {
                Some(row) => chosen.push(row.id),
                None => return Some(Rechosen::Without(head.id, seen.option.clone())),
            }
        }
        Some(Rechosen::Same(head.id, chosen))
    }

    /// Only what is said of these configurations.
    #[must_use]
    pub fn only(mut self, these: &[ConfigurationId]) -> Self {
        self.heads.retain(|head| these.contains(&head.id));
        let revisions: Vec<_> = self.heads.iter().map(|head| head.revision).collect();
        self.parts.retain(|row| revisions.contains(&row.revision));
        self.groups.retain(|row| revisions.contains(&row.revision));
        self.options.retain(|row| revisions.contains(&row.revision));
        self
    }

    /// The offers at these prices, by name.
    #[must_use]
    pub fn priced(mut self, shopper: Shopper<'_>, prices: Vec<ShelfItem>) -> Vec<Offer> {
        let Some(in_force) = shopper.in_force else {
            return Vec::new();
        };
        let prices: HashMap<ProductId, ShelfItem> =
            prices.into_iter().map(|item| (item.id, item)).collect();
        let cost = |product: ProductId, quantity: Quantity| {
            prices.get(&product)?.price.price?.times(quantity)
        };
        std::mem::take(&mut self.heads)
            .into_iter()
            .map(|head| {
                // An amount fixed in one currency says nothing in another.
                let fixed = |minor: i64| {
                    let amount = Money::new(minor, head.currency);
                    (head.currency == in_force.currency).then_some(amount)
                };
                let parts: Vec<Part> = self
                    .parts
                    .iter()
                    .filter(|part| part.revision == head.revision)
                    .map(|part| Part {
                        product: part.product,
                        sku: part.sku.clone(),
                        name: part.name.clone(),
                        quantity: part.quantity,
                        available: part.active != 0,
                        picture: part.picture,
                    })
                    .collect();
                let base = match head.base_price_minor {
                    Some(minor) => fixed(minor),
                    None => parts
                        .iter()
                        .try_fold(Money::zero(in_force.currency), |sum, part| {
                            sum.plus(cost(part.product, part.quantity)?)
                        }),
                };
                let option = |row: &OptionRow| Choosable {
                    id: row.id,
                    name: row.name.clone(),
                    product: row.product,
                    sku: row.sku.clone(),
                    quantity: row.quantity,
                    is_default: row.is_default != 0,
                    price: match (row.price_minor, row.product) {
                        (Some(minor), _) => fixed(minor),
                        (None, None) => Some(Money::zero(in_force.currency)),
                        (None, Some(product)) => cost(product, row.quantity),
                    },
                    available: row.active != 0,
                };
                let groups = self
                    .groups
                    .iter()
                    .filter(|group| group.revision == head.revision)
                    .map(|group| Group {
                        id: group.id,
                        name: group.name.clone(),
                        required: group.required != 0,
                        options: self
                            .options
                            .iter()
                            .filter(|row| row.revision == head.revision && row.group_id == group.id)
                            .map(option)
                            .collect(),
                    })
                    .collect();
                Offer {
                    id: head.id,
                    revision: head.revision,
                    number: head.number,
                    code: head.code,
                    name: head.name,
                    description: head.description,
                    note: head.note,
                    published_at: head.published_at,
                    parts,
                    build: Build { base, groups },
                }
            })
            .collect()
    }
}

/// Those of these ids that are the customer's configurations.
#[must_use]
pub fn ask_own(customer: CustomerId, ids: &[Uuid]) -> Asked<'static, Vec<Uuid>> {
    static OWN: LazyLock<OwnIds> = LazyLock::new(|| OwnIds::of("configuration"));
    OWN.ask(customer, ids)
}
