//! Why a member sees a product, at this price.

use super::fields::those;
use super::one::read;
use crate::frame::parts::{Empty, Notice, PageHead, Price, Sheet, Step, Timeline, Tone};
use crate::frame::{Address, AppState, Face, Page, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::agreements::assortment::{Decided, ProductRule};
use domain::agreements::{About, Explained, PriceSource, PriceStep, WhyNot, explain};
use domain::identity::{Agreed, Reach};
use domain::text::Words;
use domain::{Day, Quantity, Rate};
use leptos::prelude::*;

/// `GET /console/agreements/{id}/why?sku=SKU`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let page = read(&visitor, &state, id(&agreement)?).await?;
    let sku = Address::of(&visitor)
        .get("sku")
        .unwrap_or_default()
        .to_owned();
    let told = explain::<PageError>(&state.db, visitor.actor(), &page, &sku, visitor.now).await?;
    let title = words.say("agreements-why-title");
    let here = format!("/console/agreements/{}", page.id);
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("agreements")
        .crumbs([
            (
                words.say("agreements-title").to_owned(),
                "/console/agreements".to_owned(),
            ),
            (page.number.clone(), here.clone()),
        ])
        .show(move || {
            let unknown = words.say_with("agreements-unknown-sku", &[("sku", sku.as_str().into())]);
            let content = match told {
                Some(told) => story(words, told),
                // Nothing was asked yet.
                None if sku.is_empty() => ().into_any(),
                None => view! {
                    <Sheet>
                        <Empty title=unknown />
                    </Sheet>
                }
                .into_any(),
            };
            view! {
                <PageHead title sub=words.say("agreements-why-sub") />
                <Sheet>
                    <form
                        method="get"
                        class="filter"
                        role="search"
                        aria-label=words.say("frame-search-list")
                    >
                        <label class="unseen" for="sku">
                            {words.say("agreements-sku")}
                        </label>
                        <input
                            class="input"
                            id="sku"
                            name="sku"
                            value=sku.clone()
                            placeholder=words.say("agreements-sku")
                            autocomplete="off"
                        />
                        <button class="btn">{words.say("agreements-explain")}</button>
                    </form>
                </Sheet>
                {content}
            }
        }))
}

fn story(words: Words, told: Explained) -> AnyView {
    let decided = told.decided.as_ref().map(|(_, decided)| *decided);
    let seen = told.active && decided.is_some_and(Decided::visible);
    let because = if told.active {
        match decided.unwrap_or(Decided::Nothing) {
            Decided::Product(ProductRule::Out) => words.say("agreements-because-out").to_owned(),
            Decided::Product(ProductRule::In) => words.say("agreements-because-in").to_owned(),
            Decided::Product(ProductRule::Priced) => {
                words.say("agreements-because-priced").to_owned()
            }
            Decided::Set { included, .. } => {
                let name = told
                    .decided_by
                    .as_ref()
                    .map_or_else(String::new, |by| named(words, by));
                let message = if included {
                    "agreements-because-category-in"
                } else {
                    "agreements-because-category-out"
                };
                words.say_with(message, &[("name", name.as_str().into())])
            }
            Decided::Nothing => words.say("agreements-because-nothing").to_owned(),
        }
    } else {
        words.say("agreements-because-not-sold").to_owned()
    };
    let because = match &told.decided {
        Some((number, _)) if told.agreements.len() > 1 => format!("{number}: {because}"),
        _ => because,
    };
    let (tone, title) = if seen {
        (Tone::Good, "agreements-is-seen")
    } else {
        (Tone::Bad, "agreements-is-not-seen")
    };
    let steps: Vec<Step> = told
        .price
        .steps
        .iter()
        .map(|step| line(words, step, &told.agreements))
        .collect();
    let heading = format!("{} {}", told.sku, told.name);
    let price = told.price.price;
    let order = (told.agreements.len() > 1).then(|| order_of(words, &told.agreements));
    let breaks = told.breaks.iter().map(|(least, price)| {
        let pieces = words.say_with("catalog-from-pieces", &[("count", (*least).into())]);
        format!("{pieces}: {}", words.money(*price))
    });
    let breaks = breaks.collect::<Vec<_>>().join(", ");
    let breaks = (!breaks.is_empty()).then(|| view! { <p class="small mute">{breaks}</p> });
    view! {
        <Notice tone=tone title=words.say(title)>
            {because}
        </Notice>
        <Sheet title=heading aside=view! { <Price amount=price /> }>
            {if steps.is_empty() {
                view! { <Empty title=words.say("agreements-no-lines") /> }.into_any()
            } else {
                view! { <Timeline steps=steps /> }.into_any()
            }} {breaks}
        </Sheet>
        {order}
    }
    .into_any()
}

/// Which agreements apply, and which is asked first.
pub(super) fn order_of(words: Words, agreements: &[Agreed]) -> AnyView {
    let rows = agreements.iter().map(move |one| {
        let reach = words.say(match one.reach {
            Reach::Unit => "agreements-reach-unit",
            Reach::Customer => "agreements-reach-customer",
            Reach::Needs => "agreements-reach-needs",
            Reach::Segment => "agreements-reach-segment",
        });
        view! {
            <li>
                <a href=format!("/console/agreements/{}", one.agreement)>{one.number.clone()}</a>
                " "
                <span class="mute">{reach}</span>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Sheet title=words.say("agreements-order")>
            <ol class="numbered">{rows}</ol>
            <ul class="prose small mute">
                <li>{words.say("agreements-order-rule-ask")}</li>
                <li>{words.say("agreements-order-rule-first")}</li>
                <li>{words.say("agreements-order-rule-currency")}</li>
            </ul>
        </Sheet>
    }
    .into_any()
}

/// What a line is about, in words.
fn named(words: Words, about: &About) -> String {
    match about {
        About::Product => words.say("agreements-the-product").to_owned(),
        About::Category(name) => name.to_string(),
        About::Those { within, only } => those(words, within.as_deref(), Some(only)),
        About::Everything => words.say("agreements-everything").to_owned(),
    }
}

fn line(words: Words, step: &PriceStep, agreements: &[Agreed]) -> Step {
    let rated = |message: &'static str, name: String, rate: Rate| {
        let rate = words.percent(rate);
        words.say_with(
            message,
            &[
                ("name", name.as_str().into()),
                ("rate", rate.as_str().into()),
            ],
        )
    };
    let source = match &step.source {
        PriceSource::Contract => words.say("agreements-source-contract").to_owned(),
        PriceSource::List => words.say("agreements-source-list").to_owned(),
        PriceSource::Discount { rate, about: of } => {
            rated("agreements-source-discount", named(words, of), *rate)
        }
        PriceSource::CostPlus { rate, about: of } => {
            rated("agreements-source-cost-plus", named(words, of), *rate)
        }
        PriceSource::Promotion(name) => words.say_with(
            "agreements-source-promotion",
            &[("name", name.to_string().into())],
        ),
        PriceSource::Subscription { plan, number } => words.say_with(
            "agreements-source-subscription",
            &[
                ("plan", plan.to_string().into()),
                ("number", number.to_string().into()),
            ],
        ),
    };
    let number = agreements
        .get(step.agreement)
        .filter(|_| agreements.len() > 1)
        .map(|one| format!(" · {}", one.number));
    let least = (step.least > Quantity::pieces(1)).then(|| {
        let many = words.say_with("catalog-from-pieces", &[("count", step.least.into())]);
        format!(" · {many}")
    });
    let source = [Some(source), least, number]
        .into_iter()
        .flatten()
        .collect::<String>();
    let title = match step.price {
        Some(price) => format!("{} {source}", words.money(price)),
        None => source,
    };
    let why = step.why_not.map(|why| {
        let date = |day: Option<Day>| day.map(|day| words.date(day)).unwrap_or_default();
        match why {
            WhyNot::LessSpecific => words.say("agreements-lost-specific").to_owned(),
            WhyNot::LaterAgreement => words.say("agreements-lost-later").to_owned(),
            WhyNot::Promoted => words.say("agreements-lost-promoted").to_owned(),
            WhyNot::NoCost => words.say("agreements-lost-no-cost").to_owned(),
            WhyNot::MorePieces => words.say("agreements-lost-pieces").to_owned(),
            WhyNot::Higher => words.say("agreements-lost-higher").to_owned(),
            WhyNot::NoListPrice => words.say("agreements-lost-no-list").to_owned(),
            WhyNot::NotYet => words.say_with(
                "agreements-lost-not-yet",
                &[("from", date(step.valid_from.map(Day::of)).as_str().into())],
            ),
            WhyNot::Ended => words.say_with(
                "agreements-lost-ended",
                &[(
                    "until",
                    date(step.valid_until.map(Day::last_before)).as_str().into(),
                )],
            ),
        }
    });
    let until = step.valid_until.filter(|_| step.won).map(|until| {
        let until = words.date(Day::last_before(until));
        words.say_with("agreements-until", &[("until", until.as_str().into())])
    });
    let step = if step.won {
        Step::now(title)
    } else {
        Step::later(title)
    };
    step.note(why.or(until))
}
