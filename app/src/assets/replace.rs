//! `POST /equipment/{tag}/replace`: what takes the place of a unit goes into the
//! basket, and the request that is made of it names the unit. What is delivered on it in
//! the end is linked with the unit that it replaces.

use super::show::find;
use crate::frame::{AppState, Form, PageError, SignedIn};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::Asset;
use domain::configurations::{offer, successor};
use domain::id::{AssetId, ConfigurationId};
use domain::identity::Permission;
use domain::requests::{BasketError, add_configured_instead, add_product_instead};
use domain::store::FormKey;

/// A standard as it usually is, or the one that followed it; of a product its
/// successor, or the same once more.
pub async fn submit(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(tag): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let key = FormKey(form.key().ok_or(PageError::BadForm)?);
    let found = find(&visitor, &app, &tag).await?;
    if let Some(standard) = found.asset.configuration_id {
        return match put_standard(&visitor, &app, key, (standard, found.asset.id)).await? {
            Some(name) => to_request(&visitor, &found.asset, name).await,
            // Something has to be chosen, or nothing followed it: its page says.
            None => Ok(Redirect::to(&format!("/standards/{standard}")).into_response()),
        };
    }
    // The successor, and only if that can't be had the same again: two at most.
    // Both keys come from the form's, so that the same form again adds nothing.
    let second = FormKey(uuid::Uuid::from_u128(!key.0.as_u128()));
    for (sku, key) in found.replaced_by.iter().take(2).zip([key, second]) {
        let (actor, old) = (visitor.actor(), found.asset.id);
        match add_product_instead(&app.db, actor, key, sku, old, visitor.now).await {
            Ok(added) => {
                let name = added.into_iter().map(|(name, _)| name).next();
                let name = name.unwrap_or_else(|| sku.clone());
                return to_request(&visitor, &found.asset, name).await;
            }
            Err(BasketError::NotInCatalog(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    visitor
        .say_next(false, words.say("assets-no-replacement"))
        .await?;
    let query: String = form_urlencoded::byte_serialize(found.asset.name.as_bytes()).collect();
    Ok(Redirect::to(&format!("/search?q={query}")).into_response())
}

/// Puts a standard, or the one that followed it, into the basket with what is
/// usually chosen. None if there is neither, or if something has to be chosen.
async fn put_standard(
    visitor: &SignedIn,
    app: &AppState,
    key: FormKey,
    (standard, old): (ConfigurationId, AssetId),
) -> Result<Option<String>, PageError> {
    let (actor, now) = (visitor.actor(), visitor.now);
    let Some(shopper) = actor.shopper() else {
        return Err(PageError::Denied);
    };
    let mut read = app.db.read(actor.scope()).await?;
    let mut kit = offer(&mut read, shopper, standard, now).await?;
    let mut id = standard;
    if kit.is_none()
        && let Some((_, Some(next))) = successor(&mut read, shopper, standard, now).await?
    {
        kit = offer(&mut read, shopper, next, now).await?;
        id = next;
    }
    drop(read);
    let Some(kit) = kit else {
        return Ok(None);
    };
    let what = (id, kit.build.defaults());
    match add_configured_instead(&app.db, actor, key, what, old, now).await {
        Ok(name) => Ok(Some(name)),
        Err(BasketError::Refused(_) | BasketError::NoSuchConfiguration) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// On to the request, which says what is replaced; for who asks for nothing, to
/// the basket.
async fn to_request(visitor: &SignedIn, old: &Asset, name: String) -> Result<Response, PageError> {
    let said = visitor
        .words
        .say_with("assets-replacement-added", &[("name", name.into())]);
    visitor.say_next(true, said).await?;
    if !visitor.actor().may(Permission::Request) {
        return Ok(Redirect::to("/basket").into_response());
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    let unit = format!("{} ({})", old.name, old.service_tag);
    query.append_pair("replaces", &unit);
    Ok(Redirect::to(&format!("/requests/new?{}", query.finish())).into_response())
}
