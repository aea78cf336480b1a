//! `/subscriptions/plans/{id}`: what a plan gives, what it costs, and subscribing to
//! it: it goes into the basket.

use super::said;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Columns, DateField, Definitions, Field, Notice, PageHead,
    PostForm, QuantityField, Select, Sheet, Tone,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, SignedIn, Text, key_of,
};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{PlanId, ProductId};
use domain::identity::Permission;
use domain::requests::BasketError;
use domain::subscriptions::wish::{Wish, With};
use domain::subscriptions::{
    Brief, Counts, MOST_TO_END_WITH, Offered, Plan, PlanTerm, Subscribe, SubscribeError, WhichOwn,
    offered, subscribe,
};
use domain::text::Words;
use domain::{Day, Quantity, Timestamp};
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
    form.read("starts", |typed| read_day(words, typed));
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
    let starts = shown.read("starts", |typed| read_day(words, typed));
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

fn read_day(words: Words, typed: &str) -> Result<Option<Day>, &'static str> {
    if typed.is_empty() {
        return Ok(None);
    }
    Day::from_field(typed)
        .map(Some)
        .ok_or_else(|| words.say("subscriptions-no-day"))
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

fn form_sheet(
    words: Words,
    plan: &Plan,
    found: &Offered,
    form: FormState,
    now: Timestamp,
) -> AnyView {
    let terms: Vec<ChoiceOption> = plan
        .terms
        .iter()
        .map(|term| {
            let price = found.item(term.product).and_then(|item| item.price.price);
            let price = price.map_or_else(
                || words.say("subscriptions-on-request").to_owned(),
                |price| each_in_words(words, plan.counts, words.money(price)),
            );
            ChoiceOption::new(term.product.to_string(), said::length(words, term.months))
                .note(price)
        })
        .collect();
    let form = if form.value("seats").is_empty() && form.is_fine() {
        form.instead("seats", "1")
    } else {
        form
    };
    let seats = said::counts(words, plan.counts);
    let rows = found.own.rows.clone();
    let fields = move || {
        view! {
            <Choice name="term" label=words.say("subscriptions-term") options=terms list=true />
            <div class="fields">
                <QuantityField name="seats" label=seats />
                <DateField
                    name="starts"
                    label=words.say("subscriptions-starts")
                    help=words.say("subscriptions-starts-help")
                    earliest=words.date_field(now)
                    optional=true
                />
            </div>
            {end_with(words, &rows)}
            <Actions>
                <button class="btn" formmethod="get">
                    {words.say("subscriptions-show-cost")}
                </button>
                <button class="btn main">{words.say("subscriptions-subscribe")}</button>
            </Actions>
        }
    };
    view! {
        <Sheet title=words.say("subscriptions-subscribe-to")>
            <PostForm state=form>{fields()}</PostForm>
        </Sheet>
    }
    .into_any()
}

/// What one of what a plan counts costs: `€ 99.00 a seat`.
pub(super) fn each_in_words(words: Words, counts: Counts, price: String) -> String {
    let id = match counts {
        Counts::Seats => "subscriptions-per-seat",
        Counts::Devices => "subscriptions-per-device",
    };
    words.say_with(id, &[("price", price.into())])
}

/// The field for what a term ends with: chosen from a few, of many by its number; nothing
/// where it can end with none. Made inside of the form, which knows what was typed.
fn end_with(words: Words, rows: &[Brief]) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let label = words.say("subscriptions-with");
    if rows.len() > MOST_TO_END_WITH {
        let known: Vec<String> = rows.iter().map(|one| one.number.clone()).collect();
        return Some(
            view! {
                <Field
                    name="with"
                    label=words.say("subscriptions-with-number")
                    help=words.say("subscriptions-with-number-help")
                    known=known
                    optional=true
                    class="narrow"
                />
            }
            .into_any(),
        );
    }
    let own = words.say("subscriptions-own-term").to_owned();
    let options = rows.iter().map(|one| {
        let said = [
            ("number", one.number.as_str().into()),
            ("day", words.date(one.paid.last()).into()),
        ];
        let text = words.say_with("subscriptions-ends-with", &said);
        (one.number.clone(), text)
    });
    let options: Vec<(String, String)> = std::iter::once((String::new(), own))
        .chain(options)
        .collect();
    Some(
        view! {
            <Select
                name="with"
                label=label
                help=words.say("subscriptions-with-help")
                options=options
                first=true
            />
        }
        .into_any(),
    )
}

/// What it costs as it is chosen, and how that is reckoned; nothing while it was not
/// asked, or can't be said.
fn cost(
    words: Words,
    plan: &Plan,
    found: &Offered,
    form: &FormState,
    now: Timestamp,
) -> Option<AnyView> {
    let product = form.value("term").parse().ok()?;
    let term: &PlanTerm = plan.terms.iter().find(|term| term.product == product)?;
    let seats = read_seats(words, form.value("seats")).ok()?;
    let starts = read_day(words, form.value("starts")).ok()?;
    let whole = found.item(product)?.price_of(seats)?;
    let with = match number_of(form) {
        // With what it can't end, it costs nothing that could be said.
        Some(number) => {
            let mut own = found.own.rows.iter();
            Some(own.find(|one| one.number == number && one.months == term.months)?)
        }
        None => None,
    };
    let today = Day::of(now);
    let wish = Wish {
        starts: starts.filter(|day| *day > today),
        with: with.map(|one| With {
            subscription: one.id,
            number: one.number.clone(),
            anchor: one.anchor,
        }),
        ..Wish::plain(term.months)
    };
    let beginning = wish.beginning(today)?;
    let each = beginning.price(whole)?;
    let total = each.times(seats)?;
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("subscriptions-paid-for").into(),
            said::days(words, beginning.paid).into_any(),
        ),
        (
            words.say("subscriptions-whole-term").into(),
            each_in_words(words, plan.counts, words.money(whole)).into_any(),
        ),
    ];
    let explained = (beginning.paid != beginning.whole).then(|| {
        rows.push((
            words.say("subscriptions-part-of-term").into(),
            each_in_words(words, plan.counts, words.money(each)).into_any(),
        ));
        words.say_with(
            "subscriptions-part-explained",
            &[
                ("days", beginning.paid.days().into()),
                ("of", beginning.whole.days().into()),
                ("whole", words.money(whole).into()),
                ("part", words.money(each).into()),
            ],
        )
    });
    let sum = view! { <b>{words.say("subscriptions-in-all")}</b> " " <b>{words.money(total)}</b> };
    Some(
        view! {
            <Sheet title=words.say("subscriptions-cost")>
                <Definitions rows total=sum />
                {explained.map(|text| view! { <Notice tone=Tone::Plain>{text}</Notice> })}
                <p class="mute small">{words.say("subscriptions-cost-note")}</p>
            </Sheet>
        }
        .into_any(),
    )
}
