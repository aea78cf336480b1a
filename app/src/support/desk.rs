//! `/console/cases/{number}`: a case as our people work on it, with internal notes
//! and what is known of the customer beside it.

mod aside;
mod done;
mod steps;
mod theirs;

use super::{files, said};
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Columns, Notice, PageHead, Select, Sheet, Tag, TextArea, Tone,
    UploadForm,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text, Uploads, key_of,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::id::{PersonId, PreparedAnswerId, TeamId};
use domain::identity::{Actor, Permission};
use domain::support::case_life::{Party, Priority, Step};
use domain::support::cause::Cause;
use domain::support::merging::NotMerged;
use domain::support::prepared::{Along, InPlace, Prepared, Way, fill};
use domain::support::{Case, PlanVisit, Work, WorkError, WorkOn, case_for_agent, work_on_with};
use domain::text::Words;
use leptos::prelude::*;

/// What was tried and did not work: shown again with everything typed.
#[derive(Default)]
struct Tried {
    what: String,
    form: FormState,
    meanwhile: bool,
    /// A prepared answer to be put behind what was typed.
    insert: Option<PreparedAnswerId>,
    /// Merged, these would read what they can't see now: it is asked whether they may.
    reads_along: Option<String>,
}

impl Tried {
    /// Says at its field what is wrong, or all that is.
    fn explain(&mut self, words: Words, error: WorkError) -> Result<(), PageError> {
        let (field, sentence) = match error {
            WorkError::Several(all) => {
                return all.into_iter().try_for_each(|one| self.explain(words, one));
            }
            WorkError::NoText => ("text", "support-text-missing"),
            WorkError::TooLong => ("text", "support-text-too-long"),
            WorkError::NoAgent => ("agent", "support-no-agent"),
            WorkError::NoTeam => ("team", "support-team-unknown"),
            WorkError::NoOther => ("other", "support-no-other"),
            WorkError::NotMerged(NotMerged::PromisedSooner) => ("other", "support-merge-sooner"),
            WorkError::NotMerged(_) => ("other", "support-not-merged"),
            WorkError::WouldRead { asker, of } => {
                let sentence = words.say_with(
                    "support-merge-would-read",
                    &[("asker", asker.as_str().into()), ("of", of.into())],
                );
                self.form.fail("other", sentence);
                self.reads_along = Some(asker);
                return Ok(());
            }
            WorkError::NobodyNamed => ("text", "support-nobody-named"),
            WorkError::AboutTooLong => ("", "support-about-too-long"),
            WorkError::NoSuchOrder => ("order", "support-no-order-of-theirs"),
            WorkError::NoSuchAsset => ("asset", "support-no-asset-of-theirs"),
            WorkError::NoWho => ("who", "support-visit-no-who"),
            WorkError::DayHasPassed => ("day", "support-visit-day-passed"),
            WorkError::File(error) => {
                self.form.fail(files::FILES, files::refused(words, error)?);
                return Ok(());
            }
            WorkError::NotPossible(_) | WorkError::Changed => {
                self.meanwhile = true;
                return Ok(());
            }
            error @ (WorkError::Denied(_) | WorkError::NotFound | WorkError::Store(_)) => {
                return Err(error.into());
            }
        };
        self.form.fail(field, words.say(sentence));
        Ok(())
    }

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

/// `GET /console/cases/{number}?answer=WORDS`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    // An article may be put into the answer on a page of its own.
    let tried = match Address::of(&visitor).get("answer") {
        Some(text) => Tried {
            what: "speak".to_owned(),
            form: FormState::empty().with("text", text),
            ..Tried::default()
        },
        None => Tried::default(),
    };
    page(&visitor, &state, &number, tried).await
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
    if form.has("insert") {
        let tried = Tried {
            what: "speak".to_owned(),
            insert: form.text("prepared").parse().ok(),
            form: FormState::from(form),
            ..Tried::default()
        };
        return page(&visitor, &state, &number, tried).await;
    }
    let Some(work) = read(&form, visitor.actor())? else {
        let mut tried = Tried {
            what: form.text("do").to_owned(),
            form: FormState::from(form),
            ..Tried::default()
        };
        tried.form.fail("day", words.say("support-visit-no-day"));
        // What else is missing is said together with it.
        for (field, missing) in [
            ("who", "support-visit-no-who"),
            ("text", "support-text-missing"),
        ] {
            if tried.form.value(field).is_empty() {
                tried.form.fail(field, words.say(missing));
            }
        }
        return page(&visitor, &state, &number, tried).await;
    };
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
    let success = done::done(words, form.text("do"));
    let mut tried = Tried {
        what: what.to_owned(),
        form: FormState::from(form),
        meanwhile: false,
        insert: None,
        reads_along: None,
    };
    let done = work_on_with(
        &state.db,
        &state.files,
        visitor.actor(),
        (command, sent),
        visitor.now,
    );
    match done.await {
        Ok(()) => {
            visitor.say_next(true, success).await?;
            return Ok(Redirect::to(&format!("/console/cases/{number}")).into_response());
        }
        Err(error) => tried.explain(words, error)?,
    }
    files::choose_again(words, &mut tried.form, chosen);
    page(&visitor, &state, &number, tried).await
}

/// What was asked for; nothing if its day can't be read.
fn read(form: &Form, actor: &Actor) -> Result<Option<Work>, PageError> {
    let text = || form.text("text").to_owned();
    let other = || form.text("other").to_owned();
    let along = |work: Work| {
        let along = Along {
            priority: Priority::from_code(form.text("also-priority")),
            cause: Cause::from_code(form.text("also-cause")),
        };
        match along.is_nothing() {
            true => work,
            false => Work::With(along, Box::new(work)),
        }
    };
    Ok(Some(match form.text("do") {
        "take" => Work::Assign(actor.person()),
        "assign" => Work::Assign(
            form.text("agent")
                .parse()
                .unwrap_or(PersonId(uuid::Uuid::nil())),
        ),
        "team" => match form.text("team") {
            "" => Work::HandTo(None),
            team => Work::HandTo(Some(team.parse().unwrap_or(TeamId(uuid::Uuid::nil())))),
        },
        "priority" => {
            Work::Prioritise(Priority::from_code(form.text("priority")).ok_or(PageError::BadForm)?)
        }
        "answer" => along(Work::Answer(text())),
        "ask" => along(Work::Ask(text())),
        "solve" => along(Work::Solve(text())),
        "note" => along(Work::Note(text())),
        "hand-over" => Work::HandOver(text()),
        "take-back" => Work::TakeBack,
        "reopen" => Work::Reopen,
        // The box is ticked for one number: of another it says nothing.
        "merge" if form.has("along") && form.text("along") == form.text("other") => {
            Work::MergeReadingAlong(other())
        }
        "merge" => Work::Merge(other()),
        "link" => Work::Link(other()),
        "unlink" => Work::Unlink(other()),
        "about" => Work::About(form.text("order").to_owned(), form.text("asset").to_owned()),
        "give-back" => Work::GiveBack,
        "escalate" => Work::Escalate(text()),
        "classify" => Work::Classify(
            Cause::from_code(form.text("cause")),
            form.text("sku").to_owned(),
        ),
        "visit" => {
            let Some(day) = Day::from_field(form.text("day")) else {
                return Ok(None);
            };
            Work::PlanVisit(PlanVisit {
                day,
                who: form.text("who").to_owned(),
                what: text(),
            })
        }
        "visit-done" | "visit-off" => {
            let visit = form.carried("visit")?;
            Work::EndVisit(visit, form.text("do") == "visit-done", text())
        }
        _ => return Err(PageError::BadForm),
    }))
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    number: &str,
    mut tried: Tried,
) -> Result<Response, PageError> {
    let found = case_for_agent::<PageError>(&state.db, visitor.actor(), number, visitor.now)
        .await?
        .ok_or(PageError::NotFound)?;
    let (words, now) = (visitor.words, visitor.now);
    let me = visitor.actor().person();
    let knows = visitor.actor().may(Permission::KnowCustomers);
    if let Some(id) = tried.insert {
        tried.form = inserted(
            &tried.form,
            &found.case,
            &found.prepared,
            id,
            visitor.actor(),
        );
    }
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
            let speak = speak(words, case, &found.prepared, &tried);
            let steps = steps::steps(words, &found, &tried, me);
            let aside = aside::aside(words, &found, knows, now);
            let articles = format!("/console/cases/{}/articles", case.head.number);
            view! {
                <PageHead title=title sub=said::about(words, case) tags=tag>
                    <a class="btn" href=articles>
                        {words.say("articles-title")}
                    </a>
                </PageHead>
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
pub(super) fn about(case: &Case, what: &'static str) -> AnyView {
    let version = case.head.version.to_string();
    let what = (!what.is_empty()).then(|| view! { <input type="hidden" name="do" value=what /> });
    view! {
        <input type="hidden" name="version" value=version />
        {what}
    }
    .into_any()
}

pub(super) fn may(case: &Case, step: Step) -> bool {
    case.possible(Party::Agent).any(|one| one == step)
}

/// The field to answer, ask, solve or note, with a choice of which.
fn speak(words: Words, case: &Case, prepared: &[Prepared], tried: &Tried) -> AnyView {
    let action = format!("/console/cases/{}", case.head.number);
    let hidden = about(case, "");
    let ways: Vec<Way> = Way::ALL
        .iter()
        .copied()
        .filter(|way| may_say(case, *way))
        .collect();
    let form = tried.form("speak");
    // Only what a prepared answer brought along is asked for: the rest stands below.
    let brought = ["also-priority", "also-cause"]
        .iter()
        .any(|name| !form.value(name).is_empty());
    let prepared: Vec<(String, String)> = prepared
        .iter()
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let fields = move || {
        let insert = (!prepared.is_empty()).then(|| {
            view! {
                <div class="row">
                    <Select
                        name="prepared"
                        label=words.say("support-prepared")
                        options=prepared
                        optional=true
                    />
                    <button class="btn s" name="insert" value="1">
                        {words.say("support-prepared-insert")}
                    </button>
                </div>
            }
        });
        let along = brought.then(|| along_fields(words));
        let options = ways
            .into_iter()
            .map(|way| {
                let (name, note) = said::way(words, way);
                ChoiceOption::new(way.code(), name).note(note)
            })
            .collect();
        view! {
            <TextArea name="text" label=words.say("support-your-words") rows=6 />
            {insert}
            {files::field(words)}
            <Choice name="do" label=words.say("support-way") options=options list=true />
            {along}
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

/// What is done along with what is said, to be looked at before it is sent.
fn along_fields(words: Words) -> AnyView {
    let priorities = Priority::ALL
        .iter()
        .map(|one| {
            let name = said::priority(words, *one);
            (one.code().to_owned(), name.to_owned())
        })
        .collect();
    let causes = Cause::ALL
        .iter()
        .map(|one| (one.code().to_owned(), said::cause(words, *one).to_owned()))
        .collect();
    view! {
        <div class="fields">
            <Select
                name="also-priority"
                label=words.say("support-also-priority")
                options=priorities
                optional=true
            />
            <Select
                name="also-cause"
                label=words.say("support-also-cause")
                options=causes
                optional=true
            />
        </div>
    }
    .into_any()
}

/// The form with a prepared answer behind what was typed, with the names of this
/// case in it.
fn inserted(
    form: &FormState,
    case: &Case,
    prepared: &[Prepared],
    id: PreparedAnswerId,
    actor: &Actor,
) -> FormState {
    let Some(one) = prepared.iter().find(|one| one.id == id) else {
        return form.clone();
    };
    let values = InPlace {
        member: &case.head.opener,
        company: &case.head.company,
        number: &case.head.number,
        subject: &case.head.subject,
        agent: actor.name(),
    };
    let filled = fill(&one.text, &values);
    let typed = form.value("text");
    let text = if typed.is_empty() {
        filled
    } else {
        format!("{typed}\n\n{filled}")
    };
    let along = one.along();
    let brought = [
        (
            "do",
            one.way().filter(|way| may_say(case, *way)).map(Way::code),
        ),
        ("also-priority", along.priority.map(Priority::code)),
        ("also-cause", along.cause.map(Cause::code)),
    ];
    brought
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .fold(form.clone().instead("text", text), |form, (name, value)| {
            form.instead(name, value)
        })
}

/// Whether it can be said like this now.
fn may_say(case: &Case, way: Way) -> bool {
    match way {
        Way::Answer => may(case, Step::Answer),
        Way::Ask => may(case, Step::Ask),
        Way::Solve => may(case, Step::Solve),
        Way::Note => true,
    }
}
