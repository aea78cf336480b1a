//! What was learned and what it changes: the site's home page, what is
//! remembered about a person, the supplier's dossier of a customer, and where
//! pages tell that they were looked at.

mod beacon;
mod dossier;
mod fact;
mod history;
mod home;
mod note;
mod recording;
mod remembered;
mod team;
mod touch_map;

pub use beacon::collect_into;
pub(crate) use beacon::looked_at;

use crate::frame::parts::{Column, DataTable, Empty, Sheet};
use crate::frame::{AppState, PageError, Settings, Text};
use axum::Router;
use axum::routing::{get, post};
use domain::profile::{Change, DossierError, Lately, wording};
use domain::text::Words;
use leptos::prelude::*;

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::show))
        .route("/not-for-us", post(home::not_for_us))
        .route("/team", get(team::show))
        .route("/beacon", post(beacon::take))
        .route("/me/remembered", get(remembered::show))
        .route("/me/remembered/export", get(remembered::export))
        .route("/me/remembered/delete", post(remembered::delete))
        .route("/me/remembered/correct", post(remembered::correct))
        .route("/me/remembered/again", post(remembered::again))
        .route("/me/remembered/choice", post(remembered::choose))
        .route(
            "/company/recording",
            get(recording::show).post(recording::submit),
        )
        .route("/company/recording/forget", post(recording::forget))
        .route("/console/customers/{id}", get(dossier::show))
        .route("/console/customers/{id}/rebuild", post(dossier::rebuild))
        .route("/console/customers/{id}/interactions", get(history::show))
        .route("/console/customers/{id}/facts/{fact}", get(fact::show))
        .route(
            "/console/customers/{id}/note",
            get(note::show).post(note::submit),
        )
}

impl From<DossierError> for PageError {
    fn from(error: DossierError) -> Self {
        match error {
            // A customer that is not there and one that is not for this
            // person look the same.
            DossierError::Denied(_) => PageError::NotFound,
            DossierError::Store(error) => error.into(),
        }
    }
}

/// The name of a touch point.
fn touch_point(words: Words, code: &str) -> &'static str {
    match code {
        "mail" => words.say("profile-at-mail"),
        "console" => words.say("profile-at-console"),
        "in-person" => words.say("profile-at-in-person"),
        _ => words.say("profile-at-web"),
    }
}

/// What somebody of the supplier does for a customer.
fn function(words: Words, code: &str) -> Text {
    match code {
        "account-manager" => words.say("profile-function-account-manager").into(),
        "order-desk" => words.say("profile-function-order-desk").into(),
        "curator" => words.say("profile-function-curator").into(),
        "agent" => words.say("profile-function-agent").into(),
        "admin" => words.say("profile-function-admin").into(),
        other => other.to_owned().into(),
    }
}

/// That nobody of the supplier is named yet, and where to turn meanwhile.
fn nobody_named(words: Words, settings: &Settings) -> AnyView {
    let supplier = settings.supplier.as_str();
    let (text, write) = match &settings.contact {
        Some(contact) => {
            let mail = format!("mailto:{contact}");
            let write = view! { <a class="btn s" href=mail>{contact.to_string()}</a> };
            ("profile-team-none-write", Some(write))
        }
        None => ("profile-team-none-text", None),
    };
    let text = words.say_with(text, &[("supplier", supplier.into())]);
    view! { <Empty title=words.say("profile-team-none") text=text>{write}</Empty> }.into_any()
}

/// A sheet that has nothing yet, and why.
fn nothing(title: &'static str, none: &'static str, why: &'static str) -> AnyView {
    view! {
        <Sheet title=title>
            <Empty title=none text=why />
        </Sheet>
    }
    .into_any()
}

/// What happened, as rows of a table.
fn happened_table(
    words: Words,
    caption: impl Into<Text>,
    rows: Vec<Lately>,
    footer: AnyView,
) -> AnyView {
    let columns = vec![
        Column::new(words.say("profile-what")),
        Column::new(words.say("profile-who")),
        Column::new(words.say("profile-where")),
        Column::new(words.say("profile-when")),
    ];
    let rows = rows
        .into_iter()
        .map(|row| {
            let one = &row.what;
            let what = wording::happened(words, &one.kind, &one.subject, &one.text, one.amount);
            let who = row
                .who
                .unwrap_or_else(|| words.say("profile-supplier-did").to_owned());
            view! {
                <tr>
                    <td class="wide">{what}</td>
                    <td data-l=words.say("profile-who")>{who}</td>
                    <td data-l=words.say("profile-where")>
                        {touch_point(words, &one.touch_point)}
                    </td>
                    <td class="mute" data-l=words.say("profile-when")>
                        {words.moment_short(one.at)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable caption=caption.into() columns stack=true quiet=true footer=footer>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// "We changed this because …": for home, and for the page of the thing that
/// was changed.
pub fn because(words: Words, changes: Vec<Change>) -> Option<AnyView> {
    if changes.is_empty() {
        return None;
    }
    let items = changes
        .into_iter()
        .map(|change| {
            let what = change.what.as_deref().unwrap_or_default();
            let text = wording::because(words, &change.kind, &change.finding, what);
            let note =
                (!change.note.is_empty()).then(|| view! { <p class="mute">{change.note}</p> });
            view! {
                <li>
                    <div class="need-text">
                        <div>{text}</div>
                        {note}
                        <div class="need-why">{words.day(change.at)}</div>
                    </div>
                </li>
            }
        })
        .collect_view();
    Some(view! { <ul class="needs">{items}</ul> }.into_any())
}
