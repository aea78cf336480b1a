//! `/subscriptions/plans/{id}`: what a plan gives, what it costs, and subscribing to
//! it: it goes into the basket. Its form is in `fields`, what it comes to in `cost`.

mod cost;
mod fields;

use self::cost::cost;
use self::fields::form_sheet;
use super::said;
use crate::frame::parts::{Columns, PageHead, Sheet};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, SignedIn, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Quantity;
use domain::id::{PlanId, ProductId};
use domain::identity::Permission;
use domain::requests::BasketError;
use domain::subscriptions::{
    Offered, Plan, Subscribe, SubscribeError, WhichOwn, offered, subscribe,
};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /subscriptions/plans/{id}?term=…&seats=…&starts=…&with=…`: with what it
/// would cost.
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let typed = Address::of(&visitor).pairs().to_vec();
    // A form's key is its own: what is bookmarked begins another one.
    let typed = typed.into_iter().filter(|(name, _)| name != "key");
    let mut form = FormState::from(Form::of(typed.collect()));
    let words = visitor.words;
    // What can't be read costs nothing that could be said: the page says so instead.
    if !form.value("seats").is_empty() {
        form.read("seats", |typed| read_seats(words, typed));
    }
    form.day_or_none("starts", words.say("subscriptions-no-day"));
    page(&visitor, &state, &id, form).await
}

/// `POST /subscriptions/plans/{id}`: into the basket.
pub async fn subscribe_to(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Browse)?;
    let words = visitor.words;
    let plan: PlanId = id.parse().map_err(|_| PageError::NotFound)?;
    let key = key_of(&form)?;
    let mut shown = FormState::from(form);
    let term = shown.value("term").parse().ok();
    if term.is_none() {
        shown.fail("term", words.say("subscriptions-choose-term"));
    }
    let seats = shown.read("seats", |typed| read_seats(words, typed));
    let starts = shown.day_or_none("starts", words.say("subscriptions-no-day"));
    let (Some(product), Some(seats), Some(starts)) = (term, seats, starts) else {
        return page(&visitor, &state, &id, shown).await;
    };
    let with = number_of(&shown);
    let command = Subscribe {
        key,
        plan,
        product,
        seats,
        starts,
        with,
    };
    let (field, sentence) = match subscribe(&state.db, visitor.actor(), command, visitor.now).await
    {
        Ok(()) => {
            visitor
                .say_next(true, words.say("subscriptions-in-basket"))
                .await?;
            return Ok(Redirect::to("/basket").into_response());
        }
        Err(SubscribeError::InThePast) => ("starts", "subscriptions-in-the-past"),
        Err(SubscribeError::TooLate) => ("starts", "subscriptions-too-late"),
        Err(SubscribeError::NothingToEndWith) => ("with", "subscriptions-nothing-to-end-with"),
        Err(SubscribeError::OtherLength) => ("with", "subscriptions-other-length"),
        Err(SubscribeError::Basket(BasketError::BadQuantity)) => {
            ("seats", "subscriptions-seats-wrong")
        }
        Err(SubscribeError::Basket(BasketError::Full)) => ("", "subscriptions-basket-full"),
        Err(other) => return Err(other.into()),
    };
    shown.fail(field, words.say(sentence));
    page(&visitor, &state, &id, shown).await
}

/// A number of seats as it was typed.
pub(super) fn read_seats(words: Words, typed: &str) -> Result<Quantity, &'static str> {
    Quantity::parse_pieces(typed)
        .ok()
        .filter(|seats| !seats.is_zero())
        .ok_or_else(|| words.say("subscriptions-seats-wrong"))
}

/// The number of the subscription that it is to end with, as it was chosen or typed.
fn number_of(form: &FormState) -> Option<String> {
    let typed = form.value("with").trim();
    (!typed.is_empty()).then(|| typed.to_uppercase())
}

/// What is wrong with ending with the subscription of this number, if anything is.
fn wrong_end(plan: &Plan, found: &Offered, form: &FormState, with: &str) -> Option<&'static str> {
    let Some(one) = found.own.rows.iter().find(|one| one.number == with) else {
        return Some("subscriptions-nothing-to-end-with");
    };
    let product: ProductId = form.value("term").parse().ok()?;
    let term = plan.terms.iter().find(|term| term.product == product)?;
    (term.months != one.months).then_some("subscriptions-other-length")
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    id: &str,
    mut form: FormState,
) -> Result<Response, PageError> {
    let actor = visitor.actor();
    actor.member_who_may(Permission::Browse)?;
    let plan: PlanId = id.parse().map_err(|_| PageError::NotFound)?;
    let with = number_of(&form);
    let which = WhichOwn::ToEndWith(plan, with.as_deref());
    let mut found = offered::<PageError>(&state.db, actor, which, visitor.now).await?;
    let plan = found.plans.pop().ok_or(PageError::NotFound)?;
    let (words, now) = (visitor.words, visitor.now);
    if let Some(wrong) = with.and_then(|with| wrong_end(&plan, &found, &form, &with))
        && form.error("with").is_none()
    {
        form.fail("with", words.say(wrong));
    }
    let language = words.language().code();
    let title = plan.name(language).to_owned();
    Ok(Page::new(visitor, Face::Site, title.clone())
        .nav("subscriptions")
        .crumbs([(words.say("subscriptions-title"), "/subscriptions")])
        .status(form.status())
        .show(move || {
            let cost = cost(words, &plan, &found, &form, now);
            let aside = aside(words, &plan);
            let text = plan.words(language).to_owned();
            let form = form_sheet(words, &plan, &found, form, now);
            view! {
                <PageHead title sub=words.say("subscriptions-plan-sub") />
                <Columns aside=aside>
                    {(!text.is_empty())
                        .then(|| view! { <Sheet><p class="prose">{text}</p></Sheet> })}
                    {form} {cost}
                </Columns>
            }
        }))
}

fn aside(words: Words, plan: &Plan) -> AnyView {
    let benefits = said::benefits(words, &plan.benefits);
    let renewal = words.say(if plan.policy.renews_by_itself {
        "subscriptions-renews-by-itself"
    } else {
        "subscriptions-renews-with-a-yes"
    });
    let notice = words.say_with(
        "subscriptions-notice-days",
        &[("count", plan.policy.notice_days.into())],
    );
    view! {
        <Sheet title=words.say("subscriptions-gives")>{benefits}</Sheet>
        <Sheet title=words.say("subscriptions-after-term")>
            <p>{renewal}</p>
            <p class="mute small">{notice}</p>
        </Sheet>
    }
    .into_any()
}
