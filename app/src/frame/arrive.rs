//! How a request becomes a [`Visitor`]: the session says who is asking, the
//! browser which language it prefers, the server what the request is called.

use super::{AppState, Flash, PageError, Visitor, parts::Tone};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use domain::Timestamp;
use domain::identity::{Actor, Denied, Found, Permission};
use domain::text::{Language, Words};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::future::Future;
use std::ops::Deref;
use tower_sessions::Session;

/// The nonce that the server chose for this response's content security
/// policy; an extension of the request.
#[derive(Debug, Clone)]
pub struct CspNonce(pub String);

/// What the log calls this request; an extension of the request.
#[derive(Debug, Clone)]
pub struct RequestName(pub String);

/// The network address the request came from; an extension of the request.
#[derive(Debug, Clone)]
pub struct RemoteAddress(pub String);

/// What the session keeps, by these names.
pub mod session_key {
    /// The person who signed in.
    pub const PERSON: &str = "person";
    /// The company they are in.
    pub const CUSTOMER: &str = "customer";
    /// Staff: whose site they look at.
    pub const PREVIEW: &str = "preview";
    /// Staff: which draft of its agreement.
    pub const PREVIEW_REVISION: &str = "preview_revision";
    /// Staff: in which member's place they are.
    pub const STAND_IN: &str = "stand_in";
    /// What the next page shall say first.
    pub const FLASH: &str = "flash";
}

tokio::task_local! {
    /// Who is asking, as the session's one statement found it. The session
    /// store fills it, since what it hands to tower-sessions is data only.
    static FOUND: RefCell<Option<Found>>;
}

/// Gives a request its own place for what the session finds.
pub async fn with_arrival<F: Future>(request: F) -> F::Output {
    FOUND.scope(RefCell::new(None), request).await
}

/// Called by the session store: this is who is asking.
pub fn found(who: Found) {
    // Outside of a request (a test of the store) nobody asks.
    let _ = FOUND.try_with(|place| place.replace(Some(who)));
}

/// A flash, as the session keeps it.
#[derive(Serialize, Deserialize)]
struct StoredFlash {
    good: bool,
    text: String,
}

impl<S> FromRequestParts<S> for Visitor
where
    AppState: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let state = AppState::from_ref(state);
        let session = parts.extensions.get::<Session>().cloned();
        let mut flash = None;
        if let Some(session) = &session {
            // The first look at the session loads it, and fills `FOUND`.
            let kept: Option<StoredFlash> = session
                .get(session_key::FLASH)
                .await
                .map_err(PageError::session)?;
            // A picture that is still on its way to an earlier page is no page.
            let is_page =
                parts.method == axum::http::Method::GET && !parts.uri.path().starts_with("/files/");
            if let Some(kept) = kept
                && is_page
            {
                session
                    .remove_value(session_key::FLASH)
                    .await
                    .map_err(PageError::session)?;
                flash = Some(Flash {
                    tone: if kept.good { Tone::Good } else { Tone::Bad },
                    text: kept.text,
                });
            }
        }
        let found = FOUND
            .try_with(|place| place.borrow().clone())
            .ok()
            .flatten();
        let (actor, zone) = found.map_or((None, None), |found| (found.actor, found.time_zone));
        let now = Timestamp::now();
        let pictures = state.files.pictures(actor.as_ref(), now);
        let accepts = parts
            .headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let language = Language::negotiate(actor.as_ref().and_then(Actor::language), accepts);
        let actor = actor.map(|actor| actor.reading(language.code()));
        Ok(Visitor {
            actor,
            pictures,
            words: Words::new(language, zone.as_deref().unwrap_or("UTC")),
            nonce: parts
                .extensions
                .get::<CspNonce>()
                .map(|it| it.0.clone())
                .unwrap_or_default(),
            path: parts
                .uri
                .path_and_query()
                .map_or("/", |path| path.as_str())
                .to_owned(),
            request_id: parts
                .extensions
                .get::<RequestName>()
                .map(|it| it.0.clone())
                .unwrap_or_default(),
            demo: state.settings.demo,
            flash,
            now,
            session,
        })
    }
}

impl Visitor {
    /// Keeps a sentence for the next page the visitor sees.
    ///
    /// # Errors
    /// If the session can't be read.
    pub async fn say_next(&self, good: bool, text: impl Into<String>) -> Result<(), PageError> {
        match &self.session {
            Some(session) => session
                .insert(
                    session_key::FLASH,
                    StoredFlash {
                        good,
                        text: text.into(),
                    },
                )
                .await
                .map_err(PageError::session),
            None => Ok(()),
        }
    }
}

/// A visitor who is signed in; anybody else is sent to sign in first.
#[derive(Debug, Clone)]
pub struct SignedIn {
    visitor: Visitor,
    actor: Actor,
}

impl SignedIn {
    /// Who is asking.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Refuses unless the person may do this.
    ///
    /// # Errors
    /// [`PageError::Denied`] if not.
    pub fn demand(&self, permission: Permission) -> Result<(), PageError> {
        Ok(self.actor.demand(permission)?)
    }
}

impl Deref for SignedIn {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl<S> FromRequestParts<S> for SignedIn
where
    AppState: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        match visitor.actor.clone() {
            Some(actor) => {
                stays_in_place(&actor, parts)?;
                Ok(Self { visitor, actor })
            }
            None => Err(PageError::SignIn(visitor.path)),
        }
    }
}

/// Who is in a member's place leaves alone what is that person's own, and sends
/// nothing if they only look.
fn stays_in_place(actor: &Actor, parts: &Parts) -> Result<(), PageError> {
    let path = parts.uri.path();
    if actor.stand_in().is_none() || path == LEAVE_PLACE {
        return Ok(());
    }
    let own = ["/me", "/switch"];
    if own
        .iter()
        .any(|own| path == *own || path.starts_with(&format!("{own}/")))
    {
        return Err(PageError::Denied);
    }
    if actor.only_looks() && !parts.method.is_safe() {
        return Err(PageError::OnlyLooking);
    }
    Ok(())
}

/// Where staff leave a preview or a member's place.
pub const LEAVE_PLACE: &str = "/console/preview/leave";

/// A signed-in person of the supplier. Members are told that it is not theirs.
#[derive(Debug, Clone)]
pub struct StaffOnly(pub SignedIn);

impl Deref for StaffOnly {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl<S> FromRequestParts<S> for StaffOnly
where
    AppState: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let signed_in = SignedIn::from_request_parts(parts, state).await?;
        match signed_in.actor.staff() {
            Some(_) => Ok(Self(signed_in)),
            None => Err(Denied.into()),
        }
    }
}
