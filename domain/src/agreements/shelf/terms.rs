//! What the agreements that apply to a person say, as read for a page: which
//! categories and products are shown, and what bears on their prices.

use super::tree::{DEEPEST, Tree};
use crate::agreements::Validity;
use crate::agreements::assortment::{CategoryRule, Decided, ProductRule, decide, first_to_say};
use crate::agreements::pricing::{
    About, AgreedLine, AgreedPrices, ListLine, PriceInputs, Promotion,
};
use crate::agreements::says::Says;
use crate::id::{CategoryId, PriceListId, RevisionId};
use crate::identity::{Agreed, InForce};
use crate::{Currency, Money, Quantity, Rate, Timestamp};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;

/// A line about a category, or without one about the whole catalog, as the
/// database hands it over.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct GroupRow {
    revision: RevisionId,
    category: Option<CategoryId>,
    rule: String,
    rate: Option<Rate>,
    least: Quantity,
    valid_from: Timestamp,
    valid_until: Timestamp,
}

/// A line about a product.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct NamedRow {
    revision: RevisionId,
    number: i64,
    category: CategoryId,
    rule: String,
    minor: Option<i64>,
    rate: Option<Rate>,
    least: Quantity,
    valid_from: Timestamp,
    valid_until: Timestamp,
}

/// A promotion of a price list: of a product, of a category, or of all of it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PromotionRow {
    list: PriceListId,
    name: String,
    category: Option<CategoryId>,
    number: Option<i64>,
    minor: Option<i64>,
    rate: Option<Rate>,
    least: Quantity,
    valid_from: Timestamp,
    valid_until: Timestamp,
}

/// A price in one of the lists, or what the supplier pays itself.
#[derive(Debug, Deserialize)]
pub(super) struct EntryRow {
    pub(super) list: PriceListId,
    pub(super) number: i64,
    pub(super) minor: i64,
    pub(super) least: Quantity,
    pub(super) valid_from: Timestamp,
    pub(super) valid_until: Timestamp,
}

/// The columns of the rows.
pub(crate) const GROUP: &[&str] = &[
    "revision",
    "category",
    "rule",
    "rate",
    "least",
    "valid_from",
    "valid_until",
];
pub(crate) const NAMED: &[&str] = &[
    "revision",
    "number",
    "category",
    "rule",
    "minor",
    "rate",
    "least",
    "valid_from",
    "valid_until",
];
pub(crate) const PROMOTION: &[&str] = &[
    "list",
    "name",
    "category",
    "number",
    "minor",
    "rate",
    "least",
    "valid_from",
    "valid_until",
];
/// The lines about categories: `$1` the customer, `$2` the revisions.
pub(crate) const GROUPS: &str = "
    SELECT x.revision_id AS revision, x.category_id AS category, x.rule, x.rate,
        x.min_quantity AS least, x.valid_from, x.valid_until
    FROM agreement_category x
    WHERE x.revision_id <in $2> AND (x.customer_id = $1 OR x.customer_id IS NULL)";

/// The columns of a line `x` about a product `p`.
pub(crate) const NAMED_COLUMNS: &str = "
    x.revision_id AS revision, p.number, p.category_id AS category, x.rule,
    x.price_minor AS minor, x.rate, x.min_quantity AS least, x.valid_from, x.valid_until";

/// The promotions of the lists `$4`.
pub(crate) const PROMOTIONS: &str = "
    SELECT o.price_list_id AS list, o.name, o.category_id AS category,
        (SELECT number FROM product WHERE id = o.product_id) AS number,
        o.price_minor AS minor, o.rate, o.min_quantity AS least, o.valid_from, o.valid_until
    FROM promotion o WHERE o.price_list_id <in $4>";

/// Only lines that are valid at `$3`; `x` is the line's table.
pub(crate) fn valid_now(x: &str) -> String {
    format!("{x}.valid_from <= $3 AND $3 < {x}.valid_until")
}

/// The price lists `$4`, and that of the supplier's costs in the currency `$5`.
pub(crate) const LISTS: &str = "
    SELECT id, 0 AS cost FROM price_list WHERE id <in $4>
    UNION ALL
    SELECT id, 1 AS cost FROM price_list WHERE purpose = 'cost' AND currency = $5";

/// The prices of a product `p` in those lists as one text, which
/// [`Terms::listed_in`] reads: list, pieces, amount, beginning, end. Asked product by
/// product, it is found by keys whatever the engine believes about the tables.
pub(crate) fn entries(only_now: bool) -> String {
    let valid = if only_now {
        format!(" AND {}", valid_now("e"))
    } else {
        String::new()
    };
    format!(
        "(SELECT string_agg(
             CASE l.cost WHEN 1 THEN 'cost' ELSE CAST(l.id AS TEXT) END || ':' || e.min_quantity
                 || ':' || e.price_minor || ':' || e.valid_from || ':' || e.valid_until, ' ')
         FROM ({LISTS}) l CROSS JOIN price_list_entry e
         WHERE e.price_list_id = l.id AND e.product_id = p.id{valid})"
    )
}

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
    groups: Vec<(Option<CategoryId>, Line)>,
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
    promotion: Promotion,
}

/// A category with those above it: what reaches products in it.
#[derive(Debug)]
pub(crate) struct Reached {
    /// Of what the agreements say of the category as a whole, what counts.
    decided: Option<(usize, Decided)>,
    /// Of each agreement the lines that name a price.
    lines: Vec<Vec<AgreedLine>>,
    /// Of each agreement the promotions that reach it, products' own aside.
    promotions: Vec<Vec<Promotion>>,
}

impl Reached {
    /// Whether the category is shown as a whole.
    pub(super) fn shown(&self) -> bool {
        self.decided.is_some_and(|(_, decided)| decided.visible())
    }

    /// The discount that most products in it have now, for lists of
    /// categories: the one that counts for a product with no line of its own.
    pub(super) fn discount(&self, now: Timestamp) -> Option<Rate> {
        let applies =
            |line: &&AgreedLine| line.valid.contains(now) && line.least <= Quantity::pieces(1);
        let lines = self.lines.iter().find_map(|lines| {
            let nearest = lines
                .iter()
                .filter(applies)
                .map(|line| line.distance)
                .min()?;
            Some(
                lines
                    .iter()
                    .filter(applies)
                    .filter(move |line| line.distance == nearest),
            )
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
        promotions: Vec<PromotionRow>,
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
            let says = Says::stored(&row.rule, None, row.rate, currency);
            one.groups.extend(says.map(|says| {
                let line = Line::new(says, row.least, row.valid_from, row.valid_until);
                (row.category, line)
            }));
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
        let promotions = promotions
            .into_iter()
            .filter_map(|row| row.line(currency))
            .collect();
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
        let about = |category: Option<CategoryId>, level: usize| match category {
            None => About::Everything,
            Some(_) => up.get(level).map_or(About::Everything, |(_, name)| {
                About::Category(Arc::clone(name))
            }),
        };
        let rules = |one: &OneAgreement| -> Vec<CategoryRule> {
            let rules = one.groups.iter().filter(|(_, line)| !line.says.prices());
            rules
                .filter_map(|(category, line)| {
                    Some(CategoryRule {
                        distance: u32::try_from(distance(*category)?).ok()?,
                        included: line.says == Says::In,
                        valid: line.valid,
                    })
                })
                .collect()
        };
        let prices = |one: &OneAgreement| -> Vec<AgreedLine> {
            let lines = one.groups.iter().filter(|(_, line)| line.says.prices());
            lines
                .filter_map(|(category, line)| {
                    let level = distance(*category)?;
                    Some(AgreedLine {
                        about: about(*category, level),
                        distance: u32::try_from(level + 1).ok()?,
                        says: line.says,
                        least: line.least,
                        valid: line.valid,
                    })
                })
                .collect()
        };
        let promotions = |one: &OneAgreement| -> Vec<Promotion> {
            let of_list = self.promotions.iter().filter(|promotion| {
                one.brings_list && promotion.list == one.list && promotion.number.is_none()
            });
            of_list
                .filter(|promotion| distance(promotion.category).is_some())
                .map(|promotion| promotion.promotion.clone())
                .collect()
        };
        let decided = self
            .agreements
            .iter()
            .map(|one| decide(&[], &rules(one), now));
        Reached {
            decided: first_to_say(decided),
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
        let own = self.named.get(&number).and_then(|lines| {
            let places = 0..self.agreements.len();
            first_to_say(places.map(|place| {
                let rules: Vec<(ProductRule, Validity)> = lines
                    .iter()
                    .filter(|(of, _)| *of == place)
                    .map(|(_, line)| (line.rule(), line.valid))
                    .collect();
                decide(&rules, &[], now)
            }))
        });
        match (own, reached.decided) {
            // Of the same agreement the line about the product counts.
            (Some(own), Some(other)) if own.0 <= other.0 => Some(own),
            (Some(own), None) => Some(own),
            (_, other) => other,
        }
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
        let named = self
            .named_in
            .get(&category)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let other = named
            .iter()
            .filter(|number| self.shows(**number, reached, now) != shown)
            .count();
        let other = i64::try_from(other).unwrap_or(i64::MAX);
        if shown { on_offer - other } else { other }
    }

    /// The numbers of all products that a line is about.
    pub(super) fn named(&self) -> impl Iterator<Item = (CategoryId, i64)> {
        self.named_in
            .iter()
            .flat_map(|(category, numbers)| numbers.iter().map(|number| (*category, *number)))
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
            let own = own
                .iter()
                .filter(|(of, line)| *of == place && line.says.prices())
                .map(|(_, line)| AgreedLine {
                    about: About::Product,
                    distance: 0,
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
                lines: own.chain(lines.iter().cloned()).collect(),
                list: if one.brings_list {
                    entries(Some(one.list))
                } else {
                    Vec::new()
                },
                promotions: promotions
                    .iter()
                    .cloned()
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
            promotion: Promotion {
                name: self.name.into(),
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

/// When an agreement applies.
const fn lifetime(one: &Agreed) -> Validity {
    Validity {
        from: one.valid_from,
        until: one.valid_until,
    }
}
