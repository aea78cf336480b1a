//! Staff look at a customer's site as its members see it, and come back.

use crate::frame::{AppState, Form, PageError, SignedIn, StaffOnly, id, session_key};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{ConfigurationId, CustomerId, RevisionId};
use domain::identity::{self, Denied, Permission};
use domain::store::StoreError;

/// Why a site can't be looked at. Whether there is no such customer or the
/// revision is another's is the same to who asks.
#[derive(Debug)]
struct NoSite(PageError);

impl From<Denied> for NoSite {
    fn from(_: Denied) -> Self {
        Self(PageError::NotFound)
    }
}

impl From<StoreError> for NoSite {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}

/// `POST /console/customers/{id}/view`, with `revision` the draft to look at;
/// without it, what is published. It begins at the home page, or at one of the
/// standards (`standard`).
pub async fn begin(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    let customer: CustomerId = id(&customer)?;
    let revision: Option<RevisionId> = form.some("revision").map(id).transpose()?;
    let standard: Option<ConfigurationId> = form.some("standard").map(id).transpose()?;
    identity::preview::<NoSite>(&state.db, visitor.actor(), customer, revision, visitor.now)
        .await
        .map_err(|NoSite(error)| error)?;
    let session = visitor.session.as_ref().ok_or(PageError::BadForm)?;
    session
        .insert(session_key::PREVIEW, customer)
        .await
        .map_err(PageError::session)?;
    session
        .insert(session_key::PREVIEW_REVISION, revision)
        .await
        .map_err(PageError::session)?;
    let begin = standard.map_or_else(|| "/".to_owned(), |id| format!("/standards/{id}"));
    Ok(Redirect::to(&begin).into_response())
}

/// `POST /console/preview/leave`: out of a preview or a member's place, back to
/// where the customer is looked after.
pub async fn leave(
    visitor: SignedIn,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let session = visitor.session.as_ref().ok_or(PageError::BadForm)?;
    if visitor.actor().stand_in().is_some() {
        identity::leave_place(&state.db, visitor.actor(), visitor.now).await?;
        session
            .remove_value(session_key::STAND_IN)
            .await
            .map_err(PageError::session)?;
        let customer = visitor.actor().member().map(|member| member.company.id);
        let back = customer.map_or_else(
            || "/console".to_owned(),
            |customer| format!("/console/customers/{customer}/people"),
        );
        return Ok(Redirect::to(&back).into_response());
    }
    if visitor.actor().staff().is_none() {
        return Err(PageError::Denied);
    }
    let preview = visitor
        .actor()
        .staff()
        .and_then(|staff| staff.preview.as_ref());
    let Some(preview) = preview else {
        return Ok(Redirect::to("/console").into_response());
    };
    identity::end_preview(&state.db, visitor.actor(), visitor.now).await?;
    for key in [session_key::PREVIEW, session_key::PREVIEW_REVISION] {
        session
            .remove_value(key)
            .await
            .map_err(PageError::session)?;
    }
    let back = format!("/console/customers/{}", preview.company.id);
    Ok(Redirect::to(&back).into_response())
}
