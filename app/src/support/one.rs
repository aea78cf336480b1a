//! `/help/{number}`: a case as the customer's people see it: what was said, where it
//! stands, when an answer is due, and what they can do.

use super::{files, said};
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Columns, Definitions, Field, Kind, Notice, PageHead, PostForm,
    Sheet, TextArea, Tone, UploadForm,
};
use crate::frame::{AppState, Face, FormState, Page, PageError, SignedIn, Text, Uploads, key_of};
use crate::profile::looked_at;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::assets::path_of;
use domain::id::AnyId;
use domain::identity::Member;
use domain::profile::Subject;
use domain::support::case_life::{Party, State as CaseState, Step, Written, written_about};
use domain::support::{Case, CaseError, OnCase, Visibility, What, case_of_member, on_case_with};
use domain::text::Words;
use leptos::prelude::*;

/// The page's forms, and what happened meanwhile.
#[derive(Default)]
struct Tried {
    what: String,
    form: FormState,
    meanwhile: bool,
}

impl Tried {
    fn form(&self, what: &str) -> FormState {
        if self.what == what {
            self.form.clone()
        } else {
            FormState::empty()
        }
    }
}

/// `GET /help/{number}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &number, Tried::default()).await
}

/// `POST /help/{number}`: `do` says what.
pub async fn act(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(number): Path<String>,
    upload: Uploads,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let Uploads { form, sent } = upload;
    let chosen = !sent.is_empty();
    let text = || form.text("text").to_owned();
    let (what, sentence) = match form.text("do") {
        "write" => (What::Write(text()), words.say("support-written")),
        "confirm" => (What::Confirm(text()), words.say("support-confirmed")),
        "rate" => {
            let stars = form.text("stars").parse().unwrap_or(0);
            (What::Rate(stars, text()), words.say("support-rated"))
        }
        "watch" => (What::Watch(true), words.say("support-watched")),
        "unwatch" => (What::Watch(false), words.say("support-unwatched")),
        "let-watch" => {
            let colleague = form.text("colleague").to_owned();
            (What::LetWatch(colleague), words.say("support-let-watched"))
        }
        "let-go" => {
            let colleague = form.text("member").parse();
            let colleague = colleague.map_err(|_| PageError::BadForm)?;
            (What::LetGo(colleague), words.say("support-let-gone"))
        }
        _ => return Err(PageError::BadForm),
    };
    let command = OnCase {
        key: key_of(&form)?,
        number: number.clone(),
        what,
    };
    let mut tried = Tried {
        what: form.text("do").to_owned(),
        form: FormState::from(form),
        meanwhile: false,
    };
    let done = on_case_with(
        &state.db,
        &state.files,
        visitor.actor(),
        (command, sent),
        visitor.now,
    );
    match done.await {
        Ok(goes_on) => {
            let sentence = if goes_on == number {
                sentence.to_owned()
            } else {
                words.say_with("support-goes-on", &[("number", goes_on.as_str().into())])
            };
            visitor.say_next(true, sentence).await?;
            return Ok(Redirect::to(&format!("/help/{goes_on}")).into_response());
        }
        Err(CaseError::NoText) => tried.form.fail("text", words.say("support-text-missing")),
        Err(CaseError::TooLong) => tried.form.fail("text", words.say("support-text-too-long")),
        Err(CaseError::NoColleague) => {
            let sentence = words.say("support-no-colleague");
            tried.form.fail("colleague", sentence);
        }
        Err(CaseError::NoRating) => tried.form.fail("stars", words.say("support-stars-missing")),
        Err(CaseError::File(error)) => {
            let sentence = files::refused(words, error)?;
            tried.form.fail(files::FILES, sentence);
        }
        Err(CaseError::NotPossible(_) | CaseError::Changed) => tried.meanwhile = true,
        Err(other) => return Err(other.into()),
    }
    files::choose_again(words, &mut tried.form, chosen);
    page(&visitor, &state, &number, tried).await
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    number: &str,
    tried: Tried,
) -> Result<Response, PageError> {
    let case = case_of_member::<PageError>(&state.db, visitor.actor(), number)
        .await?
        .ok_or(PageError::NotFound)?;
    if tried.what.is_empty() {
        let what = (Subject::Case, AnyId(case.head.id.0));
        let name = format!("{} {}", case.head.number, case.head.subject);
        looked_at(visitor.actor(), what, name, visitor.now);
    }
    let member = visitor.actor().member().ok_or(PageError::Denied)?.clone();
    let shows_unit = case.head.shows_unit_to(visitor.actor());
    let (words, now) = (visitor.words, visitor.now);
    let status = if tried.meanwhile {
        StatusCode::CONFLICT
    } else {
        tried.form.status()
    };
    let title: Text = case.head.subject.clone().into();
    Ok(Page::new(visitor, Face::Site, title.clone())
        .nav("help")
        .status(status)
        .crumbs([(words.say("support-title"), "/help")])
        .show(move || {
            let notice = tried.meanwhile.then(|| {
                view! {
                    <div role="alert">
                        <Notice tone=Tone::Warn title=words.say("support-changed")>
                            {words.say("support-changed-text")}
                        </Notice>
                    </div>
                }
            });
            let tag = said::state_tag(words, case.head.state);
            let talk = said::conversation(words, &case, now);
            let asks = satisfaction(words, &case, &member, &tried);
            let write = write(words, &case, &tried);
            let aside = aside(words, &case, (&member, shows_unit), &tried, now);
            view! {
                <PageHead title=title sub=said::about(words, &case) tags=tag />
                {notice}
                <Columns aside=aside>
                    {asks}
                    <Sheet title=words.say("support-conversation")>
                        <div class="stack-s">{talk} {write}</div>
                    </Sheet>
                </Columns>
            }
        }))
}

/// The field to write more, and the button that says it is solved.
fn write(words: Words, case: &Case, tried: &Tried) -> AnyView {
    let action = format!("/help/{}", case.head.number);
    let (label, button) = match (written_about(case.head.state), case.head.state) {
        (Written::FollowsUp, _) => ("support-write-again", "support-ask-again"),
        (_, CaseState::Solved) => ("support-not-solved", "support-reopen"),
        (_, CaseState::WaitsForCustomer) => ("support-your-answer", "support-answer"),
        _ => ("support-write-more", "support-write"),
    };
    let (label, button) = (words.say(label), words.say(button));
    let confirm = case
        .possible(Party::Customer)
        .any(|step| step == Step::Confirm)
        .then(|| {
            let text = words.say("support-confirm");
            let action = action.clone();
            view! {
                <PostForm action=action prefix="c" class="inline">
                    <input type="hidden" name="do" value="confirm" />
                    <button class="btn">{text}</button>
                </PostForm>
            }
        });
    let form = tried.form("write");
    view! {
        <UploadForm action=action state=form prefix="w">
            <input type="hidden" name="do" value="write" />
            <TextArea name="text" label rows=4 />
            {files::field(words)}
            <Actions>
                <button class="btn main">{button}</button>
            </Actions>
        </UploadForm>
        {confirm}
    }
    .into_any()
}

/// The question at the end, to whoever asked.
fn satisfaction(words: Words, case: &Case, member: &Member, tried: &Tried) -> Option<AnyView> {
    let over = matches!(case.head.state, CaseState::Solved | CaseState::Closed);
    if !over || case.head.opened_by != member.id {
        return None;
    }
    if let Some(stars) = case.head.satisfaction {
        let said = words.say_with("support-you-rated", &[("stars", stars.into())]);
        let text = case.head.satisfaction_words.clone();
        return Some(
            view! {
                <Sheet>
                    <p>{said}</p>
                    <p class="prose">{text}</p>
                </Sheet>
            }
            .into_any(),
        );
    }
    let action = format!("/help/{}", case.head.number);
    // Nothing is chosen before: an answer that is there already is no answer.
    let form = tried.form("rate");
    let fields = move || {
        let options = [
            ("5", "support-stars-5"),
            ("4", "support-stars-4"),
            ("3", "support-stars-3"),
            ("2", "support-stars-2"),
            ("1", "support-stars-1"),
        ]
        .into_iter()
        .map(|(value, id)| ChoiceOption::new(value, words.say(id)))
        .collect();
        view! {
            <Choice name="stars" label=words.say("support-how-satisfied") options=options />
            <TextArea name="text" label=words.say("support-rate-words") rows=2 optional=true />
            <Actions>
                <button class="btn">{words.say("support-rate")}</button>
            </Actions>
        }
    };
    Some(
        view! {
            <Sheet title=words.say("support-satisfaction")>
                <PostForm action=action state=form prefix="r">
                    <input type="hidden" name="do" value="rate" />
                    {fields()}
                </PostForm>
            </Sheet>
        }
        .into_any(),
    )
}

fn aside(
    words: Words,
    case: &Case,
    (member, shows_unit): (&Member, bool),
    tried: &Tried,
    now: Timestamp,
) -> AnyView {
    let head = &case.head;
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("support-asked-by").into(),
            format!("{}, {}", head.opener, words.moment(head.created_at)).into_any(),
        ),
        (
            words.say("support-priority").into(),
            said::priority(words, head.priority).into_any(),
        ),
        (
            words.say("support-seen-by").into(),
            said::visibility(words, head.visibility).into_any(),
        ),
    ];
    if let Some(due) = said::due(words, head.first_due_at, head.resolution_due_at, now) {
        rows.push((words.say("support-due").into(), due.into_any()));
    } else if head.state == CaseState::WaitsForCustomer {
        let still = words.say("support-clock-stands");
        rows.push((words.say("support-due").into(), still.into_any()));
    }
    rows.extend(said::visits(words, case));
    if let Some(agent) = &head.agent_name {
        rows.push((words.say("support-agent").into(), agent.clone().into_any()));
    }
    for (id, number) in [
        ("support-goes-on-in", &head.merged_into),
        ("support-follows", &head.follows),
    ] {
        if let Some(number) = number {
            let link = view! { <a href=format!("/help/{number}")>{number.clone()}</a> };
            rows.push((words.say(id).into(), link.into_any()));
        }
    }
    if let Some(order) = head.order_id {
        let number = head.order_number.clone().unwrap_or_default();
        let link = view! { <a href=format!("/orders/{order}")>{number}</a> };
        rows.push((words.say("support-order").into(), link.into_any()));
    }
    if let (Some(tag), true) = (&head.asset_tag, shows_unit) {
        let link = view! { <a href=path_of(tag)>{tag.clone()}</a> };
        rows.push((words.say("support-equipment").into(), link.into_any()));
    }
    if let Some(at) = head.solved_at.filter(|_| !head.state.is_unsolved()) {
        let when = words.ago(at, now);
        rows.push((words.say("support-state-solved").into(), when.into_any()));
    }
    let watches = case.is_watched_by(member.id);
    let (what, button) = if watches {
        ("unwatch", "support-unwatch")
    } else {
        ("watch", "support-watch")
    };
    let watch = (head.opened_by != member.id || watches).then(|| {
        let action = format!("/help/{}", head.number);
        let button = words.say(button);
        view! {
            <PostForm action=action prefix="v" class="inline">
                <input type="hidden" name="do" value=what />
                <button class="btn s">{button}</button>
            </PostForm>
        }
    });
    let told = told(words, case, member, tried);
    view! {
        <Sheet title=words.say("support-facts")>
            <div class="stack-s">
                <Definitions rows words=true />
                {told}
                {watch}
            </div>
        </Sheet>
    }
    .into_any()
}

/// Who is told besides, and the field to let a colleague know who may see it.
fn told(words: Words, case: &Case, member: &Member, tried: &Tried) -> AnyView {
    let action = format!("/help/{}", case.head.number);
    let asked = case.head.opened_by == member.id;
    let items: Vec<AnyView> = case
        .watchers
        .iter()
        .map(|one| {
            let name = one.name.clone();
            let let_go = (asked && one.membership != member.id).then(|| {
                let (action, id) = (action.clone(), one.membership.to_string());
                let label = words.say_with("support-let-go", &[("name", name.as_str().into())]);
                view! {
                    <PostForm action=action class="inline">
                        <input type="hidden" name="do" value="let-go" />
                        <button class="btn s quiet" name="member" value=id aria-label=label>
                            {words.say("support-remove")}
                        </button>
                    </PostForm>
                }
            });
            view! { <li class="row">{name} {let_go}</li> }.into_any()
        })
        .collect();
    let watchers = (!items.is_empty()).then(|| {
        view! {
            <p class="small">{words.say("support-told-as-well")}</p>
            <ul>{items}</ul>
        }
    });
    // Of a case that nobody else sees nobody else is told.
    let add = (case.head.visibility != Visibility::Own).then(|| {
        let form = tried.form("let-watch");
        let field = move || {
            view! {
                <Field
                    name="colleague"
                    kind=Kind::Email
                    label=words.say("support-colleague")
                    help=words.say("support-colleague-help")
                />
                <Actions>
                    <button class="btn s">{words.say("support-let-watch")}</button>
                </Actions>
            }
        };
        view! {
            <PostForm action=action.clone() state=form prefix="k">
                <input type="hidden" name="do" value="let-watch" />
                {field()}
            </PostForm>
        }
    });
    view! {
        {watchers}
        {add}
    }
    .into_any()
}
