//! One agreement on one page: what the customer may buy, at which prices, on
//! which terms, and since when it is like that. A curator changes the draft
//! here, a line at a time; what applies stays as it is until the draft is
//! published.

mod changes;
mod forms;
mod lines;

pub use changes::{
    add_category, add_products, change_terms, discard, remove_category, remove_product,
};

use super::changed_terms::{end_of, names};
use super::fields::{audience, state_of, when};
use super::why::order_of;
use crate::frame::parts::{
    Columns, Definitions, Notice, PageHead, Price, Sheet, Slot, Step, Tag, Timeline, Tone,
};
use crate::frame::{Address, AppState, Face, FormState, Page, PageError, StaffOnly, Text, id};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::agreements::{
    AgreementPage, Audience, Difference, Revision, agreement_page, difference,
};
use domain::id::AgreementId;
use domain::identity::Permission;
use domain::text::Words;
use domain::{Day, Money, Timestamp};
use forms::more;
use leptos::prelude::*;
use lines::{assortment, prices};

/// Which of the page's forms was sent and could not be taken.
#[derive(Default)]
struct Sent {
    terms: Option<FormState>,
    category: Option<FormState>,
    product: Option<FormState>,
}

/// `GET /console/agreements/{id}?revision=N&find=WORDS`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    answer(&visitor, &state, id(&agreement)?, Sent::default()).await
}

/// The agreement, or that there is none.
pub(super) async fn read(
    visitor: &StaffOnly,
    state: &AppState,
    agreement: AgreementId,
) -> Result<AgreementPage, PageError> {
    let address = Address::of(visitor);
    let revision = address.get("revision").and_then(|text| text.parse().ok());
    let find = address.get("find").unwrap_or_default();
    agreement_page(
        &state.db,
        visitor.actor(),
        agreement,
        revision,
        find,
        visitor.now,
    )
    .await
    .map_err(none_such(visitor))
}

/// To somebody who may see agreements, one that can't be seen is none.
pub(super) fn none_such(visitor: &StaffOnly) -> impl Fn(PageError) -> PageError {
    let may = visitor.actor().may(Permission::SeeCustomers);
    move |error| match error {
        PageError::Denied if may => PageError::NotFound,
        other => other,
    }
}

async fn answer(
    visitor: &StaffOnly,
    state: &AppState,
    agreement: AgreementId,
    sent: Sent,
) -> Result<Response, PageError> {
    let page = read(visitor, state, agreement).await?;
    let change = difference::<PageError>(&state.db, visitor.actor(), &page, visitor.now).await?;
    let find = Address::of(visitor)
        .get("find")
        .unwrap_or_default()
        .to_owned();
    Ok(view(visitor, page, change, find, sent))
}

fn view(
    visitor: &StaffOnly,
    page: AgreementPage,
    change: Difference,
    find: String,
    sent: Sent,
) -> Response {
    let words = visitor.words;
    let forms = [&sent.terms, &sent.category, &sent.product];
    let status = forms
        .iter()
        .find_map(|form| form.as_ref())
        .map_or(axum::http::StatusCode::OK, FormState::status);
    let planned = page.draft().is_some_and(|draft| draft.publish_at.is_some());
    let curates = visitor.actor().may(Permission::Curate);
    let edits = curates
        && !planned
        && (page.shown.is_draft() || (page.draft().is_none() && page.shown.state == "published"));
    let title = page.number.clone();
    let now = visitor.now;
    let mut crumbs = vec![(
        words.say("agreements-title").to_owned(),
        "/console/agreements".to_owned(),
    )];
    crumbs.extend(page.audience.customer().map(|customer| {
        (
            page.audience_name.clone(),
            format!("/console/customers/{customer}"),
        )
    }));
    Page::new(visitor, Face::Console, title)
        .nav("agreements")
        .crumbs(crumbs)
        .status(status)
        .wide()
        .show(move || {
            let head = head(words, &page, edits);
            let notice = notice(words, &page, &change);
            let end = change.end.as_ref().filter(|_| page.shown.is_draft());
            let end = end_of(words, end, now);
            let planned = plan(words, &page, curates);
            let aside = aside(words, &page, now);
            let assortment = assortment(words, &page, edits);
            let prices = prices(words, &page, edits, &find);
            let more = edits.then(|| more(words, &page, sent));
            view! {
                {head}
                {planned}
                {notice}
                {end}
                <Columns aside=aside>{assortment} {prices} {more}</Columns>
            }
        })
}

fn head(words: Words, page: &AgreementPage, edits: bool) -> impl IntoView + use<> {
    let href = format!("/console/agreements/{}", page.id);
    let valid = when(words, page.shown.valid());
    let facts = [whose(words, page), page.currency.code().to_owned(), valid];
    let tone = match page.shown.state.as_str() {
        "draft" => Tone::Warn,
        "published" => Tone::Good,
        _ => Tone::Plain,
    };
    let tags = view! { <Tag text=state_of(words, &page.shown) tone /> };
    let draft = page.draft().filter(|_| edits);
    let view_as = page
        .audience
        .customer()
        .filter(|_| page.shown.state != "superseded")
        .map(|customer| (format!("/console/customers/{customer}/view"), page.shown.id));
    let discards = draft.is_some() && page.published().is_some();
    let publishes = draft.is_some();
    let (discard, publish) = (format!("{href}/discard"), format!("{href}/publish"));
    let title = page.number.clone();
    let wants = page
        .audience
        .customer()
        .filter(|_| edits)
        .map(|customer| format!("/console/customers/{customer}/wants"));
    view! {
        <PageHead title sub=facts.join(" · ") tags=tags>
            {wants
                .map(|wants| {
                    view! {
                        <a class="btn" href=wants>
                            {words.say("plays-wants-link")}
                        </a>
                    }
                })}
            {view_as
                .map(|(view_as, revision)| {
                    view! {
                        <form method="post" action=view_as>
                            <button class="btn" name="revision" value=revision.to_string()>
                                {words.say("agreements-view-as")}
                            </button>
                        </form>
                    }
                })}
            {discards
                .then(|| {
                    view! {
                        <form method="post" action=discard>
                            <button class="btn">{words.say("agreements-discard")}</button>
                        </form>
                    }
                })}
            {publishes
                .then(|| {
                    view! {
                        <a class="btn main" href=publish>
                            {words.say("agreements-publish")}
                        </a>
                    }
                })}
        </PageHead>
    }
}

/// For whom it is, in words.
pub(super) fn whose(words: Words, page: &AgreementPage) -> String {
    let reach = match &page.audience {
        Audience::Segment(_) => "segment",
        Audience::Needs(_) => "needs",
        Audience::Customer(_) | Audience::Unit(..) => "customer",
    };
    audience(words, reach, &page.audience_name, page.unit_name.as_deref())
}

/// What the draft would change, in one sentence.
pub(super) fn summary(words: Words, change: &Difference) -> String {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let mut parts: Vec<String> = [
        ("agreements-gained", change.gained),
        ("agreements-lost", change.lost),
        ("agreements-cheaper", change.cheaper),
        ("agreements-dearer", change.dearer),
        ("agreements-otherwise", change.otherwise),
        ("agreements-for-many", change.for_many),
    ]
    .into_iter()
    .filter(|(_, number)| *number > 0)
    .map(|(message, number)| words.say_with(message, &[("count", count(number).into())]))
    .collect();
    if !change.terms.is_empty() {
        let terms = [
            ("count", count(change.terms.len()).into()),
            ("names", names(words, change).into()),
        ];
        parts.push(words.say_with("agreements-terms-change", &terms));
    }
    if !parts.is_empty() {
        return parts.join(", ");
    }
    if change.lines > 0 {
        let lines = [("count", count(change.lines).into())];
        return words.say_with("agreements-no-difference-yet", &lines);
    }
    words.say("agreements-no-difference").to_owned()
}

fn notice(words: Words, page: &AgreementPage, change: &Difference) -> Option<AnyView> {
    page.draft()?;
    if !page.shown.is_draft() {
        let href = format!("/console/agreements/{}", page.id);
        return Some(
            view! {
                <Notice
                    tone=Tone::Accent
                    actions=view! { <a class="btn s" href=href>{words.say("agreements-to-draft")}</a> }
                >
                    {words.say("agreements-there-is-a-draft")}
                </Notice>
            }
            .into_any(),
        );
    }
    let title = page.published().map_or_else(
        || words.say("agreements-first-publication").to_owned(),
        |published| words.say_with("agreements-against", &[("number", published.number.into())]),
    );
    let sentence = words.say_with(
        "agreements-difference",
        &[
            ("changes", summary(words, change).as_str().into()),
            ("members", page.members.into()),
        ],
    );
    let actions: Slot = if change.is_nothing() {
        Slot::default()
    } else {
        let href = format!("/console/agreements/{}/difference", page.id);
        view! { <a class="btn s" href=href>{words.say("agreements-show-difference")}</a> }.into()
    };
    Some(
        view! {
            <Notice tone=Tone::Warn title=title actions=actions>
                {sentence}
            </Notice>
        }
        .into_any(),
    )
}

/// That the draft is published by itself, and how to take that back.
fn plan(words: Words, page: &AgreementPage, curates: bool) -> Option<AnyView> {
    let draft = page.draft()?;
    let day = words.date(Day::of(draft.publish_at?));
    let title = words.say_with("agreements-planned", &[("day", day.into())]);
    let by = draft.publish_by_name.clone().unwrap_or_default();
    let text = words.say_with("agreements-planned-text", &[("name", by.into())]);
    let withdraw = format!("/console/agreements/{}/publish/withdraw", page.id);
    let actions: Slot = if curates {
        view! {
            <form method="post" action=withdraw>
                <button class="btn s">{words.say("agreements-withdraw-plan")}</button>
            </form>
        }
        .into()
    } else {
        Slot::default()
    };
    Some(
        view! {
            <Notice tone=Tone::Accent title=title actions=actions>
                {text}
            </Notice>
        }
        .into_any(),
    )
}

/// What was agreed besides assortment and prices.
fn agreed_terms(words: Words, page: &AgreementPage) -> Option<AnyView> {
    let shown = &page.shown;
    let rows: Vec<(Text, AnyView)> = [
        ("agreements-payment", &shown.payment),
        ("agreements-delivery", &shown.delivery),
        ("agreements-contact", &shown.contact),
        ("agreements-terms", &shown.terms),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(label, text)| {
        let text = text.clone();
        let text = view! { <span class="prose">{text}</span> };
        (Text::from(words.say(label)), text.into_any())
    })
    .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("agreements-terms-title")>
                <Definitions rows words=true />
            </Sheet>
        }
        .into_any()
    })
}

fn aside(words: Words, page: &AgreementPage, now: Timestamp) -> AnyView {
    let here = format!("/console/agreements/{}", page.id);
    let steps = page
        .revisions
        .iter()
        .map(|revision| step(words, page, revision))
        .collect();
    let reaches = words.say_with(
        "agreements-reaches",
        &[
            ("customers", page.customers.into()),
            ("members", page.members.into()),
        ],
    );
    let first = Some(page.shown.valid()).filter(|valid| !valid.contains(now));
    let beside = page.order_with(&page.shown);
    let order = (beside.len() > 1 && first.is_none()).then(|| order_of(words, &beside));
    let (whose, terms) = (whose(words, page), agreed_terms(words, page));
    view! {
        <Sheet title=words.say("agreements-for-whom")>
            <p>{whose}</p>
            <p class="small mute">{reaches}</p>
        </Sheet>
        {order}
        {terms}
        <Sheet title=words.say("agreements-why-title")>
            <form method="get" action=format!("{here}/why") class="form">
                <div class="field">
                    <label for="why-sku">{words.say("agreements-sku")}</label>
                    <input class="input" id="why-sku" name="sku" autocomplete="off" required />
                    <p class="help">{words.say("agreements-why-help")}</p>
                </div>
                <button class="btn">{words.say("agreements-explain")}</button>
            </form>
        </Sheet>
        <Sheet title=words.say("agreements-history")>
            <Timeline steps=steps />
        </Sheet>
    }
    .into_any()
}

fn step(words: Words, page: &AgreementPage, revision: &Revision) -> Step {
    let title = state_of(words, revision);
    let (who, at) = match (&revision.published_by_name, revision.published_at) {
        (Some(who), Some(at)) => (who.clone(), at),
        _ => (revision.made_by_name.clone(), revision.created_at),
    };
    let note = format!("{who}, {}", words.date_short(at));
    let here = format!("/console/agreements/{}", page.id);
    let number = revision.number;
    let reason = (!revision.note.is_empty()).then(|| revision.note.clone());
    let links = match revision.state.as_str() {
        "superseded" => Some(
            view! {
                <a href=format!("{here}?revision={number}")>{words.say("agreements-look")}</a>
                " · "
                <a href=format!("{here}/take-back?revision={number}")>
                    {words.say("agreements-take-back")}
                </a>
            }
            .into_any(),
        ),
        _ if revision.id != page.shown.id => Some(
            view! {
                <a href=format!("{here}?revision={number}")>{words.say("agreements-look")}</a>
            }
            .into_any(),
        ),
        _ => None,
    };
    let step = if revision.is_draft() {
        Step::now(title)
    } else {
        Step::done(title)
    };
    step.note(note).detail(view! {
        {reason.map(|reason| view! { <div>{reason}</div> })}
        {links}
    })
}

/// A price for a table, or that there is none.
pub(super) fn price_cell(amount: Option<Money>) -> impl IntoView {
    view! { <Price amount=amount /> }
}
