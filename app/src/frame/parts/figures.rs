//! Small pictures of numbers, drawn on the server. Widths and heights are
//! attributes of the drawing, colours are classes, so that both themes read.

use crate::frame::{Text, use_words};
use leptos::prelude::*;

/// One stretch of a [`Meter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeterPart {
    /// What is used.
    Used(i64),
    /// What would be added by what the reader is looking at.
    Adding(i64),
}

/// How much of something is used: a budget, a capacity. The figures stand in
/// words next to it; the bar is read out as `label`.
#[component]
pub fn Meter(
    /// The whole, in any unit.
    whole: i64,
    /// What is used of it, in the same unit.
    parts: Vec<MeterPart>,
    /// The bar in words: `62 percent spent, 27 percent this request`.
    #[prop(into)]
    label: Text,
) -> impl IntoView {
    let mut at = 0.0;
    let mut over = false;
    let bars = parts
        .into_iter()
        .map(|part| {
            let (class, size) = match part {
                MeterPart::Used(size) => ("used", size),
                MeterPart::Adding(size) => ("adding", size),
            };
            let width = if whole > 0 {
                size.max(0) as f64 * 100.0 / whole as f64
            } else {
                0.0
            };
            over |= at + width > 100.05;
            let x = f64::min(at, 100.0);
            let shown = f64::min(width, 100.0 - x);
            at += width;
            view! { <rect class=class x=tenth(x) y="0" width=tenth(shown) height="8" /> }
        })
        .collect_view();
    view! {
        <svg
            class=if over { "meter over" } else { "meter" }
            viewBox="0 0 100 8"
            preserveAspectRatio="none"
            role="img"
            aria-label=label
        >
            <rect class="ground" x="0" y="0" width="100" height="8" />
            {bars}
        </svg>
    }
}

/// One bar of [`Bars`].
#[derive(Debug, Clone)]
pub struct Bar {
    /// What stands below it.
    pub label: Text,
    /// Its height, in any unit; negative counts as nothing.
    pub value: i64,
    /// Its value in words, for the table behind the picture.
    pub written: Text,
    /// Paler: an earlier year, a forecast.
    pub pale: bool,
}

/// Amounts over time as bars, with the table behind it.
#[component]
pub fn Bars(
    /// The bars from left to right.
    bars: Vec<Bar>,
    /// What they show.
    #[prop(into)]
    label: Text,
    /// What a bar stands for: the heading of the table's first column.
    #[prop(into)]
    of: Text,
) -> impl IntoView {
    const HEIGHT: f64 = 96.0;
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1) as f64;
    let slot = 288.0 / bars.len().max(1) as f64;
    let width = f64::min(slot * 0.72, 44.0);
    let every = (bars.len() / 6).max(1);
    // How high the highest is, on the line that it reaches: without it, heights
    // would say nothing of amounts.
    let highest = bars.iter().max_by_key(|bar| bar.value);
    let highest = highest
        .filter(|bar| bar.value > 0)
        .map(|bar| bar.written.clone());
    let reach = highest
        .is_some()
        .then(|| view! { <line class="reach" x1="0" x2="288" y1="2" y2="2" /> });
    let shapes = bars
        .iter()
        .enumerate()
        .map(|(index, bar)| {
            let (height, middle) = (
                bar.value.max(0) as f64 / most * HEIGHT,
                (index as f64 + 0.5) * slot,
            );
            let height = if bar.value > 0 {
                f64::max(height, 1.5)
            } else {
                0.0
            };
            view! {
                <rect
                    class=if bar.pale { "pale" } else { "" }
                    x=tenth(middle - width / 2.0)
                    y=tenth(HEIGHT + 2.0 - height)
                    width=tenth(width)
                    height=tenth(height)
                    rx="1.5"
                >
                    <title>{format!("{}: {}", bar.label, bar.written)}</title>
                </rect>
            }
        })
        .collect_view();
    // Beside the drawing, which is stretched to the width there is; letters are not.
    let labels = bars
        .iter()
        .enumerate()
        .map(|(index, bar)| {
            let label = (index % every == 0).then(|| bar.label.clone());
            view! { <span>{label}</span> }
        })
        .collect_view();
    let rows = bars
        .into_iter()
        .map(|bar| {
            view! {
                <tr>
                    <th scope="row">{bar.label}</th>
                    <td class="num">{bar.written}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <div class="bars-reach" aria-hidden="true">
                {highest}
            </div>
            <svg
                class="bars"
                viewBox="0 0 288 100"
                preserveAspectRatio="none"
                role="img"
                aria-label=label.clone()
            >
                <line x1="0" x2="288" y1="98.5" y2="98.5" />
                {reach}
                {shapes}
            </svg>
            <div class="bars-labels" aria-hidden="true">
                {labels}
            </div>
            <details class="chart-table">
                <summary>{use_words().say("frame-as-table")}</summary>
                <table class="t">
                    <caption class="unseen">{label.clone()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{of}</th>
                            <th scope="col" class="num">
                                {label}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
}

/// A line the size of a word, with its last point marked. Say its figures in
/// words beside it.
#[component]
pub fn Spark(
    /// The values from left to right.
    values: Vec<i64>,
    /// What it shows, in words: `Spend over 12 months, rising`.
    #[prop(into)]
    label: Text,
) -> impl IntoView {
    let most = values.iter().copied().max().unwrap_or(0);
    let least = values.iter().copied().min().unwrap_or(0).min(0);
    let (span, step) = (
        (most - least).max(1) as f64,
        76.0 / values.len().saturating_sub(1).max(1) as f64,
    );
    let points: Vec<(f64, f64)> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let (x, y) = (index as f64, (value - least) as f64);
            (2.0 + x * step, 18.0 - y / span * 16.0)
        })
        .collect();
    let path = points
        .iter()
        .map(|(x, y)| format!("{},{}", tenth(*x), tenth(*y)))
        .collect::<Vec<_>>()
        .join(" ");
    let end = points
        .last()
        .map(|(x, y)| view! { <circle cx=tenth(*x) cy=tenth(*y) r="2" /> });
    view! {
        <svg class="spark" viewBox="0 0 80 20" role="img" aria-label=label>
            <polyline points=path />
            {end}
        </svg>
    }
}

/// One decimal is finer than a pixel.
fn tenth(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
