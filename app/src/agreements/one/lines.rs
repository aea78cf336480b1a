//! The lines of an agreement: what the customer may buy, discounts, and the
//! rules about single products.

use crate::agreements::fields::{those, when};
use crate::frame::parts::{Column, DataTable, Empty, Sheet, Tag, Tone};
use domain::agreements::{AgreementPage, CategoryRow, ProductRow, Validity};
use domain::text::Words;
use domain::{Quantity, Rate};
use leptos::prelude::*;

/// What a rule is about: `Displays · by Corvane`.
fn about(words: Words, row: &CategoryRow) -> String {
    those(words, row.name.as_deref(), row.only.as_ref())
}

/// How many products that are now; a rule about none is perhaps not what was
/// meant.
fn count_of(words: Words, page: &AgreementPage, row: &CategoryRow) -> AnyView {
    match page.products_of(row) {
        0 => view! { <Tag text=words.say("agreements-about-none") tone=Tone::Warn /> }.into_any(),
        count => words.number(count).into_any(),
    }
}

fn remove(words: Words, name: &'static str, value: String, what: &str) -> impl IntoView + use<> {
    let label = words.say_with("agreements-remove-what", &[("what", what.into())]);
    view! {
        <button class="btn s quiet" name=name value=value aria-label=label>
            {words.say("frame-remove")}
        </button>
    }
}

/// A price made with a rate: `12% off list, from 10 pieces`.
fn rated(words: Words, rule: &str, rate: Option<Rate>, least: Quantity) -> String {
    let message = match rule {
        "cost-plus" => "agreements-on-cost",
        _ => "agreements-off-list",
    };
    let rate = words.percent(rate.unwrap_or_default());
    let text = words.say_with(message, &[("rate", rate.as_str().into())]);
    match from_pieces(words, least) {
        Some(pieces) => format!("{text}, {pieces}"),
        None => text,
    }
}

/// From how many pieces on, if not from the first.
fn from_pieces(words: Words, least: Quantity) -> Option<String> {
    (least > Quantity::pieces(1))
        .then(|| words.say_with("catalog-from-pieces", &[("count", least.into())]))
}

/// What the customer may buy.
pub(super) fn assortment(words: Words, page: &AgreementPage, edits: bool) -> AnyView {
    let mut rows: Vec<AnyView> = page
        .categories
        .iter()
        .filter(|row| matches!(row.rule.as_str(), "in" | "out"))
        .map(|row| {
            let name = about(words, row);
            let (label, tone) = if row.rule == "in" {
                ("agreements-in", Tone::Good)
            } else {
                ("agreements-out", Tone::Bad)
            };
            let valid = Validity {
                from: row.valid_from,
                until: row.valid_until,
            };
            let count = count_of(words, page, row);
            let text = match (row.category, &row.only) {
                (Some(_), None) => {
                    words.say_with("agreements-and-below", &[("name", name.as_str().into())])
                }
                _ => name.clone(),
            };
            let button = edits.then(|| remove(words, "number", row.number.to_string(), &name));
            view! {
                <tr>
                    <td>
                        <Tag text=words.say(label) tone />
                    </td>
                    <td class="wide">{text}</td>
                    <td class="small" data-l=words.say("agreements-validity")>
                        {when(words, valid)}
                    </td>
                    <td class="num" data-l=words.say("agreements-count")>
                        {count}
                    </td>
                    <td class="actions">{button}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    for (rule, label, message, tone) in [
        ("in", "agreements-in", "agreements-single-in", Tone::Good),
        ("out", "agreements-out", "agreements-single-out", Tone::Bad),
    ] {
        let count = page.products.iter().filter(|row| row.rule == rule).count();
        if count > 0 {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            rows.push(
                view! {
                    <tr>
                        <td>
                            <Tag text=words.say(label) tone />
                        </td>
                        <td class="wide">
                            <a href="#lines">{words.say_with(message, &[("count", count.into())])}</a>
                        </td>
                        <td></td>
                        <td class="num">{words.number(count)}</td>
                        <td></td>
                    </tr>
                }
                .into_any(),
            );
        }
    }
    if rows.is_empty() {
        let text = if page.beside.is_empty() {
            "agreements-nothing-in-text"
        } else {
            "agreements-nothing-in-beside"
        };
        return view! {
            <Sheet title=words.say("agreements-may-buy")>
                <Empty title=words.say("agreements-nothing-in") text=words.say(text) />
            </Sheet>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(words.say("agreements-rule")),
        Column::new(words.say("agreements-products")),
        Column::new(words.say("agreements-validity")),
        Column::num(words.say("agreements-count")),
        Column::actions(),
    ];
    let action = format!("/console/agreements/{}/categories/remove", page.id);
    view! {
        <Sheet flush=true>
            <form method="post" action=action>
                <DataTable
                    caption=words.say("agreements-may-buy")
                    note=words.say("agreements-may-buy-note")
                    columns
                    stack=true
                >
                    {rows}
                </DataTable>
            </form>
        </Sheet>
    }
    .into_any()
}

/// Discounts and contract prices.
pub(super) fn prices(words: Words, page: &AgreementPage, edits: bool, find: &str) -> AnyView {
    let discounts: Vec<AnyView> = page
        .categories
        .iter()
        .filter(|row| !matches!(row.rule.as_str(), "in" | "out"))
        .map(|row| {
            let name = about(words, row);
            let price = rated(words, &row.rule, row.rate, row.least);
            let valid = Validity {
                from: row.valid_from,
                until: row.valid_until,
            };
            let button = edits.then(|| remove(words, "number", row.number.to_string(), &name));
            view! {
                <tr>
                    <td class="wide">{name}</td>
                    <td data-l=words.say("agreements-price")>
                        {price}
                    </td>
                    <td class="small" data-l=words.say("agreements-validity")>
                        {when(words, valid)}
                    </td>
                    <td class="num" data-l=words.say("agreements-products")>
                        {count_of(words, page, row)}
                    </td>
                    <td class="actions">{button}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = || {
        vec![
            Column::new(words.say("agreements-applies-to")),
            Column::new(words.say("agreements-price")),
            Column::new(words.say("agreements-validity")),
            Column::num(words.say("agreements-products")),
            Column::actions(),
        ]
    };
    let discounts = if discounts.is_empty() {
        view! {
            <Empty
                title=words.say("agreements-no-discounts")
                text=words.say("agreements-no-discounts-text")
            />
        }
        .into_any()
    } else {
        let action = format!("/console/agreements/{}/categories/remove", page.id);
        view! {
            <form method="post" action=action>
                <DataTable
                    caption=words.say("agreements-discounts")
                    note=words.say("agreements-discounts-note")
                    columns=columns()
                    stack=true
                >
                    {discounts}
                </DataTable>
            </form>
        }
        .into_any()
    };
    let lines = lines(words, page, edits, find);
    view! {
        <Sheet flush=true>{discounts}</Sheet>
        {lines}
    }
    .into_any()
}

/// The rules about single products.
fn lines(words: Words, page: &AgreementPage, edits: bool, find: &str) -> Option<AnyView> {
    if page.product_lines == 0 {
        return None;
    }
    let rows = page
        .products
        .iter()
        .map(|row| product_line(words, page, row, edits))
        .collect_view();
    let columns = vec![
        Column::new(words.say("frame-product")),
        Column::new(words.say("agreements-rule")),
        Column::num(words.say("agreements-price")),
        Column::num(words.say("agreements-list-price")),
        Column::new(words.say("agreements-validity")),
        Column::actions(),
    ];
    let here = format!("/console/agreements/{}", page.id);
    let shown = i64::try_from(page.products.len()).unwrap_or(i64::MAX);
    let note = words.say_with(
        "agreements-lines-shown",
        &[
            ("shown", shown.into()),
            ("total", page.product_lines.into()),
        ],
    );
    let find = find.to_owned();
    let number = page.shown.number.to_string();
    let many = page.product_lines > 20;
    let removing = format!("{here}/products/remove");
    Some(
        view! {
            <Sheet flush=true id="lines">
                {many
                    .then(|| {
                        view! {
                            <form
                                method="get"
                                action=here.clone()
                                class="filter in"
                                role="search"
                                aria-label=words.say("frame-search-list")
                            >
                                <input type="hidden" name="revision" value=number />
                                <label class="unseen" for="find">
                                    {words.say("agreements-find-line")}
                                </label>
                                <input
                                    class="input"
                                    type="search"
                                    id="find"
                                    name="find"
                                    value=find
                                    placeholder=words.say("agreements-find-line")
                                />
                                <button class="btn">{words.say("frame-search")}</button>
                            </form>
                        }
                    })}
                <form method="post" action=removing>
                    <DataTable
                        caption=words.say("agreements-single-products")
                        note=note
                        columns
                        stack=true
                    >
                        {rows}
                    </DataTable>
                </form>
            </Sheet>
        }
        .into_any(),
    )
}

fn product_line(
    words: Words,
    page: &AgreementPage,
    row: &ProductRow,
    edits: bool,
) -> impl IntoView + use<> {
    let (label, tone) = match row.rule.as_str() {
        "in" => ("agreements-in", Tone::Good),
        "out" => ("agreements-out", Tone::Bad),
        "discount" => ("agreements-discount", Tone::Accent),
        "cost-plus" => ("agreements-cost-plus", Tone::Accent),
        _ => ("agreements-fixed", Tone::Accent),
    };
    let price = match (row.price_minor, row.rate) {
        (Some(minor), _) => Some(words.money(page.money(minor))),
        (None, Some(rate)) => Some(rated(words, &row.rule, Some(rate), Quantity::pieces(1))),
        (None, None) => None,
    };
    let least =
        from_pieces(words, row.least).map(|pieces| view! { <span class="sub">{pieces}</span> });
    let valid = Validity {
        from: row.valid_from,
        until: row.valid_until,
    };
    let value = format!(
        "{} {} {} {}",
        row.product,
        row.rule,
        row.least.thousandths(),
        row.valid_from.0
    );
    let button = edits.then(|| remove(words, "line", value, &row.sku));
    let why = format!("/console/agreements/{}/why?sku={}", page.id, row.sku);
    view! {
        <tr>
            <td class="wide">
                <a href=why>{row.sku.clone()}</a>
                " "
                <span class="mute">{row.name.clone()}</span>
            </td>
            <td data-l=words.say("agreements-rule")>
                <Tag text=words.say(label) tone />
            </td>
            <td class="num" data-l=words.say("agreements-price")>
                {price} {least}
            </td>
            <td class="num" data-l=words.say("agreements-list-price")>
                {row.list_minor.map(|minor| words.money(page.money(minor)))}
            </td>
            <td class="small" data-l=words.say("agreements-validity")>{when(words, valid)}</td>
            <td class="actions">{button}</td>
        </tr>
    }
}
