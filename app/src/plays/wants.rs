//! `/console/customers/{id}/wants`: what one customer's people look for and
//! don't find, beside what they are offered; each with what can be done about
//! it, here.

use super::decide::{accepting, makes_findable};
use crate::frame::parts::{
    Actions, Checks, ChoiceOption, Column, Columns, DataTable, Empty, Field, Icon, PageHead,
    PostForm, Sheet, Tag, TextArea, Tone,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, SignedIn, key_of};
use crate::identity::roles_in_words;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::id::{CustomerId, FactId};
use domain::identity::Permission;
use domain::plays::{
    self, Answer, AnswerWant, DecideError, QueueError, Want, Wants, WhoWants, answer_want,
};
use domain::profile::learning::Finding;
use domain::profile::wording;
use domain::text::Words;
use leptos::prelude::*;

/// A form that was sent and not kept.
#[derive(Default)]
struct Sent {
    /// What it was about.
    fact: Option<FactId>,
    doing: FormState,
    leaving: FormState,
}

/// `GET /console/customers/{id}/wants?want=FACT`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    let customer = customer.parse().map_err(|_| PageError::NotFound)?;
    page(&visitor, &state, customer, Sent::default()).await
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    customer: CustomerId,
    sent: Sent,
) -> Result<Response, PageError> {
    let (words, now) = (visitor.words, visitor.now);
    let actor = visitor.actor();
    let may = actor.may(Permission::KnowCustomers) || actor.may(Permission::Curate);
    let mut read = state.db.read(actor.scope()).await?;
    let found = match plays::wants(&mut read, actor, customer, now).await {
        Ok(found) => found,
        // Who may not read it at all is told so; else there is no such customer.
        Err(QueueError::Denied(_)) if may => return Err(PageError::NotFound),
        Err(error) => return Err(error.into()),
    };
    drop(read);
    let asked = Address::of(visitor)
        .get("want")
        .and_then(|id| id.parse().ok());
    let chosen = sent.fact.or(asked);
    let at = chosen.and_then(|fact| found.wants.iter().position(|one| one.fact == fact));
    let status = if sent.doing.is_fine() {
        sent.leaving.status()
    } else {
        sent.doing.status()
    };
    let curates = actor.may(Permission::Curate);
    let of_customer = format!("/console/customers/{customer}");
    let title = words.say_with("plays-wants", &[("customer", (&found.customer).into())]);
    Ok(Page::new(visitor, Face::Console, title.clone())
        .status(status)
        .nav("customers")
        .crumbs([
            (
                words.say("frame-customers").to_owned(),
                "/console/customers".to_owned(),
            ),
            (found.customer.clone(), of_customer.clone()),
        ])
        .show(move || {
            let here = format!("{of_customer}/wants");
            let content = if found.wants.is_empty() {
                view! {
                    <Sheet>
                        <Empty
                            title=words.say("plays-wants-none")
                            text=words.say("plays-wants-none-text")
                            icon=Icon::Search
                        />
                    </Sheet>
                }
                .into_any()
            } else {
                // The latest is open from the start: there is always one to act on.
                let at = at.unwrap_or(0);
                let aside = found
                    .wants
                    .get(at)
                    .map(|want| decide(words, &found, want, &here, curates, sent));
                let lists = lists(words, &found, at, &here, now);
                view! { <Columns aside=aside>{lists}</Columns> }.into_any()
            };
            let none = (!found.has_agreement && !found.wants.is_empty()).then(|| {
                view! { <p class="mute">{words.say("plays-wants-no-agreement")}</p> }
            });
            view! {
                <PageHead title=title sub=words.say("plays-wants-sub")>
                    <a class="btn" href=of_customer>{words.say("plays-wants-customer")}</a>
                </PageHead>
                {none}
                {content}
            }
        }))
}

/// The three ways in which something is missing: the sheet's heading, and its
/// place among them.
const KINDS: [&str; 3] = [
    "plays-wants-searched",
    "plays-wants-asked",
    "plays-wants-changed",
];

const fn kind_of(finding: &Finding) -> usize {
    match finding {
        Finding::NotFound(_) => 0,
        Finding::ChangedOption(_) => 2,
        Finding::AskedFor(_) | Finding::Reorder(_) | Finding::Told(_) => 1,
    }
}

fn lists(words: Words, found: &Wants, at: usize, here: &str, now: Timestamp) -> AnyView {
    KINDS
        .into_iter()
        .enumerate()
        .filter_map(|(kind, title)| {
            let rows: Vec<AnyView> = found
                .wants
                .iter()
                .enumerate()
                .filter(|(_, want)| kind_of(&want.finding) == kind)
                .map(|(place, want)| row(words, want, place == at, here, now))
                .collect();
            let columns = vec![
                Column::new(words.say("plays-want")),
                Column::num(words.say("plays-times")),
                Column::new(words.say("plays-who")),
                Column::new(words.say("plays-last")),
                Column::actions(),
            ];
            (!rows.is_empty()).then(|| {
                view! {
                    <Sheet title=words.say(title) flush=true>
                        <DataTable caption=words.say(title) quiet=true columns stack=true>
                            {rows}
                        </DataTable>
                    </Sheet>
                }
            })
        })
        .collect_view()
        .into_any()
}

/// What it is called in the list.
fn name(words: Words, finding: &Finding) -> String {
    match finding {
        Finding::NotFound(one) => one.words.clone(),
        Finding::AskedFor(one) if one.beside.is_none() => one.words.clone(),
        other => wording::fact(words, other),
    }
}

fn times(finding: &Finding) -> i64 {
    match finding {
        Finding::NotFound(one) => one.times,
        Finding::AskedFor(one) => one.times,
        Finding::ChangedOption(one) => one.times,
        Finding::Reorder(_) | Finding::Told(_) => 0,
    }
}

/// What is known about it besides: what is sold by that name, or of how many.
fn besides(words: Words, want: &Want) -> Option<String> {
    match &want.finding {
        Finding::ChangedOption(one) => Some(words.say_with(
            "profile-from-choices",
            &[("times", one.times.into()), ("of", one.of.into())],
        )),
        Finding::AskedFor(one) if one.beside.is_some() => {
            let of = one.beside.as_ref().map_or(0, |beside| beside.of);
            Some(words.say_with("plays-of-requests", &[("of", of.into())]))
        }
        _ if want.outside.is_empty() => Some(words.say("plays-outside-none").to_owned()),
        _ => Some(words.say_with("plays-outside", &[("count", want.outside.len().into())])),
    }
}

fn row(words: Words, want: &Want, chosen: bool, here: &str, now: Timestamp) -> AnyView {
    let name = name(words, &want.finding);
    let href = format!("{here}?want={}#decide", want.fact);
    let label = words.say_with("plays-open-name", &[("what", name.as_str().into())]);
    let proposed = want
        .play
        .map(|_| view! { " " <Tag text=words.say("plays-proposed") tone=Tone::Accent /> });
    let current = chosen.then_some("true");
    view! {
        <tr aria-current=current>
            <td class="wide">
                <a href=href.clone()>{name}</a>
                {proposed}
                <span class="sub">{besides(words, want)}</span>
            </td>
            <td class="num" data-l=words.say("plays-times")>
                {words.number(times(&want.finding))}
            </td>
            <td class="wide small">{who(words, &want.who)}</td>
            <td class="mute nw">{words.ago(want.confirmed_at, now)}</td>
            <td class="actions">
                <a class="btn s" href=href aria-label=label>
                    {words.say("plays-open-it")}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

/// Which kind of people: `2 of Navigation (requester)`.
fn who(words: Words, all: &[WhoWants]) -> String {
    let kinds = all.iter().map(|kind| {
        let roles = roles_in_words(words, kind.roles.iter().map(|role| role.code()));
        let unit = if kind.unit.is_empty() {
            words.say("plays-no-unit")
        } else {
            kind.unit.as_str()
        };
        words.say_with(
            "plays-who-of",
            &[
                ("count", kind.people.into()),
                ("unit", unit.into()),
                ("roles", roles.into()),
            ],
        )
    });
    kinds.collect::<Vec<_>>().join("; ")
}

/// What can be done about one of them.
fn decide(
    words: Words,
    found: &Wants,
    want: &Want,
    here: &str,
    curates: bool,
    sent: Sent,
) -> AnyView {
    let title = wording::play(words, &want.finding);
    let why = wording::why_play(words, &want.finding);
    let fact = want.fact.to_string();
    let (text, button) = accepting(words, &want.finding);
    let fields = makes_findable(&want.finding).then(|| findable(words, found, want));
    let draft = match &want.finding {
        Finding::ChangedOption(one) if curates => {
            let action = format!(
                "/console/configurations/{}/options/change",
                one.configuration
            );
            let option = one.chosen.to_string();
            Some(view! {
                <PostForm action=action prefix="draft">
                    <p class="small mute">{words.say("plays-draft-text")}</p>
                    <Actions>
                        <button class="btn" name="usual" value=option>
                            {words.say("plays-draft")}
                        </button>
                    </Actions>
                </PostForm>
            })
        }
        _ => None,
    };
    let action = here.to_owned();
    let leave_action = action.clone();
    let leave_fact = fact.clone();
    let leave_open = !sent.leaving.is_fine();
    view! {
        <Sheet title=title id="decide">
            <div class="stack">
                <p class="mute">{why}</p>
                <p>{text}</p>
                <PostForm action=action state=sent.doing prefix="want">
                    <input type="hidden" name="fact" value=fact />
                    <input type="hidden" name="do" value="do" />
                    {fields.map(|fields| fields())}
                    <TextArea
                        name="note"
                        label=words.say("plays-note")
                        help=words.say("plays-note-help")
                        optional=true
                        rows=2
                    />
                    <Actions>
                        <button class="btn main">{button}</button>
                    </Actions>
                </PostForm>
                {draft}
            </div>
        </Sheet>
        <details class="sheet fold" open=leave_open>
            <summary>
                <h2>{words.say("plays-leave")}</h2>
            </summary>
            <div class="in">
                <p class="mute">{words.say("plays-dismiss-text")}</p>
                <PostForm action=leave_action state=sent.leaving prefix="leave">
                    <input type="hidden" name="fact" value=leave_fact />
                    <input type="hidden" name="do" value="leave" />
                    <TextArea name="reason" label=words.say("plays-dismiss-reason") rows=2 />
                    <Actions>
                        <button class="btn">{words.say("plays-dismiss")}</button>
                    </Actions>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}

/// The products that we sell by that name, to be ticked; others by their SKUs;
/// other words. Made inside the form, so that what was typed stays.
fn findable(words: Words, found: &Wants, want: &Want) -> impl FnOnce() -> AnyView + use<> {
    let has_agreement = found.has_agreement;
    let options: Vec<ChoiceOption> = want
        .outside
        .iter()
        .map(|one| ChoiceOption::new(one.sku.clone(), one.name.clone()).note(one.sku.clone()))
        .collect();
    move || {
        let ticks = (has_agreement && !options.is_empty()).then(|| {
            view! { <Checks name="product" label=words.say("plays-outside-label") options=options /> }
        });
        let skus = has_agreement.then(|| {
            view! {
                <TextArea
                    name="skus"
                    label=words.say("plays-skus")
                    help=words.say("plays-skus-help")
                    optional=true
                    rows=2
                />
            }
        });
        view! {
            {ticks}
            {skus}
            <Field
                name="replacement"
                label=words.say("plays-replacement")
                help=words.say("plays-replacement-help")
                optional=true
            />
        }
        .into_any()
    }
}

/// `POST /console/customers/{id}/wants`
pub async fn answer(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let actor = visitor.actor();
    if !actor.may(Permission::KnowCustomers) && !actor.may(Permission::Curate) {
        return Err(PageError::Denied);
    }
    let customer: CustomerId = customer.parse().map_err(|_| PageError::NotFound)?;
    let fact: FactId = form.text("fact").parse().map_err(|_| PageError::NotFound)?;
    let key = key_of(&form)?;
    let leaves = form.text("do") == "leave";
    let answer = if leaves {
        Answer::Leave {
            reason: form.text("reason").to_owned(),
        }
    } else {
        let typed = form.text("skus").lines().map(str::trim);
        Answer::Do {
            skus: form
                .all("product")
                .chain(typed)
                .filter(|sku| !sku.is_empty())
                .take(50)
                .map(str::to_owned)
                .collect(),
            replacement: form.text("replacement").to_owned(),
            note: form.text("note").to_owned(),
        }
    };
    let command = AnswerWant {
        key,
        customer,
        fact,
        answer,
    };
    let words = visitor.words;
    let error = match answer_want(&state.db, actor, command, visitor.now).await {
        Ok(()) => {
            let said = if leaves {
                "plays-done-dismissed"
            } else {
                "plays-done-accepted"
            };
            return done(&visitor, customer, true, words.say(said)).await;
        }
        Err(DecideError::Denied(_)) => return Err(PageError::NotFound),
        Err(error) => error,
    };
    let field = super::decide::field_of(&error, leaves);
    match super::decide::said(words, error)? {
        super::decide::Said::TooLate(text) => done(&visitor, customer, false, text).await,
        super::decide::Said::Wrong(text) => {
            let mut form = FormState::from(form);
            form.fail(field, text);
            let mut sent = Sent {
                fact: Some(fact),
                ..Sent::default()
            };
            if leaves {
                sent.leaving = form;
            } else {
                sent.doing = form;
            }
            page(&visitor, &state, customer, sent).await
        }
    }
}

async fn done(
    visitor: &SignedIn,
    customer: CustomerId,
    good: bool,
    text: &str,
) -> Result<Response, PageError> {
    visitor.say_next(good, text).await?;
    let to = format!("/console/customers/{customer}/wants");
    Ok(Redirect::to(&to).into_response())
}
