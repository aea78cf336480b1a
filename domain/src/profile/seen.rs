//! From stored interactions to what the rules see.

use super::learning::{Choice, Line, Picked, Seen, What};
use super::{Kind, LineSeen, OptionSeen};
use crate::Timestamp;
use crate::configurations::{OfferedOption, offered_options};
use crate::id::{
    AnyId, ConfigurationId, ConfigurationRevisionId, CustomerId, InteractionId, MembershipId,
    OrderId, ProductId, RequestId, UnitId,
};
use crate::store::{Args, FromRow, IntoValue, Json, Query, Result, list_placeholders};
use serde::Deserialize;
use serde_json::Value as JsonValue;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A stored interaction, as far as learning reads it.
#[derive(Debug, FromRow)]
pub(super) struct Stored {
    pub id: InteractionId,
    pub customer_id: CustomerId,
    pub membership_id: Option<MembershipId>,
    pub unit_id: Option<UnitId>,
    pub at: Timestamp,
    pub kind: String,
    pub subject_id: Option<AnyId>,
    pub text: String,
    pub amount: Option<i64>,
    pub detail: Json<JsonValue>,
}

/// The columns of [`Stored`], for every statement that reads some.
pub(super) const COLUMNS: &str =
    "id, customer_id, membership_id, unit_id, at, kind, subject_id, text, amount, detail";

impl Kind {
    /// Whether some rule reads interactions of this kind. What no rule reads
    /// is not queued for learning.
    #[must_use]
    pub const fn is_learned_from(self) -> bool {
        matches!(
            self,
            Kind::Ordered
                | Kind::Cancelled
                | Kind::Requested
                | Kind::Configured
                | Kind::Searched
                | Kind::AddedToBasket
                | Kind::Noted
        )
    }
}

/// What stands in `detail`, by kind; see `happened.rs`.
#[derive(Debug, Default, Deserialize)]
struct Detail {
    #[serde(default)]
    lines: Vec<LineSeen>,
    #[serde(default)]
    request: Option<RequestId>,
    #[serde(default)]
    revision: Option<ConfigurationRevisionId>,
    #[serde(default)]
    options: Vec<OptionSeen>,
    #[serde(default)]
    learned: String,
    #[serde(default)]
    internal: bool,
    /// Our people did it in the member's place; see `record.rs`.
    #[serde(default)]
    in_their_place: bool,
}

impl Stored {
    /// Whether the person it is about may read it: everything but the notes
    /// that staff keep to themselves.
    pub(super) fn may_be_read_by_its_person(&self) -> bool {
        !self.detail().internal
    }

    fn subject(&self) -> Option<Uuid> {
        self.subject_id.map(|id| id.0)
    }

    /// What an older version of the program wrote may lack something; what
    /// can't be read at all teaches nothing.
    fn detail(&self) -> Detail {
        Detail::deserialize(&self.detail.0).unwrap_or_default()
    }
}

/// Puts together what the rules need to know about these interactions. Those
/// that no rule reads are left out.
pub(super) async fn seen(
    query: &mut impl Query,
    stored: &[Stored],
) -> Result<Vec<(CustomerId, Seen)>> {
    let details: Vec<Detail> = stored.iter().map(Stored::detail).collect();
    let orders = cancelled_orders(query, stored).await?;
    let revisions: BTreeSet<ConfigurationRevisionId> = details
        .iter()
        .chain(orders.values().map(|(_, detail)| detail))
        .flat_map(|detail| {
            detail
                .lines
                .iter()
                .filter_map(|line| line.configuration)
                .chain(detail.revision)
        })
        .collect();
    let revisions: Vec<ConfigurationRevisionId> = revisions.into_iter().collect();
    let offers = Offers::new(offered_options(query, &revisions).await?);
    Ok(stored
        .iter()
        .zip(&details)
        .filter_map(|(one, detail)| {
            Some((
                one.customer_id,
                Seen {
                    id: one.id,
                    at: one.at,
                    member: one.membership_id,
                    unit: one.unit_id,
                    what: what(one, detail, &offers, &orders)?,
                },
            ))
        })
        .collect())
}

fn what(
    one: &Stored,
    detail: &Detail,
    offers: &Offers,
    orders: &HashMap<Uuid, (Option<UnitId>, Detail)>,
) -> Option<What> {
    // What was done in somebody's place says nothing about them.
    if detail.in_their_place {
        return None;
    }
    let lines = |detail: &Detail| detail.lines.iter().map(|line| offers.line(line)).collect();
    Some(match Kind::from_code(&one.kind)? {
        Kind::Ordered => What::Ordered {
            order: OrderId(one.subject()?),
            request: detail.request,
            lines: lines(detail),
        },
        Kind::Cancelled => {
            let order = one.subject()?;
            let (unit, ordered) = orders.get(&order)?;
            What::Cancelled {
                order: OrderId(order),
                unit: *unit,
                lines: lines(ordered),
            }
        }
        Kind::Requested => What::Requested {
            request: RequestId(one.subject()?),
            lines: lines(detail),
        },
        Kind::Configured => What::Configured {
            line: offers.line(&LineSeen {
                product: None,
                configuration: Some(detail.revision?),
                sku: String::new(),
                name: one.text.clone(),
                options: detail.options.clone(),
                quantity: crate::Quantity::pieces(1),
                replaces: Vec::new(),
            }),
        },
        Kind::Searched => What::Searched {
            words: one.text.clone(),
            hits: one.amount?,
        },
        Kind::AddedToBasket => What::Added {
            product: ProductId(one.subject()?),
            name: one.text.clone(),
        },
        Kind::Noted => What::Told {
            text: detail.learned.clone(),
            internal: detail.internal,
        },
        _ => return None,
    })
}

/// What had been ordered, for the orders that were cancelled.
async fn cancelled_orders(
    query: &mut impl Query,
    stored: &[Stored],
) -> Result<HashMap<Uuid, (Option<UnitId>, Detail)>> {
    let cancelled = || {
        stored
            .iter()
            .filter(|one| one.kind == Kind::Cancelled.code())
    };
    let customers: BTreeSet<CustomerId> = cancelled().map(|one| one.customer_id).collect();
    let orders: BTreeSet<Uuid> = cancelled().filter_map(Stored::subject).collect();
    if orders.is_empty() {
        return Ok(HashMap::new());
    }
    let text = format!(
        "SELECT {COLUMNS} FROM interaction /* system */
         WHERE customer_id IN ({}) AND subject_id IN ({}) AND kind = 'ordered'",
        list_placeholders(1, customers.len()),
        list_placeholders(1 + customers.len(), orders.len()),
    );
    let args: Args = customers
        .iter()
        .map(|id| id.value())
        .chain(orders.iter().map(|id| id.value()))
        .collect();
    Ok(query
        .all::<Stored>(text, args)
        .await?
        .into_iter()
        .filter_map(|one| Some((one.subject()?, (one.unit_id, one.detail()))))
        .collect())
}

/// What standard configurations offer, by revision.
struct Offers(HashMap<ConfigurationRevisionId, Vec<OfferedOption>>);

impl Offers {
    fn new(all: Vec<OfferedOption>) -> Self {
        let mut by_revision: HashMap<_, Vec<_>> = HashMap::new();
        for one in all {
            by_revision.entry(one.revision).or_default().push(one);
        }
        Self(by_revision)
    }

    fn line(&self, line: &LineSeen) -> Line {
        let offered = line
            .configuration
            .and_then(|revision| self.0.get(&revision))
            .map_or(&[][..], Vec::as_slice);
        let configuration: Option<ConfigurationId> =
            offered.first().map(|option| option.configuration);
        Line {
            product: line.product.filter(|_| line.configuration.is_none()),
            configuration,
            sku: line.sku.clone(),
            name: offered
                .first()
                .map_or_else(|| line.name.clone(), |option| option.name.clone()),
            quantity: line.quantity,
            choices: choices(offered, &line.options),
        }
    }
}

/// What was chosen in each group, found by the names that a line keeps. Where
/// several can be picked, none is what another was changed for: each is in or not.
fn choices(offered: &[OfferedOption], chosen: &[OptionSeen]) -> Vec<Choice> {
    let is_in = |option: &OfferedOption| {
        chosen
            .iter()
            .any(|one| one.group == option.group_name && one.option == option.option_name)
    };
    let choice = |first: &OfferedOption, about, picked, usual| Choice {
        group: first.group_id,
        group_name: first.group_name.clone(),
        about,
        picked: pick(picked),
        usual: pick(usual),
    };
    let mut choices = Vec::new();
    for group in offered.chunk_by(|one, next| one.group_id == next.group_id) {
        match group.first() {
            Some(first) if first.group_most == 1 => {
                let picked = group.iter().find(|option| is_in(option));
                let usual = group.iter().find(|option| option.is_default);
                choices.push(choice(first, None, picked, usual));
            }
            _ => choices.extend(group.iter().map(|option| {
                let picked = Some(option).filter(|option| is_in(option));
                let usual = Some(option).filter(|option| option.is_default);
                choice(option, Some(option.option_id), picked, usual)
            })),
        }
    }
    choices
}

fn pick(option: Option<&OfferedOption>) -> Picked {
    Picked {
        option: option.map(|one| one.option_id),
        name: option
            .map(|one| one.option_name.clone())
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{OptionGroupId, OptionId};

    #[test]
    fn of_several_that_can_be_picked_each_is_in_or_not() {
        let group = |most: i64, name: &'static str, id: u128| {
            move |option: &str, number: u128, is_default: bool| OfferedOption {
                revision: ConfigurationRevisionId(Uuid::nil()),
                configuration: ConfigurationId(Uuid::nil()),
                name: "Workplace".to_owned(),
                group_id: OptionGroupId(Uuid::from_u128(id)),
                group_name: name.to_owned(),
                group_most: most,
                option_id: OptionId(Uuid::from_u128(number)),
                option_name: option.to_owned(),
                is_default,
            }
        };
        let (memory, extras) = (group(1, "Memory", 1), group(3, "Extras", 2));
        let offered = [
            memory("16 GB", 1, true),
            memory("32 GB", 2, false),
            extras("Bag", 3, true),
            extras("Dock", 4, false),
        ];
        let option = |group: &str, option: &str| OptionSeen {
            group: group.to_owned(),
            option: option.to_owned(),
            sku: String::new(),
            pieces: 1,
        };
        let chosen = [option("Memory", "32 GB"), option("Extras", "Dock")];
        let found: Vec<(Option<u128>, Option<u128>, Option<u128>)> = choices(&offered, &chosen)
            .iter()
            .map(|choice| {
                let number = |id: Option<OptionId>| id.map(|id| id.0.as_u128());
                (
                    number(choice.about),
                    number(choice.picked.option),
                    number(choice.usual.option),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (None, Some(2), Some(1)),
                (Some(3), None, Some(3)),
                (Some(4), Some(4), None),
            ]
        );
    }

    #[test]
    fn the_kinds_that_rules_read_are_the_kinds_that_mean_something_to_them() {
        for kind in Kind::ALL {
            let one = Stored {
                id: InteractionId::new(),
                customer_id: CustomerId::new(),
                membership_id: None,
                unit_id: None,
                at: Timestamp(0),
                kind: kind.code().to_owned(),
                subject_id: Some(AnyId(Uuid::nil())),
                text: "Text".to_owned(),
                amount: Some(0),
                detail: Json(JsonValue::Null),
            };
            let detail = Detail {
                revision: Some(ConfigurationRevisionId::new()),
                ..Detail::default()
            };
            let orders = HashMap::from([(Uuid::nil(), (None, Detail::default()))]);
            let means = what(&one, &detail, &Offers(HashMap::new()), &orders).is_some();
            assert_eq!(means, kind.is_learned_from(), "{kind:?}");
        }
    }
}
