//! What will apply to a person: agreements that begin later, and drafts that are
//! published by themselves at a moment. Only what says until when something counts
//! asks for it.

use super::in_force::meant_for;
use super::{Agreed, InForce};
use crate::Timestamp;
use crate::id::{CustomerId, MembershipId};
use crate::store::{Asked, JsonRows};
use serde::Deserialize;
use std::sync::LazyLock;

/// A revision of an agreement that is not over, whether or not it has begun.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Coming {
    /// What it says.
    #[serde(flatten)]
    pub(super) agreed: Agreed,
    /// When it will be published; none if it is.
    pub(super) publish_at: Option<Timestamp>,
}

/// What applies from a moment on; nothing if no agreement does.
pub(crate) type Then = (Timestamp, Option<InForce>);

/// What will apply to the people for whom this applies now, from each moment on at
/// which anything of it changes, in their order. What is looked at as if it applied
/// (a draft, what is over) does so from now on.
pub(crate) fn later(in_force: &InForce, coming: &[Coming], now: Timestamp) -> Vec<Then> {
    let coming: Vec<&Coming> = coming
        .iter()
        .filter(|one| {
            let mut all = in_force.all();
            let shown = all.find(|shown| shown.agreement == one.agreed.agreement);
            // Of an agreement that is shown, only what is published later is news.
            shown.is_none_or(|shown| {
                one.publish_at.is_some() && shown.revision != one.agreed.revision
            })
        })
        .collect();
    let ends = |one: &Agreed| Some(one.valid_until).filter(|end| now < *end);
    let own = in_force.all().filter_map(ends);
    let others = coming.iter().flat_map(|one| {
        let valid = [one.agreed.valid_from, one.agreed.valid_until];
        valid.into_iter().chain(one.publish_at)
    });
    let mut moments: Vec<Timestamp> = own.chain(others).filter(|at| now < *at).collect();
    moments.sort_unstable();
    moments.dedup();
    moments.retain(|at| *at != Timestamp::NEVER);
    let replaced = |one: &Agreed, at: Timestamp| {
        coming.iter().any(|other| {
            other.agreed.agreement == one.agreement
                && other.agreed.revision != one.revision
                && other.publish_at.is_some_and(|published| published <= at)
        })
    };
    let applying = |at: Timestamp| {
        let own = in_force.all().filter(|one| {
            let over = ends(one).is_some_and(|end| end <= at);
            !over && !replaced(one, at)
        });
        let begun = coming.iter().filter(|one| {
            let valid = one.agreed.valid_from <= at && at < one.agreed.valid_until;
            let published = one.publish_at.is_none_or(|published| published <= at);
            valid && published && (one.publish_at.is_some() || !replaced(&one.agreed, at))
        });
        InForce::of(own.chain(begun.map(|one| &one.agreed)).cloned().collect())
    };
    moments.into_iter().map(|at| (at, applying(at))).collect()
}

/// The columns that [`coming`] selects.
pub(crate) const COMING: &[&str] = &[
    "reach",
    "agreement",
    "number",
    "revision",
    "currency",
    "price_list",
    "valid_from",
    "valid_until",
    "publish_at",
];

/// Selects the agreements with a customer's people that are not over: what is
/// published of them, and what will be. The arguments are SQL: the customer, its
/// segment and needs, the person's unit, and now.
pub(crate) fn coming(customer: &str, segment: &str, needs: &str, unit: &str, now: &str) -> String {
    let theirs = meant_for(customer, segment, needs, &format!("g.unit_id = {unit}"));
    format!(
        "SELECT g.reach, g.id AS agreement, g.number, r.id AS revision, g.currency,
             r.price_list_id AS price_list, r.valid_from, r.valid_until,
             CASE WHEN r.state = 'draft' THEN r.publish_at END AS publish_at
         FROM ({theirs}) g
         JOIN agreement_revision r ON r.agreement_id = g.id
             AND (r.customer_id = {customer} OR r.customer_id IS NULL)
         WHERE (r.id = g.published_revision_id
                 OR (r.state = 'draft' AND r.publish_at IS NOT NULL))
             AND {now} < r.valid_until"
    )
}

/// What will apply to a member, or to those of the customer who belong to no unit:
/// for [`later`]. To be asked alone or together with other things.
#[must_use]
pub fn ask_coming(
    customer: CustomerId,
    member: Option<MembershipId>,
    now: Timestamp,
) -> Asked<'static, Vec<Coming>> {
    static COMING_TO: LazyLock<JsonRows> = LazyLock::new(|| {
        let of_customer = |column: &str| format!("(SELECT {column} FROM customer WHERE id = $1)");
        let unit = "(SELECT m.unit_id FROM membership m WHERE m.id = $2 AND m.customer_id = $1)";
        let (segment, needs) = (of_customer("segment"), of_customer("needs"));
        JsonRows::new(COMING, &coming("$1", &segment, &needs, unit, "$3"))
    });
    COMING_TO.ask(crate::args![customer, member, now])
}

#[cfg(test)]
mod tests {
    use super::super::Reach;
    use super::*;
    use crate::Currency;
    use crate::id::{AgreementId, PriceListId, RevisionId};

    const NOW: Timestamp = Timestamp(100);

    fn agreed(number: u128, reach: Reach, from: i64, until: i64) -> Agreed {
        Agreed {
            reach,
            agreement: AgreementId(uuid::Uuid::from_u128(number)),
            number: number.to_string(),
            revision: RevisionId::new(),
            currency: Currency::EUR,
            price_list: PriceListId(uuid::Uuid::nil()),
            valid_from: Timestamp(from),
            valid_until: if until == 0 {
                Timestamp::NEVER
            } else {
                Timestamp(until)
            },
        }
    }

    fn published(agreed: Agreed) -> Coming {
        Coming {
            agreed,
            publish_at: None,
        }
    }

    /// The numbers of what applies from each moment on.
    fn told(in_force: &InForce, coming: &[Coming]) -> Vec<(i64, Vec<String>)> {
        let numbers = |one: InForce| one.all().map(|one| one.number.clone()).collect();
        later(in_force, coming, NOW)
            .into_iter()
            .map(|(at, then)| (at.0, then.map(numbers).unwrap_or_default()))
            .collect()
    }

    fn is(at: i64, numbers: &[&str]) -> (i64, Vec<String>) {
        (at, numbers.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn agreements_end_and_others_begin_in_their_order() {
        let own = agreed(1, Reach::Customer, 0, 500);
        let all = [
            published(own.clone()),
            published(agreed(2, Reach::Unit, 200, 300)),
            published(agreed(3, Reach::Segment, 400, 0)),
        ];
        assert_eq!(
            told(&own.into(), &all),
            [
                is(200, &["2", "1"]),
                is(300, &["1"]),
                is(400, &["1", "3"]),
                is(500, &["3"]),
            ]
        );
    }

    #[test]
    fn a_draft_takes_the_place_of_what_is_published_when_it_is_and_not_before() {
        let own = agreed(1, Reach::Customer, 0, 0);
        let mut next = agreed(1, Reach::Customer, 250, 400);
        next.number = "1 anew".to_owned();
        let planned = Coming {
            agreed: next,
            publish_at: Some(Timestamp(200)),
        };
        let all = [published(own.clone()), planned.clone()];
        // It does not begin at once: then nothing applies for a while.
        let expected = [is(200, &[]), is(250, &["1 anew"]), is(400, &[])];
        assert_eq!(told(&own.clone().into(), &all), expected);
        // Looked at as if it applied, it takes no place; nor does what is published.
        assert_eq!(told(&planned.agreed.into(), &all), [is(400, &[])]);
        assert!(told(&own.into(), &[]).is_empty());
    }

    #[test]
    fn what_was_left_out_for_its_currency_may_be_what_is_left() {
        let own = agreed(1, Reach::Customer, 0, 500);
        let in_dollars = Agreed {
            currency: Currency::USD,
            ..agreed(2, Reach::Segment, 0, 0)
        };
        let all = [published(own.clone()), published(in_dollars)];
        assert_eq!(told(&own.into(), &all), [is(500, &["2"])]);
    }

    #[test]
    fn what_is_over_and_looked_at_all_the_same_stays() {
        let over = agreed(1, Reach::Customer, 0, 50);
        let next = published(agreed(2, Reach::Customer, 200, 0));
        assert_eq!(told(&over.into(), &[next]), [is(200, &["2", "1"])]);
    }
}
