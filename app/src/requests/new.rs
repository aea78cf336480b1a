//! `/requests/new`: what is in the basket, looked at once more and submitted.

use super::{demand_member, said};
use crate::frame::parts::{
    Actions, Column, DataTable, DateField, Empty, Field, Icon, PageHead, PostForm, Select, Sheet,
    Tag, TextArea, Tone,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, SignedIn, key_of};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::Permission;
use domain::requests::approval_policy::{Asked, Needs, Verdict, whom_it_needs};
use domain::requests::offer::Standing;
use domain::requests::{Basket, From, Submit, SubmitError, basket, submit as submit_request};
use domain::text::Words;
use leptos::prelude::*;

/// The longest name of what is replaced, in characters.
const LONGEST_REPLACED: usize = 200;

/// `GET /requests/new?replaces=…`: which unit of equipment it is to replace stands
/// in the form as its reason, for the person to change.
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    visitor.demand(Permission::Request)?;
    let address = Address::of(&visitor);
    let replaced: String = address
        .get("replaces")
        .unwrap_or_default()
        .chars()
        .take(LONGEST_REPLACED)
        .collect();
    let form = match replaced.trim() {
        "" => FormState::empty(),
        unit => {
            let unit = [("unit", unit.into())];
            let reason = visitor.words.say_with("requests-replaces", &unit);
            FormState::empty().with("reason", reason)
        }
    };
    page(&visitor, &state, form).await
}

/// `POST /requests/new`
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form.clone());
    let member = demand_member(&visitor)?;
    let needed_by = shown.day_or_none("needed_by", words.say("requests-day-wrong"));
    let seen = said::seen(member, &shown);
    if let Some(needed_by) = needed_by {
        let command = Submit {
            key: key_of(&form)?,
            from: From::Basket,
            for_whom: shown.value("for_whom").to_owned(),
            cost_centre: shown.value("cost_centre").parse().ok(),
            needed_by,
            reason: shown.value("reason").to_owned(),
            seen,
        };
        match submit_request(&state.db, visitor.actor(), command, visitor.now).await {
            Ok(done) => {
                let sentence = match &done.order {
                    Some((_, number)) => words.say_with(
                        "requests-submitted-ordered",
                        &[("number", number.as_str().into())],
                    ),
                    None => words.say_with(
                        "requests-submitted",
                        &[("number", done.number.as_str().into())],
                    ),
                };
                visitor.say_next(true, sentence).await?;
                return Ok(Redirect::to(&format!("/requests/{}", done.request)).into_response());
            }
            Err(error) => explain(words, &mut shown, error)?,
        }
    }
    page(&visitor, &state, shown).await
}

fn explain(words: Words, shown: &mut FormState, error: SubmitError) -> Result<(), PageError> {
    let (field, sentence) = match error {
        SubmitError::Wanted(fault) => said::wrong(words, "requests-nothing-to-ask", &fault),
        SubmitError::ChooseAgain(names) => (
            "",
            said::of_these(words, "requests-choose-again-names", &names),
        ),
        SubmitError::NoReason => ("reason", words.say("requests-reason-missing").to_owned()),
        SubmitError::TooLong => ("reason", words.say("requests-too-long").to_owned()),
        other @ (SubmitError::Denied(_) | SubmitError::Store(_)) => return Err(other.into()),
    };
    shown.fail(field, sentence);
    Ok(())
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let member = demand_member(visitor)?;
    let words = visitor.words;
    let filled = basket(&state.db, visitor.actor(), visitor.now).await?;
    let total = filled.total(member);
    let title = words.say("requests-new-title");
    let status = form.status();
    let who = who_decides(words, visitor, &filled, &form);
    let is_empty = filled.lines.is_empty();
    let rows: Vec<AnyView> = filled
        .lines
        .iter()
        .map(|line| row(words, line, &filled.replaced))
        .collect();
    let centres = said::centre_options(&filled.cost_centres);
    Ok(Page::new(visitor, Face::Site, title)
        .nav("requests")
        .status(status)
        .crumbs([(words.say("frame-basket"), "/basket")])
        .show(move || {
            if is_empty {
                return view! {
                    <PageHead title />
                    <Sheet>
                        <Empty
                            title=words.say("requests-nothing-to-ask")
                            text=words.say("requests-basket-empty-text")
                            icon=Icon::Basket
                        >
                            <a class="btn main" href="/catalog">{words.say("frame-catalog")}</a>
                        </Empty>
                    </Sheet>
                }
                .into_any();
            }
            let columns = vec![
                Column::new(words.say("frame-product")),
                Column::num(words.say("frame-quantity")),
                Column::num(words.say("requests-each")),
                Column::num(words.say("requests-line")),
            ];
            let sum = total.map(|total| {
                view! {
                    <p>
                        <b>
                            {words.say_with("requests-total", &[("total", words.money(total).into())])}
                        </b> " "
                        <span class="mute small">{words.say("requests-without-tax")}</span>
                    </p>
                }
            });
            // Made in the form, where it finds what was chosen.
            let centre = move || {
                (!centres.is_empty()).then(|| {
                    view! {
                        <Select
                            name="cost_centre"
                            label=words.say("frame-cost-centre")
                            options=centres
                        />
                    }
                })
            };
            view! {
                <PageHead title sub=words.say("requests-new-sub") />
                <div class="cols">
                    <div class="stack">
                        <Sheet flush=true>
                            <DataTable
                                caption=words.say("requests-asked-for")
                                stack=true
                                columns
                                aside=view! {
                                    <a href="/basket">{words.say("requests-change-basket")}</a>
                                }
                                footer=sum
                            >
                                {rows}
                            </DataTable>
                        </Sheet>
                        <Sheet title=words.say("requests-about")>
                            <PostForm action="/requests/new" state=form>
                                {total
                                    .map(|total| {
                                        view! {
                                            <input
                                                type="hidden"
                                                name="seen"
                                                value=total.minor.to_string()
                                            />
                                        }
                                    })}
                                <TextArea
                                    name="reason"
                                    label=words.say("requests-reason")
                                    help=words.say("requests-reason-help")
                                />
                                <div class="fields">
                                    {centre()}
                                    <DateField
                                        name="needed_by"
                                        label=words.say("requests-needed-by")
                                        optional=true
                                    />
                                    <Field
                                        name="for_whom"
                                        label=words.say("requests-for-whom")
                                        help=words.say("requests-for-whom-help")
                                        optional=true
                                    />
                                </div>
                                <Actions>
                                    <button class="btn main">{words.say("requests-submit")}</button>
                                </Actions>
                            </PostForm>
                        </Sheet>
                    </div>
                    <div class="stack">{who}</div>
                </div>
            }
            .into_any()
        }))
}

fn row(
    words: Words,
    line: &domain::requests::BasketLine,
    units: &domain::assets::Replaced,
) -> AnyView {
    let offer = &line.offer;
    let instead = crate::assets::replaced(words, &units.of(line.id.0, line.quantity), None);
    let tag = match offer.standing {
        Standing::Priced(_) | Standing::OnRequest => None,
        Standing::InWords => Some((words.say("requests-off-catalog"), Tone::Warn)),
        Standing::Gone => Some((words.say("requests-gone"), Tone::Bad)),
        Standing::ChooseAgain => Some((words.say("requests-choose-again"), Tone::Bad)),
    };
    let tag = tag.map(|(text, tone)| view! { <Tag text tone /> });
    view! {
        <tr>
            <td class="wide">{said::offered(words, offer)} {tag} {instead}</td>
            <td class="num" data-l=words.say("frame-quantity")>
                {words.quantity(line.quantity)}
            </td>
            <td class="num" data-l=words.say("requests-each")>
                {said::amount(words, offer.standing.price())}
            </td>
            <td class="num" data-l=words.say("requests-line")>
                {line.amount().map(|amount| words.money(amount))}
            </td>
        </tr>
    }
    .into_any()
}

/// Who will decide, as far as the company's rules can tell before a cost
/// centre is chosen.
fn who_decides(words: Words, visitor: &SignedIn, filled: &Basket, form: &FormState) -> AnyView {
    let chosen = form.value("cost_centre").parse().ok();
    let verdict = verdict(visitor, filled, chosen);
    let names = said::names(words, &filled.deciders);
    let centre = chosen
        .and_then(|id| filled.cost_centres.iter().find(|one| one.id == id))
        .map(domain::requests::CostCentre::label);
    let (head, why) = match &verdict {
        Some(verdict) if verdict.needs == Needs::Nobody => (
            words.say("requests-needs-nobody").to_owned(),
            Some(said::because(words, &verdict.because, centre.as_deref())),
        ),
        Some(verdict) => (
            words.say_with("requests-will-decide", &[("name", names.into())]),
            Some(said::because(words, &verdict.because, centre.as_deref())),
        ),
        None => (
            words.say_with("requests-will-decide", &[("name", names.into())]),
            None,
        ),
    };
    let by_centre = (chosen.is_none()
        && filled.rules.iter().any(|rule| rule.cost_centre.is_some()))
    .then(|| view! { <p class="mute">{words.say("requests-depends-on-centre")}</p> });
    view! {
        <Sheet title=words.say("requests-who-decides")>
            <div class="stack-s small">
                <p>
                    <b>{head}</b>
                </p>
                {why.map(|why| view! { <p>{why}</p> })}
                {by_centre}
            </div>
        </Sheet>
    }
    .into_any()
}

fn verdict(
    visitor: &SignedIn,
    filled: &Basket,
    cost_centre: Option<domain::id::CostCentreId>,
) -> Option<Verdict> {
    let member = visitor.actor().member()?;
    let lines: Vec<_> = filled
        .lines
        .iter()
        .map(|line| (line.offer.standing.cost(), line.quantity))
        .collect();
    let asked = Asked {
        roles: &member.roles,
        cost_centre,
        lines: &lines,
        currency: member.in_force.as_ref()?.currency,
    };
    Some(whom_it_needs(&asked, &filled.rules))
}
