//! `/console/plans/new` and `/console/plans/{id}`: a plan is written, said anew, and
//! its terms are put on offer.

use super::plan_form::{Choices, Thing, fields};
use super::plan_typed::{fill, fresh, read, refuse};
use super::said;
use crate::frame::parts::{
    Actions, Column, DataTable, Field, Notice, PageHead, PostForm, Sheet, Tag, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::ask_categories;
use domain::downloads::ask_areas;
use domain::id::PlanId;
use domain::identity::Permission;
use domain::publications::ask_publication_names;
use domain::store::{Asked, together};
use domain::subscriptions::term::TermLength;
use domain::subscriptions::{
    OfferChange, Plan, PlanError, PlanTerm, ask_plans, change_offers, save_plan,
};
use domain::support::ask_level_names;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/plans/new`
pub async fn show_new(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    new_page(&visitor, &state, fresh()).await
}

/// `POST /console/plans/new`
pub async fn make(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let mut form = FormState::from(form);
    match keep(&visitor, &state, None, &mut form).await? {
        Some(id) => Ok(Redirect::to(&format!("/console/plans/{id}")).into_response()),
        None => new_page(&visitor, &state, form).await,
    }
}

/// `GET /console/plans/{id}`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &id, Forms::default()).await
}

/// `POST /console/plans/{id}`: another revision.
pub async fn save(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let plan = id.parse().map_err(|_| PageError::NotFound)?;
    let version = form.carried("version")?;
    let mut form = FormState::from(form);
    match keep(&visitor, &state, Some((plan, version)), &mut form).await? {
        Some(id) => Ok(Redirect::to(&format!("/console/plans/{id}")).into_response()),
        None => {
            let forms = Forms {
                plan: Some(form),
                ..Forms::default()
            };
            page(&visitor, &state, &id, forms).await
        }
    }
}

/// Keeps what was typed; if something is wrong, notes what.
async fn keep(
    visitor: &StaffOnly,
    state: &AppState,
    of: Option<(PlanId, i64)>,
    form: &mut FormState,
) -> Result<Option<PlanId>, PageError> {
    let words = visitor.words;
    let key = key_of(form.form())?;
    let Some(draft) = read(words, form) else {
        return Ok(None);
    };
    match save_plan(&state.db, visitor.actor(), key, of, draft, visitor.now).await {
        Ok(id) => {
            visitor
                .say_next(true, words.say("subscriptions-plan-kept"))
                .await?;
            return Ok(Some(id));
        }
        Err(PlanError::Faults(faults)) => refuse(words, form, &faults),
        Err(PlanError::UnknownBenefit) => {
            form.fail("level", words.say("subscriptions-unknown-benefit"));
        }
        Err(PlanError::Meanwhile) => form.fail("", words.say("subscriptions-plan-meanwhile")),
        Err(other) => return Err(other.into()),
    }
    Ok(None)
}

/// `POST /console/plans/{id}/offers`: a term more (`do=add`), a term or the plan on
/// offer or not.
pub async fn offer(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let words = visitor.words;
    let plan: PlanId = id.parse().map_err(|_| PageError::NotFound)?;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let what = form.value("do").to_owned();
    let product = || form.carried("product");
    let change = match what.as_str() {
        "offer" => OfferChange::Offer(product()?, true),
        "withdraw" => OfferChange::Offer(product()?, false),
        "plan-on" => OfferChange::Plan(true),
        "plan-off" => OfferChange::Plan(false),
        "add" => {
            let sku = form.value("sku").to_owned();
            if sku.is_empty() {
                form.fail("sku", words.say("subscriptions-no-sku"));
            }
            let months = form.read("months", |typed| {
                typed
                    .parse()
                    .ok()
                    .and_then(|months| TermLength::months(months).ok())
                    .ok_or_else(|| words.say("subscriptions-months-wrong"))
            });
            match months.filter(|_| form.is_fine()) {
                Some(months) => OfferChange::Add { sku, months },
                None => return offer_again(&visitor, &state, &id, form).await,
            }
        }
        _ => return Err(PageError::BadForm),
    };
    match change_offers(&state.db, visitor.actor(), key, plan, change, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("subscriptions-offers-kept"))
                .await?;
            Ok(Redirect::to(&format!("/console/plans/{plan}")).into_response())
        }
        Err(PlanError::UnknownSku) => {
            form.fail("sku", words.say("subscriptions-no-sku"));
            offer_again(&visitor, &state, &id, form).await
        }
        Err(PlanError::Taken) => {
            form.fail("sku", words.say("subscriptions-sku-taken"));
            offer_again(&visitor, &state, &id, form).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn offer_again(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
    form: FormState,
) -> Result<Response, PageError> {
    let forms = Forms {
        term: form,
        ..Forms::default()
    };
    page(visitor, state, id, forms).await
}

/// What was typed into the forms of a plan's page.
#[derive(Default)]
struct Forms {
    plan: Option<FormState>,
    term: FormState,
}

/// What can be chosen, and the plan if there is one.
async fn found(
    visitor: &StaffOnly,
    state: &AppState,
    plan: Option<PlanId>,
) -> Result<(Choices, Option<Plan>), PageError> {
    visitor.demand(Permission::Curate)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let asked = match plan {
        Some(_) => ask_plans(plan, false),
        None => Asked::known(Vec::new()),
    };
    let questions = (
        ask_level_names(),
        ask_categories(),
        ask_publication_names(),
        ask_areas(),
        asked,
    );
    let (levels, categories, publications, areas, plans) = together(&mut read, questions).await?;
    let publications = publications.into_iter().map(|(code, name)| Thing {
        note: code.clone(),
        code,
        name,
    });
    let language = visitor.words.language().code();
    let areas = areas.into_iter().map(|one| Thing {
        name: one
            .names
            .in_language(language)
            .unwrap_or(&one.code)
            .to_owned(),
        code: one.code,
        note: one.software,
    });
    let choices = Choices {
        levels,
        categories,
        publications: publications.collect(),
        areas: areas.collect(),
    };
    Ok((choices, plans.into_iter().next()))
}

async fn new_page(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let (choices, _) = found(visitor, state, None).await?;
    let title = words.say("subscriptions-new-plan");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("plans")
        .crumbs([(words.say("subscriptions-plans"), "/console/plans")])
        .status(form.status())
        .show(move || {
            let filled = form.clone();
            let fields = move || fields(words, &choices, &filled);
            view! {
                <PageHead title sub=words.say("subscriptions-new-plan-sub") />
                <PostForm state=form class="stack">
                    {fields()}
                    <Actions>
                        <button class="btn main">{words.say("subscriptions-make-plan")}</button>
                    </Actions>
                </PostForm>
            }
        }))
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
    forms: Forms,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let id: PlanId = id.parse().map_err(|_| PageError::NotFound)?;
    let (choices, plan) = found(visitor, state, Some(id)).await?;
    let plan = plan.ok_or(PageError::NotFound)?;
    let title = plan.name(words.language().code()).to_owned();
    let form = forms.plan.unwrap_or_else(|| fill(&plan));
    let status = if form.is_fine() {
        forms.term.status()
    } else {
        form.status()
    };
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("plans")
        .crumbs([(words.say("subscriptions-plans"), "/console/plans")])
        .status(status)
        .show(move || {
            let sub = words.say_with(
                "subscriptions-revision-since",
                &[
                    ("number", plan.number.into()),
                    ("day", words.date(plan.made_at).into()),
                    ("name", plan.made_by.as_str().into()),
                ],
            );
            let tags = (!plan.active).then(|| {
                let text = words.say("subscriptions-not-offered");
                view! { <Tag text tone=Tone::Warn /> }
            });
            let keeps = (plan.subscribers > 0).then(|| {
                let text = words.say_with(
                    "subscriptions-keeps-revision",
                    &[("count", plan.subscribers.into())],
                );
                view! { <Notice tone=Tone::Plain>{text}</Notice> }
            });
            let terms = terms(words, &plan, forms.term);
            let switch = switch(words, &plan);
            let version = plan.version.to_string();
            let filled = form.clone();
            let fields = move || fields(words, &choices, &filled);
            view! {
                <PageHead title sub tags=tags.into_any() />
                <div class="stack">
                    {terms} {switch} {keeps}
                    <PostForm state=form class="stack" prefix="plan">
                        <input type="hidden" name="version" value=version />
                        {fields()}
                        <Actions summary=words.say("subscriptions-keep-plan-note")>
                            <button class="btn main">{words.say("subscriptions-keep-plan")}</button>
                        </Actions>
                    </PostForm>
                </div>
            }
        }))
}

/// The plan on offer, or not any more.
fn switch(words: Words, plan: &Plan) -> AnyView {
    let action = format!("/console/plans/{}/offers", plan.id);
    let (code, text) = if plan.active {
        ("plan-off", "subscriptions-plan-off")
    } else {
        ("plan-on", "subscriptions-plan-on")
    };
    view! {
        <PostForm action=action prefix="switch">
            <div class="row">
                <button class="btn" name="do" value=code>
                    {words.say(text)}
                </button>
            </div>
        </PostForm>
    }
    .into_any()
}

/// The terms, and a form for one more.
fn terms(words: Words, plan: &Plan, form: FormState) -> AnyView {
    let action = format!("/console/plans/{}/offers", plan.id);
    let rows: Vec<AnyView> = plan
        .terms
        .iter()
        .map(|term| term_row(words, &action, term))
        .collect();
    let columns = vec![
        Column::new(words.say("subscriptions-term")),
        Column::new(words.say("subscriptions-sold-as")),
        Column::actions(),
    ];
    let to = action.clone();
    view! {
        <Sheet title=words.say("subscriptions-terms") note=words.say("subscriptions-terms-note")>
            {(!rows.is_empty())
                .then(|| {
                    view! {
                        <DataTable
                            caption=words.say("subscriptions-terms")
                            quiet=true
                            columns
                            stack=true
                        >
                            {rows}
                        </DataTable>
                    }
                })}
            <PostForm action=to state=form prefix="term">
                <div class="fields">
                    <Field name="sku" label=words.say("subscriptions-sku") />
                    <Field name="months" label=words.say("subscriptions-months-field") class="short" />
                </div>
                <Actions>
                    <button class="btn" name="do" value="add">
                        {words.say("subscriptions-add-term")}
                    </button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

fn term_row(words: Words, action: &str, term: &PlanTerm) -> AnyView {
    let offered = term.is_offered();
    let (code, text) = if offered {
        ("withdraw", "subscriptions-withdraw-term")
    } else {
        ("offer", "subscriptions-offer-term")
    };
    let product = format!("/console/products/{}", term.sku);
    let tag = (!offered).then(|| {
        let text = words.say("subscriptions-not-offered");
        view! { " " <Tag text tone=Tone::Plain /> }
    });
    let chosen = term.product.to_string();
    view! {
        <tr>
            <td class="wide">{said::length(words, term.months)} {tag}</td>
            <td data-l=words.say("subscriptions-sold-as")>
                <a href=product>{term.name.clone()}</a>
                <span class="sub">{term.sku.clone()}</span>
            </td>
            <td class="actions">
                <PostForm action=action.to_owned() class="inline">
                    <input type="hidden" name="product" value=chosen />
                    <button class="btn s" name="do" value=code>
                        {words.say(text)}
                    </button>
                </PostForm>
            </td>
        </tr>
    }
    .into_any()
}
