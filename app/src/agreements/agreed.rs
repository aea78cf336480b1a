//! `/agreement`: what was agreed with the company, for its own people: until
//! when, what they may buy, at which discounts, how it is paid and delivered,
//! whom to ask. Never what the supplier pays.

use super::fields::{those, when};
use crate::frame::parts::{Definitions, Empty, Need, Notice, PageHead, Sheet, Tone};
use crate::frame::{AppState, Face, Page, PageError, SignedIn, Text};
use crate::site::terms;
use axum::extract::State;
use axum::response::Response;
use domain::agreements::{AgreedLine, AgreedRule, AgreedTerms, ask_agreed_terms};
use domain::identity::{InForce, Permission, Reach};
use domain::site::ask_site;
use domain::store::together;
use domain::text::Words;
use domain::{Day, Quantity, Timestamp};
use leptos::prelude::*;

/// How many days ahead people are told that an agreement ends.
const AHEAD: i64 = 60;

/// `GET /agreement`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let actor = visitor.actor();
    let shopper = actor.shopper().ok_or(PageError::Denied)?;
    if !shopper.preview {
        actor.demand(Permission::SeeCompany)?;
    }
    let mut read = state.db.read(actor.scope()).await?;
    let member = actor.member().map(|member| member.id);
    let (agreed, site) = together(
        &mut read,
        (
            ask_agreed_terms(shopper, visitor.now),
            ask_site(shopper.company.id, member, visitor.now),
        ),
    )
    .await?;
    drop(read);
    let now = visitor.now;
    let title = words.say("agreements-agreed");
    Ok(Page::new(&visitor, Face::Site, title).show(move || {
        let content = if agreed.is_empty() {
            view! {
                <Sheet>
                    <Empty
                        title=words.say("agreements-agreed-none")
                        text=words.say("agreements-agreed-none-text")
                    />
                </Sheet>
            }
            .into_any()
        } else {
            agreed
                .into_iter()
                .map(|one| sheet(words, one, now))
                .collect_view()
                .into_any()
        };
        view! {
            <PageHead title sub=words.say("agreements-agreed-sub") />
            {terms(words, &site)}
            {content}
        }
    }))
}

fn sheet(words: Words, one: AgreedTerms, now: Timestamp) -> impl IntoView {
    let ends = ends_soon(one.valid.until, now).then(|| {
        let day = words.date(Day::last_before(one.valid.until));
        let what = words.say_with(
            "agreements-ends-soon",
            &[("number", one.number.as_str().into()), ("day", day.into())],
        );
        view! { <Notice tone=Tone::Warn>{what}</Notice> }
    });
    let since = one.since.map(|since| {
        let day = words.date(Day::of(since));
        let since = words.say_with("agreements-agreed-since", &[("day", day.into())]);
        let why = (!one.note.is_empty()).then(|| format!(" {}", one.note));
        view! { <p class="small mute">{since} {why}</p> }
    });
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("agreements-validity").into(),
            when(words, one.valid).into_any(),
        ),
        (
            words.say("frame-currency").into(),
            one.currency.code().to_owned().into_any(),
        ),
    ];
    let (buy, prices) = (assortment(words, &one), prices(words, &one));
    for (label, lines) in [
        ("agreements-agreed-buy", buy),
        ("agreements-agreed-prices", prices),
    ] {
        if !lines.is_empty() {
            let lines = lines
                .into_iter()
                .map(|line| view! { <li>{line}</li> })
                .collect_view();
            let list = view! { <ul>{lines}</ul> };
            rows.push((words.say(label).into(), list.into_any()));
        }
    }
    let texts = [
        ("agreements-payment", one.payment),
        ("agreements-delivery", one.delivery),
        ("agreements-contact", one.contact),
        ("agreements-terms", one.terms),
    ];
    for (label, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        let text = view! { <span class="prose">{text}</span> };
        rows.push((words.say(label).into(), text.into_any()));
    }
    let whose = words.say(match one.reach {
        Reach::Unit => "agreements-agreed-unit",
        Reach::Customer => "agreements-agreed-company",
        Reach::Needs | Reach::Segment => "agreements-agreed-many",
    });
    view! {
        <Sheet title=one.number note=whose>
            {ends}
            <Definitions rows words=true />
            {since}
        </Sheet>
    }
}

/// What they may buy by it, and what not.
fn assortment(words: Words, one: &AgreedTerms) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in &one.lines {
        let what = about(words, line);
        match line.says {
            AgreedRule::In => lines.push(what),
            AgreedRule::Out => {
                let not = words.say_with("agreements-agreed-not", &[("what", what.into())]);
                lines.push(not);
            }
            AgreedRule::Discount(_) | AgreedRule::Price => {}
        }
    }
    for (count, message) in [
        (one.single_in, "agreements-single-in"),
        (one.single_out, "agreements-agreed-single-out"),
    ] {
        if count > 0 {
            lines.push(words.say_with(message, &[("count", count.into())]));
        }
    }
    lines
}

/// What is taken off list prices, and what else has an agreed price.
fn prices(words: Words, one: &AgreedTerms) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in &one.lines {
        let says = match line.says {
            AgreedRule::Discount(rate) => {
                let rate = words.percent(rate);
                words.say_with("agreements-off-list", &[("rate", rate.into())])
            }
            AgreedRule::Price => words.say("catalog-price-agreed").to_owned(),
            AgreedRule::In | AgreedRule::Out => continue,
        };
        let mut text = format!("{}: {says}", about(words, line));
        if line.least > Quantity::pieces(1) {
            let pieces = words.say_with("catalog-from-pieces", &[("count", line.least.into())]);
            text = format!("{text}, {pieces}");
        }
        lines.push(text);
    }
    if one.single_priced > 0 {
        let count = one.single_priced;
        lines.push(words.say_with("agreements-agreed-own", &[("count", count.into())]));
    }
    lines.push(words.say("agreements-agreed-otherwise").to_owned());
    lines
}

fn about(words: Words, line: &AgreedLine) -> String {
    those(words, line.category.as_deref(), line.only.as_ref())
}

fn ends_soon(until: Timestamp, now: Timestamp) -> bool {
    until < now.plus_days(AHEAD)
}

/// For the home page of those who manage the company: what of it ends soon.
pub(crate) fn endings(words: Words, in_force: Option<&InForce>, now: Timestamp) -> Vec<Need> {
    let all = in_force.into_iter().flat_map(InForce::all);
    all.filter(|one| ends_soon(one.valid_until, now))
        .map(|one| {
            let day = words.date(Day::last_before(one.valid_until));
            let what = words.say_with(
                "agreements-ends-soon",
                &[("number", one.number.as_str().into()), ("day", day.into())],
            );
            let tone = if one.valid_until < now.plus_days(14) {
                Tone::Bad
            } else {
                Tone::Warn
            };
            Need::at(tone, what, "/agreement".to_owned(), words.say("frame-open"))
                .because(Some(words.say("agreements-ends-soon-why").to_owned()))
        })
        .collect()
}
