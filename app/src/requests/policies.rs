//! `/company/policies`: below which amount a request needs nobody.

use super::said;
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, MoneyField, Notice, PageHead, PostForm, Select, Sheet, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn};
use crate::identity::role_message;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::CustomerRole;
use domain::requests::{PolicyError, SetPolicy, policies, remove_policy, set_policy};
use domain::{Currency, Money};
use leptos::prelude::*;

/// `GET /company/policies`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    page(&visitor, &state, FormState::empty()).await
}

fn currency(visitor: &SignedIn) -> Option<Currency> {
    let agreed = visitor.actor().member()?.in_force.as_ref()?;
    Some(agreed.currency)
}

/// `POST /company/policies`: sets a rule, or takes one away (`remove=RULE`).
pub async fn change(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    if let Some(rule) = form.some("remove").and_then(|id| id.parse().ok()) {
        remove_policy(&state.db, visitor.actor(), rule, visitor.now).await?;
        visitor
            .say_next(true, words.say("requests-rule-removed"))
            .await?;
        return Ok(Redirect::to("/company/policies").into_response());
    }
    let mut shown = FormState::from(form);
    let Some(currency) = currency(&visitor) else {
        shown.fail("", words.say("requests-no-agreement"));
        return page(&visitor, &state, shown).await;
    };
    let below = shown.read("below", |text| {
        Money::parse(text, currency)
            .ok()
            .filter(|amount| amount.minor >= 0)
            .ok_or_else(|| words.say("requests-amount-wrong"))
    });
    if let Some(below) = below {
        let set = SetPolicy {
            role: CustomerRole::from_code(shown.value("role")),
            cost_centre: shown.value("cost_centre").parse().ok(),
            below,
        };
        match set_policy(&state.db, visitor.actor(), set, visitor.now).await {
            Ok(()) => {
                visitor
                    .say_next(true, words.say("requests-rule-set"))
                    .await?;
                return Ok(Redirect::to("/company/policies").into_response());
            }
            Err(PolicyError::BadAmount) => shown.fail("below", words.say("requests-amount-wrong")),
            Err(PolicyError::NoAgreement) => shown.fail("", words.say("requests-no-agreement")),
            Err(PolicyError::NoSuchCostCentre) => {
                shown.fail("cost_centre", words.say("requests-cost-centre-missing"));
            }
            Err(other) => return Err(other.into()),
        }
    }
    page(&visitor, &state, shown).await
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let known = policies(&state.db, visitor.actor()).await?;
    let title = words.say("requests-policies");
    let status = form.status();
    let agreed = currency(visitor);
    let is_empty = known.rules.is_empty();
    let rows: Vec<AnyView> = known
        .rules
        .iter()
        .map(|rule| {
            let scope = said::scope(
                words,
                rule.role,
                rule.cost_centre,
                &known.cost_centres,
                None,
            );
            let below = words.money(rule.below);
            let says = words.say_with("requests-rule-below", &[("below", below.clone().into())]);
            let remove = words.say_with("requests-remove", &[("name", scope.as_str().into())]);
            view! {
                <tr>
                    <td class="wide">{scope} <span class="sub">{says}</span></td>
                    <td class="num" data-l=words.say("requests-below")>
                        {below}
                    </td>
                    <td class="actions">
                        <button
                            class="btn s quiet"
                            name="remove"
                            value=rule.id.to_string()
                            aria-label=remove
                        >
                            {words.say("frame-remove")}
                        </button>
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let roles: Vec<(String, String)> = CustomerRole::ALL
        .iter()
        .map(|role| {
            (
                role.code().to_owned(),
                words.say(role_message(role.code())).to_owned(),
            )
        })
        .collect();
    let centres = said::centre_options(&known.cost_centres);
    Ok(Page::new(visitor, Face::Site, title)
        .nav("company")
        .status(status)
        .crumbs([(words.say("frame-company"), "/company")])
        .show(move || {
            let columns = vec![
                Column::new(words.say("requests-applies-to")),
                Column::num(words.say("requests-below")),
                Column::actions(),
            ];
            let table = if is_empty {
                view! {
                    <Empty
                        title=words.say("requests-no-rules")
                        text=words.say("requests-no-rules-text")
                    />
                }
                .into_any()
            } else {
                view! {
                    <PostForm action="/company/policies" prefix="r">
                        <DataTable caption=title quiet=true stack=true columns>
                            {rows}
                        </DataTable>
                    </PostForm>
                }
                .into_any()
            };
            let form = match agreed {
                Some(currency) => view! {
                    <PostForm action="/company/policies" state=form prefix="p">
                        <Select
                            name="role"
                            label=words.say("requests-for-role")
                            options=roles
                            optional=true
                        />
                        <Select
                            name="cost_centre"
                            label=words.say("requests-for-centre")
                            options=centres
                            optional=true
                        />
                        <MoneyField
                            name="below"
                            label=words.say("requests-needs-nobody-below")
                            help=words.say("requests-below-help")
                            currency
                        />
                        <Actions>
                            <button class="btn main">{words.say("requests-set-rule")}</button>
                        </Actions>
                    </PostForm>
                }
                .into_any(),
                None => view! {
                    <Notice tone=Tone::Warn>{words.say("requests-no-agreement")}</Notice>
                }
                .into_any(),
            };
            view! {
                <PageHead title sub=words.say("requests-policies-sub")>
                    <a class="btn" href="/company/cost-centres">
                        {words.say("requests-cost-centres")}
                    </a>
                </PageHead>
                <div class="cols">
                    <div class="stack">
                        <Sheet flush=true>{table}</Sheet>
                    </div>
                    <div class="stack">
                        <Sheet title=words.say("requests-set-rule")>{form}</Sheet>
                    </div>
                </div>
            }
        }))
}
