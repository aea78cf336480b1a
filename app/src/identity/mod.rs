//! Coming in, choosing a company, and looking after its people: sign-in,
//! forgotten passwords, invitations, one's own preferences, members and
//! units, the supplier's own people, and staff looking at a customer's site.

mod account_team;
mod company;
mod fields;
mod forgot;
mod in_their_place;
mod invitation;
mod me;
mod member;
mod sign_in;
mod staff;
mod switch;
mod view;

pub(crate) use fields::{role_message, roles_in_words};

use crate::frame::parts::Actions;
use crate::frame::{AppState, Face, FormState, Page, PageError, Visitor, session_key};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use domain::id::{CustomerId, PersonId};
use domain::identity::TooMany;
use domain::text::Words;
use leptos::prelude::*;

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/forgot", get(forgot::show).post(forgot::submit))
        .route(
            "/reset/{token}",
            get(forgot::show_reset).post(forgot::submit_reset),
        )
        .route(
            "/invitation/{token}",
            get(invitation::show).post(invitation::submit),
        )
        .route("/switch", get(switch::show).post(switch::submit))
        .route("/me", get(me::show).post(me::submit))
        .route("/me/password", post(me::change_password))
        .route("/me/sign-out-everywhere", post(me::sign_out_everywhere))
        .route("/company", get(company::show))
        .route("/company/invitations", post(company::invite))
        .route("/company/invitations/withdraw", post(company::withdraw))
        .route("/company/units", post(company::add_unit))
        .route(
            "/company/members/{id}",
            get(member::show).post(member::submit),
        )
        .route(
            "/company/members/{id}/end",
            get(member::show_end).post(member::end),
        )
        .route("/console/staff", get(staff::show).post(staff::add))
        .route(
            "/console/staff/{id}",
            get(staff::show_person).post(staff::change),
        )
        .route(
            "/console/staff/{id}/end",
            get(staff::show_end).post(staff::end),
        )
        .route("/console/staff/{id}/link", post(staff::send_link))
        .route(
            "/console/customers/{id}/team",
            get(account_team::show).post(account_team::join),
        )
        .route(
            "/console/customers/{id}/team/leave",
            post(account_team::leave),
        )
        .route(
            "/console/customers/{id}/people",
            get(in_their_place::show).post(in_their_place::invite),
        )
        .route(
            "/console/customers/{id}/people/withdraw",
            post(in_their_place::withdraw),
        )
        .route(
            "/console/customers/{id}/people/{member}/look",
            post(in_their_place::look),
        )
        .route(
            "/console/customers/{id}/people/{member}/act",
            get(in_their_place::show_act).post(in_their_place::act),
        )
        .route("/console/customers/{id}/view", post(view::begin))
        .route("/console/preview/leave", post(view::leave))
}

/// Puts a person who has just shown who they are (by a password, by a link)
/// into the session: a new session id, so that one known before signing in is
/// worth nothing afterwards.
async fn seat(
    visitor: &Visitor,
    person: PersonId,
    customer: Option<CustomerId>,
) -> Result<(), PageError> {
    let session = visitor.session.as_ref().ok_or(PageError::BadForm)?;
    session.cycle_id().await.map_err(PageError::session)?;
    session
        .insert(session_key::PERSON, person)
        .await
        .map_err(PageError::session)?;
    work_for(visitor, customer).await
}

/// Lets the person of the session work for this company, or for the supplier.
/// The session stays the same one: if it was ended meanwhile, it stays ended.
async fn work_for(visitor: &Visitor, customer: Option<CustomerId>) -> Result<(), PageError> {
    let session = visitor.session.as_ref().ok_or(PageError::BadForm)?;
    session
        .insert(session_key::CUSTOMER, customer)
        .await
        .map_err(PageError::session)?;
    for key in [
        session_key::PREVIEW,
        session_key::PREVIEW_REVISION,
        session_key::STAND_IN,
    ] {
        session
            .remove_value(key)
            .await
            .map_err(PageError::session)?;
    }
    Ok(())
}

/// The form again, with the sentence that it was tried too often, and when it
/// may be tried again.
fn too_many(
    words: Words,
    TooMany(seconds): TooMany,
    form: &mut FormState,
    page: impl FnOnce(FormState) -> Response,
) -> Response {
    let minutes = (seconds + 59) / 60;
    form.fail(
        "",
        words.say_with("identity-too-many", &[("minutes", minutes.into())]),
    );
    let mut response = page(form.clone());
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// A link that is no longer good: what became of it, and what to do instead.
fn gone(
    visitor: &Visitor,
    title: &'static str,
    text: &'static str,
    (href, label): (&'static str, &'static str),
) -> Response {
    Page::new(visitor, Face::Door, title)
        .status(StatusCode::NOT_FOUND)
        .show(move || {
            view! {
                <h1>{title}</h1>
                <p class="mute">{text}</p>
                <Actions>
                    <a class="btn main" href=href>
                        {label}
                    </a>
                </Actions>
            }
        })
}
