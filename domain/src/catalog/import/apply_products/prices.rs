//! The prices that lines of product files bring, and what they make of those that
//! are there.

use super::super::apply_prices::price_change;
use super::super::change::Effect;
use super::super::outcome::{Became, Outcome};
use crate::catalog::price_times::{price_at, with_price};
use crate::catalog::prices::{add_price_spans, price_spans_to_change, put_price_spans};
use crate::catalog::refusal::Refusal;
use crate::id::{AnyId, PriceListId, ProductId};
use crate::store::{Result, Tx};
use crate::{Quantity, Timestamp};
use std::collections::HashSet;

/// The prices that the lines of a batch bring.
#[derive(Default)]
pub(super) struct Prices {
    pub(super) wishes: Vec<Wish>,
    /// Products that were made in this batch and can't have a price yet.
    pub(super) new: HashSet<ProductId>,
}

/// What a line says that its product costs.
pub(super) struct Wish {
    /// The place of the line's outcome.
    pub(super) outcome: usize,
    pub(super) product: ProductId,
    /// The product's name.
    pub(super) title: String,
    pub(super) minor: i64,
    /// Whether the line repeats another: then its price only counts where the
    /// other brought none.
    pub(super) repeats: bool,
}

impl Prices {
    /// Writes them into the list, and into the outcomes what they change.
    pub(super) async fn apply(
        self,
        tx: &mut Tx,
        list: Option<PriceListId>,
        outcomes: &mut [Outcome],
        now: Timestamp,
    ) -> Result<()> {
        let Some(list) = list else { return Ok(()) };
        let mut asked: Vec<ProductId> = self
            .wishes
            .iter()
            .map(|wish| wish.product)
            .filter(|product| !self.new.contains(product))
            .collect();
        asked.sort_unstable();
        asked.dedup();
        let mut spans = price_spans_to_change(tx, list, &asked).await?;
        let mut touched: Vec<(ProductId, Quantity)> = Vec::new();
        for wish in self.wishes {
            let priced = (wish.product, Quantity::pieces(1));
            let before = spans.get(&priced).map_or(&[][..], Vec::as_slice);
            let Some(outcome) = outcomes.get_mut(wish.outcome) else {
                continue;
            };
            if wish.repeats
                && let Some(asked) = price_at(before, now)
            {
                if let Became::Repeated(Refusal::Repeats { other_price, .. }) = &mut outcome.became
                {
                    *other_price = asked != wish.minor;
                }
                continue;
            }
            let Some(after) = with_price(before, now, None, wish.minor) else {
                continue;
            };
            let change = price_change(priced.1, before, &after);
            outcome
                .effect
                .get_or_insert_with(|| Effect {
                    subject: AnyId(wish.product.0),
                    title: wish.title,
                    made: false,
                    changes: Vec::new(),
                })
                .changes
                .push(change);
            spans.insert(priced, after);
            touched.push(priced);
            if matches!(outcome.became, Became::Unchanged) {
                outcome.became = Became::Updated;
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let (new, old): (Vec<_>, Vec<_>) = touched
            .into_iter()
            .filter_map(|priced| Some((priced, spans.remove(&priced)?)))
            .partition(|((product, _), _)| self.new.contains(product));
        add_price_spans(tx, list, &new).await?;
        put_price_spans(tx, list, &old).await
    }
}
