//! `/equipment`: what a member has, or what the company has.

use super::narrow::{OVERDUE, filter, read_view, views};
use super::said::state;
use super::table::{Reader, nothing, table};
use crate::frame::parts::{Notice, PageHead, Sheet, Tone};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn, csv_pieces, csv_row};
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::assets::visibility::Sees;
use domain::assets::{
    After, AssetError, AssetList, AssetRow, AssetView, ask_holder, asset_page, equipment,
    equipment_rows, path_of,
};
use domain::id::MembershipId;
use domain::identity::Permission;
use domain::store::StoreError;
use domain::text::Words;
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
            if asset_page::<PageError>(&app.db, actor, &tag, visitor.now)
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
pub(super) fn tag_of(scanned: &str) -> String {
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

fn page(
    visitor: &SignedIn,
    address: Address,
    view: AssetView,
    found: AssetList,
    missed: Option<String>,
) -> Response {
    let (words, now) = (visitor.words, visitor.now);
    let sees = Sees::of(visitor.actor());
    let manages = visitor.actor().may(Permission::ManageCompany);
    let reader = Reader::Member {
        labels: visitor.actor().may(Permission::SeeCompany),
        manages,
    };
    let title = words.say(if sees == Sees::Own {
        "assets-mine-title"
    } else {
        "assets-title"
    });
    let sub = words.say(if sees == Sees::Own {
        "assets-mine-sub"
    } else {
        "assets-sub"
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
                table(words, title, &address, &view, &found, reader, now)
            };
            view! {
                <PageHead title sub=sub>
                    <a class="btn" href="/orders/returns">
                        {words.say("orders-returns")}
                    </a>
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
