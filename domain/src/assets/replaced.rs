//! What the lines of a basket, a request or an order are to replace, as their pages say
//! it: the tags of these units, as far as the reader sees them.

use super::replaces::share;
use super::visibility::Sees;
use crate::id::{CustomerId, MembershipId, OrderId, RequestId, UnitId};
use crate::identity::{Actor, Member};
use crate::store::{Args, Asked, JsonRows};
use crate::{Quantity, args};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// A unit that a line names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    line: Uuid,
    service_tag: String,
    /// Whether another has its place already.
    taken: bool,
    /// Whether the reader sees it.
    seen: bool,
}

/// The units that some lines are to replace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replaced {
    units: Vec<Named>,
}

/// What one line replaces, as far as the reader sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfLine {
    /// The tags of the units whose place its pieces take, or took.
    pub replaced: Vec<String>,
    /// The tags of those for which no piece is left: they are not replaced.
    pub left: Vec<String>,
}

impl Replaced {
    /// What this line replaces of which so many pieces are still to come.
    #[must_use]
    pub fn of(&self, line: Uuid, to_come: Quantity) -> OfLine {
        self.shared(line, to_come.thousandths() / 1_000)
    }

    /// The same of a line of so many pieces in all, some of which may have come.
    #[must_use]
    pub fn of_all(&self, line: Uuid, quantity: Quantity) -> OfLine {
        let came = self.of_line(line).filter(|one| one.taken).count();
        let came = i64::try_from(came).unwrap_or(i64::MAX);
        self.shared(line, quantity.thousandths() / 1_000 - came)
    }

    fn of_line(&self, line: Uuid) -> impl Iterator<Item = &Named> {
        self.units.iter().filter(move |one| one.line == line)
    }

    fn shared(&self, line: Uuid, pieces: i64) -> OfLine {
        let mut once: Vec<(&Named, bool)> = Vec::new();
        for one in self.of_line(line) {
            if !once.iter().any(|(other, _)| *other == one) {
                once.push((one, one.taken));
            }
        }
        let (replaced, left) = share(once, pieces);
        let tags = |units: Vec<&Named>| -> Vec<String> {
            let seen = units.into_iter().filter(|one| one.seen);
            seen.map(|one| one.service_tag.clone()).collect()
        };
        OfLine {
            replaced: tags(replaced),
            left: tags(left),
        }
    }
}

#[derive(Deserialize)]
struct Row {
    line: Uuid,
    service_tag: String,
    taken: i64,
    membership_id: Option<MembershipId>,
    unit_id: Option<UnitId>,
}

/// The units that these lines name, in the order in which each names them. `lines` is a
/// select of `line`, `customer_id` and `replaces`. Each engine takes the ids out of that
/// text in its own way.
fn named_in(lines: &str) -> JsonRows {
    let select = |ids: &str, place: &str, id: &str| {
        format!(
            "SELECT x.line, a.service_tag, a.membership_id, a.unit_id,
                 CASE WHEN EXISTS (SELECT 1 FROM asset n
                     WHERE n.customer_id = a.customer_id AND n.replaces_id = a.id)
                     THEN 1 ELSE 0 END AS taken
             FROM ({lines}) x CROSS JOIN {ids}
             JOIN asset a ON a.customer_id = x.customer_id AND a.id = {id}
             ORDER BY x.line, {place}"
        )
    };
    JsonRows::each(
        &["line", "service_tag", "membership_id", "unit_id", "taken"],
        &select(
            "json_each('[\"' || replace(x.replaces, ' ', '\",\"') || '\"]') q",
            "q.key",
            "q.value",
        ),
        &select(
            "LATERAL unnest(string_to_array(x.replaces, ' ')) WITH ORDINALITY AS q (value, place)",
            "q.place",
            "CAST(q.value AS uuid)",
        ),
    )
}

fn ask(actor: &Actor, rows: &JsonRows, args: Args) -> Asked<'static, Replaced> {
    // Pages of our people, who have no member, ask for their permission themselves.
    let member = actor.member().map(|member| (member.id, Sees::of(actor)));
    rows.ask::<Row>(args).map(move |rows| {
        let named = |row: Row| Named {
            line: row.line,
            seen: member.is_none_or(|(me, sees)| sees.covers(me, row.membership_id, row.unit_id)),
            service_tag: row.service_tag,
            taken: row.taken == 1,
        };
        Replaced {
            units: rows.into_iter().map(named).collect(),
        }
    })
}

/// What is in a member's basket to replace something that has no successor yet.
pub(crate) fn ask_replaced_in_basket(actor: &Actor, member: &Member) -> Asked<'static, Replaced> {
    static LINES: LazyLock<JsonRows> = LazyLock::new(|| {
        named_in(
            "SELECT b.id AS line, b.customer_id, b.replaces FROM basket_line b
             WHERE b.customer_id = $1 AND b.membership_id = $2 AND b.replaces <> ''",
        )
    });
    ask(actor, &LINES, args![member.company.id, member.id]).map(|mut found| {
        found.units.retain(|one| !one.taken);
        found
    })
}

/// What the lines of a request of this company are to replace.
pub(crate) fn ask_replaced_by_request(
    actor: &Actor,
    customer: CustomerId,
    request: RequestId,
) -> Asked<'static, Replaced> {
    static LINES: LazyLock<JsonRows> = LazyLock::new(|| {
        named_in(
            "SELECT l.id AS line, l.customer_id, l.replaces FROM request_line l
             WHERE l.customer_id = $1 AND l.request_id = $2 AND l.replaces <> ''",
        )
    });
    ask(actor, &LINES, args![customer, request])
}

/// What the lines of an order are to replace, or replaced; of any customer's for staff.
/// Whether the order is the reader's to see, the caller asks.
pub(crate) fn ask_replaced_by_order(
    actor: &Actor,
    customer: Option<CustomerId>,
    order: OrderId,
) -> Asked<'static, Replaced> {
    static LINES: LazyLock<JsonRows> = LazyLock::new(|| {
        named_in(
            "SELECT l.id AS line, l.customer_id, l.replaces FROM purchase_order o
             JOIN order_line l ON l.customer_id = o.customer_id AND l.order_id = o.id
             WHERE o.id = $1 AND ($2 IS NULL OR o.customer_id = $2) AND l.replaces <> ''
             /* staff */",
        )
    });
    ask(actor, &LINES, args![order, customer])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_see_a_unit_reads_no_tag_but_it_takes_its_piece() {
        let line = Uuid::from_u128(1);
        let named = |service_tag: &str, taken: bool, seen: bool| Named {
            line,
            service_tag: service_tag.to_owned(),
            taken,
            seen,
        };
        let found = Replaced {
            units: vec![
                named("A", true, true),
                named("B", false, false),
                named("B", false, false),
                named("C", false, true),
                named("D", false, true),
            ],
        };
        let two = found.of(line, Quantity::pieces(2));
        assert_eq!(
            (two.replaced.join(" "), two.left.join(" ")),
            ("A C".to_owned(), "D".to_owned())
        );
        let of_two = found.of_all(line, Quantity::pieces(2));
        assert_eq!(of_two.left, ["C", "D"]);
        assert_eq!(
            found.of(Uuid::from_u128(2), Quantity::pieces(1)),
            OfLine::default()
        );
    }
}
