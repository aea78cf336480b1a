//! What our people can do with a case besides writing.

use super::super::said;
use super::{Tried, about, may};
use crate::frame::FormState;
use crate::frame::parts::{
    Actions, Checkbox, DateField, Field, Fold, PostForm, Select, Sheet, TextArea,
};
use domain::id::PersonId;
use domain::support::case_life::{Priority, Step};
use domain::support::cause::Cause;
use domain::support::{Case, Visit, VisitState, WorkedOn};
use domain::text::Words;
use leptos::prelude::*;

/// What else can be done with it.
pub(super) fn steps(words: Words, found: &WorkedOn, tried: &Tried, me: PersonId) -> AnyView {
    let case = &found.case;
    let action = format!("/console/cases/{}", case.head.number);
    let button = |step: Step, what: &'static str, label: &'static str, prefix: &'static str| {
        may(case, step).then(|| {
            let action = action.clone();
            let hidden = about(case, what);
            let label = words.say(label);
            view! {
                <PostForm action=action prefix=prefix class="inline">
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
    let give_back = (case.head.agent.is_some() && case.head.state.is_unsolved())
        .then(|| plain(words, &action, case, "give-back", "support-give-back", "g"));
    let take_back = button(Step::TakeBack, "take-back", "support-take-back", "b");
    let reopen = button(Step::Reopen, "reopen", "support-open-again", "o");
    let any = take.is_some() || give_back.is_some() || take_back.is_some() || reopen.is_some();
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
            <PostForm action=action state=form prefix="a" class="beside">
                {hidden}
                {field()}
                <Actions>
                    <button class="btn">{words.say("support-assign")}</button>
                </Actions>
            </PostForm>
        }
    });
    // Where there are no teams nobody is asked for one.
    let has_choice = !found.teams.is_empty() || case.head.team.is_some();
    let team = (case.head.state.is_unsolved() && has_choice).then(|| {
        let form = chosen(
            tried.form("team"),
            "team",
            case.head.team.map(|id| id.to_string()),
        );
        let options: Vec<(String, String)> = found
            .teams
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect();
        let (action, hidden) = (action.clone(), about(case, "team"));
        let field = move || {
            view! {
                <Select
                    name="team"
                    label=words.say("support-team")
                    help=words.say("support-team-help")
                    options=options
                    optional=true
                />
            }
        };
        view! {
            <PostForm action=action state=form prefix="z" class="beside">
                {hidden}
                {field()}
                <Actions>
                    <button class="btn">{words.say("support-hand-to-team")}</button>
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
            <PostForm action=action state=form prefix="p" class="beside">
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
        // The box is ticked for the number that stands there, and no other.
        let askers = tried.reads_along.as_deref().filter(|_| what == "merge");
        let along = askers.map(|askers| {
            let number = tried.form.value("other").to_owned();
            let may = words.say_with(
                "support-merge-may-read",
                &[("asker", askers.into()), ("number", number.as_str().into())],
            );
            (number, may)
        });
        let field = move || {
            let name = words.say("support-other-number");
            let along = along.map(|(number, may)| {
                view! { <Checkbox name="along" label=may value=number /> }
            });
            view! {
                <Field name="other" label=name placeholder="HC-2026-000123" />
                {along}
            }
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
    let merge = may(case, Step::Merge).then(|| {
        let form = other("merge", "support-merge", "m");
        let note = words.say("support-merge-note");
        view! {
            {form}
            <p class="mute small">{note}</p>
        }
    });
    let link = other("link", "support-link", "l");
    let tried_other = matches!(
        tried.what.as_str(),
        "merge" | "link" | "hand-over" | "visit" | "visit-done" | "visit-off" | "escalate"
    );
    let escalate = case.head.state.is_unsolved().then(|| {
        let (action, hidden) = (action.clone(), about(case, "escalate"));
        let form = tried.form("escalate");
        let field = move || {
            view! { <TextArea name="text" label=words.say("support-escalate-why") rows=2 /> }
        };
        view! {
            <PostForm action=action state=form prefix="e">
                {hidden}
                {field()}
                <Actions>
                    <button class="btn">{words.say("support-escalate")}</button>
                </Actions>
            </PostForm>
        }
    });
    let planned = case
        .visits
        .iter()
        .any(|visit| visit.state == VisitState::Planned);
    let visit =
        (may(case, Step::HandOver) && !planned).then(|| visit_form(words, &action, case, tried));
    let visits: Vec<AnyView> = case
        .visits
        .iter()
        .filter(|visit| visit.state == VisitState::Planned)
        .map(|visit| end_visit(words, &action, case, (visit, tried)))
        .collect();
    // Whoever asks about a unit need not know with which order it came.
    let order = case.head.order_id.or(case.head.asset_order);
    let returned = order.map(|order| {
        let href = format!("/console/orders/{order}/return?case={}", case.head.number);
        view! {
            <p>
                <a class="btn" href=href>
                    {words.say("support-return")}
                </a>
            </p>
        }
    });
    let about_it = about_it(words, &action, case, tried);
    let classify = classify(words, &action, case, tried);
    let unlink: Vec<AnyView> = case
        .links
        .iter()
        .map(|one| unlink(words, &action, case, &one.number))
        .collect();
    view! {
        <Sheet title=words.say("support-steps")>
            <div class="stack-s">
                {any.then(|| view! { <div class="row">{take} {give_back} {take_back} {reopen}</div> })}
                {assign}
                {team}
                {priority}
            </div>
        </Sheet>
        {classify}
        {about_it}
        <Fold title=words.say("support-more-steps") open=tried_other>
            <div class="stack-s apart">
                {visits} {visit} {returned} {hand_over} {escalate} {merge} {link} {unlink}
            </div>
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

/// A button alone.
fn plain(
    words: Words,
    action: &str,
    case: &Case,
    what: &'static str,
    label: &'static str,
    prefix: &'static str,
) -> AnyView {
    let hidden = about(case, what);
    let label = words.say(label);
    view! {
        <PostForm action=action.to_owned() prefix=prefix class="inline">
            {hidden}
            <button class="btn">{label}</button>
        </PostForm>
    }
    .into_any()
}

/// Plans a visit of field service.
fn visit_form(words: Words, action: &str, case: &Case, tried: &Tried) -> AnyView {
    let hidden = about(case, "visit");
    let form = tried.form("visit");
    let fields = move || {
        view! {
            <div class="fields">
                <DateField name="day" label=words.say("support-visit-day") />
                <Field name="who" label=words.say("support-visit-who") />
            </div>
            <TextArea
                name="text"
                label=words.say("support-visit-what")
                help=words.say("support-visit-what-help")
                rows=2
            />
        }
    };
    view! {
        <PostForm action=action.to_owned() state=form prefix="v">
            {hidden}
            {fields()}
            <Actions>
                <button class="btn">{words.say("support-visit-plan")}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}

/// A visit that is planned: somebody was there, or nobody will be.
fn end_visit(words: Words, action: &str, case: &Case, (visit, tried): (&Visit, &Tried)) -> AnyView {
    let version = case.head.version.to_string();
    let day = words.date(visit.day);
    let what = [("day", day.into()), ("who", visit.who.as_str().into())];
    let text = words.say_with("support-visit-of", &what);
    let id = visit.id.to_string();
    let form = if tried.form.value("visit") == id {
        tried.form(&tried.what)
    } else {
        FormState::empty()
    };
    let label = words.say("support-visit-note");
    let field = move || view! { <TextArea name="text" label rows=2 optional=true /> };
    view! {
        <PostForm action=action.to_owned() state=form prefix="w">
            <input type="hidden" name="version" value=version />
            <input type="hidden" name="visit" value=id />
            <p>{text}</p>
            {field()}
            <Actions>
                <button class="btn" name="do" value="visit-off">
                    {words.say("support-visit-off")}
                </button>
                <button class="btn" name="do" value="visit-done">
                    {words.say("support-visit-done")}
                </button>
            </Actions>
        </PostForm>
    }
    .into_any()
}

/// The button that takes a link to another case back.
fn unlink(words: Words, action: &str, case: &Case, number: &str) -> AnyView {
    let hidden = about(case, "unlink");
    let label = words.say_with("support-unlink", &[("number", number.into())]);
    let (action, number) = (action.to_owned(), number.to_owned());
    view! {
        <PostForm action prefix="u">
            {hidden}
            <button class="btn s" name="other" value=number>
                {label}
            </button>
        </PostForm>
    }
    .into_any()
}

/// Which order and which piece of equipment it is about: for what came by mail, or
/// was named wrongly.
fn about_it(words: Words, action: &str, case: &Case, tried: &Tried) -> AnyView {
    let hidden = about(case, "about");
    let action = action.to_owned();
    let form = chosen(tried.form("about"), "order", case.head.order_number.clone());
    let form = chosen(form, "asset", case.head.asset_tag.clone());
    let fields = move || {
        view! {
            <div class="fields">
                <Field name="order" label=words.say("support-order") optional=true />
                <Field name="asset" label=words.say("support-equipment") optional=true />
            </div>
        }
    };
    view! {
        <Sheet title=words.say("support-about-it")>
            <PostForm action state=form prefix="q">
                {hidden}
                {fields()}
                <Actions>
                    <button class="btn">{words.say("support-keep")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// What it came from, and which product it was about.
fn classify(words: Words, action: &str, case: &Case, tried: &Tried) -> AnyView {
    let hidden = about(case, "classify");
    let action = action.to_owned();
    let form = chosen(
        tried.form("classify"),
        "cause",
        Some(case.head.cause.clone()),
    );
    let form = chosen(form, "sku", case.head.sku.clone());
    let fields = move || {
        let causes = Cause::ALL
            .iter()
            .map(|one| (one.code().to_owned(), said::cause(words, *one).to_owned()))
            .collect();
        view! {
            <div class="fields">
                <Select
                    name="cause"
                    label=words.say("support-cause")
                    options=causes
                    optional=true
                />
                <Field name="sku" label=words.say("support-product") optional=true />
            </div>
        }
    };
    view! {
        <Sheet title=words.say("support-classify")>
            <PostForm action=action state=form prefix="y">
                {hidden}
                {fields()}
                <Actions>
                    <button class="btn">{words.say("support-keep")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}
