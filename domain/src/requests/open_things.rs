//! What people have asked for and not got yet: lines of open requests and of
//! baskets, by product. A change of what was agreed may touch them.

use super::lifecycle::State;
use crate::agreements::Audience;
use crate::args;
use crate::id::{MembershipId, ProductId, RequestId};
use crate::store::{Asked, JsonSets};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A product in an open request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OpenLine {
    /// The request.
    pub request: RequestId,
    /// Its number.
    pub number: String,
    /// Its first line.
    pub title: String,
    /// How many lines it has.
    pub lines: i64,
    /// Whose request it is.
    pub requester: String,
    /// The product.
    pub product: ProductId,
}

/// A product in a basket.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LaidAside {
    /// Whose basket.
    pub member: MembershipId,
    /// The product.
    pub product: ProductId,
}

/// What people have asked for and not got yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct OpenThings {
    /// In open requests, the latest first.
    pub lines: Vec<OpenLine>,
    /// In baskets.
    pub baskets: Vec<LaidAside>,
}

/// What the people of an agreement have asked for and not got yet, at most five
/// thousand of each kind. For staff.
#[must_use]
pub fn ask_open_things(of: &Audience) -> Asked<'static, OpenThings> {
    static OPEN: LazyLock<JsonSets> = LazyLock::new(|| {
        let theirs = "c.id = $1 OR c.segment = $3 OR c.needs = $4";
        JsonSets::new(&[
            (
                "lines",
                &[
                    "request",
                    "number",
                    "title",
                    "lines",
                    "requester",
                    "product",
                ],
                &format!(
                    "SELECT r.id AS request, r.number, r.title, r.lines, p.name AS requester,
                         l.product_id AS product
                     FROM customer c
                     JOIN request r ON r.customer_id = c.id
                         AND r.state <text in $5>
                     JOIN request_line l ON l.customer_id = r.customer_id AND l.request_id = r.id
                     JOIN membership m ON m.id = r.membership_id
                     JOIN person p ON p.id = m.person_id
                     WHERE ({theirs}) AND ($2 IS NULL OR r.unit_id = $2)
                         AND l.product_id IS NOT NULL AND l.order_id IS NULL
                     ORDER BY r.id DESC, l.position LIMIT 5000"
                ),
            ),
            (
                "baskets",
                &["member", "product"],
                &format!(
                    "SELECT b.membership_id AS member, b.product_id AS product
                     FROM customer c
                     JOIN basket_line b ON b.customer_id = c.id
                     JOIN membership m ON m.id = b.membership_id
                     WHERE ({theirs}) AND ($2 IS NULL OR m.unit_id = $2)
                         AND b.product_id IS NOT NULL
                     ORDER BY b.id LIMIT 5000"
                ),
            ),
        ])
    });
    let open: Vec<&str> = State::ALL
        .iter()
        .filter(|state| state.is_open())
        .map(|state| state.code())
        .collect();
    OPEN.ask(args![
        of.customer(),
        of.unit(),
        of.segment(),
        of.needs(),
        json!(open)
    ])
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use crate::agreements::{
        AgreementError, Change, NewLine, Says, Touches, Validity, agreement_page, change_agreement,
        difference,
    };
    use crate::identity::StaffRole;
    use crate::identity::testing::staff;
    use crate::requests::testing::{NOW, World, standard, world};
    use crate::requests::{Say, add_products, submit, withdraw};
    use crate::store::testing::both_engines;
    use crate::store::{Db, FormKey};
    use crate::{Quantity, Rate};

    /// What a draft of the world's agreement touches once it says this, too.
    async fn touched(db: &Db, world: &World, sku: &str, says: Says) -> Touches {
        let curator = staff(db, &[StaffRole::Curator]).await;
        let member = world.requester.member().unwrap();
        let agreement = member.in_force.as_ref().unwrap().first.agreement;
        let line = NewLine {
            says,
            least: Quantity::pieces(1),
            valid: Validity::ALWAYS,
        };
        let lines = vec![(world.sku(sku), line)];
        change_agreement(db, &curator, agreement, Change::AddProducts { lines }, NOW)
            .await
            .unwrap();
        let page = agreement_page::<AgreementError>(db, &curator, agreement, None, "", NOW)
            .await
            .unwrap();
        difference::<AgreementError>(db, &curator, &page, NOW)
            .await
            .unwrap()
            .touches
    }

    both_engines!(
        a_change_says_what_people_have_asked_for_it_touches,
        |db| async move {
            let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
            let kit = standard(&db, &ours).await;
            for world in [&ours, &theirs] {
                submit(&db, &world.requester, world.request(&[("LAPTOP", 1)]), NOW)
                    .await
                    .unwrap();
            }
            let gone = submit(&db, &ours.requester, ours.request(&[("LAPTOP", 2)]), NOW)
                .await
                .unwrap();
            let back = Say {
                key: FormKey::fresh(),
                request: gone.request,
                text: String::new(),
            };
            withdraw(&db, &ours.requester, back, NOW).await.unwrap();
            for who in [&ours.approver, &theirs.approver] {
                let world = if who.email() == ours.approver.email() {
                    &ours
                } else {
                    &theirs
                };
                let wanted = vec![(world.sku("DOCK"), Quantity::pieces(1))];
                add_products(&db, who, FormKey::fresh(), wanted, NOW)
                    .await
                    .unwrap();
            }

            let found = touched(&db, &ours, "PLOTTER", Says::In).await;
            assert_eq!(found, Touches::default());
            let found = touched(&db, &ours, "LAPTOP", Says::Out).await;
            assert_eq!(
                (found.requests.len(), found.baskets, found.standards.len()),
                (1, 0, 0)
            );
            assert_eq!(found.requests[0].requester, "Ines Tal");
            let found = touched(&db, &ours, "DOCK", Says::Discount(Rate(500))).await;
            assert_eq!((found.requests.len(), found.baskets), (1, 1));
            assert_eq!(found.standards, [(kit, "Boat kit".to_owned())]);
        }
    );
}
