//! What the agreements say, made of the lines that were read for a page.

use super::super::members::Sets;
use super::super::term_rows::{GroupRow, NamedRow, PromotionRow};
use super::{Group, Line, OneAgreement, PromotionLine, Terms};
use crate::agreements::pricing::Promotion;
use crate::agreements::says::Says;
use crate::agreements::{Only, Validity};
use crate::id::{CategoryId, PriceListId};
use crate::identity::{Agreed, InForce};
use crate::subscriptions::{Discount, DiscountRow};
use crate::{Currency, Money, Quantity};
use std::collections::HashMap;
use std::sync::Arc;

impl Terms {
    pub(crate) fn of(
        in_force: &InForce,
        groups: Vec<GroupRow>,
        named: Vec<NamedRow>,
        (promotions, discounts): (Vec<PromotionRow>, Vec<DiscountRow>),
        sets: &Sets,
    ) -> Terms {
        let currency = in_force.currency;
        let mut agreements: Vec<OneAgreement> = Vec::new();
        for one in in_force.all() {
            agreements.push(OneAgreement {
                revision: one.revision,
                list: one.price_list,
                brings_list: agreements.iter().all(|other| other.list != one.price_list),
                valid: lifetime(one),
                groups: Vec::new(),
            });
        }
        let place_of = |agreements: &[OneAgreement], revision| {
            agreements.iter().position(|one| one.revision == revision)
        };
        for row in groups {
            let place = place_of(&agreements, row.revision);
            let Some(one) = place.and_then(|place| agreements.get_mut(place)) else {
                continue;
            };
            let Some(says) = Says::stored(&row.rule, None, row.rate, currency) else {
                continue;
            };
            let asks = match row.only.as_str() {
                Only::NOTHING => None,
                only => match Only::stored(only) {
                    Some(asked) => Some((Arc::new(asked), sets.meant_by(only))),
                    None => continue,
                },
            };
            one.groups.push(Group {
                category: row.category,
                asks,
                line: Line::new(says, row.least, row.valid_from, row.valid_until),
            });
        }
        let mut of_products: HashMap<i64, Vec<(usize, Line)>> = HashMap::with_capacity(named.len());
        let mut named_in: HashMap<CategoryId, Vec<i64>> = HashMap::new();
        for row in named {
            let place = place_of(&agreements, row.revision);
            let says = Says::stored(&row.rule, row.minor, row.rate, currency);
            let (Some(place), Some(says)) = (place, says) else {
                continue;
            };
            let line = Line::new(says, row.least, row.valid_from, row.valid_until);
            let lines = of_products.entry(row.number).or_default();
            if lines.is_empty() {
                named_in.entry(row.category).or_default().push(row.number);
            }
            lines.push((place, line));
        }
        let mut promotions: Vec<PromotionLine> = promotions
            .into_iter()
            .filter_map(|row| row.line(currency))
            .collect();
        // What a customer subscribed to is off every list that they buy from.
        for discount in discounts.into_iter().filter_map(DiscountRow::discount) {
            let lists = agreements.iter().filter(|one| one.brings_list);
            promotions.extend(lists.map(|one| discounted(one.list, &discount)));
        }
        Terms {
            currency,
            agreements,
            named: of_products,
            named_in,
            promotions,
        }
    }
}

impl PromotionRow {
    fn line(self, currency: Currency) -> Option<PromotionLine> {
        let says = match (self.minor, self.rate) {
            (Some(minor), _) => Says::Price(Money::new(minor, currency)),
            (None, Some(rate)) => Says::Discount(rate),
            (None, None) => return None,
        };
        Some(PromotionLine {
            list: self.list,
            category: self.category,
            number: self.number,
            beside: Arc::default(),
            promotion: Promotion {
                name: self.name.into(),
                subscription: None,
                says,
                least: self.least,
                valid: Validity {
                    from: self.valid_from,
                    until: self.valid_until,
                },
            },
        })
    }
}

/// What a subscription takes off the prices of a list.
fn discounted(list: PriceListId, discount: &Discount) -> PromotionLine {
    PromotionLine {
        list,
        category: discount.category,
        number: None,
        beside: discount.beside.as_slice().into(),
        promotion: Promotion {
            name: discount.plan.as_str().into(),
            subscription: Some(discount.number.as_str().into()),
            says: Says::Discount(discount.rate),
            least: Quantity::pieces(1),
            valid: Validity {
                from: discount.days.begins(),
                until: discount.days.ends(),
            },
        },
    }
}

/// When an agreement applies.
const fn lifetime(one: &Agreed) -> Validity {
    Validity {
        from: one.valid_from,
        until: one.valid_until,
    }
}
