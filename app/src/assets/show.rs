//! `/equipment/{tag}`: one unit, what happened to it, and what can be done next.

use super::as_built::built_rows;
use super::console_unit::console_path_of;
use super::documents::papers;
use super::qr::qr;
use super::said::{changed, event, state_tag};
use super::steps::steps;
use crate::frame::parts::Step as Told;
use crate::frame::parts::{Columns, Definitions, Empty, PageHead, PostForm, Sheet, Timeline};
use crate::frame::{AppState, Face, FormState, Page, PageError, SignedIn, Text};
use crate::profile::looked_at;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::{
    AsBuilt, Asset, AssetPage, Event, EventKind, State as Life, Step, asset_page, path_of,
    whose_tag,
};
use domain::id::AnyId;
use domain::identity::Permission;
use domain::profile::Subject;
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// `GET /equipment/{tag}`, which is where the code on a label leads. Our own people who
/// scan one are led to the unit in the console.
pub async fn show(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(tag): Path<String>,
) -> Result<Response, PageError> {
    if visitor.actor().member().is_none() {
        let address = in_the_console(&visitor, &app, &tag).await?;
        return Ok(Redirect::to(&address).into_response());
    }
    let found = find(&visitor, &app, &tag).await?;
    let unit = &found.asset;
    let what = (Subject::Asset, AnyId(unit.id.0));
    let name = format!("{} ({})", unit.name, unit.service_tag);
    looked_at(visitor.actor(), what, name, visitor.now);
    Ok(page(&visitor, &app, found, Tried::default()))
}

/// Where our people read of the unit with this tag: its page, or what is found by the
/// tag where several customers have it, or none.
async fn in_the_console(
    visitor: &SignedIn,
    app: &AppState,
    tag: &str,
) -> Result<String, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    let whose = whose_tag::<PageError>(&app.db, visitor.actor(), tag).await?;
    Ok(whose.map_or_else(
        || {
            let typed: String = form_urlencoded::byte_serialize(tag.as_bytes()).collect();
            format!("/console/equipment?q={typed}")
        },
        |customer| console_path_of(customer, tag),
    ))
}

pub(super) async fn find(
    visitor: &SignedIn,
    app: &AppState,
    tag: &str,
) -> Result<AssetPage, PageError> {
    visitor.actor().member_who_may(Permission::Browse)?;
    asset_page::<PageError>(&app.db, visitor.actor(), tag, visitor.now)
        .await?
        .ok_or(PageError::NotFound)
}

/// The forms of the page that were sent and refused, with what was typed.
#[derive(Default)]
pub(super) struct Tried {
    step: Option<(Step, FormState)>,
    paper: Option<FormState>,
}

impl Tried {
    pub(super) fn step(step: Step, form: FormState) -> Self {
        Self {
            step: Some((step, form)),
            ..Self::default()
        }
    }

    pub(super) fn paper(form: FormState) -> Self {
        Self {
            paper: Some(form),
            ..Self::default()
        }
    }
}

pub(super) fn page(visitor: &SignedIn, app: &AppState, found: AssetPage, tried: Tried) -> Response {
    let words = visitor.words;
    let title = format!("{} {}", found.asset.name, found.asset.service_tag);
    let sent = tried.step.as_ref().map(|(_, form)| form);
    let status = sent
        .or(tried.paper.as_ref())
        .map_or(StatusCode::OK, FormState::status);
    let address = format!(
        "{}{}",
        app.settings.base_url,
        path_of(&found.asset.service_tag)
    );
    let sees_all = visitor.actor().may(Permission::SeeCompany);
    let now = visitor.now;
    let adds = found.own || visitor.actor().may(Permission::ManageCompany);
    let list = words.say(if sees_all {
        "assets-title"
    } else {
        "assets-mine-title"
    });
    Page::new(visitor, Face::Site, title)
        .nav("equipment")
        .crumbs([(list, "/equipment")])
        .status(status)
        .show(move || {
            let asset = &found.asset;
            let labels = super::table::labels_of(std::iter::once(asset.service_tag.as_str()));
            let help = help_path(asset);
            let facts = facts(words, &found, "/orders", &path_of, now);
            let entitled = entitled(words, &found);
            let code = code(words, asset, &address);
            let aside = view! { {facts} {entitled} {code} }.into_any();
            let cases = crate::support::cases(words, &found.cases, false);
            let built = built(words, &asset.as_built);
            let forms = steps(words, &found, tried.step);
            let papers = papers(words, &found, adds, tried.paper);
            let history = history(words, &found);
            let name = asset.name.clone();
            let sub = sub(words, asset);
            let replace = format!("{}/replace", path_of(&asset.service_tag));
            let tags = state_tag(words, asset.state);
            view! {
                <PageHead title=name sub tags>
                    {sees_all
                        .then(|| {
                            view! {
                                <a class="btn" href=labels>
                                    {words.say("assets-label")}
                                </a>
                            }
                        })}
                    <a class="btn" href=help>
                        {words.say("assets-help")}
                    </a>
                    <PostForm action=replace class="inline" prefix="replace">
                        <button class="btn">{words.say("assets-replace")}</button>
                    </PostForm>
                </PageHead>
                <Columns aside>
                    {cases} {forms} {built} {papers}
                    <Sheet title=words.say("assets-history")>{history}</Sheet>
                </Columns>
            }
        })
}

/// Where somebody asks for help with a unit, with the unit named, and with what it
/// is, by which the questions and articles come that may spare them a case.
fn help_path(asset: &Asset) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("asset", &asset.service_tag);
    if !asset.sku.is_empty() {
        query.append_pair("sku", &asset.sku);
    }
    format!("/help/new?{}", query.finish())
}

pub(super) fn sub(words: Words, asset: &Asset) -> String {
    let mut parts = vec![asset.service_tag.clone()];
    for (id, text) in [
        ("assets-own-tag-is", &asset.asset_tag),
        ("assets-serial-is", &asset.serial_number),
    ] {
        if !text.is_empty() {
            parts.push(words.say_with(id, &[("number", text.as_str().into())]));
        }
    }
    parts.join(" · ")
}

/// What is known of it; its order is found under `orders`, another unit at `path`.
pub(super) fn facts(
    words: Words,
    found: &AssetPage,
    orders: &'static str,
    path: &dyn Fn(&str) -> String,
    now: Timestamp,
) -> AnyView {
    let asset = &found.asset;
    let names = &found.names;
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    let mut add = |id: &'static str, text: String| {
        if !text.is_empty() {
            rows.push((words.say(id).into(), text.into_any()));
        }
    };
    let day = |day: Option<Day>| day.map(|day| words.date(day)).unwrap_or_default();
    if let Some(number) = &found.announced {
        let number = [("number", number.as_str().into())];
        add(
            "assets-whereabouts",
            words.say_with("assets-to-be-sent", &number),
        );
    }
    for (id, at) in [
        ("assets-repair-since", asset.in_repair_since()),
        ("assets-repaired-at", asset.repaired_at()),
    ] {
        let said = |at: Timestamp| {
            let day = [
                ("day", words.date(at).into()),
                ("number", asset.return_number.as_str().into()),
            ];
            words.say_with(id, &day)
        };
        add("assets-whereabouts", at.map(said).unwrap_or_default());
    }
    add("assets-person", names.maybe(asset.membership_id).to_owned());
    add("assets-loaned-to", asset.loaned_to.clone());
    add("assets-loaned-until", day(asset.loaned_until));
    add("assets-unit", names.maybe(asset.unit_id).to_owned());
    add(
        "assets-cost-centre",
        names.maybe(asset.cost_centre_id).to_owned(),
    );
    add("assets-place", asset.place.clone());
    add("assets-manufacturer", asset.manufacturer.clone());
    add("assets-model", asset.model.clone());
    add("assets-sku", asset.sku.clone());
    add("assets-bought", day(asset.bought_at));
    add(
        "assets-delivered",
        asset
            .delivered_at
            .map(|at| words.date(at))
            .unwrap_or_default(),
    );
    let over = asset
        .warranty_until
        .filter(|until| until.is_over_everywhere(now));
    match over {
        Some(until) => add(
            "assets-warranty",
            words.say_with("assets-warranty-over", &[("day", words.date(until).into())]),
        ),
        None => add("assets-warranty", day(asset.warranty_until)),
    }
    add("assets-refresh", day(asset.refresh_at));
    add("assets-wiped", asset.wiped.clone());
    add("assets-note", asset.note.clone());
    if asset.is_imported() {
        add(
            "assets-origin",
            words.say("assets-origin-imported").to_owned(),
        );
    }
    if let Some(order) = asset.order_id {
        let number = asset.order_number.clone();
        let link = view! { <a href=format!("{orders}/{order}")>{number}</a> };
        rows.push((words.say("assets-order").into(), link.into_any()));
    }
    for one in &found.linked {
        let id = if one.is_older() {
            "assets-replaces"
        } else {
            "assets-replaced-by"
        };
        let href = path(&one.service_tag);
        let text = format!("{} {}", one.name, one.service_tag);
        let link = view! { <a href=href>{text}</a> };
        rows.push((words.say(id).into(), link.into_any()));
    }
    view! {
        <Sheet title=words.say("assets-facts")>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

/// What whoever asks for help with it was promised, as long as it is in service.
pub(super) fn entitled(words: Words, found: &AssetPage) -> Option<AnyView> {
    let in_service = !matches!(found.asset.state, Life::Retired | Life::Returned);
    let entitled = found.entitled.as_ref().filter(|_| in_service)?;
    Some(crate::support::entitlement(words, entitled))
}

/// The code that leads to this page.
fn code(words: Words, asset: &Asset, address: &str) -> AnyView {
    let label = words.say_with("assets-qr", &[("tag", asset.service_tag.as_str().into())]);
    let code = qr(address, label);
    view! { <Sheet title=words.say("assets-scan")>{code}</Sheet> }.into_any()
}

/// How it was built, with image and settings.
pub(super) fn built(words: Words, built: &AsBuilt) -> Option<AnyView> {
    let mut rows = built_rows(words, built);
    if !built.labels.is_empty() {
        let labels = built.labels.join(" · ");
        rows.push((words.say("configurations-labels").into(), labels.into_any()));
    }
    (!rows.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("assets-as-built")>
                <Definitions rows words=true />
            </Sheet>
        }
        .into_any()
    })
}

/// What happened to it.
pub(super) fn history(words: Words, found: &AssetPage) -> AnyView {
    if found.events.is_empty() {
        return view! { <Empty title=words.say("assets-no-history") /> }.into_any();
    }
    let steps: Vec<Told> = found
        .events
        .iter()
        .map(|one| told(words, found, one))
        .collect();
    view! { <Timeline steps /> }.into_any()
}

fn told(words: Words, found: &AssetPage, one: &Event) -> Told {
    let who = match one.kind {
        // Who of ours packed or unpacked it is nobody's business.
        EventKind::Shipped
        | EventKind::Numbered
        | EventKind::SentBack
        | EventKind::InRepair
        | EventKind::Repaired
        | EventKind::Exchanged
        | EventKind::InExchange => words.say("orders-desk"),
        _ => found.names.of(one.person_id),
    };
    let note = words.say_with(
        "orders-step-by",
        &[
            ("moment", words.moment_short(one.at).into()),
            ("name", who.into()),
        ],
    );
    let lines: Vec<String> = one
        .changes
        .iter()
        .map(|change| changed(words, &found.names, change))
        .chain((!one.text.is_empty()).then(|| match one.kind {
            // What was said when it left us is the number of its order.
            EventKind::Shipped => format!("{}: {}", words.say("assets-order"), one.text),
            _ => one.text.clone(),
        }))
        .collect();
    let detail = lines
        .into_iter()
        .map(|line| view! { <div class="small mute">{line}</div> })
        .collect_view();
    Told::done(event(words, one.kind)).note(note).detail(detail)
}
