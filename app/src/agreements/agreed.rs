//! `/agreement`: what was agreed with the company, for its own people: until
//! when, how it is paid and delivered, whom to ask.

use super::fields::when;
use crate::frame::parts::{Definitions, Empty, Need, Notice, PageHead, Sheet, Tone};
use crate::frame::{AppState, Face, Page, PageError, SignedIn, Text};
use crate::site::terms;
use axum::extract::State;
use axum::response::Response;
use domain::agreements::{AgreedTerms, ask_agreed_terms};
use domain::identity::{InForce, Permission, Reach};
use domain::site::ask_site;
use domain::store::together;
use domain::text::Words;
use domain::{Day, Timestamp};
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
            ask_agreed_terms(shopper),
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
    let mut rows: Vec<(Text, AnyView)> = vec![(
        words.say("agreements-validity").into(),
        when(words, one.valid).into_any(),
    )];
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
