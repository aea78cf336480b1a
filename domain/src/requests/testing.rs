//! A company with people, a catalog, prices and an agreement, for the tests
//! of this room and of those above it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what only tests call may panic"
)]

use super::{From, Submit};
use crate::args;
use crate::configurations::{
    Change, ConfigurationError, NewConfiguration, change_configuration, configuration_page,
    create_configuration, publish_configuration,
};
use crate::id::{
    AgreementId, CategoryId, ConfigurationId, CostCentreId, PriceListId, ProductId, RevisionId,
};
use crate::identity::testing::{customer, member, staff, under};
use crate::identity::{Actor, Agreed, Company, CustomerRole, InForce, Reach, StaffRole};
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Currency, Money, Quantity, Timestamp};

/// Noon of a day in 2026.
pub const NOW: Timestamp = Timestamp(1_781_438_400_000);

/// A company in which something can be asked for.
pub struct World {
    /// The company.
    pub company: Company,
    /// Its cost centre 4410.
    pub centre: CostCentreId,
    /// Asks.
    pub requester: Actor,
    /// Decides.
    pub approver: Actor,
    /// Decides and orders.
    pub manager: Actor,
    /// Costs € 1,612.00.
    pub laptop: ProductId,
    /// Costs € 118.00.
    pub dock: ProductId,
    /// Price on request.
    pub plotter: ProductId,
}

/// Products `LAPTOP`, `DOCK` and `PLOTTER` (without a price), and a company
/// whose agreement shows all of them. `name` keeps two worlds in one database
/// apart.
///
/// # Panics
/// If it can't be stored; this is for tests.
pub async fn world(db: &Db, name: &str) -> World {
    let (company, unit) = customer(db, name).await;
    let centre = CostCentreId::new();
    let [laptop, dock, plotter] = [(); 3].map(|()| ProductId::new());
    let agreed = Agreed {
        reach: Reach::Customer,
        agreement: AgreementId::new(),
        number: format!("{name} 2026"),
        revision: RevisionId::new(),
        currency: Currency::EUR,
        price_list: PriceListId::new(),
        valid_from: Timestamp(0),
        valid_until: Timestamp::NEVER,
    };
    let in_force = InForce::from(agreed.clone());
    let (id, tag) = (company.id, name.to_uppercase());
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let category = CategoryId::new();
            tx.run(
                "INSERT INTO category (id, code, name, sku_prefix, created_at)
                 VALUES ($1, $2, 'Things', 'X', 0)",
                args![category, tag.as_str()],
            )
            .await?;
            tx.run(
                "INSERT INTO price_list (id, name, currency, created_at) VALUES ($1, $2, 'EUR', 0)",
                args![agreed.price_list, tag.as_str()],
            )
            .await?;
            let products = [(laptop, "LAPTOP"), (dock, "DOCK"), (plotter, "PLOTTER")];
            for (product, sku) in products {
                tx.run(
                    "INSERT INTO product (id, sku, plain_sku, name, sort_name, manufacturer,
                         category_id, words, created_at, updated_at)
                     VALUES ($1, $2, $5, $3, $3, 'Maker', $4, $3, 0, 0)",
                    args![
                        product,
                        format!("{sku}-{tag}"),
                        sku,
                        category,
                        format!("{sku}{tag}")
                    ],
                )
                .await?;
            }
            for (product, minor) in [(laptop, 161_200), (dock, 11_800)] {
                tx.run(
                    "INSERT INTO price_list_entry (price_list_id, product_id, valid_from,
                         valid_until, price_minor) VALUES ($1, $2, 0, $3, $4)",
                    args![agreed.price_list, product, Timestamp::NEVER, minor],
                )
                .await?;
            }
            tx.run(
                "INSERT INTO agreement (id, customer_id, number, currency, published_revision_id,
                     created_at) VALUES ($1, $2, $3, 'EUR', $4, 0)",
                args![agreed.agreement, id, agreed.number, agreed.revision],
            )
            .await?;
            tx.run(
                "INSERT INTO agreement_revision (id, customer_id, agreement_id, number, state,
                     price_list_id, valid_from, valid_until, made_by, made_by_name, created_at)
                 VALUES ($1, $2, $3, 1, 'published', $4, 0, $5, $6, 'Cora', 0)",
                args![
                    agreed.revision,
                    id,
                    agreed.agreement,
                    agreed.price_list,
                    Timestamp::NEVER,
                    crate::id::PersonId::new()
                ],
            )
            .await?;
            tx.run(
                "INSERT INTO agreement_category (customer_id, revision_id, number, rule,
                     valid_from, valid_until) VALUES ($1, $2, 1, 'in', 0, $3)",
                args![id, agreed.revision, Timestamp::NEVER],
            )
            .await?;
            tx.run(
                "INSERT INTO cost_centre (id, customer_id, code, name) VALUES ($1, $2, '4410',
                     'Survey')",
                args![centre, id],
            )
            .await
        })
    })
    .await
    .unwrap();
    let [requester, approver, manager] = [
        CustomerRole::Requester,
        CustomerRole::Approver,
        CustomerRole::PurchasingManager,
    ];
    World {
        requester: under(
            member(db, &company, unit, &[requester]).await,
            in_force.clone(),
        ),
        approver: under(
            member(db, &company, unit, &[approver]).await,
            in_force.clone(),
        ),
        manager: under(member(db, &company, unit, &[manager]).await, in_force),
        company,
        centre,
        laptop,
        dock,
        plotter,
    }
}

/// A published standard configuration `KIT` of this world's company: a dock
/// for € 118.00; a sleeve, plain (usual, nothing more) or leather (€ 20.00
/// more); and, if somebody wants it, a plotter, which has no price.
///
/// # Panics
/// If it can't be stored; this is for tests.
pub async fn standard(db: &Db, world: &World) -> ConfigurationId {
    let curator = staff(db, &[StaffRole::Curator]).await;
    let new = NewConfiguration {
        key: FormKey::fresh(),
        customer: world.company.id,
        code: "KIT".to_owned(),
        name: "Boat kit".to_owned(),
        description: "For new colleagues".to_owned(),
        currency: Currency::EUR,
    };
    let id = create_configuration(db, &curator, new, NOW).await.unwrap();
    let change = |change| change_configuration(db, &curator, id, change, NOW);
    let page = || configuration_page::<ConfigurationError>(db, &curator, id, None);
    let part = Change::AddPart {
        sku: world.sku("DOCK"),
        quantity: Quantity::pieces(1),
    };
    change(part).await.unwrap();
    for (name, required) in [("Sleeve", true), ("Drawing", false)] {
        let name = name.to_owned();
        change(Change::AddGroup {
            name,
            least: i64::from(required),
            most: 1,
        })
        .await
        .unwrap();
    }
    let groups = page().await.unwrap().contents.groups;
    let leather = Some(Money::new(2_000, Currency::EUR));
    for (group, sku, name, price) in [
        (0, None, "Plain", None),
        (0, None, "Leather", leather),
        (1, Some(world.sku("PLOTTER")), "Plotter", None),
    ] {
        let option = Change::AddOption {
            group: groups[group].id,
            sku,
            name: name.to_owned(),
            quantity: Quantity::pieces(1),
            fewest: 1,
            most: 1,
            price,
        };
        change(option).await.unwrap();
    }
    let version = page().await.unwrap().draft().unwrap().version;
    publish_configuration(db, &curator, id, version, String::new(), NOW)
        .await
        .unwrap();
    id
}

impl World {
    /// A product's SKU in this world.
    #[must_use]
    pub fn sku(&self, name: &str) -> String {
        format!("{name}-{}", self.company.name.to_uppercase())
    }

    /// A request for these, with everything that is needed.
    #[must_use]
    pub fn request(&self, lines: &[(&str, i64)]) -> Submit {
        let lines = lines
            .iter()
            .map(|(sku, pieces)| (self.sku(sku), Quantity::pieces(*pieces)));
        Submit {
            key: FormKey::fresh(),
            from: From::Lines(lines.collect()),
            for_whom: String::new(),
            cost_centre: Some(self.centre),
            needed_by: None,
            reason: "The boat leaves on 3 July".to_owned(),
            seen: None,
        }
    }
}
