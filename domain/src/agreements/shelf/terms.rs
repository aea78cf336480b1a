//! What the agreements that apply to a person say, of the lines that were read for a
//! page ([`term_rows`](super::term_rows)): which categories and products are shown,
//! and what bears on their prices.

use super::members::{Members, Sets};
use super::term_rows::{GroupRow, NamedRow, PromotionRow};
use super::tree::{DEEPEST, Tree};
use crate::agreements::assortment::{Breadth, Decided, ProductRule, SetRule, decide, first_to_say};
use crate::agreements::pricing::{
    About, AgreedLine, AgreedPrices, ListLine, PriceInputs, Promotion,
};
use crate::agreements::says::Says;
use crate::agreements::{Only, Validity};
use crate::id::{CategoryId, PriceListId, RevisionId};
use crate::identity::{Agreed, InForce};
use crate::subscriptions::{Discount, DiscountRow};
use crate::{Currency, Money, Quantity, Rate, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;

/// What each agreement says, in their order.
#[derive(Debug)]
pub(crate) struct Terms {
    currency: Currency,
    agreements: Vec<OneAgreement>,
    /// By the products' numbers: the place of the agreement, and the line.
    named: HashMap<i64, Vec<(usize, Line)>>,
    /// The numbers of the named products of each category.
    named_in: HashMap<CategoryId, Vec<i64>>,
    promotions: Vec<PromotionLine>,
}

#[derive(Debug)]
struct OneAgreement {
    revision: RevisionId,
    list: PriceListId,
    /// Whether no agreement that comes before it has the same price list.
    brings_list: bool,
    valid: Validity,
    groups: Vec<Group>,
}

/// A line about many products.
#[derive(Debug)]
struct Group {
    category: Option<CategoryId>,
    /// What it asks for besides, and which products that are.
    asks: Option<(Arc<Only>, Arc<Members>)>,
    line: Line,
}

#[derive(Debug, Clone, Copy)]
struct Line {
    says: Says,
    least: Quantity,
    valid: Validity,
}

#[derive(Debug)]
struct PromotionLine {
    list: PriceListId,
    category: Option<CategoryId>,
    number: Option<i64>,
    /// The products that it is not about although it is about all.
    beside: Arc<[i64]>,
    promotion: Promotion,
}

/// A promotion that reaches the products of a category, apart from some.
#[derive(Debug)]
struct Promoted {
    beside: Arc<[i64]>,
    promotion: Promotion,
}

/// A category with those above it: what reaches products in it.
#[derive(Debug)]
pub(crate) struct Reached {
    /// The category itself.
    category: Option<CategoryId>,
    /// Of what the agreements say of the category as a whole, what counts.
    decided: Option<(usize, Decided)>,
    /// Of each agreement the rules about being seen.
    rules: Vec<Vec<Reaching<SetRule>>>,
    /// Of each agreement the lines that name a price.
    lines: Vec<Vec<Reaching<AgreedLine>>>,
    /// Of each agreement the promotions that reach it, products' own aside.
    promotions: Vec<Vec<Promoted>>,
}

/// A rule or a price that reaches the products of a category, or some of them.
#[derive(Debug)]
struct Reaching<T> {
    about: About,
    what: T,
    /// The products it is about; none if all of the category.
    only: Option<Arc<Members>>,
}

impl<T> Reaching<T> {
    fn is_about(&self, category: Option<CategoryId>, number: i64) -> bool {
        match (&self.only, category) {
            (None, _) => true,
            (Some(members), Some(category)) => members.has(category, number),
            (Some(_), None) => false,
        }
    }
}

impl Reached {
    /// Whether the category is shown as a whole.
    pub(super) fn shown(&self) -> bool {
        self.decided.is_some_and(|(_, decided)| decided.visible())
    }

    /// The products in it about which a rule says more than about all of them.
    fn singled_out(&self) -> impl Iterator<Item = i64> {
        let members = self
            .rules
            .iter()
            .flatten()
            .filter_map(|rule| rule.only.as_ref());
        members
            .flat_map(|members| self.category.map_or(&[][..], |here| members.of(here)))
            .copied()
    }

    /// The discount that most products in it have now, for lists of
    /// categories: the one that counts for a product of which nothing more is
    /// said.
    pub(super) fn discount(&self, now: Timestamp) -> Option<Rate> {
        let lines = self.lines.iter().find_map(|lines| {
            let applies = lines
                .iter()
                .filter(|one| one.only.is_none())
                .map(|one| &one.what)
                .filter(|line| line.valid.contains(now) && line.least <= Quantity::pieces(1));
            let nearest = applies.clone().map(|line| line.breadth).min()?;
            Some(applies.filter(move |line| line.breadth == nearest))
        })?;
        lines
            .filter_map(|line| match line.says {
                Says::Discount(rate) => Some(rate),
                _ => None,
            })
            .max()
    }
}

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

    /// What reaches the products of a category: it and those above it, itself
    /// first, with their names.
    pub(crate) fn reaching(&self, up: &[(CategoryId, Arc<str>)], now: Timestamp) -> Reached {
        let distance = |category: Option<CategoryId>| match category {
            // The whole catalog is one level above the topmost category.
            None => Some(up.len()).filter(|level| *level < DEEPEST),
            Some(id) => up.iter().position(|(one, _)| *one == id),
        };
        // What a line is about, and how broad that is, if it reaches the category.
        let reaching = |group: &Group| {
            let level = distance(group.category)?;
            let name = group.category.and_then(|_| up.get(level));
            let name = name.map(|(_, name)| Arc::clone(name));
            let conditions = group.asks.as_ref().map_or(0, |(only, _)| only.conditions());
            let about = match (name, &group.asks) {
                (within, Some((only, _))) => About::Those {
                    within,
                    only: Arc::clone(only),
                },
                (Some(name), None) => About::Category(name),
                (None, None) => About::Everything,
            };
            let breadth = Breadth::new(conditions, u32::try_from(level).ok()?);
            let only = group.asks.as_ref().map(|(_, members)| Arc::clone(members));
            Some((about, breadth, only))
        };
        let rules = |one: &OneAgreement| -> Vec<Reaching<SetRule>> {
            let rules = one.groups.iter().filter(|group| !group.line.says.prices());
            rules
                .filter_map(|group| {
                    let (about, breadth, only) = reaching(group)?;
                    let what = SetRule {
                        breadth,
                        included: group.line.says == Says::In,
                        valid: group.line.valid,
                    };
                    Some(Reaching { about, what, only })
                })
                .collect()
        };
        let prices = |one: &OneAgreement| -> Vec<Reaching<AgreedLine>> {
            let lines = one.groups.iter().filter(|group| group.line.says.prices());
            lines
                .filter_map(|group| {
                    let (about, breadth, only) = reaching(group)?;
                    let what = AgreedLine {
                        about: about.clone(),
                        breadth: Some(breadth),
                        says: group.line.says,
                        least: group.line.least,
                        valid: group.line.valid,
                    };
                    Some(Reaching { about, what, only })
                })
                .collect()
        };
        let promotions = |one: &OneAgreement| -> Vec<Promoted> {
            let of_list = self.promotions.iter().filter(|promotion| {
                one.brings_list && promotion.list == one.list && promotion.number.is_none()
            });
            of_list
                .filter(|promotion| distance(promotion.category).is_some())
                .map(|promotion| Promoted {
                    beside: Arc::clone(&promotion.beside),
                    promotion: promotion.promotion.clone(),
                })
                .collect()
        };
        let rules: Vec<Vec<Reaching<SetRule>>> = self.agreements.iter().map(rules).collect();
        let of_all = |rules: &Vec<Reaching<SetRule>>| {
            let of_all = rules.iter().filter(|rule| rule.only.is_none());
            decide(&[], &of_all.map(|rule| rule.what).collect::<Vec<_>>(), now)
        };
        Reached {
            category: up.first().map(|(id, _)| *id),
            decided: first_to_say(rules.iter().map(of_all)),
            rules,
            lines: self.agreements.iter().map(prices).collect(),
            promotions: self.agreements.iter().map(promotions).collect(),
        }
    }

    /// The same for a category of the remembered tree.
    pub(super) fn reaching_in(
        &self,
        tree: &Tree,
        category: CategoryId,
        language: &str,
        now: Timestamp,
    ) -> Reached {
        let up: Vec<(CategoryId, Arc<str>)> = tree
            .up(category)
            .map(|node| (node.id, node.name_in(language).into()))
            .collect();
        self.reaching(&up, now)
    }

    /// What decides whether the product of this number is seen, in a category
    /// that is reached so.
    pub(crate) fn decided(
        &self,
        number: i64,
        reached: &Reached,
        now: Timestamp,
    ) -> Option<(usize, Decided)> {
        let own = self.named.get(&number).map(Vec::as_slice);
        let all = || reached.rules.iter().flatten();
        let singled_out = |rule: &Reaching<SetRule>| {
            rule.only.is_some() && rule.is_about(reached.category, number)
        };
        if own.is_none() && !all().any(singled_out) {
            return reached.decided;
        }
        let own = own.unwrap_or_default();
        first_to_say(reached.rules.iter().enumerate().map(|(place, sets)| {
            let rules: Vec<(ProductRule, Validity)> = own
                .iter()
                .filter(|(of, _)| *of == place)
                .map(|(_, line)| (line.rule(), line.valid))
                .collect();
            let sets: Vec<SetRule> = sets
                .iter()
                .filter(|rule| rule.is_about(reached.category, number))
                .map(|rule| rule.what)
                .collect();
            decide(&rules, &sets, now)
        }))
    }

    /// What the rule is about that decided so, if it was one about many products.
    pub(crate) fn decided_by(
        number: i64,
        reached: &Reached,
        (place, decided): (usize, Decided),
        now: Timestamp,
    ) -> Option<About> {
        let Decided::Set { breadth, included } = decided else {
            return None;
        };
        let alike = reached.rules.get(place)?.iter().filter(|rule| {
            (rule.what.breadth, rule.what.included) == (breadth, included)
                && rule.what.valid.contains(now)
                && rule.is_about(reached.category, number)
        });
        alike.map(|rule| rule.about.clone()).min()
    }

    /// Whether it is seen.
    pub(crate) fn shows(&self, number: i64, reached: &Reached, now: Timestamp) -> bool {
        self.decided(number, reached, now)
            .is_some_and(|(_, decided)| decided.visible())
    }

    /// How many products of a category are seen, of so many on offer.
    pub(super) fn count(
        &self,
        category: CategoryId,
        reached: &Reached,
        on_offer: i64,
        now: Timestamp,
    ) -> i64 {
        let shown = reached.shown();
        let other = self.unlike(category, reached, now).len();
        let other = i64::try_from(other).unwrap_or(i64::MAX);
        if shown { on_offer - other } else { other }
    }

    /// The numbers of the products in a category that are not shown although it
    /// is as a whole, or are although it is not.
    pub(super) fn unlike(
        &self,
        category: CategoryId,
        reached: &Reached,
        now: Timestamp,
    ) -> Vec<i64> {
        let named = self.named_in.get(&category).into_iter().flatten().copied();
        let mut numbers: Vec<i64> = named.chain(reached.singled_out()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let shown = reached.shown();
        numbers.retain(|number| self.shows(*number, reached, now) != shown);
        numbers
    }

    /// What bears on the price of a product: `entries` are its prices in the
    /// lists, and the supplier's costs.
    pub(crate) fn prices<'a>(
        &self,
        number: i64,
        reached: &Reached,
        entries: impl Fn(Option<PriceListId>) -> Vec<ListLine> + 'a,
    ) -> PriceInputs {
        let own = self
            .named
            .get(&number)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let empty = (Vec::new(), Vec::new());
        let all = self.agreements.iter().enumerate().map(|(place, one)| {
            let lines = reached.lines.get(place).unwrap_or(&empty.0);
            let lines = lines
                .iter()
                .filter(|line| line.is_about(reached.category, number))
                .map(|line| line.what.clone());
            let own = own
                .iter()
                .filter(|(of, line)| *of == place && line.says.prices())
                .map(|(_, line)| AgreedLine {
                    about: About::Product,
                    breadth: None,
                    says: line.says,
                    least: line.least,
                    valid: line.valid,
                });
            let promotions = reached.promotions.get(place).unwrap_or(&empty.1);
            let own_promotions = self
                .promotions
                .iter()
                .filter(|promotion| one.brings_list && promotion.list == one.list)
                .filter(|promotion| promotion.number == Some(number));
            AgreedPrices {
                valid: one.valid,
                lines: own.chain(lines).collect(),
                list: if one.brings_list {
                    entries(Some(one.list))
                } else {
                    Vec::new()
                },
                promotions: promotions
                    .iter()
                    .filter(|one| !one.beside.contains(&number))
                    .map(|one| one.promotion.clone())
                    .chain(own_promotions.map(|promotion| promotion.promotion.clone()))
                    .collect(),
            }
        });
        let agreements: Vec<AgreedPrices> = all.collect();
        let plus = |line: &AgreedLine| matches!(line.says, Says::CostPlus(_));
        let needs_cost = agreements.iter().any(|one| one.lines.iter().any(plus));
        PriceInputs {
            agreements,
            costs: if needs_cost {
                entries(None)
            } else {
                Vec::new()
            },
        }
    }

    /// The prices in a list, or without one the supplier's costs, out of what
    /// [`entries`] selects.
    pub(super) fn listed_in(&self, entries: &str, list: Option<PriceListId>) -> Vec<ListLine> {
        let wanted = list.map_or_else(|| "cost".to_owned(), |list| list.to_string());
        let all = entries.split(' ');
        all.filter_map(|entry| self.entry(entry.strip_prefix(&wanted)?))
            .collect()
    }

    fn entry(&self, text: &str) -> Option<ListLine> {
        let mut numbers = text
            .strip_prefix(':')?
            .split(':')
            .map(|one| one.parse::<i64>().ok());
        let mut next = || numbers.next().flatten();
        let least = Quantity::from_thousandths(next()?);
        let minor = next()?;
        let valid = Validity {
            from: Timestamp(next()?),
            until: Timestamp(next()?),
        };
        Some(self.listed(minor, least, valid))
    }

    /// A price in the agreements' currency.
    pub(super) fn listed(&self, minor: i64, least: Quantity, valid: Validity) -> ListLine {
        ListLine {
            price: Money::new(minor, self.currency),
            least,
            valid,
        }
    }
}

impl Line {
    const fn new(says: Says, least: Quantity, from: Timestamp, until: Timestamp) -> Self {
        Self {
            says,
            least,
            valid: Validity { from, until },
        }
    }

    const fn rule(&self) -> ProductRule {
        match self.says {
            Says::In => ProductRule::In,
            Says::Out => ProductRule::Out,
            _ => ProductRule::Priced,
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
