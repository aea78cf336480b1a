//! What a customer ordered, drawn.

use crate::frame::Text;
use crate::frame::parts::{Bar, Bars, Definitions, Empty, Sheet};
use domain::profile::SpentOn;
use domain::text::Words;
use domain::{Currency, Money, Rate, Timestamp};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What was ordered in the last two years, by quarter, in the currency of
/// most orders.
pub(super) fn spend(words: Words, spent: Vec<SpentOn>, now: Timestamp) -> AnyView {
    let title = words.say("profile-spend");
    let mut by_currency: BTreeMap<&str, i64> = BTreeMap::new();
    for one in &spent {
        *by_currency.entry(one.currency.as_str()).or_default() += one.orders;
    }
    let currency: Option<Currency> = by_currency
        .into_iter()
        .max_by_key(|(_, orders)| *orders)
        .and_then(|(code, _)| code.parse().ok());
    let Some(currency) = currency else {
        return view! {
            <Sheet title=title>
                <Empty title=words.say("profile-no-orders") />
            </Sheet>
        }
        .into_any();
    };
    let money = |minor: i64| Money { minor, currency };
    let days: Vec<&SpentOn> = spent
        .iter()
        .filter(|one| one.currency == currency.code())
        .collect();
    let quarter_of = |at: Timestamp| -> i64 {
        let date = words.date_field(at);
        let mut parts = date.split('-').filter_map(|part| part.parse::<i64>().ok());
        let (year, month) = (parts.next().unwrap_or(1970), parts.next().unwrap_or(1));
        year * 4 + (month - 1) / 3
    };
    let this = quarter_of(now);
    let mut quarters: BTreeMap<i64, i64> = (this - 7..=this).map(|quarter| (quarter, 0)).collect();
    for one in &days {
        if let Some(sum) = quarters.get_mut(&quarter_of(Timestamp(one.day * 86_400_000))) {
            *sum += one.minor;
        }
    }
    let bars = quarters
        .into_iter()
        .map(|(quarter, minor)| Bar {
            label: format!("Q{} {}", quarter % 4 + 1, quarter / 4 % 100).into(),
            value: minor,
            written: words.money_rounded(money(minor)).into(),
            pale: quarter <= this - 4,
        })
        .collect::<Vec<_>>();
    let year_ago = now.plus_days(-365).0 / 86_400_000;
    let sum = |wanted: &dyn Fn(i64) -> bool| -> i64 {
        days.iter()
            .filter(|one| wanted(one.day))
            .map(|one| one.minor)
            .sum()
    };
    let last = sum(&|day| day > year_ago);
    let before = sum(&|day| day <= year_ago && day > year_ago - 365);
    let orders: i64 = days
        .iter()
        .filter(|one| one.day > year_ago)
        .map(|one| one.orders)
        .sum();
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("profile-last-year").into(),
            view! { {words.money_rounded(money(last))} }.into_any(),
        ),
        (
            words.say("profile-orders-count").into(),
            view! { {words.number(orders)} }.into_any(),
        ),
    ];
    if before > 0 {
        let change = (last - before).saturating_mul(10_000) / before;
        let sign = if change > 0 { "+" } else { "" };
        let text = format!("{sign}{}", words.percent(Rate(change)));
        rows.push((
            words.say("profile-change").into(),
            view! { {text} }.into_any(),
        ));
    }
    view! {
        <Sheet title=title>
            <div class="stack-s">
                <Bars bars=bars label=title of=words.say("profile-quarter") />
                <Definitions rows=rows />
            </div>
        </Sheet>
    }
    .into_any()
}
