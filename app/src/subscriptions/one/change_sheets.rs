//! Changing a subscription: what can be changed, and what the change that is asked
//! about comes to before it is made.

use super::{version, write_money};
use crate::frame::FormState;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Notice, PostForm, QuantityField, Sheet, Tone,
};
use crate::subscriptions::change_errors::why_not;
use crate::subscriptions::said;
use domain::subscriptions::lifecycle::{Party, Step, possible};
use domain::subscriptions::weigh::Weighed;
use domain::subscriptions::{ChangeError, Shown, Wanted};
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// What can be changed, and the change that is asked about.
pub(super) fn sheets(words: Words, found: &Shown, form: &FormState, now: Timestamp) -> AnyView {
    let one = &found.subscription;
    let may: Vec<Step> = possible(one.state, Party::Buyer, one.rules()).collect();
    let asked = asked(found, form, now);
    let forms = may
        .contains(&Step::Change)
        .then(|| change_forms(words, found, form));
    let turns: Vec<AnyView> = [
        (Step::Withdraw, "withdraw", "subscriptions-withdraw"),
        (Step::Pause, "pause", "subscriptions-pause"),
        (Step::Resume, "resume", "subscriptions-resume"),
        (Step::Keep, "keep", "subscriptions-keep"),
        (
            Step::CancelAtTerm,
            "cancel-at-term",
            "subscriptions-cancel-at-term",
        ),
    ]
    .into_iter()
    .filter(|(step, ..)| may.contains(step))
    .map(|(_, code, text)| {
        view! {
            <button class="btn" name="do" value=code>
                {words.say(text)}
            </button>
        }
        .into_any()
    })
    .collect();
    let note = [
        (Step::Withdraw, "subscriptions-withdraw-note"),
        (Step::Pause, "subscriptions-pause-note"),
    ]
    .into_iter()
    .find(|(step, _)| may.contains(step))
    .map(|(_, text)| view! { <p class="mute small">{words.say(text)}</p> });
    let version = version(one);
    let turns = (!turns.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("subscriptions-go-on-or-end")>
                <PostForm prefix="turn">
                    {version}
                    {note}
                    <div class="row">{turns}</div>
                </PostForm>
            </Sheet>
        }
    });
    let planned = may
        .contains(&Step::Change)
        .then(|| take_back(words, found))
        .flatten();
    view! { {confirm(words, found, asked)} {planned} {forms} {turns} }.into_any()
}

/// What is to change with the next term can be taken back.
fn take_back(words: Words, found: &Shown) -> Option<AnyView> {
    let one = &found.subscription;
    let seats = one.next_seats.map(|seats| {
        let text = said::counted(words, one.counts, seats);
        ("seats", one.seats.to_string(), text)
    });
    let plan = one.next_name.clone();
    let plan = plan.map(|name| ("plan", one.product.to_string(), name));
    let buttons: Vec<AnyView> = [seats, plan]
        .into_iter()
        .flatten()
        .map(|(code, value, what)| {
            let text = words.say_with("subscriptions-take-back", &[("what", what.into())]);
            let version = version(one);
            view! {
                <PostForm prefix="back" class="inline">
                    {version}
                    <input type="hidden" name=code value=value />
                    <button class="btn" name="do" value=code>
                        {text}
                    </button>
                </PostForm>
            }
            .into_any()
        })
        .collect();
    (!buttons.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("subscriptions-planned")>
                <div class="row">{buttons}</div>
            </Sheet>
        }
        .into_any()
    })
}

/// The change that the address or the form asks about.
fn asked(
    found: &Shown,
    form: &FormState,
    now: Timestamp,
) -> Option<(Wanted, Result<Weighed, ChangeError>)> {
    let wanted = match form.value("do") {
        "seats" => Wanted::Seats(domain::Quantity::parse_pieces(form.value("seats")).ok()?),
        "plan" => Wanted::Plan(form.value("plan").parse().ok()?),
        _ => return None,
    };
    Some((wanted, found.weigh(wanted, Day::of(now))))
}

/// What a change comes to, and the button that makes it.
fn confirm(
    words: Words,
    found: &Shown,
    asked: Option<(Wanted, Result<Weighed, ChangeError>)>,
) -> Option<AnyView> {
    let (wanted, weighed) = asked?;
    let one = &found.subscription;
    let what = match wanted {
        Wanted::Seats(seats) => said::counted(words, one.counts, seats),
        Wanted::Plan(product) => {
            let other = found.others.iter().find(|other| other.product == product);
            other.map_or_else(|| one.name.clone(), |other| other.name.clone())
        }
        _ => return None,
    };
    let title = words.say_with("subscriptions-change-to", &[("what", what.into())]);
    let weighed = match weighed {
        Ok(weighed) => weighed,
        Err(error) => {
            let why = match error {
                ChangeError::NotWeighed(why) => why_not(why),
                ChangeError::NoSuchPlan => "subscriptions-no-such-plan",
                _ => "subscriptions-not-possible",
            };
            return Some(
                view! { <Notice tone=Tone::Warn title=title>{words.say(why)}</Notice> }.into_any(),
            );
        }
    };
    let last = words.date(one.paid.last());
    let text = match weighed {
        Weighed::Now { cost, .. } if cost.credit.minor > 0 && matches!(wanted, Wanted::Plan(_)) => {
            words.say_with(
                "subscriptions-change-plan-costs",
                &[
                    ("cost", words.money(cost.due()).into()),
                    ("credit", words.money(cost.credit).into()),
                    ("charge", words.money(cost.charge).into()),
                    ("day", last.into()),
                ],
            )
        }
        Weighed::Now { cost, .. } => words.say_with(
            "subscriptions-change-costs",
            &[
                ("cost", words.money(cost.due()).into()),
                ("day", last.into()),
            ],
        ),
        Weighed::AtTerm => words.say_with("subscriptions-change-at-term", &[("day", last.into())]),
        Weighed::AsItIs => words.say("subscriptions-change-as-it-is").to_owned(),
    };
    let (code, field, value) = match wanted {
        Wanted::Seats(seats) => ("seats", "seats", seats.to_string()),
        Wanted::Plan(product) => ("plan", "plan", product.to_string()),
        _ => return None,
    };
    let seen = weighed.due().map(write_money);
    let version = version(one);
    Some(
        view! {
            <Sheet title=title id="confirm">
                <PostForm prefix="confirm">
                    {version}
                    <input type="hidden" name="do" value=code />
                    <input type="hidden" name=field value=value />
                    {seen.map(|seen| view! { <input type="hidden" name="seen" value=seen /> })}
                    <p>{text}</p>
                    <Actions>
                        <button class="btn main">{words.say("subscriptions-change-it")}</button>
                    </Actions>
                </PostForm>
            </Sheet>
        }
        .into_any(),
    )
}

/// Seats and plan: each asks first what it costs.
fn change_forms(words: Words, found: &Shown, form: &FormState) -> AnyView {
    let one = &found.subscription;
    let about = |code: &str| {
        if form.value("do") == code {
            form.clone()
        } else {
            FormState::empty()
        }
    };
    let mut seats_form = about("seats");
    if seats_form.value("seats").is_empty() {
        seats_form = seats_form.with("seats", one.seats_then().to_string());
    }
    let label = said::counts(words, one.counts);
    let seats_version = version(one);
    let seats = view! {
        <PostForm prefix="seats" state=seats_form class="beside">
            {seats_version}
            <div class="fields">
                <QuantityField name="seats" label=label />
            </div>
            <Actions>
                <button class="btn" name="do" value="seats" formmethod="get">
                    {words.say("subscriptions-show-cost")}
                </button>
            </Actions>
        </PostForm>
    };
    let plans: Vec<ChoiceOption> =
        std::iter::once(ChoiceOption::new(one.product.to_string(), one.name.clone()))
            .chain(found.others.iter().map(|other| {
                let price = other.each.map_or_else(
                    || words.say("subscriptions-on-request").to_owned(),
                    |each| said::each(words, one.counts, words.money(each)),
                );
                ChoiceOption::new(other.product.to_string(), other.name.clone()).note(price)
            }))
            .collect();
    let plan_version = version(one);
    let plan_form = about("plan");
    let plans = (plans.len() > 1).then(move || {
        view! {
            <PostForm prefix="plan" state=plan_form>
                {plan_version}
                <Choice
                    name="plan"
                    label=words.say("subscriptions-plan")
                    options=plans
                    list=true
                />
                <Actions>
                    <button class="btn" name="do" value="plan" formmethod="get">
                        {words.say("subscriptions-show-cost")}
                    </button>
                </Actions>
            </PostForm>
        }
    });
    view! {
        <Sheet title=words.say("subscriptions-change") note=words.say("subscriptions-change-note")>
            <div class="stack-s">{seats} {plans}</div>
        </Sheet>
    }
    .into_any()
}
