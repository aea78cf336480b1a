//! The texts of a customer's site on the page that edits them: what there is,
//! how one would look, and the form for one more.

use super::editor::{Made, Which};
use super::on_pages::{announcement, greeting, paragraphs};
use crate::frame::FormState;
use crate::frame::parts::{
    Actions, Column, DataTable, DateField, Field, PostForm, Sheet, TextArea,
};
use domain::Day;
use domain::agreements::Validity;
use domain::id::SiteTextId;
use domain::site::{SiteText, TextKind};
use domain::text::Words;
use leptos::prelude::*;

/// How a text would look.
pub(super) fn preview(words: Words, seen: &SiteText) -> AnyView {
    let shown = match seen.kind {
        TextKind::Welcome => greeting(seen),
        TextKind::Announcement => announcement(seen),
        TextKind::Link => {
            let (title, text) = (seen.title.clone(), seen.text.clone());
            let href = seen.href.clone();
            view! {
                <Sheet title=words.say("site-links")>
                    <a href=href rel="noopener noreferrer">
                        {title}
                    </a>
                    <span class="small mute">" " {text}</span>
                </Sheet>
            }
            .into_any()
        }
        TextKind::Terms => {
            let body = paragraphs(&seen.text);
            view! {
                <Sheet title=words.say("site-terms")>
                    <div class="stack-s">{body}</div>
                </Sheet>
            }
            .into_any()
        }
    };
    view! {
        <section class="stack-s" aria-label=words.say("site-preview")>
            <p class="small mute">{words.say("site-preview")}</p>
            {shown}
        </section>
    }
    .into_any()
}

fn kind_title(words: Words, kind: TextKind) -> &'static str {
    words.say(match kind {
        TextKind::Welcome => "site-welcome",
        TextKind::Announcement => "site-announcements",
        TextKind::Link => "site-links",
        TextKind::Terms => "site-terms",
    })
}

/// The texts of a kind, and the form for one more; what there is once is in the
/// form.
pub(super) fn text_sheet(words: Words, made: &Made, kind: TextKind) -> AnyView {
    let action = format!("{}/texts", made.place.base);
    let group = made.whose.map_or_else(String::new, |id| id.to_string());
    let there: Vec<&SiteText> = made
        .editor
        .texts
        .iter()
        .filter(|text| text.kind == kind && text.whose == made.whose)
        .collect();
    let form = made.tried.typed(Which::Text(kind)).unwrap_or_else(|| {
        let empty = FormState::empty().with("id", SiteTextId::new().to_string());
        match there.first() {
            Some(text) if kind.is_single() => empty
                .with("title", text.title.clone())
                .with("text", text.text.clone()),
            _ => empty,
        }
    });
    let list = (!there.is_empty())
        .then(|| texts_there(words, &there, &format!("{action}/remove"), &group));
    let id = form.value("id").to_owned();
    let with_title = kind != TextKind::Terms;
    let with_days = kind == TextKind::Announcement;
    let is_link = kind == TextKind::Link;
    let prefix = kind.code();
    view! {
        <Sheet title=kind_title(words, kind)>
            <div class="stack">
                {list}
                <PostForm action=action state=form prefix=prefix>
                    <input type="hidden" name="kind" value=kind.code() />
                    <input type="hidden" name="group" value=group />
                    <input type="hidden" name="id" value=id />
                    {with_title
                        .then(|| {
                            view! {
                                <Field
                                    name="title"
                                    label=words.say("site-text-title")
                                    longest=120_u32
                                    optional={kind == TextKind::Welcome}
                                />
                            }
                        })}
                    {is_link
                        .then(|| {
                            view! {
                                <Field
                                    name="href"
                                    label=words.say("site-text-href")
                                    help=words.say("site-text-href-help")
                                    longest=500_u32
                                />
                            }
                        })}
                    <TextArea
                        name="text"
                        label=words.say("site-text-text")
                        optional={is_link || with_days}
                    />
                    {with_days
                        .then(|| {
                            view! {
                                <div class="fields">
                                    <DateField
                                        name="from"
                                        label=words.say("site-from")
                                        optional=true
                                    />
                                    <DateField
                                        name="until"
                                        label=words.say("site-until")
                                        optional=true
                                    />
                                </div>
                            }
                        })}
                    <Actions>
                        <button class="btn" name="do" value="look">
                            {words.say("site-look-at-it")}
                        </button>
                        <button class="btn main" name="do" value="put">
                            {words.say("site-put")}
                        </button>
                    </Actions>
                </PostForm>
            </div>
        </Sheet>
    }
    .into_any()
}

fn texts_there(words: Words, there: &[&SiteText], action: &str, group: &str) -> AnyView {
    let rows = there
        .iter()
        .map(|text| {
            let name = if text.title.is_empty() {
                text.text.chars().take(60).collect::<String>()
            } else {
                text.title.clone()
            };
            let label = words.say_with("site-remove-name", &[("name", name.as_str().into())]);
            let (id, group, action) = (text.id.to_string(), group.to_owned(), action.to_owned());
            view! {
                <tr>
                    <td class="wide">{name}</td>
                    <td class="small" data-l=words.say("site-shown")>
                        {shown_when(words, text)}
                    </td>
                    <td class="actions">
                        <PostForm action=action>
                            <input type="hidden" name="group" value=group />
                            <button class="btn s" name="text" value=id aria-label=label>
                                {words.say("frame-remove")}
                            </button>
                        </PostForm>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("site-text-title")),
        Column::new(words.say("site-shown")),
        Column::actions(),
    ];
    view! {
        <DataTable caption=words.say("site-there") quiet=true columns stack=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// When a text is shown, in words.
fn shown_when(words: Words, text: &SiteText) -> String {
    let valid = Validity {
        from: text.valid_from,
        until: text.valid_until,
    };
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| words.date_short(day));
    if valid == Validity::ALWAYS {
        words.say("site-always").to_owned()
    } else {
        format!("{} – {}", day(valid.first_day()), day(valid.last_day()))
    }
}
