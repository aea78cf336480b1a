//! The agreements that apply to a person, and which of them comes first.

use crate::id::{AgreementId, PriceListId, RevisionId};
#[cfg(feature = "store")]
use crate::id::{CustomerId, UnitId};
#[cfg(feature = "store")]
use crate::store::{Asked, JsonRows, Query, Result, StoreError};
use crate::{Currency, Timestamp};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
#[cfg(feature = "store")]
use std::sync::LazyLock;

/// For whom an agreement is. What is for fewer people comes first: this is the
/// order in which agreements are asked what they say of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// For one unit of a customer.
    Unit,
    /// For one customer.
    Customer,
    /// For the customers of a needs category.
    Needs,
    /// For the customers of a segment.
    Segment,
}

/// The published state of an agreement that applies to a person, or its draft
/// under preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// For whom it is.
    pub reach: Reach,
    /// The agreement.
    pub agreement: AgreementId,
    /// Its number, as people call it: `HM 2026`.
    pub number: String,
    /// The published revision, or the draft under preview.
    pub revision: RevisionId,
    /// The currency of every price in it.
    pub currency: Currency,
    /// The list whose prices it starts from.
    pub price_list: PriceListId,
    /// When it begins.
    pub valid_from: Timestamp,
    /// The first moment at which it no longer applies;
    /// [`Timestamp::NEVER`] if it does not end.
    pub valid_until: Timestamp,
}

/// The agreements that apply to a person now, all in one currency: that of the
/// first. Nothing is ever converted, so that one in another currency does not
/// apply beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// The currency of every price.
    pub currency: Currency,
    /// The one that comes first.
    pub first: Agreed,
    /// The others, in their order.
    pub others: Vec<Agreed>,
}

impl InForce {
    /// Puts agreements in their order: a unit's before its company's, that
    /// before a needs category's, and a segment's last; of two that are alike
    /// the one that began later comes first. None if there are none.
    #[must_use]
    pub fn of(mut all: Vec<Agreed>) -> Option<Self> {
        all.sort_by_key(|one| (one.reach, Reverse((one.valid_from, one.agreement))));
        let mut all = all.into_iter();
        let first = all.next()?;
        let currency = first.currency;
        Some(Self {
            currency,
            first,
            others: all.filter(|one| one.currency == currency).collect(),
        })
    }

    /// All of them, in their order.
    pub fn all(&self) -> impl Iterator<Item = &Agreed> + Clone {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The one at this place of their order.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<&Agreed> {
        self.all().nth(place)
    }
}

impl From<Agreed> for InForce {
    fn from(first: Agreed) -> Self {
        Self {
            currency: first.currency,
            first,
            others: Vec::new(),
        }
    }
}

#[cfg(feature = "store")]
impl InForce {
    /// Reads what [`applying`] selected, as JSON.
    pub(super) fn read(json: &str) -> Result<Option<Self>> {
        let found =
            serde_json::from_str(json).map_err(|error| StoreError::bad_row("agreement", error))?;
        Ok(Self::of(found))
    }
}

/// The agreements that apply at a moment to a customer's people: to those of a
/// unit, or to those who belong to none.
///
/// # Errors
/// If the storage fails.
#[cfg(feature = "store")]
pub async fn in_force(
    read: &mut impl Query,
    customer: CustomerId,
    unit: Option<UnitId>,
    now: Timestamp,
) -> Result<Option<InForce>> {
    ask_in_force(customer, unit, now).fetch(read).await
}

/// The question behind [`in_force`], to be asked together with others.
#[cfg(feature = "store")]
#[must_use]
pub fn ask_in_force(
    customer: CustomerId,
    unit: Option<UnitId>,
    now: Timestamp,
) -> Asked<'static, Option<InForce>> {
    static APPLYING: LazyLock<JsonRows> = LazyLock::new(|| {
        let of_customer = |column: &str| format!("(SELECT {column} FROM customer WHERE id = $1)");
        JsonRows::new(
            AGREED,
            &applying(
                "$1",
                &of_customer("segment"),
                &of_customer("needs"),
                "$2",
                "$3",
                "NULL",
            ),
        )
    });
    APPLYING
        .ask(crate::args![customer, unit, now])
        .map(InForce::of)
}

/// The columns that [`applying`] selects.
#[cfg(feature = "store")]
pub(crate) const AGREED: &[&str] = &[
    "reach",
    "agreement",
    "number",
    "revision",
    "currency",
    "price_list",
    "valid_from",
    "valid_until",
];

/// Selects the agreements that apply to somebody at a moment: published, begun
/// and not ended, or the revision `draft`. The arguments are SQL: the
/// customer, its segment and needs, the person's unit, the moment, and a draft
/// that is shown instead of what its agreement has published.
#[cfg(feature = "store")]
pub(crate) fn applying(
    customer: &str,
    segment: &str,
    needs: &str,
    unit: &str,
    now: &str,
    draft: &str,
) -> String {
    let drafted = format!(
        "(SELECT d.agreement_id FROM agreement_revision d
          WHERE d.id = {draft} AND (d.customer_id = {customer} OR d.customer_id IS NULL))"
    );
    let theirs = meant_for(
        customer,
        segment,
        needs,
        &format!("g.unit_id = {unit} OR g.id = {drafted}"),
    );
    format!(
        "SELECT g.reach, g.id AS agreement, g.number, r.id AS revision, g.currency,
             r.price_list_id AS price_list, r.valid_from, r.valid_until
         FROM ({theirs}) g
         JOIN agreement_revision r ON r.id = CASE WHEN g.id = {drafted} THEN {draft}
             ELSE g.published_revision_id END
             AND (r.customer_id = {customer} OR r.customer_id IS NULL)
         WHERE r.id = {draft} OR (r.valid_from <= {now} AND {now} < r.valid_until)"
    )
}

/// The agreements with a customer's people, whenever they apply: the customer's,
/// those of a unit by this condition on `g`, and those of the customer's needs
/// category and segment. The arguments are SQL.
#[cfg(feature = "store")]
pub(super) fn meant_for(customer: &str, segment: &str, needs: &str, of_unit: &str) -> String {
    let columns = "g.id, g.number, g.currency, g.published_revision_id";
    format!(
        "SELECT {columns}, CASE WHEN g.unit_id IS NULL THEN 'customer' ELSE 'unit' END AS reach
         FROM agreement g WHERE g.customer_id = {customer} AND (g.unit_id IS NULL OR {of_unit})
         UNION ALL
         SELECT {columns}, 'needs' AS reach FROM agreement g WHERE g.needs = {needs}
         UNION ALL
         SELECT {columns}, 'segment' AS reach FROM agreement g WHERE g.segment = {segment}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn agreed(reach: Reach, from: i64, currency: Currency) -> Agreed {
        Agreed {
            reach,
            agreement: AgreementId(uuid::Uuid::from_u128(
                u128::try_from(from).unwrap_or_default() + 1,
            )),
            number: format!("{reach:?} {from}"),
            revision: RevisionId(uuid::Uuid::nil()),
            currency,
            price_list: PriceListId(uuid::Uuid::nil()),
            valid_from: Timestamp(from),
            valid_until: Timestamp::NEVER,
        }
    }

    #[test]
    fn what_is_for_fewer_people_comes_first_and_the_later_of_two_alike() {
        let in_force = InForce::of(vec![
            agreed(Reach::Segment, 9, Currency::EUR),
            agreed(Reach::Customer, 1, Currency::EUR),
            agreed(Reach::Needs, 8, Currency::EUR),
            agreed(Reach::Customer, 2, Currency::EUR),
            agreed(Reach::Unit, 0, Currency::EUR),
        ]);
        let in_force = in_force.unwrap();
        let numbers: Vec<&str> = in_force.all().map(|one| one.number.as_str()).collect();
        assert_eq!(
            numbers,
            ["Unit 0", "Customer 2", "Customer 1", "Needs 8", "Segment 9"]
        );
        assert_eq!(in_force.at(3).unwrap().number, "Needs 8");
        assert_eq!(InForce::of(Vec::new()), None);
    }

    #[test]
    fn one_in_another_currency_does_not_apply_beside_the_first() {
        let in_force = InForce::of(vec![
            agreed(Reach::Customer, 1, Currency::USD),
            agreed(Reach::Unit, 0, Currency::EUR),
            agreed(Reach::Segment, 0, Currency::EUR),
        ]);
        let in_force = in_force.unwrap();
        assert_eq!(in_force.currency, Currency::EUR);
        let numbers: Vec<&str> = in_force.all().map(|one| one.number.as_str()).collect();
        assert_eq!(numbers, ["Unit 0", "Segment 0"]);
    }

    proptest! {
        #[test]
        fn the_order_in_which_they_are_found_does_not_matter(
            found in prop::collection::vec((0_usize..4, 0_i64..5), 0..6)
        ) {
            let reaches = [Reach::Unit, Reach::Customer, Reach::Needs, Reach::Segment];
            let all: Vec<Agreed> = found.iter().map(|(reach, from)| {
                agreed(reaches[*reach], *from, Currency::EUR)
            }).collect();
            let turned = all.iter().rev().cloned().collect();
            prop_assert_eq!(InForce::of(all), InForce::of(turned));
        }
    }
}
