//! `/console/service-levels`: what is promised, within which hours, and to whom.

use super::said;
use crate::frame::parts::{
    Actions, Checkbox, Column, DataTable, Empty, Field, Icon, PageHead, PostForm, Select, Sheet,
    Tag, TextArea, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::support::business_hours::{CalendarField, CalendarText};
use domain::support::case_life::Priority;
use domain::support::clocks::ServiceLevel;
use domain::support::{
    Level, LevelError, NewLevel, TargetMinutes, give_level_by_number, levels, make_level_by_form,
};
use domain::text::Words;
use leptos::prelude::*;

#[derive(Default)]
struct Forms {
    make: FormState,
    give: FormState,
}

/// `GET /console/service-levels`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    page(&visitor, &state, Forms::default()).await
}

/// `POST /console/service-levels`: a new one, or a level for a customer
/// (`do=give`).
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(domain::identity::Permission::Administer)?;
    let words = visitor.words;
    let mut forms = Forms::default();
    let sentence = if form.text("do") == "give" {
        let (number, level) = (
            form.text("customer").to_owned(),
            form.text("level").parse().ok(),
        );
        let done =
            give_level_by_number(&state.db, visitor.actor(), &number, level, visitor.now).await;
        match done {
            Ok(()) => Some("support-level-given"),
            Err(LevelError::NotFound) => {
                forms.give = FormState::from(form);
                forms
                    .give
                    .fail("customer", words.say("support-level-unknown"));
                None
            }
            Err(other) => return Err(other.into()),
        }
    } else {
        forms.make = FormState::from(form);
        make(&visitor, &state, &mut forms.make)
            .await?
            .then_some("support-level-made")
    };
    let Some(sentence) = sentence else {
        return page(&visitor, &state, forms).await;
    };
    visitor.say_next(true, words.say(sentence)).await?;
    Ok(Redirect::to("/console/service-levels").into_response())
}

/// Makes a level as it was typed; if something is wrong, notes what.
async fn make(
    visitor: &StaffOnly,
    state: &AppState,
    shown: &mut FormState,
) -> Result<bool, PageError> {
    let words = visitor.words;
    let mut targets = [TargetMinutes::default(); Priority::ALL.len()];
    for (priority, target) in Priority::ALL.iter().zip(&mut targets) {
        for (what, into) in [
            ("first", &mut target.first_response),
            ("solved", &mut target.resolution),
        ] {
            let name = format!("{what}-{}", priority.code());
            let read = shown.read(&name, |typed| match typed {
                "" => Ok(None),
                hours => match hours.parse::<i64>() {
                    Ok(hours) if hours > 0 => Ok(Some(hours.saturating_mul(60))),
                    _ => Err(words.say("support-level-time-wrong")),
                },
            });
            *into = read.flatten();
        }
    }
    let of = |name: &str| shown.value(name).to_owned();
    let new = NewLevel {
        name: of("name"),
        hours: CalendarText {
            round_the_clock: shown.form().has("always"),
            zone: of("zone"),
            week: [
                of("week"),
                of("week"),
                of("week"),
                of("week"),
                of("week"),
                of("saturday"),
                of("sunday"),
            ],
            exceptions: of("exceptions"),
        },
        targets,
        warn_at: ServiceLevel::USUAL_WARNING,
        usual: shown.form().has("usual"),
    };
    if !shown.is_fine() {
        // What can't be read at all is said together with what else is wrong.
        for wrong in new.wrong() {
            explain(words, shown, wrong)?;
        }
        return Ok(false);
    }
    let key = key_of(shown.form())?;
    match make_level_by_form(&state.db, visitor.actor(), key, new, visitor.now).await {
        Ok(_) => Ok(true),
        Err(error) => {
            explain(words, shown, error)?;
            Ok(false)
        }
    }
}

/// Says at its field what is wrong, or all that is.
fn explain(words: Words, shown: &mut FormState, error: LevelError) -> Result<(), PageError> {
    match error {
        LevelError::Several(all) => {
            for one in all {
                explain(words, shown, one)?;
            }
        }
        LevelError::NoName => shown.fail("name", words.say("support-level-name-wrong")),
        LevelError::Hours(flaws) => {
            let mut fields: Vec<&str> = flaws.iter().map(|one| field_of(one.field)).collect();
            fields.dedup();
            for field in fields {
                shown.fail(field, words.say("support-level-hours-wrong"));
            }
        }
        LevelError::NoTime => shown.fail("", words.say("support-level-time-wrong")),
        other @ (LevelError::Denied(_) | LevelError::NotFound | LevelError::Store(_)) => {
            return Err(other.into());
        }
    }
    Ok(())
}

/// Where on the page this part of a calendar is typed.
const fn field_of(part: CalendarField) -> &'static str {
    match part {
        CalendarField::Zone => "zone",
        CalendarField::Weekday(5) => "saturday",
        CalendarField::Weekday(6) => "sunday",
        CalendarField::Weekday(_) | CalendarField::Week => "week",
        CalendarField::Exceptions(_) => "exceptions",
    }
}

async fn page(visitor: &StaffOnly, state: &AppState, forms: Forms) -> Result<Response, PageError> {
    let words = visitor.words;
    let all = levels(&state.db, visitor.actor()).await?;
    let title = words.say("frame-service-levels");
    let status = if forms.make.is_fine() {
        forms.give.status()
    } else {
        forms.make.status()
    };
    Ok(Page::new(visitor, Face::Console, title)
        .nav("service-levels")
        .status(status)
        .show(move || {
            let table = table(words, &all);
            let choices = all
                .iter()
                .map(|(level, _)| (level.id.to_string(), level.name.clone()))
                .collect();
            let (make, give) = (
                make_sheet(words, forms.make),
                give_sheet(words, forms.give, choices),
            );
            view! {
                <PageHead title sub=words.say("support-levels-sub")>
                    <a class="btn" href="/console/case-teams">
                        {words.say("support-teams-title")}
                    </a>
                    <a class="btn" href="/console/case-escalation">
                        {words.say("support-escalation-title")}
                    </a>
                </PageHead>
                <div class="stack">
                    <Sheet flush=true>{table}</Sheet>
                    {make}
                    {give}
                </div>
            }
        }))
}

fn table(words: Words, all: &[(Level, bool)]) -> AnyView {
    if all.is_empty() {
        return view! {
            <Empty
                title=words.say("support-levels-none")
                text=words.say("support-levels-none-text")
                icon=Icon::Clock
            />
        }
        .into_any();
    }
    let columns = vec![
        Column::new(words.say("support-level")),
        Column::new(words.say("support-level-hours")),
        Column::new(words.say("support-level-normal-times")),
    ];
    let rows: Vec<AnyView> = all
        .iter()
        .map(|(level, usual)| {
            let usual = usual.then(|| {
                let text = words.say("support-level-usual");
                view! { " " <Tag text tone=Tone::Accent /> }
            });
            let hours: Vec<String> = said::hours(words, level)
                .into_iter()
                .map(|(days, hours)| format!("{days} {hours}"))
                .collect();
            view! {
                <tr>
                    <td class="wide">{level.name.clone()} {usual}</td>
                    <td data-l=words.say("support-level-hours")>{hours.join("; ")}</td>
                    <td data-l=words.say("support-level-normal-times")>
                        {said::times(words, level, Priority::Normal)}
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let caption = words.say("frame-service-levels");
    view! {
        <DataTable caption columns stack=true quiet=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn make_sheet(words: Words, form: FormState) -> AnyView {
    let fields = move || {
        let times: Vec<AnyView> = Priority::ALL
            .iter()
            .rev()
            .flat_map(|one| {
                [
                    ("first", "support-level-first"),
                    ("solved", "support-level-solved"),
                ]
                .map(|(what, id)| {
                    let name = said::priority(words, *one);
                    let label = words.say_with(id, &[("priority", name.into())]);
                    let field = format!("{what}-{}", one.code());
                    view! { <Field name=field label=label optional=true class="short" /> }
                        .into_any()
                })
            })
            .collect();
        view! {
            <Field name="name" label=words.say("support-level-name") />
            <Checkbox name="always" label=words.say("support-level-always") />
            <div class="fields">
                <Field
                    name="zone"
                    label=words.say("support-level-zone")
                    placeholder="Europe/Berlin"
                    optional=true
                />
                <Field
                    name="week"
                    label=words.say("support-level-week")
                    placeholder="08:00-18:00"
                    optional=true
                />
                <Field name="saturday" label=words.say("support-saturday") optional=true />
                <Field name="sunday" label=words.say("support-sunday") optional=true />
            </div>
            <TextArea
                name="exceptions"
                label=words.say("support-level-exceptions")
                help=words.say("support-level-exceptions-help")
                optional=true
            />
            <div class="halves">{times}</div>
            <Checkbox name="usual" label=words.say("support-level-usual") />
            <Actions>
                <button class="btn main">{words.say("support-level-make")}</button>
            </Actions>
        }
    };
    view! {
        <Sheet title=words.say("support-level-new")>
            <PostForm action="/console/service-levels" state=form prefix="n">
                {fields()}
            </PostForm>
        </Sheet>
    }
    .into_any()
}

fn give_sheet(words: Words, form: FormState, choices: Vec<(String, String)>) -> AnyView {
    let fields = move || {
        view! {
            <div class="fields">
                <Field name="customer" label=words.say("support-level-customer") />
                <Select
                    name="level"
                    label=words.say("support-level")
                    help=words.say("support-level-give-help")
                    options=choices
                    optional=true
                />
            </div>
            <Actions>
                <button class="btn">{words.say("support-keep")}</button>
            </Actions>
        }
    };
    view! {
        <Sheet title=words.say("support-level-give")>
            <PostForm action="/console/service-levels" state=form prefix="g">
                <input type="hidden" name="do" value="give" />
                {fields()}
            </PostForm>
        </Sheet>
    }
    .into_any()
}
