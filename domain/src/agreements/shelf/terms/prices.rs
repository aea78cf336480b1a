//! What bears on the price of a product, of what the agreements say.

use super::Terms;
use super::reached::Reached;
use crate::agreements::Validity;
use crate::agreements::pricing::{About, AgreedLine, AgreedPrices, ListLine, PriceInputs};
use crate::agreements::says::Says;
use crate::id::PriceListId;
use crate::{Money, Quantity, Timestamp};

impl Terms {
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
    pub(in crate::agreements::shelf) fn listed_in(
        &self,
        entries: &str,
        list: Option<PriceListId>,
    ) -> Vec<ListLine> {
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
    pub(in crate::agreements::shelf) fn listed(
        &self,
        minor: i64,
        least: Quantity,
        valid: Validity,
    ) -> ListLine {
        ListLine {
            price: Money::new(minor, self.currency),
            least,
            valid,
        }
    }
}
