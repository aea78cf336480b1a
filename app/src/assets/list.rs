//! `/equipment`: what a member has, or what the company has.

use super::said::{state, state_tag};
use crate::frame::parts::{
    Column, DataTable, Empty, Filter, Icon, PageHead, Sheet, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn, csv_pieces, csv_row};
use axum::extract::State as Shared;
use axum::response::Response;
use domain::Day;
use domain::assets::{
    After, AssetError, AssetList, AssetRow, AssetView, COUNTED, State, equipment, equipment_rows,
    path_of,
};
use domain::identity::Permission;
use domain::store::StoreError;
use domain::text::Words;
use leptos::prelude::*;

/// Units on a page.
const PAGE: i64 = 50;
/// Units in one piece of a file.
const PIECE: i64 = 2_000;

/// `GET /equipment?q=…&state=…&unit=…&person=…&sku=…&warranty=…&mine=1&after=…`
pub async fn show(visitor: SignedIn, Shared(app): Shared<AppState>) -> Result<Response, PageError> {
    let actor = visitor.actor();
    actor.member_who_may(Permission::Browse)?;
    let address = Address::of(&visitor);
    let view = read_view(&address, visitor.now.into(), PAGE);
    let found = equipment::<PageError>(&app.db, actor, None, &view).await?;
    Ok(page(&visitor, address, view, found))
}

/// `GET /equipment.csv?…`: the same rows, all of them.
pub async fn file(visitor: SignedIn, Shared(app): Shared<AppState>) -> Result<Response, PageError> {
    let actor = visitor.actor().clone();
    actor.member_who_may(Permission::Browse)?;
    let words = visitor.words;
    let view = read_view(&Address::of(&visitor), visitor.now.into(), PIECE);
    let head = [
        "assets-tag",
        "assets-own-tag",
        "assets-serial",
        "assets-name",
        "assets-sku",
        "assets-manufacturer",
        "assets-model",
        "assets-state",
        "assets-person",
        "assets-unit",
        "assets-cost-centre",
        "assets-place",
        "assets-loaned-to",
        "assets-loaned-until",
        "assets-bought",
        "assets-warranty",
        "assets-refresh",
    ]
    .map(|id| words.say(id));
    Ok(csv_pieces(
        "equipment.csv",
        csv_row(head),
        move |after: Option<After>| {
            let (db, actor) = (app.db.clone(), actor.clone());
            let view = AssetView {
                after,
                ..view.clone()
            };
            async move {
                let rows = equipment_rows::<AssetError>(&db, &actor, None, &view)
                    .await
                    .map_err(|error| match error {
                        AssetError::Store(error) => error,
                        _ => StoreError::Closed,
                    })?;
                let text: String = rows.iter().map(|row| csv(words, row)).collect();
                Ok(rows.last().map(|last| (text, Some(last.after()))))
            }
        },
    ))
}

fn csv(words: Words, row: &AssetRow) -> String {
    let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
    csv_row([
        row.service_tag.clone(),
        row.asset_tag.clone(),
        row.serial_number.clone(),
        row.name.clone(),
        row.sku.clone(),
        row.manufacturer.clone(),
        row.model.clone(),
        state(words, row.state).to_owned(),
        row.person.clone(),
        row.unit.clone(),
        row.cost_centre.clone(),
        row.place.clone(),
        row.loaned_to.clone(),
        day(row.loaned_until),
        day(row.bought_at),
        day(row.warranty_until),
        day(row.refresh_at),
    ])
}

/// The view that an address asks for. `warranty` is within how many days it ends.
pub(super) fn read_view(address: &Address, today: Day, limit: i64) -> AssetView {
    let within = address
        .get("warranty")
        .and_then(|days| days.parse::<i64>().ok())
        .filter(|days| (0..=3_660).contains(days));
    AssetView {
        search: address.get("q").unwrap_or_default().to_owned(),
        mine: address.get("mine").is_some(),
        state: address.get("state").and_then(State::from_code),
        unit: address.get("unit").and_then(|id| id.parse().ok()),
        person: address.get("person").and_then(|id| id.parse().ok()),
        sku: address.get("sku").unwrap_or_default().to_owned(),
        warranty_until: within.map(|days| today.plus_days(days)),
        after: address.get("after").and_then(|key| key.parse().ok()),
        limit,
    }
}

fn page(visitor: &SignedIn, address: Address, view: AssetView, found: AssetList) -> Response {
    let words = visitor.words;
    let whole = visitor.actor().may(Permission::SeeCompany);
    let manages = visitor.actor().may(Permission::ManageCompany);
    let title = words.say(if whole {
        "assets-title"
    } else {
        "assets-mine-title"
    });
    Page::new(visitor, Face::Site, title)
        .nav("equipment")
        .show(move || {
            let views = views(words, &address, &view, &found, whole);
            let filter = filter(words, &address, &view, &found, whole);
            let content = if found.rows.is_empty() {
                nothing(words, &address, &view, manages)
            } else {
                table(words, title, &address, &view, &found, Reader::Member)
            };
            view! {
                <PageHead title sub=words.say("assets-sub")>
                    {manages
                        .then(|| {
                            view! {
                                <a class="btn" href="/equipment/import">
                                    {words.say("assets-import")}
                                </a>
                            }
                        })}
                </PageHead>
                <div class="stack-s">
                    {views} {filter} <Sheet flush=true>{content}</Sheet>
                </div>
            }
        })
}

/// The states as tabs, each with how many there are.
pub(super) fn views(
    words: Words,
    address: &Address,
    view: &AssetView,
    found: &AssetList,
    whole: bool,
) -> AnyView {
    let plain = address.clone().without("after");
    let count = |of: State| {
        let known = found.states.iter().find(|(state, _)| *state == of);
        known.map_or(0, |(_, count)| *count)
    };
    let label = |name: &'static str, count: i64| {
        let args = [("name", name.into()), ("count", words.number(count).into())];
        words.say_with("assets-counted", &args)
    };
    let mut links = vec![ViewLink::new(
        label(words.say("assets-all"), found.total()),
        plain.clone().without("state").href(),
        view.state.is_none(),
    )];
    for of in State::ALL {
        links.push(ViewLink::new(
            label(state(words, *of), count(*of)),
            plain.clone().with("state", of.code()).href(),
            view.state == Some(*of),
        ));
    }
    let mine = whole.then(|| {
        let (href, text) = if view.mine {
            (plain.clone().without("mine"), "assets-everybodys")
        } else {
            (plain.clone().with("mine", "1"), "assets-only-mine")
        };
        view! { <a class="btn s quiet" href=href.href()>{words.say(text)}</a> }
    });
    view! {
        <div class="row">
            <Views label=words.say("assets-views") views=links />
            {mine}
        </div>
    }
    .into_any()
}

pub(super) fn filter(
    words: Words,
    address: &Address,
    view: &AssetView,
    found: &AssetList,
    whole: bool,
) -> AnyView {
    let unit = (whole && !found.units.is_empty()).then(|| {
        let options = found
            .units
            .iter()
            .map(|(id, name)| {
                let chosen = view.unit == Some(*id);
                view! {
                    <option value=id.to_string() selected=chosen>
                        {name.clone()}
                    </option>
                }
            })
            .collect_view();
        view! {
            <select class="input" name="unit" aria-label=words.say("assets-unit")>
                <option value="" selected=view.unit.is_none()>
                    {words.say("assets-all-units")}
                </option>
                {options}
            </select>
        }
    });
    let within = address.get("warranty").unwrap_or_default().to_owned();
    let warranty = [("30", 30_i64), ("90", 90), ("365", 365)]
        .into_iter()
        .map(|(value, days)| {
            let text = words.say_with("assets-warranty-within", &[("days", days.into())]);
            view! { <option value=value selected=within == value>{text}</option> }
        })
        .collect_view();
    view! {
        <Filter
            address=address.clone().without("after")
            label=words.say("assets-search")
            own=&["unit", "warranty"]
            more=view! {
                {unit}
                <select class="input" name="warranty" aria-label=words.say("assets-warranty")>
                    <option value="">{words.say("assets-any-warranty")}</option>
                    {warranty}
                </select>
            }
        />
    }
    .into_any()
}

/// Who reads the table: a member's rows lead to the unit, staff only read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Member,
    Staff,
}

pub(super) fn table(
    words: Words,
    title: &'static str,
    address: &Address,
    view: &AssetView,
    found: &AssetList,
    reader: Reader,
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
        .map(|one| row(words, address, one, reader))
        .collect_view();
    let aside = (reader == Reader::Member).then(|| {
        let tags = found.rows.iter().map(|row| row.service_tag.as_str());
        let labels = labels_of(tags);
        let file = address.clone().without("after").as_file();
        view! {
            <a class="link small" href=labels>{words.say("assets-labels")}</a>
            " "
            <a class="link small" href=file>{words.say("assets-csv")}</a>
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
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(tags.map(|tag| ("tag", tag)));
    format!("/equipment/labels?{}", query.finish())
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
    let next = found.rows.last().filter(|_| full).map(|last| {
        let href = address
            .clone()
            .with("after", last.after().to_string())
            .href();
        view! {
            <a class="btn s" rel="next" href=href>
                {words.say("frame-next")}
            </a>
        }
    });
    let first = view.after.map(|_| {
        view! {
            <a class="btn s" rel="first" href=address.clone().without("after").href()>
                {words.say("assets-to-first")}
            </a>
        }
    });
    view! {
        <div class="pager">
            <span>{count}</span>
            <nav class="pager-links" aria-label=words.say("frame-pages")>
                {first}
                {next}
            </nav>
        </div>
    }
    .into_any()
}

fn row(words: Words, address: &Address, one: &AssetRow, reader: Reader) -> AnyView {
    let tag = match reader {
        Reader::Member => view! {
            <a href=path_of(&one.service_tag)>
                <code>{one.service_tag.clone()}</code>
            </a>
        }
        .into_any(),
        Reader::Staff => view! { <code>{one.service_tag.clone()}</code> }.into_any(),
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
        Some(id) => {
            let href = address
                .clone()
                .without("after")
                .with("person", id.to_string())
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
    let warranty = one
        .warranty_until
        .map_or_else(|| "–".to_owned(), |day| words.date_short(day));
    view! {
        <tr>
            <td class="wide">
                {tag}
                <span class="sub">{beside}</span>
            </td>
            <td data-l=words.say("assets-name")>
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

pub(super) fn nothing(words: Words, address: &Address, view: &AssetView, manages: bool) -> AnyView {
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
                {import}
                <a class="btn" href="/standards">{words.say("frame-standards")}</a>
            </Empty>
        }
        .into_any()
    }
}
