//! `/console/cases/{number}`: a case as our people work on it, with internal notes
//! and what is known of the customer beside it.

use super::{files, key_of, said};
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Columns, Definitions, Field, Fold, Notice, PageHead, PostForm,
    Select, Sheet, Tag, TextArea, Tone, UploadForm,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text, Uploads};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::id::PersonId;
use domain::identity::{Actor, Permission};
use domain::profile::wording;
use domain::support::case_life::{Party, Priority, Step};
use domain::support::clocks::Clock;
use domain::support::{
    Case, CaseEvent, Work, WorkError, WorkOn, WorkedOn, case_for_agent, work_on_with,
};
use domain::text::Words;
use leptos::prelude::*;

/// What was tried and did not work: shown again with everything typed.
#[derive(Default)]
struct Tried {
    what: String,
    form: FormState,
    meanwhile: bool,
}

impl Tried {
    /// The form of this kind; what belongs to the version that is gone is left
    /// out, so that it is sent anew.
    fn form(&self, what: &str) -> FormState {
        if self.what != what {
            return FormState::empty();
        }
        if !self.meanwhile {
            return self.form.clone();
        }
        self.form
            .form()
            .pairs()
            .iter()
            .filter(|(name, _)| name != "key" && name != "version")
            .fold(FormState::empty(), |form, (name, value)| {
                form.with(name.clone(), value.clone())
            })
    }
}

/// `GET /console/cases/{number}`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &number, Tried::default()).await
}

/// `POST /console/cases/{number}`: `do` says what.
pub async fn act(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(number): Path<String>,
    upload: Uploads,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let words = visitor.words;
    let Uploads { form, sent } = upload;
    let chosen = !sent.is_empty();
    let work = read(&form, visitor.actor())?;
    let command = WorkOn {
        key: key_of(&form)?,
        number: number.clone(),
        version: form.text("version").parse().unwrap_or(0),
        work,
    };
    let what = match form.text("do") {
        "answer" | "ask" | "solve" | "note" => "speak",
        other => other,
    };
    let mut tried = Tried {
        what: what.to_owned(),
        form: FormState::from(form),
        meanwhile: false,
    };
    let done = work_on_with(
        &state.db,
        &state.files,
        visitor.actor(),
        (command, sent),
        visitor.now,
    );
    let (field, sentence) = match done.await {
        Ok(()) => {
            visitor.say_next(true, words.say("support-done")).await?;
            return Ok(Redirect::to(&format!("/console/cases/{number}")).into_response());
        }
        Err(WorkError::NoText) => ("text", "support-text-missing"),
        Err(WorkError::TooLong) => ("text", "support-text-too-long"),
        Err(WorkError::NoAgent) => ("agent", "support-no-agent"),
        Err(WorkError::NoOther) => ("other", "support-no-other"),
        Err(WorkError::NotMerged(_)) => ("other", "support-not-merged"),
        Err(WorkError::File(error)) => {
            let sentence = files::refused(words, error)?;
            tried.form.fail(files::FILES, sentence);
            return page(&visitor, &state, &number, tried).await;
        }
        Err(WorkError::NotPossible(_) | WorkError::Changed) => {
            tried.meanwhile = true;
            return page(&visitor, &state, &number, tried).await;
        }
        Err(error @ (WorkError::Denied(_) | WorkError::NotFound | WorkError::Store(_))) => {
            return Err(error.into());
        }
    };
    tried.form.fail(field, words.say(sentence));
    files::choose_again(words, &mut tried.form, chosen);
    page(&visitor, &state, &number, tried).await
}

fn read(form: &Form, actor: &Actor) -> Result<Work, PageError> {
    let text = || form.text("text").to_owned();
    let other = || form.text("other").to_owned();
    Ok(match form.text("do") {
        "take" => Work::Assign(actor.person()),
        "assign" => Work::Assign(
            form.text("agent")
                .parse()
                .unwrap_or(PersonId(uuid::Uuid::nil())),
        ),
        "priority" => {
            Work::Prioritise(Priority::from_code(form.text("priority")).ok_or(PageError::BadForm)?)
        }
        "answer" => Work::Answer(text()),
        "ask" => Work::Ask(text()),
        "solve" => Work::Solve(text()),
        "note" => Work::Note(text()),
        "hand-over" => Work::HandOver(text()),
        "take-back" => Work::TakeBack,
        "reopen" => Work::Reopen,
        "merge" => Work::Merge(other()),
        "link" => Work::Link(other()),
        _ => return Err(PageError::BadForm),
    })
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    number: &str,
    tried: Tried,
) -> Result<Response, PageError> {
    let found = case_for_agent::<PageError>(&state.db, visitor.actor(), number, visitor.now)
        .await?
        .ok_or(PageError::NotFound)?;
    let (words, now) = (visitor.words, visitor.now);
    let me = visitor.actor().person();
    let status = if tried.meanwhile {
        StatusCode::CONFLICT
    } else {
        tried.form.status()
    };
    let title: Text = found.case.head.subject.clone().into();
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("cases")
        .status(status)
        .crumbs([(words.say("support-queue-title"), "/console/cases")])
        .show(move || {
            let notice = tried.meanwhile.then(|| {
                view! {
                    <div role="alert">
                        <Notice tone=Tone::Warn title=words.say("support-changed")>
                            {words.say("support-changed-for-us")}
                        </Notice>
                    </div>
                }
            });
            let case = &found.case;
            let tag = view! { <Tag text=said::our_state(words, case.head.state) /> };
            let talk = said::conversation(words, case, now);
            let speak = speak(words, case, &tried);
            let steps = steps(words, &found, &tried, me);
            let aside = aside(words, &found, now);
            view! {
                <PageHead title=title sub=said::about(words, case) tags=tag />
                {notice}
                <Columns aside=aside>
                    <Sheet title=words.say("support-conversation")>
                        <div class="stack-s">{talk}</div>
                    </Sheet>
                    {speak}
                    {steps}
                </Columns>
            }
        }))
}

/// The hidden fields that every form of the page has.
fn about(case: &Case, what: &'static str) -> AnyView {
    let version = case.head.version.to_string();
    let what = (!what.is_empty()).then(|| view! { <input type="hidden" name="do" value=what /> });
    view! {
        <input type="hidden" name="version" value=version />
        {what}
    }
    .into_any()
}

fn may(case: &Case, step: Step) -> bool {
    case.possible(Party::Agent).any(|one| one == step)
}

/// The field to answer, ask, solve or note, with a choice of which.
fn speak(words: Words, case: &Case, tried: &Tried) -> AnyView {
    let action = format!("/console/cases/{}", case.head.number);
    let hidden = about(case, "");
    let ways: Vec<(&'static str, &'static str, &'static str)> = [
        (
            Step::Answer,
            "answer",
            "support-way-answer",
            "support-way-answer-note",
        ),
        (Step::Ask, "ask", "support-way-ask", "support-way-ask-note"),
        (
            Step::Solve,
            "solve",
            "support-way-solve",
            "support-way-solve-note",
        ),
    ]
    .into_iter()
    .filter(|(step, ..)| may(case, *step))
    .map(|(_, code, name, note)| (code, name, note))
    .chain([("note", "support-way-note", "support-way-note-note")])
    .collect();
    let form = tried.form("speak");
    let fields = move || {
        let options = ways
            .into_iter()
            .map(|(code, name, note)| {
                ChoiceOption::new(code, words.say(name)).note(words.say(note))
            })
            .collect();
        view! {
            <TextArea name="text" label=words.say("support-your-words") rows=6 />
            {files::field(words)}
            <Choice name="do" label=words.say("support-way") options=options list=true />
            <Actions>
                <button class="btn main">{words.say("support-send")}</button>
            </Actions>
        }
    };
    view! {
        <Sheet title=words.say("support-speak") id="speak">
            <UploadForm action=action state=form prefix="s">
                {hidden}
                {fields()}
            </UploadForm>
        </Sheet>
    }
    .into_any()
}

/// What else can be done with it.
fn steps(words: Words, found: &WorkedOn, tried: &Tried, me: PersonId) -> AnyView {
    let case = &found.case;
    let action = format!("/console/cases/{}", case.head.number);
    let button = |step: Step, what: &'static str, label: &'static str, prefix: &'static str| {
        may(case, step).then(|| {
            let action = action.clone();
            let hidden = about(case, what);
            let label = words.say(label);
            view! {
                <PostForm action=action prefix=prefix>
                    {hidden}
                    <button class="btn">{label}</button>
                </PostForm>
            }
            .into_any()
        })
    };
    let take = (case.head.agent != Some(me))
        .then(|| button(Step::Assign, "take", "support-take", "t"))
        .flatten();
    let take_back = button(Step::TakeBack, "take-back", "support-take-back", "b");
    let reopen = button(Step::Reopen, "reopen", "support-open-again", "o");
    let assign = may(case, Step::Assign).then(|| {
        let form = chosen(
            tried.form("assign"),
            "agent",
            case.head.agent.map(|id| id.to_string()),
        );
        let options: Vec<(String, String)> = found
            .agents
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect();
        let (action, hidden) = (action.clone(), about(case, "assign"));
        let field = move || {
            view! { <Select name="agent" label=words.say("support-agent") options=options /> }
        };
        view! {
            <PostForm action=action state=form prefix="a">
                {hidden}
                {field()}
                <Actions>
                    <button class="btn">{words.say("support-assign")}</button>
                </Actions>
            </PostForm>
        }
    });
    let priority = case.head.state.is_unsolved().then(|| {
        let now = case.head.priority.code().to_owned();
        let form = chosen(tried.form("priority"), "priority", Some(now));
        let (action, hidden) = (action.clone(), about(case, "priority"));
        let field = move || {
            let options = Priority::ALL
                .iter()
                .map(|one| {
                    let name = said::priority(words, *one);
                    (one.code().to_owned(), name.to_owned())
                })
                .collect();
            view! {
                <Select
                    name="priority"
                    label=words.say("support-priority")
                    options=options
                    first=true
                />
            }
        };
        view! {
            <PostForm action=action state=form prefix="p">
                {hidden}
                {field()}
                <Actions>
                    <button class="btn">{words.say("support-set-priority")}</button>
                </Actions>
            </PostForm>
        }
    });
    let hand_over = may(case, Step::HandOver).then(|| {
        let (action, hidden) = (action.clone(), about(case, "hand-over"));
        let form = tried.form("hand-over");
        let field = move || {
            let label = words.say("support-to-whom");
            view! { <TextArea name="text" label=label rows=2 optional=true /> }
        };
        view! {
            <PostForm action=action state=form prefix="h">
                {hidden}
                {field()}
                <Actions>
                    <button class="btn">{words.say("support-hand-over")}</button>
                </Actions>
            </PostForm>
        }
    });
    let other = |what: &'static str, label: &'static str, prefix: &'static str| {
        let (action, hidden) = (action.clone(), about(case, what));
        let form = tried.form(what);
        let label = words.say(label);
        let field = move || {
            let name = words.say("support-other-number");
            view! { <Field name="other" label=name placeholder="HC-2026-000123" /> }
        };
        view! {
            <PostForm action=action state=form prefix=prefix>
                {hidden}
                {field()}
                <Actions>
                    <button class="btn">{label}</button>
                </Actions>
            </PostForm>
        }
        .into_any()
    };
    let merge = may(case, Step::Merge).then(|| other("merge", "support-merge", "m"));
    let link = other("link", "support-link", "l");
    let tried_other = matches!(tried.what.as_str(), "merge" | "link" | "hand-over");
    view! {
        <Sheet title=words.say("support-steps")>
            <div class="stack-s">
                {take}
                {take_back}
                {reopen}
                {assign}
                {priority}
            </div>
        </Sheet>
        <Fold title=words.say("support-more-steps") open=tried_other>
            <div class="stack-s">{hand_over} {merge} {link}</div>
        </Fold>
    }
    .into_any()
}

/// The form with this in a field that nobody has chosen.
fn chosen(form: FormState, name: &'static str, value: Option<String>) -> FormState {
    match value {
        Some(value) if form.value(name).is_empty() => form.with(name, value),
        _ => form,
    }
}

fn aside(words: Words, found: &WorkedOn, now: Timestamp) -> AnyView {
    let case = &found.case;
    let head = &case.head;
    let company = format!("/console/customers/{}", head.customer);
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("support-customer").into(),
            view! { <a href=company>{head.company.clone()}</a> }.into_any(),
        ),
        (
            words.say("support-asked-by").into(),
            match &head.unit_name {
                Some(unit) => format!("{}, {unit}", head.opener).into_any(),
                None => head.opener.clone().into_any(),
            },
        ),
        (
            words.say("support-since").into(),
            words.moment(head.created_at).into_any(),
        ),
        (
            words.say("support-priority").into(),
            said::priority(words, head.priority).into_any(),
        ),
        (
            words.say("support-agent").into(),
            head.agent_name
                .clone()
                .unwrap_or_else(|| words.say("support-nobody").to_owned())
                .into_any(),
        ),
    ];
    if let Some(order) = head.order_id {
        let href = format!("/console/orders/{order}");
        let number = head.order_number.clone().unwrap_or_default();
        let link = view! { <a href=href>{number}</a> };
        rows.push((words.say("support-order").into(), link.into_any()));
    }
    if let Some(tag) = &head.asset_tag {
        let query: String = form_urlencoded::byte_serialize(tag.as_bytes()).collect();
        let href = format!("/console/customers/{}/equipment?q={query}", head.customer);
        let link = view! { <a href=href>{tag.clone()}</a> };
        rows.push((words.say("support-equipment").into(), link.into_any()));
    }
    if let Some(sku) = &head.sku {
        rows.push((words.say("support-product").into(), sku.clone().into_any()));
    }
    for (id, number) in [
        ("support-goes-on-in", &head.merged_into),
        ("support-follows", &head.follows),
    ] {
        if let Some(number) = number {
            rows.push((words.say(id).into(), to_case(number)));
        }
    }
    if let Some(stars) = head.satisfaction {
        let text = words.say_with("support-they-rated", &[("stars", stars.into())]);
        rows.push((words.say("support-satisfaction").into(), text.into_any()));
    }
    let clocks = clocks(words, case, now);
    let links: Vec<AnyView> = case
        .links
        .iter()
        .map(|one| case_item(&one.number, &one.subject))
        .collect();
    let links = (!links.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("support-linked")>
                <ul class="stack-s small">{links}</ul>
            </Sheet>
        }
    });
    let others: Vec<AnyView> = found
        .others
        .iter()
        .map(|one| case_item(&one.number, &one.subject))
        .collect();
    let others = (!others.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("support-others")>
                <ul class="stack-s small">{others}</ul>
            </Sheet>
        }
    });
    let facts: Vec<AnyView> = found
        .facts
        .iter()
        .map(|one| view! { <li>{wording::fact(words, one)}</li> }.into_any())
        .collect();
    let known = (!facts.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("support-known")>
                <ul class="stack-s small">{facts}</ul>
            </Sheet>
        }
    });
    let history: Vec<AnyView> = case
        .events
        .iter()
        .rev()
        .map(|event| {
            let text = happened(words, event);
            let when = words.ago(event.at, now);
            view! {
                <li>
                    {text}
                    " "
                    <span class="mute small">{when}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <Sheet title=words.say("support-facts")>
            <Definitions rows words=true />
        </Sheet>
        {clocks}
        {links}
        {others}
        {known}
        <Fold title=words.say("support-history")>
            <ul class="stack-s small">{history}</ul>
        </Fold>
    }
    .into_any()
}

fn to_case(number: &str) -> AnyView {
    let href = format!("/console/cases/{number}");
    view! { <a href=href>{number.to_owned()}</a> }.into_any()
}

fn case_item(number: &str, subject: &str) -> AnyView {
    let link = to_case(number);
    let subject = subject.to_owned();
    view! {
        <li>
            {link}
            " "
            {subject}
        </li>
    }
    .into_any()
}

/// How both clocks stand.
fn clocks(words: Words, case: &Case, now: Timestamp) -> Option<AnyView> {
    let clocks = case.clocks(now)?;
    let level = case.level.as_ref()?;
    let stands = |clock: &Clock| {
        use domain::support::clocks::ClockState;
        let text = match (clock.state, clock.due_at, clock.target) {
            (_, _, None) => words.say("support-no-promise").to_owned(),
            (ClockState::Stopped(at), ..) => {
                words.say_with("support-clock-stopped", &[("at", words.moment(at).into())])
            }
            (ClockState::Paused(_), ..) => words.say("support-clock-stands").to_owned(),
            (ClockState::Running, Some(at), _) => {
                words.say_with("support-clock-due", &[("at", words.moment(at).into())])
            }
            (ClockState::Running, None, _) => words.say("support-no-promise").to_owned(),
        };
        let late = clock
            .breached_at
            .map(|_| view! { " " <Tag text=words.say("support-late") tone=Tone::Bad /> });
        view! { {text} {late} }.into_any()
    };
    let rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("support-first-answer").into(),
            stands(&clocks.first_response),
        ),
        (
            words.say("support-solution").into(),
            stands(&clocks.resolution),
        ),
    ];
    let title = words.say_with(
        "support-entitled-to",
        &[("level", level.name.as_str().into())],
    );
    Some(
        view! {
            <Sheet title=title>
                <Definitions rows words=true />
            </Sheet>
        }
        .into_any(),
    )
}

/// What happened, in a few words.
fn happened(words: Words, event: &CaseEvent) -> String {
    let id = match event.kind.as_str() {
        "opened" => "support-event-opened",
        "assign" => "support-event-assigned",
        "answer" => "support-event-answered",
        "ask" => "support-event-asked",
        "hand-over" => "support-event-handed-over",
        "take-back" => "support-event-taken-back",
        "solve" => "support-event-solved",
        "reopen" => "support-event-reopened",
        "merge" => "support-event-merged",
        "write" => "support-event-written",
        "confirm" => "support-event-confirmed",
        "close" => "support-event-closed",
        "priority" => "support-event-priority",
        "rated" => "support-event-rated",
        "warned" => "support-event-warned",
        _ => "support-event-breached",
    };
    let about = match (event.kind.as_str(), event.about.as_str()) {
        ("priority", code) => Priority::from_code(code)
            .map(|one| said::priority(words, one).to_owned())
            .unwrap_or_default(),
        (_, "first-answer") => words.say("support-first-answer").to_owned(),
        (_, "solution") => words.say("support-solution").to_owned(),
        (_, about) => about.to_owned(),
    };
    words.say_with(
        id,
        &[("who", event.name.as_str().into()), ("about", about.into())],
    )
}
