//! `/console/price-lists/{id}/promotions/{promotion}`: one promotion, said anew.

use super::price_list::{read_id, read_page};
use super::promotion_fields::{fields, fill, read_promotion, refuse};
use crate::frame::parts::{Actions, PageHead, PostForm, Sheet};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::{Category, PriceListRow, PromotionError, PromotionRow, change_promotion};
use domain::id::PromotionId;
use domain::identity::Permission;
use leptos::prelude::*;

/// `GET`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path((list, promotion)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let found = find(&visitor, &state, &list, &promotion).await?;
    let form = fill(&found.promotion, found.list.currency);
    Ok(page(&visitor, found, form))
}

/// `POST`: the fields of a new promotion, and what was `seen` of it.
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path((list, promotion)): Path<(String, String)>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let words = visitor.words;
    let found = find(&visitor, &state, &list, &promotion).await?;
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let begins = found.promotion.valid_from;
    let Some(anew) = read_promotion(&mut form, words, key, &found.list, begins) else {
        return Ok(page(&visitor, found, form));
    };
    let (id, seen, name) = (
        found.promotion.id,
        form.value("seen").to_owned(),
        anew.name.clone(),
    );
    match change_promotion(&state.db, visitor.actor(), id, seen, anew, visitor.now).await {
        Ok(()) => {
            let said = words.say_with("catalog-promotion-kept", &[("name", name.into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(&format!("/console/price-lists/{list}")).into_response())
        }
        Err(PromotionError::Denied(_)) => Err(PageError::NotFound),
        Err(PromotionError::Store(error)) => Err(error.into()),
        Err(refused) => {
            refuse(&mut form, words, &refused);
            Ok(page(&visitor, found, form))
        }
    }
}

struct Found {
    list: PriceListRow,
    promotion: PromotionRow,
    categories: Vec<Category>,
}

async fn find(
    visitor: &StaffOnly,
    state: &AppState,
    list: &str,
    promotion: &str,
) -> Result<Found, PageError> {
    let promotion: PromotionId = promotion.parse().map_err(|_| PageError::NotFound)?;
    let page = read_page(visitor, state, read_id(list)?, None).await?;
    let mut all = page.promotions.into_iter();
    Ok(Found {
        list: page.list,
        promotion: all
            .find(|one| one.id == promotion)
            .ok_or(PageError::NotFound)?,
        categories: page.categories,
    })
}

fn page(visitor: &StaffOnly, found: Found, form: FormState) -> Response {
    let words = visitor.words;
    let title = found.promotion.name.clone();
    let back = format!("/console/price-lists/{}", found.list.id);
    // Whoever sends it again after somebody else's change has seen that by then.
    let seen = found.promotion.mark();
    Page::new(visitor, Face::Console, title.clone())
        .nav("products")
        .crumbs([
            (
                words.say("catalog-price-lists").to_owned(),
                "/console/price-lists".to_owned(),
            ),
            (found.list.name.clone(), back.clone()),
        ])
        .status(form.status())
        .show(move || {
            let fields = move || fields(words, &found.categories, found.list.currency);
            view! {
                <PageHead title sub=words.say("catalog-promotion-sub") />
                <Sheet>
                    <PostForm state=form>
                        <input type="hidden" name="seen" value=seen />
                        {fields()}
                        <Actions>
                            <a class="btn quiet" href=back>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn main">{words.say("catalog-keep-promotion")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        })
}
