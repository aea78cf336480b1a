//! The forms of what our people do with a return: one for each step that is possible.

use crate::frame::FormState;
use crate::frame::parts::{Actions, PostForm, Sheet, TextArea};
use domain::orders::{ReturnPage, ReturnState, ReturnStep};
use domain::text::Words;
use leptos::prelude::*;

/// The form of a step. What usually comes next is the primary one, and there is one
/// such in each state: to call a return off is the way out.
/// `typed` is what somebody sent who was refused, or was not the first: they read, and
/// press again.
pub(super) fn step(
    words: Words,
    found: &ReturnPage,
    step: ReturnStep,
    typed: Option<FormState>,
) -> AnyView {
    let head = &found.head;
    let of = Told::of(step, head.state);
    let arrives = matches!(step, ReturnStep::Receive | ReturnStep::Repair);
    let here: Vec<&str> = found
        .units
        .iter()
        .filter(|unit| unit.is_here())
        .map(|unit| unit.service_tag.as_str())
        .collect();
    let form = if let Some(typed) = typed {
        typed
    } else if arrives {
        let tags = found.expected().into_iter();
        let tags: Vec<&str> = tags.map(|unit| unit.service_tag.as_str()).collect();
        FormState::empty().with("units", tags.join("\n"))
    } else {
        FormState::empty()
    };
    let action = format!("/console/returns/{}", head.id);
    let version = head.version.to_string();
    let units = if arrives && !found.units.is_empty() {
        let help = words.say("orders-return-units-help").to_owned();
        Some((words.say("orders-return-units"), help))
    } else if step == ReturnStep::Exchange && !here.is_empty() {
        let tags = [("tags", here.join(", ").into())];
        let help = words.say_with("orders-return-new-serials-help", &tags);
        Some((words.say("orders-return-new-serials"), help))
    } else {
        None
    };
    // Of several that are here each may end differently.
    let which = (!arrives && here.len() > 1).then(|| {
        let tags = [("tags", here.join(", ").into())];
        words.say_with("orders-return-which-help", &tags)
    });
    let fields = move || {
        let which = which.map(|help| {
            view! {
                <TextArea
                    name="which"
                    label=words.say("orders-return-which")
                    help=help
                    rows=2
                    optional=true
                    class="code"
                />
            }
        });
        let units = units.map(|(label, help)| {
            view! {
                <TextArea
                    name="units"
                    label=label
                    help=help
                    rows=3
                    optional=true
                    class="code"
                />
            }
        });
        let about = of
            .about
            .map(|id| view! { <p class="mute">{words.say(id)}</p> });
        view! {
            {about}
            {which}
            {units}
            <TextArea name="text" label=words.say(of.label) rows=2 optional=arrives />
            <Actions>
                <button class=of.class>{words.say(of.title)}</button>
            </Actions>
        }
    };
    view! {
        <Sheet title=words.say(of.title)>
            <PostForm action=action state=form prefix=step.code()>
                <input type="hidden" name="do" value=step.code() />
                <input type="hidden" name="version" value=version />
                {fields()}
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// How a step is called, and what is said of it.
#[derive(Clone, Copy)]
struct Told {
    title: &'static str,
    /// What it means for the customer's equipment, where that is not plain.
    about: Option<&'static str>,
    /// What is to be written.
    label: &'static str,
    class: &'static str,
}

impl Told {
    fn of(step: ReturnStep, state: ReturnState) -> Self {
        let (title, about, label, class) = match step {
            ReturnStep::Receive => (
                "orders-return-receive",
                Some("orders-return-receive-help"),
                "orders-return-receive-words",
                "btn main",
            ),
            ReturnStep::Repair => (
                "orders-return-repair",
                Some("orders-return-repair-help"),
                "orders-return-receive-words",
                "btn",
            ),
            ReturnStep::SendBack => (
                "orders-return-send-back",
                Some("orders-return-send-back-help"),
                "orders-return-send-back-words",
                "btn main",
            ),
            ReturnStep::Exchange => (
                "orders-return-exchange",
                Some("orders-return-exchange-help"),
                "orders-return-exchange-words",
                "btn",
            ),
            ReturnStep::Close if state == ReturnState::InRepair => (
                "orders-return-stays",
                None,
                "orders-return-close-words",
                "btn",
            ),
            ReturnStep::Close => (
                "orders-return-close",
                None,
                "orders-return-close-words",
                "btn main",
            ),
            ReturnStep::CallOff => (
                "orders-return-call-off",
                None,
                "orders-return-off-words",
                "btn danger",
            ),
        };
        Self {
            title,
            about,
            label,
            class,
        }
    }
}
