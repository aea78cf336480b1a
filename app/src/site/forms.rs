//! What is sent from the page on which a site is changed. Each form is there
//! twice: for curators, and for the customer's own managers.

use super::editor::{Place, Seen, Tried, Which, answer};
use crate::frame::{AppState, Form, FormState, PageError, SignedIn, StaffOnly};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::agreements::Validity;
use domain::id::AccessGroupId;
use domain::identity::Permission;
use domain::site::{
    self, Look, Report, SaveGroup, SaveText, Section, SiteError, SiteText, TextKind, save_group,
    save_look, save_text,
};
use domain::text::Words;

/// Makes a handler for curators and one for managers of one that takes the place.
macro_rules! both {
    ($($(#[$doc:meta])* $theirs:ident, $own:ident => $does:ident;)+) => {$(
        $(#[$doc])*
        pub async fn $theirs(
            visitor: StaffOnly,
            State(state): State<AppState>,
            Path(customer): Path<String>,
            form: Form,
        ) -> Result<Response, PageError> {
            let place = Place::theirs(&visitor, &customer)?;
            $does(&visitor, &state, place, form).await
        }

        /// The same, by the customer's own manager.
        pub async fn $own(
            visitor: SignedIn,
            State(state): State<AppState>,
            form: Form,
        ) -> Result<Response, PageError> {
            let place = Place::own(&visitor)?;
            $does(&visitor, &state, place, form).await
        }
    )+};
}

both! {
    /// `POST …/site/texts`
    text, own_text => put_text;
    /// `POST …/site/texts/remove` with `text`
    remove_text, own_remove_text => take_text;
    /// `POST …/site/look`
    look, own_look => put_look;
    /// `POST …/site/groups`
    group, own_group => put_group;
    /// `POST …/site/groups/remove` with `group`
    remove_group, own_remove_group => take_group;
}

/// `POST …/site/own` with `allowed`
pub async fn own_site(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let place = Place::theirs(&visitor, &customer)?;
    let allowed = form.has("allowed");
    site::set_own_site(
        &state.db,
        visitor.actor(),
        place.customer,
        allowed,
        visitor.now,
    )
    .await
    .map_err(|error| failed(&visitor, error))?;
    saved(&visitor, &place, None).await
}

/// For which group a form is; for everybody without one.
pub(super) fn whose(form: &Form) -> Result<Option<AccessGroupId>, PageError> {
    form.carried_or_none("group")
}

async fn put_text(
    visitor: &SignedIn,
    state: &AppState,
    place: Place,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let whose = whose(&form)?;
    let mut shown = FormState::from(form);
    let kind = TextKind::from_code(shown.value("kind")).ok_or(PageError::BadForm)?;
    let id = shown.carried("id")?;
    let valid = read_days(&mut shown, words);
    let which = Which::Text(kind);
    let (Some(valid), true) = (valid, shown.is_fine()) else {
        return answer(visitor, state, place, whose, Tried::refused(which, shown)).await;
    };
    let command = SaveText {
        customer: place.customer,
        whose,
        id,
        kind,
        title: shown.value("title").to_owned(),
        text: shown.form().raw("text").to_owned(),
        href: shown.value("href").to_owned(),
        valid,
    };
    if shown.value("do") == "look" {
        let seen = SiteText {
            id,
            kind,
            whose,
            title: command.title,
            text: command.text,
            href: command.href,
            valid_from: valid.from,
            valid_until: valid.until,
        };
        return answer(
            visitor,
            state,
            place,
            whose,
            Tried::looked(which, shown, Seen::Text(seen)),
        )
        .await;
    }
    match save_text(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => saved(visitor, &place, whose).await,
        Err(error) => {
            let (field, message) = match error {
                SiteError::Name => ("title", "site-title-wrong"),
                SiteError::Text => ("text", "site-text-wrong"),
                SiteError::Href => ("href", "site-href-wrong"),
                SiteError::TooMany => ("", "site-too-many"),
                error => return Err(failed(visitor, error)),
            };
            shown.fail(field, words.say(message));
            answer(visitor, state, place, whose, Tried::refused(which, shown)).await
        }
    }
}

/// From the first day, until and with the last; each may be left out.
fn read_days(form: &mut FormState, words: Words) -> Option<Validity> {
    let no_day = words.say("site-day-wrong");
    let from = form.day_or_none("from", no_day)?;
    let until = form.day_or_none("until", no_day)?;
    let valid = Validity::of_days(from, until).ok();
    if valid.is_none() {
        form.fail("until", words.say("site-ends-first"));
    }
    valid
}

async fn take_text(
    visitor: &SignedIn,
    state: &AppState,
    place: Place,
    form: Form,
) -> Result<Response, PageError> {
    let whose = whose(&form)?;
    let text = form.carried("text")?;
    site::remove_text(
        &state.db,
        visitor.actor(),
        place.customer,
        text,
        visitor.now,
    )
    .await
    .map_err(|error| failed(visitor, error))?;
    saved(visitor, &place, whose).await
}

async fn put_look(
    visitor: &SignedIn,
    state: &AppState,
    place: Place,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let whose = whose(&form)?;
    let mut shown = FormState::from(form);
    let categories = read_order(&mut shown, words, "category-");
    let standards = read_order(&mut shown, words, "standard-");
    if !shown.is_fine() {
        return answer(
            visitor,
            state,
            place,
            whose,
            Tried::refused(Which::Look, shown),
        )
        .await;
    }
    let form = shown.form();
    let shows: Vec<&str> = form.all("shows").collect();
    let hidden: Vec<Section> = Section::ALL
        .into_iter()
        .filter(|section| !shows.contains(&section.code()))
        .collect();
    let reports: Vec<&str> = form.all("reports").collect();
    let hidden_reports: Vec<Report> = Report::ALL
        .into_iter()
        .filter(|report| !reports.contains(&report.code()))
        .collect();
    let look = Look {
        categories: categories.iter().filter_map(|id| id.parse().ok()).collect(),
        standards: standards.iter().filter_map(|id| id.parse().ok()).collect(),
        hidden: Some(hidden),
        hidden_reports: Some(hidden_reports),
    };
    if form.text("do") == "look" {
        let tried = Tried::looked(Which::Look, shown, Seen::Look(look));
        return answer(visitor, state, place, whose, tried).await;
    }
    save_look(
        &state.db,
        visitor.actor(),
        place.customer,
        whose,
        look,
        visitor.now,
    )
    .await
    .map_err(|error| failed(visitor, error))?;
    saved(visitor, &place, whose).await
}

/// The ids of the fields that have a place, in the order of these.
fn read_order(form: &mut FormState, words: Words, prefix: &str) -> Vec<String> {
    let typed: Vec<(String, String)> = form
        .form()
        .starting(prefix)
        .map(|(id, place)| (id.to_owned(), place.trim().to_owned()))
        .collect();
    let mut placed: Vec<(u32, String)> = Vec::new();
    for (id, place) in typed {
        match place.parse::<u32>() {
            Ok(place) if (1..=999).contains(&place) => placed.push((place, id)),
            _ if place.is_empty() => {}
            _ => form.fail(format!("{prefix}{id}"), words.say("site-place-wrong")),
        }
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, id)| id).collect()
}

async fn put_group(
    visitor: &SignedIn,
    state: &AppState,
    place: Place,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form);
    let id: AccessGroupId = shown.carried("id")?;
    let members = shown
        .form()
        .all("members")
        .map(str::parse)
        .collect::<Result<Vec<_>, _>>();
    let command = SaveGroup {
        customer: place.customer,
        id,
        name: shown.value("name").to_owned(),
        members: members.map_err(|_| PageError::BadForm)?,
    };
    let is_new = shown.form().has("new");
    match save_group(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => saved(visitor, &place, Some(id)).await,
        Err(error) => {
            let message = match error {
                SiteError::Name => "site-name-wrong",
                SiteError::NameTaken => "site-name-taken",
                SiteError::TooMany => "site-too-many",
                error => return Err(failed(visitor, error)),
            };
            shown.fail("name", words.say(message));
            let whose = (!is_new).then_some(id);
            answer(
                visitor,
                state,
                place,
                whose,
                Tried::refused(Which::Group, shown),
            )
            .await
        }
    }
}

async fn take_group(
    visitor: &SignedIn,
    state: &AppState,
    place: Place,
    form: Form,
) -> Result<Response, PageError> {
    let group = whose(&form)?.ok_or(PageError::BadForm)?;
    site::remove_group(
        &state.db,
        visitor.actor(),
        place.customer,
        group,
        visitor.now,
    )
    .await
    .map_err(|error| failed(visitor, error))?;
    saved(visitor, &place, None).await
}

pub(super) async fn saved(
    visitor: &SignedIn,
    place: &Place,
    whose: Option<AccessGroupId>,
) -> Result<Response, PageError> {
    let said = visitor.words.say("site-saved");
    visitor.say_next(true, said).await?;
    Ok(Redirect::to(&place.page_of(whose)).into_response())
}

/// There is none, or not for this person.
pub(super) fn failed(visitor: &SignedIn, error: SiteError) -> PageError {
    match error {
        SiteError::Store(error) => error.into(),
        SiteError::Denied(_) if visitor.actor().may(Permission::Curate) => PageError::NotFound,
        SiteError::Denied(denied) => denied.into(),
        _ => PageError::BadForm,
    }
}
