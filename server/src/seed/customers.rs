//! Customers with units, cost centres and three people each, and what was
//! agreed with them.

use super::products::{Made, Range};
use super::{Failure, Progress, SeedSize, commit};
use crate::chance::Chance;
use domain::agreements::{BulkAgreement, put_agreements};
use domain::id::{
    CategoryId, CostCentreId, CustomerId, MembershipId, PriceListId, ProductId, UnitId,
};
use domain::identity::{Actor, BulkCompany, BulkMember, CustomerRole, put_companies};
use domain::store::{Db, StoreError};
use domain::{Currency, Money, Rate, Timestamp};

/// What stands before the @ of their addresses.
pub(super) const MANAGER: &str = "manager";

/// The people of every customer, each in one of its units.
const PEOPLE: &[(&str, &str, CustomerRole)] = &[
    ("requester", "Ines", CustomerRole::Requester),
    ("approver", "Kari", CustomerRole::Approver),
    (MANAGER, "Dana", CustomerRole::PurchasingManager),
];

const SURNAMES: &[&str] = &[
    "Aalto", "Berg", "Costa", "Dahl", "Evers", "Falk", "Grau", "Holt", "Ito", "Jansen", "Kern",
    "Lund", "Moser", "Novak", "Olsen", "Petit", "Quist", "Roth", "Silva", "Tal",
];

const TRADES: &[&str] = &[
    "Marine",
    "Logistics",
    "Hospitals",
    "Architects",
    "Foods",
    "Energy",
    "Works",
    "Press",
];

const SEGMENTS: &[&str] = &["strategic", "preferred", "standard"];

const UNITS: &[&str] = &["Head office", "Plant"];

/// How many are written in one commit.
const AT_ONCE: usize = 250;

/// A customer, as orders need it.
pub(super) struct Customer {
    pub(super) id: CustomerId,
    pub(super) number: usize,
    requester: MembershipId,
    manager: MembershipId,
    unit: UnitId,
    cost_centre: CostCentreId,
    agreement: Terms,
}

#[derive(Clone)]
struct Terms {
    number: String,
    list: PriceListId,
    without: CategoryId,
    everywhere: Rate,
    discount: (CategoryId, Rate),
    prices: Vec<(ProductId, i64)>,
}

impl Customer {
    /// Who asks, who orders, for which unit and at whose cost.
    pub(super) fn people(&self) -> (MembershipId, MembershipId, UnitId, CostCentreId) {
        (self.requester, self.manager, self.unit, self.cost_centre)
    }

    pub(super) fn agreement(&self) -> &str {
        &self.agreement.number
    }

    /// What the product costs them; `None` if they may not buy it.
    pub(super) fn price(&self, product: &Made) -> Option<Money> {
        let terms = &self.agreement;
        if let Some((_, minor)) = terms.prices.iter().find(|(id, _)| *id == product.id) {
            return Some(Money::new(*minor, Currency::EUR));
        }
        let rate = match product.category {
            category if category == terms.without => return None,
            category if category == terms.discount.0 => terms.discount.1,
            _ => terms.everywhere,
        };
        Some(rate.off(Money::new(product.price, Currency::EUR)))
    }
}

/// The address of somebody at the customer of this number.
pub(super) fn address(who: &str, number: usize) -> String {
    format!("{who}@c{number:05}.example")
}

pub(super) async fn make(
    db: &Db,
    size: &SeedSize,
    range: &Range,
    hash: &str,
    now: Timestamp,
) -> Result<Vec<Customer>, Failure> {
    let began = now.plus_days(-380);
    let mut chance = Chance::new(size.seed ^ 0xC057);
    let mut customers = Vec::with_capacity(size.customers);
    let progress = Progress::of("customers", size.customers);
    while customers.len() < size.customers {
        let from = customers.len();
        let until = (from + AT_ONCE).min(size.customers);
        let (mut companies, mut agreements) = (Vec::new(), Vec::new());
        for number in from + 1..=until {
            let (customer, company) = company(number, size, range, &mut chance);
            if !range.products.is_empty() {
                agreements.push(agreement(&customer));
            }
            companies.push(company);
            customers.push(customer);
        }
        let hash = hash.to_owned();
        commit!(db, |tx, actor| async {
            put_companies(tx, &companies, &hash, began).await?;
            put_agreements(tx, &actor, &agreements, began).await
        })
        .await?;
        progress.at(customers.len());
    }
    Ok(customers)
}

fn company(
    number: usize,
    size: &SeedSize,
    range: &Range,
    chance: &mut Chance,
) -> (Customer, BulkCompany) {
    let family = chance.one_of(SURNAMES).copied().unwrap_or_default();
    let trade = chance.one_of(TRADES).copied().unwrap_or_default();
    let units: Vec<(UnitId, String)> = UNITS
        .iter()
        .map(|name| (UnitId::new(), (*name).to_owned()))
        .collect();
    let first_unit = units.first().map(|(id, _)| *id);
    let centres: Vec<(CostCentreId, String, String)> = [("4410", "Operations"), ("5200", "Office")]
        .map(|(code, name)| (CostCentreId::new(), code.to_owned(), name.to_owned()))
        .into();
    let members: Vec<BulkMember> = PEOPLE
        .iter()
        .map(|(who, first_name, role)| BulkMember {
            id: MembershipId::new(),
            name: format!(
                "{first_name} {}",
                chance.one_of(SURNAMES).copied().unwrap_or_default()
            ),
            email: address(who, number),
            unit: first_unit,
            role: *role,
        })
        .collect();
    let member = |role: CustomerRole| {
        members
            .iter()
            .find(|member| member.role == role)
            .map_or_else(MembershipId::new, |member| member.id)
    };
    let customer = Customer {
        id: CustomerId::new(),
        number,
        requester: member(CustomerRole::Requester),
        manager: member(CustomerRole::PurchasingManager),
        unit: first_unit.unwrap_or_default(),
        cost_centre: centres.first().map(|(id, _, _)| *id).unwrap_or_default(),
        agreement: terms(number, size.overrides, range, chance),
    };
    let bulk = BulkCompany {
        id: customer.id,
        number: format!("C-{number:05}"),
        name: format!("{family} {trade} {number}"),
        mark: [family, trade]
            .iter()
            .filter_map(|word| word.chars().next())
            .collect(),
        hue: chance.between(0, 359),
        segment: chance.one_of(SEGMENTS).copied().unwrap_or("standard"),
        employees: chance.between(5, 4_000),
        units,
        cost_centres: centres,
        members,
    };
    (customer, bulk)
}

/// Everything but one category; something off everywhere, more in one
/// category, and a price of their own for some products.
fn terms(number: usize, overrides: usize, range: &Range, chance: &mut Chance) -> Terms {
    let mut category = || {
        chance
            .one_of(&range.categories)
            .copied()
            .unwrap_or_default()
    };
    let (without, more) = (category(), category());
    let mut prices: Vec<(ProductId, i64)> = (0..overrides)
        .filter_map(|_| chance.one_of(&range.products))
        .map(|made| (made.id, made.price * 4 / 5))
        .collect();
    prices.sort_unstable();
    prices.dedup_by_key(|(id, _)| *id);
    Terms {
        number: format!("A-{number:05}"),
        list: range
            .lists
            .get(number % range.lists.len().max(1))
            .copied()
            .unwrap_or_default(),
        without,
        everywhere: Rate(chance.between(1, 8) * 100),
        discount: (more, Rate(chance.between(9, 20) * 100)),
        prices,
    }
}

fn agreement(customer: &Customer) -> BulkAgreement {
    let terms = &customer.agreement;
    BulkAgreement {
        customer: customer.id,
        number: terms.number.clone(),
        price_list: terms.list,
        currency: Currency::EUR,
        without: vec![terms.without],
        discounts: vec![
            (None, terms.everywhere),
            (Some(terms.discount.0), terms.discount.1),
        ],
        prices: terms.prices.clone(),
    }
}
