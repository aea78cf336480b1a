//! The table of a list of equipment, for members and for staff.

use super::console_unit::console_path_of;
use super::said::state_tag;
use crate::frame::Address;
use crate::frame::parts::{Column, DataTable, Empty, Icon, KeyPager};
use domain::Timestamp;
use domain::assets::{AssetList, AssetRow, AssetView, COUNTED, path_of};
use domain::id::CustomerId;
use domain::text::Words;
use leptos::prelude::*;

/// Who reads the table: a member, of whom those who see the company's equipment print
/// labels for it, and those who manage it change several at once; or staff who look at
/// this customer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Member { labels: bool, manages: bool },
    Staff(CustomerId),
}

impl Reader {
    const fn is_member(self) -> bool {
        matches!(self, Reader::Member { .. })
    }
}

pub(super) fn table(
    words: Words,
    title: &'static str,
    address: &Address,
    view: &AssetView,
    found: &AssetList,
    reader: Reader,
    now: Timestamp,
) -> AnyView {
    let columns = vec![
        Column::new(words.say("assets-tag")),
        Column::new(words.say("assets-name")),
        Column::new(words.say("assets-state")),
        Column::new(words.say("assets-person")),
        Column::new(words.say("assets-unit")),
        Column::new(words.say("assets-warranty")),
    ];
    let rows = found
        .rows
        .iter()
        .map(|one| row(words, address, one, reader, now))
        .collect_view();
    let tags = || found.rows.iter().map(|row| row.service_tag.as_str());
    let labels = matches!(reader, Reader::Member { labels: true, .. }).then(|| {
        view! {
            <a class="link small" href=labels_of(tags())>
                {words.say("assets-labels")}
            </a>
            " "
        }
    });
    let several = matches!(reader, Reader::Member { manages: true, .. }).then(|| {
        view! {
            <a class="link small" href=with_tags("/equipment/several", tags())>
                {words.say("assets-several")}
            </a>
            " "
        }
    });
    let aside = reader.is_member().then(|| {
        let file = address.clone().without("after").as_file();
        view! {
            {labels}
            {several}
            <a class="link small" href=file>{words.say("frame-csv")}</a>
        }
    });
    let footer = pager(words, address, view, found);
    view! {
        <DataTable caption=title aside=aside.map(IntoView::into_view) columns stack=true footer>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// Where the labels of these units are.
pub(super) fn labels_of<'a>(tags: impl Iterator<Item = &'a str>) -> String {
    with_tags("/equipment/labels", tags)
}

/// A page for these units.
fn with_tags<'a>(path: &str, tags: impl Iterator<Item = &'a str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(tags.map(|tag| ("tag", tag)));
    format!("{path}?{}", query.finish())
}

/// How many there are, and the way to those behind.
fn pager(words: Words, address: &Address, view: &AssetView, found: &AssetList) -> AnyView {
    let count = if found.found > COUNTED {
        words.say_with(
            "assets-more-than",
            &[("count", words.number(COUNTED).into())],
        )
    } else {
        words.say_with("frame-rows", &[("count", found.found.into())])
    };
    let full = i64::try_from(found.rows.len()).is_ok_and(|rows| rows >= view.limit);
    let last = found.rows.last().filter(|_| full);
    let next = last.map(|last| view.after(last).to_string());
    let first = words.say("assets-to-first");
    view! { <KeyPager address=address.clone() next first count /> }.into_any()
}

fn row(words: Words, address: &Address, one: &AssetRow, reader: Reader, now: Timestamp) -> AnyView {
    let unit_page = match reader {
        Reader::Member { .. } => path_of(&one.service_tag),
        Reader::Staff(customer) => console_path_of(customer, &one.service_tag),
    };
    let beside: Vec<&str> = [one.asset_tag.as_str(), one.serial_number.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let beside = beside.join(" · ");
    let kind: Vec<&str> = [
        one.manufacturer.as_str(),
        one.model.as_str(),
        one.sku.as_str(),
    ]
    .into_iter()
    .filter(|text| !text.is_empty())
    .collect();
    let kind = kind.join(" · ");
    let lent = (!one.loaned_to.is_empty()).then(|| {
        let text = match one.loaned_until {
            Some(day) => words.say_with(
                "assets-lent-until",
                &[
                    ("name", one.loaned_to.as_str().into()),
                    ("day", words.date_short(day).into()),
                ],
            ),
            None => one.loaned_to.clone(),
        };
        view! { <span class="sub">{text}</span> }
    });
    let person = match one.membership_id {
        Some(_) => {
            let href = address
                .clone()
                .without("after")
                .with("person", one.email.as_str())
                .href();
            view! { <a href=href>{one.person.clone()}</a> }.into_any()
        }
        None => "–".into_any(),
    };
    let place =
        (!one.place.is_empty()).then(|| view! { <span class="sub">{one.place.clone()}</span> });
    let unit = match (one.unit.as_str(), one.cost_centre.as_str()) {
        ("", "") => "–".to_owned(),
        ("", centre) => centre.to_owned(),
        (unit, "") => unit.to_owned(),
        (unit, centre) => format!("{unit} · {centre}"),
    };
    let warranty = match one.warranty_until {
        None => "–".into_any(),
        // Whoever asks for a repair should see it before, not after.
        Some(day) if day.is_over_everywhere(now) => {
            let over = [("day", words.date_short(day).into())];
            let over = words.say_with("assets-warranty-over", &over);
            view! { <span class="mute">{over}</span> }.into_any()
        }
        Some(day) => words.date_short(day).into_any(),
    };
    view! {
        <tr>
            <td class="wide">
                <a href=unit_page>
                    <code>{one.service_tag.clone()}</code>
                </a>
                <span class="sub">{beside}</span>
            </td>
            <td class="wide">
                {one.name.clone()}
                <span class="sub">{kind}</span>
            </td>
            <td data-l=words.say("assets-state")>{state_tag(words, one.state)} {lent}</td>
            <td data-l=words.say("assets-person")>{person} {place}</td>
            <td data-l=words.say("assets-unit")>{unit}</td>
            <td data-l=words.say("assets-warranty") class="nw">
                {warranty}
            </td>
        </tr>
    }
    .into_any()
}

pub(super) fn nothing(
    words: Words,
    address: &Address,
    view: &AssetView,
    reader: Reader,
    manages: bool,
) -> AnyView {
    if view.is_narrowed() || view.after.is_some() {
        let all = address.path().to_owned();
        view! {
            <Empty
                title=words.say("assets-none-found")
                text=words.say("assets-none-found-text")
                icon=Icon::Search
            >
                <a class="btn" href=all>{words.say("assets-show-all")}</a>
            </Empty>
        }
        .into_any()
    } else {
        // Staff have a site of nobody's to look for something on.
        let standards = reader.is_member().then(|| {
            view! {
                <a class="btn" href="/standards">{words.say("frame-standards")}</a>
            }
        });
        let import = manages.then(|| {
            view! {
                <a class="btn" href="/equipment/import">{words.say("assets-import")}</a>
            }
        });
        view! {
            <Empty
                title=words.say("assets-none")
                text=words.say("assets-none-text")
                icon=Icon::Parts
            >
                {import} {standards}
            </Empty>
        }
        .into_any()
    }
}
