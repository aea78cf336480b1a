//! The touch map: the customer's people on the left, touch points and our own
//! people on the right; the thicker a line the more often, the paler the
//! longer ago.

use domain::Timestamp;
use domain::profile::{TOUCH_DAYS, Touch};
use domain::text::Words;
use leptos::prelude::*;

/// How many people are drawn; the rest is counted.
const MOST: usize = 8;
const ROW: i64 = 46;

/// A tie between a person and a touch point.
struct Tie {
    from: usize,
    to: usize,
    times: i64,
    last: Timestamp,
}

/// Somebody or something on one side.
struct Node {
    name: String,
    times: i64,
    last: Timestamp,
}

/// The diagram, with the same in a table behind it.
pub fn touch_map(words: Words, touches: Vec<Touch>, now: Timestamp) -> AnyView {
    let (left, right, ties) = arranged(words, &touches);
    let more = left.len().saturating_sub(MOST);
    let shown = left.len().min(MOST);
    let height = ROW * i64::try_from(shown.max(right.len())).unwrap_or(1) + 12;
    let y = |index: usize, count: usize| {
        let count = i64::try_from(count.max(1)).unwrap_or(1);
        let index = i64::try_from(index).unwrap_or(0);
        // Both sides are spread over the whole height.
        (height - 12) * (2 * index + 1) / (2 * count) + 6
    };
    let lines = ties
        .iter()
        .filter(|tie| tie.from < MOST)
        .map(|tie| {
            let (from, to) = (y(tie.from, shown), y(tie.to, right.len()));
            let width = match tie.times {
                ..=2 => "1.5",
                3..=9 => "2.5",
                10..=29 => "4",
                _ => "6",
            };
            let class = match now.days_since(tie.last) * 3 / TOUCH_DAYS {
                ..=0 => "tie fresh",
                1 => "tie",
                _ => "tie stale",
            };
            view! {
                <path
                    class=class
                    d=format!("M262 {from}C390 {from} 390 {to} 512 {to}")
                    stroke-width=width
                />
            }
        })
        .collect_view();
    let side = |nodes: &[Node], x: i64, end: bool, count: usize| {
        nodes
            .iter()
            .take(count)
            .enumerate()
            .map(|(index, node)| {
                let middle = y(index, count);
                let anchor = if end { "end" } else { "start" };
                let times = words.say_with("profile-touch-times", &[("count", node.times.into())]);
                view! {
                    <text class="tie-name" x=x y=middle text-anchor=anchor>
                        {node.name.clone()}
                    </text>
                    <text class="tie-note" x=x y=middle + 15 text-anchor=anchor>
                        {times}
                    </text>
                }
            })
            .collect_view()
    };
    let names_left = side(&left, 250, true, shown);
    let names_right = side(&right, 524, false, right.len());
    let rows = ties
        .iter()
        .filter_map(|tie| {
            let (from, to) = (left.get(tie.from)?, right.get(tie.to)?);
            Some(view! {
                <tr>
                    <th scope="row">{from.name.clone()}</th>
                    <td>{to.name.clone()}</td>
                    <td class="num">{words.number(tie.times)}</td>
                    <td>{words.ago(tie.last, now)}</td>
                </tr>
            })
        })
        .collect_view();
    let label = words.say("profile-touch");
    let others = (more > 0).then(|| {
        view! {
            <p class="mute">{words.say_with("profile-touch-others", &[("count", more.into())])}</p>
        }
    });
    view! {
        <figure class="chart">
            <svg class="touch-map" viewBox=format!("0 0 760 {height}") role="img" aria-label=label>
                {lines}
                {names_left}
                {names_right}
            </svg>
            {others}
            <details class="chart-table">
                <summary>{words.say("frame-as-table")}</summary>
                <table class="t">
                    <caption class="unseen">{label}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words.say("profile-who")}</th>
                            <th scope="col">{words.say("profile-where")}</th>
                            <th scope="col" class="num">
                                {words.say("plays-times")}
                            </th>
                            <th scope="col">{words.say("profile-when")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
    .into_any()
}

/// Both sides, the most frequent first, and what ties them together.
fn arranged(words: Words, touches: &[Touch]) -> (Vec<Node>, Vec<Node>, Vec<Tie>) {
    let (mut left, mut right): (Vec<Node>, Vec<Node>) = (Vec::new(), Vec::new());
    let mut ties: Vec<Tie> = Vec::new();
    let place = |nodes: &mut Vec<Node>, name: &str, touch: &Touch| -> usize {
        let index = nodes
            .iter()
            .position(|node| node.name == name)
            .unwrap_or_else(|| {
                nodes.push(Node {
                    name: name.to_owned(),
                    times: 0,
                    last: Timestamp(0),
                });
                nodes.len() - 1
            });
        if let Some(node) = nodes.get_mut(index) {
            node.times += touch.times;
            node.last = node.last.max(touch.last);
        }
        index
    };
    for touch in touches {
        let through = match &touch.staff {
            Some(staff) => staff.as_str(),
            None => super::touch_point(words, &touch.touch_point),
        };
        let from = place(&mut left, &touch.name, touch);
        let to = place(&mut right, through, touch);
        match ties.iter_mut().find(|tie| (tie.from, tie.to) == (from, to)) {
            Some(tie) => {
                tie.times += touch.times;
                tie.last = tie.last.max(touch.last);
            }
            None => ties.push(Tie {
                from,
                to,
                times: touch.times,
                last: touch.last,
            }),
        }
    }
    (left, right, ties)
}
