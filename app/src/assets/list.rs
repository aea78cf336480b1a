//! `/equipment`: what a member has, or what the company has.

use super::said::{state, state_tag};
use crate::frame::parts::{
    Column, DataTable, Empty, Filter, Icon, Notice, PageHead, Sheet, Tone, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn, csv_pieces, csv_row};
use axum::extract::State as Shared;
use axum::response::Response;
use axum::response::{IntoResponse, Redirect};
use domain::assets::due::Quarter;
use domain::assets::visibility::Sees;
use domain::assets::{
    After, AssetError, AssetList, AssetRow, AssetView, COUNTED, State, ask_holder, asset_page,
    equipment, equipment_rows, path_of,
};
use domain::id::MembershipId;
use domain::identity::Permission;
use domain::store::StoreError;
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// Units on a page.
const PAGE: i64 = 50;
/// Units in one piece of a file.
const PIECE: i64 = 2_000;

/// `GET /equipment?q=…&state=…&unit=…&person=…&kind=…&sku=…&warranty=…&due=…&mine=1&after=…`
///
/// With `tag=…`, typed or scanned, on to that unit.
pub async fn show(visitor: SignedIn, Shared(app): Shared<AppState>) -> Result<Response, PageError> {
    let actor = visitor.actor();
    actor.member_who_may(Permission::Browse)?;
    let address = Address::of(&visitor);
    let mut missed = None;
    let view = match address.get("tag").map(tag_of).filter(|tag| !tag.is_empty()) {
        Some(tag) => {
            if asset_page::<PageError>(&app.db, actor, &tag)
                .await?
                .is_some()
            {
                return Ok(Redirect::to(&path_of(&tag)).into_response());
            }
            missed = Some(tag);
            AssetView {
                limit: PAGE,
                ..AssetView::default()
            }
        }
        None => view_of(&app, &visitor, &address, PAGE).await?,
    };
    let found = equipment::<PageError>(&app.db, actor, None, &view).await?;
    Ok(page(&visitor, address.without("tag"), view, found, missed))
}

/// The view that a member's address asks for. One statement if it names a person.
async fn view_of(
    app: &AppState,
    visitor: &SignedIn,
    address: &Address,
    limit: i64,
) -> Result<AssetView, PageError> {
    let company = visitor
        .actor()
        .member_who_may(Permission::Browse)?
        .company
        .id;
    let person = match person_of(address) {
        None => None,
        Some(email) => {
            let mut read = app.db.read(visitor.actor().scope()).await?;
            Some(holder(ask_holder(company, email).fetch(&mut read).await?))
        }
    };
    Ok(read_view(address, person, visitor.now.into(), limit))
}

/// Whose equipment an address asks for: an e-mail address.
pub(super) fn person_of(address: &Address) -> Option<&str> {
    let typed = address.get("person").map(str::trim);
    typed.filter(|typed| !typed.is_empty())
}

/// Who was found; if nobody was, somebody who has nothing.
pub(super) fn holder(found: Option<MembershipId>) -> MembershipId {
    found.unwrap_or_default()
}

/// The tag that somebody typed, or that a scanner typed for them: it may be all of
/// the address that the code on a label leads to.
fn tag_of(scanned: &str) -> String {
    let scanned = scanned.trim();
    let Some((_, tag)) = scanned.split_once("/equipment/") else {
        return scanned.to_owned();
    };
    let tag = tag.split(['?', '#', '/', '&']).next().unwrap_or_default();
    let pair = format!("tag={}", tag.replace('+', "%2B"));
    let read = form_urlencoded::parse(pair.as_bytes()).next();
    read.map(|(_, tag)| tag.into_owned()).unwrap_or_default()
}

/// `GET /equipment.csv?…`: the same rows, all of them.
pub async fn file(visitor: SignedIn, Shared(app): Shared<AppState>) -> Result<Response, PageError> {
    let actor = visitor.actor().clone();
    actor.member_who_may(Permission::Browse)?;
    let words = visitor.words;
    let view = view_of(&app, &visitor, &Address::of(&visitor), PIECE).await?;
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
        "assets-paid",
        "assets-currency",
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
                Ok(rows.last().map(|last| (text, Some(view.after(last)))))
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
        row.paid().map(|paid| paid.plain()).unwrap_or_default(),
        row.paid()
            .map(|paid| paid.currency.code().to_owned())
            .unwrap_or_default(),
    ])
}

/// The view that an address asks for. `warranty` is within how many days it ends,
/// `due` a quarter or [`OVERDUE`].
pub(super) fn read_view(
    address: &Address,
    person: Option<MembershipId>,
    today: Day,
    limit: i64,
) -> AssetView {
    let within = address
        .get("warranty")
        .and_then(|days| days.parse::<i64>().ok())
        .filter(|days| (0..=3_660).contains(days));
    let due = match address.get("due") {
        None | Some("") => None,
        Some(OVERDUE) => {
            let before = Quarter::of(today).first().plus_days(-1);
            Some((Day::of(Timestamp(0)), before))
        }
        Some(quarter) => quarter
            .parse::<Quarter>()
            .ok()
            .map(|quarter| (quarter.first(), quarter.last())),
    };
    AssetView {
        search: address.get("q").unwrap_or_default().to_owned(),
        mine: address.get("mine").is_some(),
        state: address.get("state").and_then(State::from_code),
        unit: address.get("unit").and_then(|id| id.parse().ok()),
        person,
        sku: address.get("sku").unwrap_or_default().to_owned(),
        kind: address.get("kind").and_then(|number| number.parse().ok()),
        warranty_until: within.map(|days| today.plus_days(days)),
        due,
        after: address.get("after").and_then(|key| key.parse().ok()),
        limit,
    }
}

/// What `due` is of what should have been replaced before this quarter.
pub(super) const OVERDUE: &str = "overdue";

fn page(
    visitor: &SignedIn,
    address: Address,
    view: AssetView,
    found: AssetList,
    missed: Option<String>,
) -> Response {
    let words = visitor.words;
    let sees = Sees::of(visitor.actor());
    let manages = visitor.actor().may(Permission::ManageCompany);
    let reader = Reader::Member {
        labels: visitor.actor().may(Permission::SeeCompany),
    };
    let title = words.say(if sees == Sees::Own {
        "assets-mine-title"
    } else {
        "assets-title"
    });
    let mine = match sees {
        Sees::Own => None,
        Sees::Unit(_) => Some("assets-my-units"),
        Sees::Company => Some("assets-everybodys"),
    };
    Page::new(visitor, Face::Site, title)
        .nav("equipment")
        .show(move || {
            let views = views(words, &address, &view, &found, mine);
            let filter = filter(words, &address, &view, &found);
            let due = view
                .due
                .map(|(first, last)| due_notice(words, &address, first, last));
            let content = if found.rows.is_empty() {
                nothing(words, &address, &view, reader, manages)
            } else {
                table(words, title, &address, &view, &found, reader)
            };
            view! {
                <PageHead title sub=words.say("assets-sub")>
                    {mine
                        .map(|_| {
                            view! {
                                <a class="btn" href="/equipment/refresh">
                                    {words.say("assets-refresh-plan")}
                                </a>
                            }
                        })}
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
                    {scan(words, missed)} {views} {filter} {due} <Sheet flush=true>{content}</Sheet>
                </div>
            }
        })
}

/// A tag to type, or to scan with a scanner that types: a phone's camera opens the
/// address in the code by itself.
fn scan(words: Words, missed: Option<String>) -> AnyView {
    let problem = missed.as_ref().map(|tag| {
        let said = words.say_with("assets-no-such-tag", &[("tag", tag.as_str().into())]);
        view! { <Notice tone=Tone::Warn>{said}</Notice> }
    });
    view! {
        {problem}
        <form
            method="get"
            action="/equipment"
            class="filter"
            aria-label=words.say("assets-scan-tag")
        >
            <input
                class="input"
                name="tag"
                value=missed
                required
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                placeholder=words.say("assets-scan-tag")
                aria-label=words.say("assets-scan-tag")
            />
            <button class="btn">{words.say("assets-scan-open")}</button>
            <span class="small mute">{words.say("assets-scan-help")}</span>
        </form>
    }
    .into_any()
}

/// That only what is due is shown, and the way back to everything.
fn due_notice(words: Words, address: &Address, first: Day, last: Day) -> AnyView {
    let days = [
        ("first", words.date_short(first).into()),
        ("last", words.date_short(last).into()),
    ];
    let said = if address.get("due") == Some(OVERDUE) {
        words.say_with("assets-due-before", &days)
    } else {
        words.say_with("assets-due-between", &days)
    };
    let all = address.clone().without("due").without("after").href();
    view! {
        <p class="small">
            {said} " " <a href=all>{words.say("assets-show-all")}</a>
        </p>
    }
    .into_any()
}

/// How many, as far as they are counted.
fn counted(words: Words, count: i64) -> String {
    if count > COUNTED {
        let most = [("count", words.number(COUNTED).into())];
        words.say_with("assets-and-more", &most)
    } else {
        words.number(count)
    }
}

/// The states as tabs, each with how many there are; and the way between one's own
/// and what else one sees, called like this.
pub(super) fn views(
    words: Words,
    address: &Address,
    view: &AssetView,
    found: &AssetList,
    others: Option<&'static str>,
) -> AnyView {
    let plain = address.clone().without("after");
    let count = |of: State| {
        let known = found.states.iter().find(|(state, _)| *state == of);
        known.map_or(0, |(_, count)| *count)
    };
    let label = |name: &'static str, count: i64| {
        let args = [
            ("name", name.into()),
            ("count", counted(words, count).into()),
        ];
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
    let mine = others.map(|others| {
        let (href, text) = if view.mine {
            (plain.clone().without("mine"), others)
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
) -> AnyView {
    let unit = (!found.units.is_empty()).then(|| {
        let options = found.units.iter();
        let options = options.map(|(id, name)| (id.to_string(), name.clone()));
        choice(
            "unit",
            words.say("assets-all-units"),
            options,
            view.unit.map(|id| id.to_string()),
        )
    });
    let kind = (!found.kinds.is_empty()).then(|| {
        let options = found.kinds.iter().map(|kind| {
            let name = match kind.sku.as_str() {
                "" => kind.name.clone(),
                sku => format!("{} · {sku}", kind.name),
            };
            (kind.number.to_string(), name)
        });
        let chosen = view.kind.map(|number| number.to_string());
        choice("kind", words.say("assets-all-kinds"), options, chosen)
    });
    let person = found.whole.then(|| {
        let people = found.people.iter().map(|one| {
            let (email, name) = (one.email.clone(), one.name.clone());
            view! { <option value=email>{name}</option> }
        });
        let people = people.collect_view();
        let typed = address.get("person").unwrap_or_default().to_owned();
        view! {
            <input
                class="input"
                type="email"
                name="person"
                value=typed
                list="equipment-people"
                autocomplete="off"
                placeholder=words.say("assets-person-email")
                aria-label=words.say("assets-person-email")
            />
            <datalist id="equipment-people">{people}</datalist>
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
            own=&["unit", "kind", "person", "warranty"]
            more=view! {
                {unit}
                {kind}
                {person}
                <select class="input" name="warranty" aria-label=words.say("assets-warranty")>
                    <option value="">{words.say("assets-any-warranty")}</option>
                    {warranty}
                </select>
            }
        />
    }
    .into_any()
}

/// A list to choose from, in a filter.
fn choice(
    name: &'static str,
    all: &'static str,
    options: impl Iterator<Item = (String, String)>,
    chosen: Option<String>,
) -> AnyView {
    let none = chosen.is_none();
    let options = options
        .map(|(value, text)| {
            let selected = chosen.as_ref() == Some(&value);
            view! {
                <option value=value selected=selected>
                    {text}
                </option>
            }
        })
        .collect_view();
    view! {
        <select class="input" name=name aria-label=all>
            <option value="" selected=none>
                {all}
            </option>
            {options}
        </select>
    }
    .into_any()
}

/// Who reads the table: a member's rows lead to the unit, and who sees the company's
/// equipment prints labels for it; staff only read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Member { labels: bool },
    Staff,
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
    let labels = (reader == Reader::Member { labels: true }).then(|| {
        let tags = found.rows.iter().map(|row| row.service_tag.as_str());
        let labels = labels_of(tags);
        view! {
            <a class="link small" href=labels>{words.say("assets-labels")}</a>
            " "
        }
    });
    let aside = reader.is_member().then(|| {
        let file = address.clone().without("after").as_file();
        view! {
            {labels}
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
            .with("after", view.after(last).to_string())
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
        Reader::Member { .. } => view! {
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
    let warranty = one
        .warranty_until
        .map_or_else(|| "–".to_owned(), |day| words.date_short(day));
    view! {
        <tr>
            <td class="wide">
                {tag}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanner_may_type_the_whole_address() {
        for (scanned, tag) in [
            (" 234-567B ", "234-567B"),
            ("https://portal.example/equipment/234567B", "234567B"),
            (
                "https://portal.example/equipment/A%2F1?from=label#top",
                "A/1",
            ),
            ("/equipment/OLD-0001", "OLD-0001"),
        ] {
            assert_eq!(tag_of(scanned), tag);
        }
    }
}
